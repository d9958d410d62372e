/// A place in a user's file, lines and columns from one.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file as the user would name it.
  public var file: String
  /// The line.
  public var line: Int
  /// The column, counted in characters.
  public var column: Int

  /// Makes a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}

/// A configuration file that cannot mean anything.
public struct ConfigurationError: Error, Sendable, Hashable {
  /// What is wrong.
  public var message: String
  /// Where.
  public var location: SourceLocation?
  /// The line of text at ``location``.
  public var sourceLine: String?
  /// What to do, or the nearest name that exists.
  public var hint: String?

  /// Makes an error.
  public init(
    _ message: String, at location: SourceLocation? = nil, sourceLine: String? = nil,
    hint: String? = nil
  ) {
    self.message = message
    self.location = location
    self.sourceLine = sourceLine
    self.hint = hint
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// Place, message and hint on one line.
  public var description: String {
    (location.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
  }
}
