/// What a hook may do to relations, told from its text alone.
enum HookEffect {
  /// The first words of statements that leave the columns of every relation, and all settings, as
  /// they are.
  private static let harmless: Set<String> = [
    "select", "insert", "update", "delete", "merge", "grant", "revoke", "comment", "analyze",
    "vacuum", "optimize", "checkpoint", "truncate",
  ]

  /// Whether a hook may change columns or settings, or bring relations about. What a macro does is
  /// not looked into: a hook that calls one may do anything.
  static func mayChangeColumns(_ text: String) -> Bool {
    var rest = text
    for opening in ["{{ this }}", "{{this}}"] { rest = rest.replacing(opening, with: "this") }
    guard !rest.contains("{{"), !rest.contains("{%") else { return true }
    return rest.split(separator: ";").contains { statement in
      let word = statement.trimmingPrefix { $0.isWhitespace || $0 == "(" }.prefix(while: \.isLetter)
      return !word.isEmpty && !harmless.contains(word.lowercased())
    }
  }
}
