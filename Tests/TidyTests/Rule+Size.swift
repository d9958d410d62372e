extension Rule {
  /// A file is read in one sitting.
  static let fileSize = Rule(name: "file size", applies: isSwift) { file in
    guard file.lines.count > 500 else { return [] }
    return [
      file.finding(
        500, "the file has \(file.lines.count) lines, more than 500; split it by what it does")
    ]
  }

  /// A function is seen at one glance.
  static let functionSize = Rule(name: "function size", applies: isSwift) { file in
    FunctionScanner(file).functions.compactMap { function in
      let count = function.last - function.first + 1
      guard count > 70 else { return nil }
      return file.finding(
        function.first,
        "the function has \(count) lines, more than 70; give its steps names of their own")
    }
  }
}

/// Finds functions by their first words and the braces of their bodies.
struct FunctionScanner {
  /// The first and the last line of a function with a body, counted from 0.
  struct Function {
    var first: Int
    var last: Int
  }

  private let lines: [[UInt8]]

  init(_ file: SourceFile) {
    lines = file.lines.map { Array($0.code.utf8) }
  }

  var functions: [Function] {
    lines.indices.compactMap { index in
      guard beginsFunction(lines[index]) else { return nil }
      return endOfBody(of: index).map { Function(first: index, last: $0) }
    }
  }

  /// Whether the line is modifiers and attributes, then `func`, `init`, `deinit` or `subscript`.
  private func beginsFunction(_ line: [UInt8]) -> Bool {
    let code = String(decoding: line, as: UTF8.self)
    for word in code.split(separator: " ") {
      if word == "func" || word == "deinit" { return true }
      for name in ["init", "subscript"] where word.hasPrefix(name) {
        let rest = word.dropFirst(name.count)
        return rest.first.map { "(<?".contains($0) } ?? false
      }
      let isModifier =
        word.hasPrefix("@") || word.hasSuffix(")") || word.allSatisfy(\.isLowercase)
      if !isModifier || statements.contains(word) { return false }
    }
    return false
  }

  private let statements: Set<Substring> = ["return", "try", "await", "case", "let", "var", "in"]

  /// The line of the brace that closes the body; nothing for a requirement without one.
  private func endOfBody(of start: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    for index in start..<lines.count {
      for byte in lines[index] {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
        case UInt8(ascii: "{"): if parentheses == 0 || braces > 0 { braces += 1 }
        case UInt8(ascii: "}"):
          if braces == 0 { if parentheses == 0 { return nil } else { continue } }
          braces -= 1
          if braces == 0 { return index }
        default: break
        }
      }
      if braces == 0, parentheses == 0, !continues(index + 1) { return nil }
    }
    return nil
  }

  /// Whether a line goes on with the signature that the line before it left open.
  private func continues(_ index: Int) -> Bool {
    guard index < lines.count else { return false }
    let code = String(decoding: lines[index], as: UTF8.self)
    guard let word = code.split(separator: " ").first else { return false }
    return ["{", "->", "where", "async", "throws", "rethrows"].contains { word.hasPrefix($0) }
      || word.hasPrefix(")")
  }
}
