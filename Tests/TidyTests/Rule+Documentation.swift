extension Rule {
  /// Whoever uses a module reads its doc comments, not its code.
  static let publicDocumentation = Rule(
    name: "public documentation",
    applies: { isSwift($0) && $0.hasPrefix("Sources/") }
  ) { file in
    file.lines.indices.compactMap { index in
      guard let name = publicDeclaration(file.lines[index].code) else { return nil }
      guard !hasDocumentation(file, before: index) else { return nil }
      return file.finding(
        index, "document \(name): what holds, what fails, in which units (`/// …` above it)")
    }
  }

  /// What a public declaration declares, when the line is one that needs its own words.
  private static func publicDeclaration(_ code: String) -> String? {
    let keywords: Set<Substring> = [
      "func", "var", "let", "struct", "class", "enum", "actor", "protocol", "typealias",
      "associatedtype", "macro",
    ]
    var isPublic = false
    var words = code.split(separator: " ")[...]
    while let word = words.popFirst() {
      if word == "public" || word == "open" {
        isPublic = true
      } else if word == "override" {
        return nil
      } else if keywords.contains(word) {
        // `class func` is one declaration, named by what follows.
        if word == "class", let next = words.first, keywords.contains(next) { continue }
        guard isPublic, let name = words.first else { return nil }
        let identifier = name.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" }
        // An operator says what its protocol says.
        return identifier.isEmpty ? nil : String(identifier)
      } else if word.hasPrefix("init") || word.hasPrefix("subscript") {
        return isPublic ? String(word.prefix { $0.isLetter }) : nil
      } else if !(word.hasPrefix("@") || word.hasSuffix(")") || modifiers.contains(word)) {
        return nil
      }
    }
    return nil
  }

  private static let modifiers: Set<Substring> = [
    "static", "final", "mutating", "nonmutating", "nonisolated", "indirect", "consuming",
    "borrowing", "isolated", "convenience", "required", "lazy", "weak", "unowned", "prefix",
    "postfix", "infix", "distributed", "dynamic",
  ]

  /// Whether the lines above, attributes left out, end with a documentation comment.
  private static func hasDocumentation(_ file: SourceFile, before index: Int) -> Bool {
    for line in file.lines[..<index].reversed() {
      let text = line.text.drop { $0 == " " }
      if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
      if text.hasPrefix("@") || text.hasPrefix("#if") || text.hasPrefix(")") { continue }
      return false
    }
    return false
  }
}
