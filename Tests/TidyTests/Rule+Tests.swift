extension Rule {
  /// A test that expects nothing cannot fail.
  static let testsExpect = Rule(
    name: "test without expectation",
    applies: { isSwift($0) && $0.hasPrefix("Tests/") }
  ) { file in
    let functions = FunctionScanner(file).functions
    return functions.compactMap { function in
      let isTest = (max(0, function.first - 6)...function.first).contains { index in
        isAttribute(of: function.first, at: index, in: file)
      }
      guard isTest else { return nil }
      let expects = ["#expect", "#require", "Issue.record", "confirmation(", "withKnownIssue"]
      let verbs = ["expect", "check", "verify", "assert", "compare", "require", "report"]
      let body = file.lines[function.first...function.last].map(\.code)
      let isExpecting = body.contains { line in
        expects.contains { line.contains($0) } || verbs.contains { line.contains($0) }
      }
      return isExpecting
        ? nil : file.finding(function.first, "the test cannot fail; expect something")
    }
  }

  /// Whether the line holds `@Test` and nothing but attributes stands between it and the function.
  private static func isAttribute(of function: Int, at index: Int, in file: SourceFile) -> Bool {
    guard file.lines[index].code.contains("@Test") else { return false }
    return !file.lines[index..<function].contains { line in
      line.code.contains("func ") || line.code.hasPrefix("  }") || line.code.hasPrefix("}")
    }
  }
}
