/// One statement of a script, with its tokens and its place.
public struct SQLText: Sendable, Hashable {
  /// The statement, without the semicolon that ends it.
  public let text: String
  /// Its tokens; their ranges count from the beginning of ``text``.
  public let tokens: [Token]
  /// Where it begins in the script, in UTF-8 bytes.
  public let offset: Int

  private let bytes: [UInt8]

  /// Makes the text of one statement.
  ///
  /// - Throws: ``LexicalError`` where a quote or a comment is not closed.
  public init(_ text: String) throws(LexicalError) {
    self.init(text, tokens: try Lexer.tokens(of: text), offset: 0)
  }

  init(_ text: String, tokens: [Token], offset: Int) {
    self.text = text
    self.tokens = tokens
    self.offset = offset
    bytes = Array(text.utf8)
  }

  /// The part of the statement in a range of UTF-8 bytes.
  public subscript(range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The length in UTF-8 bytes.
  public var count: Int { bytes.count }

  /// The name a token stands for: a word as it is written, a quoted name without its quotes.
  public func name(of token: Token) -> String {
    token.kind == .word ? self[token.range] : token.value
  }

  /// The statement with a part replaced by blanks and backquoted names in double quotes, each
  /// byte that remains where it was: what DuckDB's parser accepts, with the same positions.
  public func masking(_ ranges: [Range<Int>]) -> String {
    var masked = bytes
    for token in tokens
    where token.kind == .quotedName && bytes[token.range.lowerBound] == UInt8(ascii: "`") {
      masked[token.range.lowerBound] = UInt8(ascii: "\"")
      masked[token.range.upperBound - 1] = UInt8(ascii: "\"")
    }
    for range in ranges {
      for index in range { masked[index] = UInt8(ascii: " ") }
    }
    return String(decoding: masked, as: UTF8.self)
  }

  /// Cuts a script at its semicolons. Empty statements are left out.
  ///
  /// - Throws: ``LexicalError`` where a quote or a comment is not closed.
  public static func statements(of script: String) throws(LexicalError) -> [SQLText] {
    let bytes = Array(script.utf8)
    var statements: [SQLText] = []
    var start = 0
    var tokens: [Token] = []
    func finish(at end: Int) {
      guard let first = tokens.first else { return }
      let begin = first.range.lowerBound
      let shifted = tokens.map { token in
        var token = token
        token.range = token.range.lowerBound - begin..<token.range.upperBound - begin
        return token
      }
      let text = String(decoding: bytes[begin..<end], as: UTF8.self)
      statements.append(SQLText(text, tokens: shifted, offset: begin))
    }
    for token in try Lexer.tokens(of: script) {
      if token.isSymbol(";") {
        finish(at: token.range.lowerBound)
        start = token.range.upperBound
        tokens = []
      } else {
        tokens.append(token)
      }
    }
    if start < bytes.count { finish(at: bytes.count) }
    return statements
  }
}

/// A line and a column, from 1; columns count characters.
public struct TextPosition: Sendable, Hashable, CustomStringConvertible {
  /// The line.
  public var line: Int
  /// The column.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The position of a UTF-8 byte in a text; the end of the text where the byte lies behind it.
  public init(of offset: Int, in text: String) {
    let bytes = text.utf8.prefix(offset)
    let lineStart = bytes.lastIndex(of: 10).map { bytes.index(after: $0) } ?? bytes.startIndex
    line = 1 + bytes.count { $0 == 10 }
    column = 1 + String(decoding: bytes[lineStart...], as: UTF8.self).count
  }

  /// `line:column`.
  public var description: String { "\(line):\(column)" }
}

/// Writes names and values the way SQL reads them back.
public enum SQLQuoting {
  /// A name in double quotes.
  public static func name(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// Parts of a qualified name in double quotes, with dots between.
  public static func name(_ parts: [String]) -> String {
    parts.map { name($0) }.joined(separator: ".")
  }

  /// A text in single quotes.
  public static func string(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }
}
