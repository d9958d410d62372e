/// Cuts SQL into tokens by DuckDB's lexical rules: nested comments, doubled quotes, escape and
/// dollar strings. Backquoted names, as Spark writes them, are names too.
public struct Lexer {
  private let bytes: [UInt8]
  private var position = 0

  /// Makes a lexer of a text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The tokens of a text.
  ///
  /// - Throws: ``LexicalError`` where a quote or a comment is not closed.
  public static func tokens(of text: String) throws(LexicalError) -> [Token] {
    var lexer = Lexer(text)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  /// The next token, `nil` at the end.
  ///
  /// - Throws: ``LexicalError`` where a quote or a comment is not closed.
  public mutating func next() throws(LexicalError) -> Token? {
    try skipBlanks()
    guard position < bytes.count else { return nil }
    let start = position
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "'"): return try string(from: start, escapes: false)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return try quotedName(byte)
    case UInt8(ascii: "$"): return try dollar()
    case UInt8(ascii: "?"):
      position += 1
      return token(.parameter, from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: ".") where Self.isDigit(at(position + 1)): return number()
    case _ where Self.startsWord(byte): return try word()
    default: return symbol()
    }
  }

  private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(
      kind: kind, range: start..<position,
      value: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  // MARK: Blanks

  private mutating func skipBlanks() throws(LexicalError) {
    while position < bytes.count {
      switch bytes[position] {
      case 9, 10, 11, 12, 13, 32: position += 1
      case UInt8(ascii: "-") where at(position + 1) == UInt8(ascii: "-"):
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 {
          position += 1
        }
      case UInt8(ascii: "/") where at(position + 1) == UInt8(ascii: "*"): try skipComment()
      case 0xC2 where at(position + 1) == 0xA0: position += 2
      default: return
      }
    }
  }

  private mutating func skipComment() throws(LexicalError) {
    let start = position
    var depth = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "/"), at(position + 1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if bytes[position] == UInt8(ascii: "*"), at(position + 1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        position += 1
      }
    }
    throw LexicalError(message: "unterminated /* comment", position: start)
  }

  // MARK: Quotes

  private mutating func string(from start: Int, escapes: Bool) throws(LexicalError) -> Token {
    position += 1
    var value: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if escapes, byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        value.append(byte)
        value.append(bytes[position + 1])
        position += 2
      } else if byte == UInt8(ascii: "'") {
        position += 1
        guard at(position) == byte else {
          return Token(
            kind: .string, range: start..<position, value: String(decoding: value, as: UTF8.self))
        }
        value.append(byte)
        position += 1
      } else {
        value.append(byte)
        position += 1
      }
    }
    throw LexicalError(message: "unterminated quoted string", position: start)
  }

  private mutating func quotedName(_ quote: UInt8) throws(LexicalError) -> Token {
    let start = position
    position += 1
    var value: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == quote else {
        value.append(byte)
        continue
      }
      guard at(position) == quote, position < bytes.count else {
        return Token(
          kind: .quotedName, range: start..<position, value: String(decoding: value, as: UTF8.self))
      }
      value.append(byte)
      position += 1
    }
    throw LexicalError(message: "unterminated quoted identifier", position: start)
  }

  /// A parameter, or a string in dollar quotes.
  private mutating func dollar() throws(LexicalError) -> Token {
    let start = position
    position += 1
    if Self.isDigit(at(position)) {
      while Self.isDigit(at(position)) { position += 1 }
      return token(.parameter, from: start)
    }
    while position < bytes.count, Self.continuesWord(bytes[position]), bytes[position] != 0x24 {
      position += 1
    }
    guard at(position) == UInt8(ascii: "$"), position < bytes.count else {
      return token(position == start + 1 ? .symbol : .parameter, from: start)
    }
    position += 1
    let tag = bytes[start..<position]
    let body = position
    while position + tag.count <= bytes.count {
      if bytes[position] == UInt8(ascii: "$"),
        bytes[position..<position + tag.count].elementsEqual(tag)
      {
        let value = String(decoding: bytes[body..<position], as: UTF8.self)
        position += tag.count
        return Token(kind: .string, range: start..<position, value: value)
      }
      position += 1
    }
    throw LexicalError(message: "unterminated dollar-quoted string", position: start)
  }

  // MARK: Words, numbers, symbols

  private mutating func word() throws(LexicalError) -> Token {
    let start = position
    if at(position + 1) == UInt8(ascii: "'") {
      let prefix = bytes[position] | 0x20
      if prefix == UInt8(ascii: "e") || prefix == UInt8(ascii: "x") || prefix == UInt8(ascii: "b") {
        position += 1
        return try string(from: start, escapes: prefix == UInt8(ascii: "e"))
      }
    }
    while position < bytes.count, Self.continuesWord(bytes[position]) { position += 1 }
    var word = token(.word, from: start)
    word.value = word.value.uppercased()
    return word
  }

  private mutating func number() -> Token {
    let start = position
    if at(position) == UInt8(ascii: "0"), at(position + 1) | 0x20 == UInt8(ascii: "x") {
      position += 2
      while Self.continuesWord(at(position)) { position += 1 }
      return token(.number, from: start)
    }
    while Self.isDigit(at(position)) || at(position) == UInt8(ascii: "_") { position += 1 }
    if at(position) == UInt8(ascii: "."), at(position + 1) != UInt8(ascii: ".") {
      position += 1
      while Self.isDigit(at(position)) || at(position) == UInt8(ascii: "_") { position += 1 }
    }
    if at(position) | 0x20 == UInt8(ascii: "e") {
      let signed = at(position + 1) == UInt8(ascii: "+") || at(position + 1) == UInt8(ascii: "-")
      if Self.isDigit(at(position + (signed ? 2 : 1))) {
        position += signed ? 2 : 1
        while Self.isDigit(at(position)) { position += 1 }
      }
    }
    return token(.number, from: start)
  }

  private mutating func symbol() -> Token {
    let start = position
    for symbol in Self.compoundSymbols where bytes[position...].starts(with: symbol.utf8) {
      position += symbol.utf8.count
      return token(.symbol, from: start)
    }
    position += 1
    return token(.symbol, from: start)
  }

  private static let compoundSymbols = ["::", "=>", "->>", "->", "<=", ">=", "<>", "!=", "||"]

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func startsWord(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
  }
}
