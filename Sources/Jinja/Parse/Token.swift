/// One lexical element of a template.
public struct Token: Sendable {
  /// What a token is.
  public enum Kind: String, Sendable {
    /// Text outside of tags.
    case data
    /// `{{`
    case variableBegin = "begin of print statement"
    /// `}}`
    case variableEnd = "end of print statement"
    /// `{%` or the start of a line statement.
    case blockBegin = "begin of statement block"
    /// `%}` or the end of a line statement.
    case blockEnd = "end of statement block"
    /// An identifier or keyword.
    case name
    /// A string literal; `text` is its value.
    case string
    /// An integer literal; `text` is the digits as written.
    case integer
    /// A float literal; `text` is the digits as written.
    case float
    /// An operator or a bracket; `text` is the symbol.
    case symbol
    /// The end of the source.
    case end = "end of template"
  }

  /// What the token is.
  public let kind: Kind
  /// Its text or value.
  public let text: String
  /// Where it begins.
  public let position: Position

  func isName(_ name: String) -> Bool { kind == .name && text == name }
  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// How the token is called in messages.
  var described: String {
    switch kind {
    case .name, .symbol: text
    case .data: "template data / text"
    default: kind.rawValue
    }
  }
}
