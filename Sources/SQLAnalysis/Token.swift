/// A word of a statement with its place. Comments and white space are not tokens.
public struct Token: Sendable, Hashable {
  /// What a token is.
  public enum Kind: Sendable, Hashable {
    /// A name or a keyword without quotes.
    case word
    /// A name in double quotes or backquotes.
    case quotedName
    /// A string: in single quotes, with a prefix such as `E`, or in dollar quotes.
    case string
    case number
    /// `?`, `$1` or `$name`.
    case parameter
    /// An operator or a piece of punctuation.
    case symbol
  }

  /// What the token is.
  public var kind: Kind
  /// Where it stands, in UTF-8 bytes from the beginning of the text.
  public var range: Range<Int>
  /// A word in upper case, a quoted name or a plain string without its quotes, anything else as
  /// it is written.
  public var value: String

  /// Whether the token may name something: a quoted name or a word.
  public var isName: Bool { kind == .word || kind == .quotedName }

  /// Whether the token is this keyword, given in upper case.
  public func isKeyword(_ keyword: String) -> Bool { kind == .word && value == keyword }

  /// Whether the token is this symbol.
  public func isSymbol(_ symbol: String) -> Bool { kind == .symbol && value == symbol }
}

/// A text that ends within a quote or a comment.
public struct LexicalError: Error, Sendable, Hashable {
  /// What is not closed.
  public var message: String
  /// Where it opens, in UTF-8 bytes from the beginning of the text.
  public var position: Int
}
