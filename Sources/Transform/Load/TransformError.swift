import Jinja
import QueryEngine

/// A place in a file of the user's project. Lines and columns count from one.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file, relative to the project's folder where it lies inside it.
  public var file: String
  /// The line, from one.
  public var line: Int
  /// The column, from one, counted in characters.
  public var column: Int

  /// Makes a location; the start of the file unless said otherwise.
  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}

/// What went wrong in a dbt project: what, where, and what to do about it.
public struct TransformError: Error, Sendable {
  /// The kinds of failure a caller tells apart.
  public enum Kind: String, Sendable {
    /// A project, profile or selector file that is missing or cannot mean anything.
    case configuration
    /// A YAML file that is not YAML, or whose shape is wrong.
    case yaml
    /// A template that does not parse or does not evaluate.
    case template
    /// A `ref`, `source`, `doc`, macro or group that names nothing.
    case unresolved
    /// Two resources with the same name where one is allowed.
    case duplicate
    /// Models that depend on one another in a circle.
    case cycle
    /// A variable or environment variable without a value.
    case missingValue
    /// Arguments that no command accepts.
    case usage
    /// The warehouse refused a statement.
    case database
    /// `exceptions.raise_compiler_error` and its kin, raised by the project's own code.
    case raised
    /// A file that cannot be read or written.
    case file
    /// The run was told to stop.
    case cancelled
  }

  /// The kind of failure.
  public var kind: Kind
  /// One sentence or more: what is wrong.
  public var message: String
  /// What to do about it, or the nearest valid name.
  public var hint: String?
  /// Where the user wrote it.
  public var location: SourceLocation?
  /// The text of the line at `location`, shown with a caret.
  public var sourceLine: String?
  /// A line with its caret, already drawn, shown instead.
  var excerpt: String?
  /// The error underneath, rendered.
  public var cause: String?

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, at location: SourceLocation? = nil,
    sourceLine: String? = nil, cause: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.location = location
    self.sourceLine = sourceLine
    self.cause = cause
  }
}

extension TransformError: CustomStringConvertible {
  /// The error as a terminal shows it: the place, the message, the line with a caret, the hint.
  public var description: String {
    var lines: [String] = []
    if let location {
      lines.append("\(location): \(message)")
    } else {
      lines.append(message)
    }
    if let excerpt {
      lines.append(excerpt)
    } else if let sourceLine, let location {
      let number = String(location.line)
      let gutter = String(repeating: " ", count: number.count)
      let pad = sourceLine.prefix(max(0, location.column - 1)).map { $0 == "\t" ? "\t" : " " }
      lines.append("\(gutter) |")
      lines.append("\(number) | \(sourceLine)")
      lines.append("\(gutter) | \(pad.joined())^")
    }
    if let cause { lines.append(cause) }
    if let hint { lines.append("hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}

extension TransformError {
  /// Any error of a run as this module's.
  static func running(_ error: any Error) -> TransformError {
    var inner: any Error = error
    if let template = error as? TemplateError, let cause = template.cause { inner = cause }
    if let query = inner as? QueryError {
      return TransformError(.database, query.message, hint: query.hint)
    }
    return TransformError.template(inner is TransformError ? inner : error)
  }

  /// The same error, placed at `location` where it had no place of its own.
  func placed(at location: SourceLocation?, source: String? = nil) -> TransformError {
    guard self.location == nil, let location else { return self }
    var copy = self
    copy.location = location
    if let source { copy.sourceLine = source.line(location.line) }
    return copy
  }
}

extension String {
  /// The text of one line, counted from one; nil past the end.
  func line(_ number: Int) -> String? {
    var current = 1
    for line in self.split(separator: "\n", omittingEmptySubsequences: false) {
      if current == number { return String(line) }
      current += 1
    }
    return nil
  }
}
