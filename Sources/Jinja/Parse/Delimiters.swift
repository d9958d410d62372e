/// The characters that separate template code from text, and how whitespace around them is kept.
public struct Delimiters: Sendable, Hashable {
  /// Opens a statement; `{%`.
  public var blockStart = "{%"
  /// Closes a statement; `%}`.
  public var blockEnd = "%}"
  /// Opens an expression; `{{`.
  public var variableStart = "{{"
  /// Closes an expression; `}}`.
  public var variableEnd = "}}"
  /// Opens a comment; `{#`.
  public var commentStart = "{#"
  /// Closes a comment; `#}`.
  public var commentEnd = "#}"
  /// Makes the rest of a line that begins with it a statement.
  public var lineStatementPrefix: String?
  /// Makes the rest of a line a comment.
  public var lineCommentPrefix: String?
  /// Drops the first newline after a statement.
  public var trimBlocks = false
  /// Drops the blanks between the start of a line and a statement.
  public var lstripBlocks = false
  /// Keeps one newline at the end of the source, which is otherwise dropped.
  public var keepTrailingNewline = false

  /// The delimiters of Jinja.
  public init() {}
}
