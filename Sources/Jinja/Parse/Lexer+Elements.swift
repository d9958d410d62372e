extension Lexer {
  /// Reads one name, number, string or symbol.
  mutating func element(_ byte: UInt8) throws {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      try string(quote: byte)
    } else if byte >= 0x30 && byte <= 0x39 {
      number()
    } else if isNameStart(byte) {
      try name()
    } else {
      try symbol()
    }
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  private func isDigit(_ index: Int) -> Bool {
    index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39
  }

  private mutating func name() throws {
    let start = position
    var end = offset
    while end < bytes.count, isNameStart(bytes[end]) || isDigit(end) { end += 1 }
    let text = slice(offset, end)
    for (index, scalar) in text.unicodeScalars.enumerated() where scalar.value >= 0x80 {
      let properties = scalar.properties
      let valid = index == 0 ? properties.isXIDStart : properties.isXIDContinue
      guard valid else {
        throw failure("unexpected char '\(scalar)' at \(offset)")
      }
    }
    tokens.append(Token(kind: .name, text: text, position: start))
    offset = end
  }

  private func digits(from start: Int, _ accepts: (UInt8) -> Bool) -> Int {
    var index = start
    while index < bytes.count {
      if accepts(bytes[index]) {
        index += 1
      } else if bytes[index] == UInt8(ascii: "_"), index > start, index + 1 < bytes.count,
        accepts(bytes[index + 1])
      {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private mutating func number() {
    let start = offset
    let at = position
    if bytes[start] == 0x30, start + 1 < bytes.count,
      let radix = [UInt8(ascii: "b"): 2, UInt8(ascii: "o"): 8, UInt8(ascii: "x"): 16][
        bytes[start + 1] | 0x20]
    {
      var first = start + 2
      if first < bytes.count, bytes[first] == UInt8(ascii: "_") { first += 1 }
      let end = digits(from: first) { hexValue($0).map { $0 < radix } ?? false }
      if end > first {
        offset = end
        tokens.append(Token(kind: .integer, text: slice(start, end), position: at))
        return
      }
    }
    let decimal: (UInt8) -> Bool = { $0 >= 0x30 && $0 <= 0x39 }
    let whole = digits(from: start, decimal)
    var end = whole
    let followsDot = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
    if !followsDot {
      if end < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(end + 1) {
        end = digits(from: end + 1, decimal)
      }
      if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
        var exponent = end + 1
        if exponent < bytes.count,
          bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-")
        {
          exponent += 1
        }
        if isDigit(exponent) { end = digits(from: exponent, decimal) }
      }
    }
    var text = slice(start, end).filter { $0 != "_" }
    var kind: Token.Kind = end > whole ? .float : .integer
    if kind == .integer, bytes[start] == 0x30, !text.allSatisfy({ $0 == "0" }) {
      // A leading zero is a number of its own, as in Python's grammar of Jinja.
      var zeros = start
      while bytes[zeros] == 0x30 { zeros += 1 }
      end = zeros
      text = "0"
      kind = .integer
    }
    offset = end
    tokens.append(Token(kind: kind, text: text, position: at))
  }

  func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: nil
    }
  }

  private mutating func string(quote: UInt8) throws {
    let start = position
    var index = offset + 1
    var result: [UInt8] = []
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index = try escape(at: index + 1, into: &result)
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else {
      throw failure(
        "unexpected char \(slice(offset, offset + 1).debugDescription)"
          + " at \(offset): the string does not end")
    }
    tokens.append(
      Token(kind: .string, text: String(decoding: result, as: UTF8.self), position: start))
    advance(to: index + 1)
  }

  /// Reads the escape whose letter is at `index`; returns the offset behind it.
  private func escape(at index: Int, into result: inout [UInt8]) throws -> Int {
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "\\"): 92,
      UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8,
      UInt8(ascii: "f"): 12, UInt8(ascii: "v"): 11,
    ]
    let letter = bytes[index]
    if let value = simple[letter] {
      result.append(value)
      return index + 1
    }
    switch letter {
    case 0x0A: return index + 1
    case UInt8(ascii: "x"): return try unicode(at: index + 1, digits: 2, into: &result)
    case UInt8(ascii: "u"): return try unicode(at: index + 1, digits: 4, into: &result)
    case UInt8(ascii: "U"): return try unicode(at: index + 1, digits: 8, into: &result)
    case 0x30...0x37:
      var value: UInt32 = 0
      var place = index
      while place < min(index + 3, bytes.count), (0x30...0x37).contains(bytes[place]) {
        value = value * 8 + UInt32(bytes[place] - 0x30)
        place += 1
      }
      append(value, to: &result)
      return place
    default:
      result.append(UInt8(ascii: "\\"))
      return index
    }
  }

  private func unicode(at start: Int, digits: Int, into result: inout [UInt8]) throws -> Int {
    var value: UInt32 = 0
    for place in start..<(start + digits) {
      guard place < bytes.count, let digit = hexValue(bytes[place]) else {
        throw failure("truncated escape in a string literal: \(digits) hexadecimal digits needed")
      }
      value = value << 4 | UInt32(digit)
    }
    guard value <= 0x10FFFF else { throw failure("illegal Unicode character in a string literal") }
    append(value, to: &result)
    return start + digits
  }

  private func append(_ value: UInt32, to result: inout [UInt8]) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    result.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  private mutating func symbol() throws {
    let start = position
    let byte = bytes[offset]
    let two = offset + 1 < bytes.count ? slice(offset, offset + 2) : ""
    if ["//", "**", "==", "!=", ">=", "<="].contains(two) {
      tokens.append(Token(kind: .symbol, text: two, position: start))
      offset += 2
      return
    }
    guard "+-/*%~[](){}><=.:|,;".utf8.contains(byte) else {
      let scalar = slice(offset, bytes.count).unicodeScalars.first ?? "?"
      throw failure("unexpected char '\(scalar)' at \(offset)")
    }
    if "([{".utf8.contains(byte) {
      brackets.append(byte)
    } else if ")]}".utf8.contains(byte) {
      guard let open = brackets.popLast() else {
        throw failure(
          "unexpected '\(two.prefix(1))\(two.isEmpty ? slice(offset, offset + 1) : "")'")
      }
      guard closing(open) == byte else {
        throw failure(
          "unexpected '\(slice(offset, offset + 1))',"
            + " expected '\(String(UnicodeScalar(closing(open))))'")
      }
    }
    tokens.append(Token(kind: .symbol, text: slice(offset, offset + 1), position: start))
    offset += 1
  }
}
