/// Something that does not follow the rules of CONTRIBUTING.md, and where it stands.
struct Finding: Equatable, CustomStringConvertible {
  /// The path of the file, from the root of the repository.
  var path: String
  /// The line, counted from 1.
  var line: Int
  /// What is wrong and what to do about it.
  var message: String

  var description: String { "\(path):\(line): \(message)" }
}

/// A rule that looks at one file at a time.
struct Rule: Sendable, CustomStringConvertible {
  /// The name by which the tests speak of the rule.
  var name: String
  /// Whether the rule holds for the file at a path from the root of the repository.
  var applies: @Sendable (String) -> Bool
  /// What the rule finds in a file.
  var findings: @Sendable (SourceFile) -> [Finding]

  var description: String { name }
}
