/// Writes JSON (RFC 8259).
public enum JSONText {
  /// A text in quotes; control characters are escaped.
  public static func quote(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(quoted: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a text in quotes.
  public static func append(quoted text: String, to document: inout String) {
    document += quote(text)
  }

  /// Appends a text in quotes, in UTF-8.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - bytes: What it is appended to.
  ///   - ascii: Whether what is not ASCII is escaped as well, as UTF-16.
  public static func append(quoted text: String, to bytes: inout [UInt8], ascii: Bool = false) {
    var text = text
    text.withUTF8 { source in
      bytes.append(quote)
      var plain = 0
      var position = 0
      while position < source.count {
        position = skipPlain(source, from: position, ascii: ascii)
        guard position < source.count else { break }
        let byte = source[position]
        guard byte < 0x20 || byte == quote || byte == backslash || byte >= 0x7F,
          byte <= 0x7F || ascii
        else {
          position += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain..<position]))
        if byte < 0x80 {
          append(escaped: byte, to: &bytes)
          position += 1
        } else {
          let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
          let scalar = source[position..<(position + length)]
          for unit in String(decoding: scalar, as: UTF8.self).utf16 { append(unit, to: &bytes) }
          position += length
        }
        plain = position
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain...]))
      bytes.append(quote)
    }
  }

  /// Passes over eight bytes at a time that stand for themselves.
  private static func skipPlain(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int, ascii: Bool
  ) -> Int {
    let each: UInt64 = 0x0101_0101_0101_0101
    let high = each &* 0x80
    let bytes = UnsafeRawBufferPointer(source)
    var position = start
    while position + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let quotes = word ^ (each &* UInt64(quote))
      let backslashes = word ^ (each &* UInt64(backslash))
      let deletes = word ^ (each &* 0x7F)
      // A byte less than a limit borrows from its high bit, which was not set before.
      var special = (word &- each &* 0x20) & ~word
      special |= (quotes &- each) & ~quotes
      special |= (backslashes &- each) & ~backslashes
      special |= (deletes &- each) & ~deletes
      if ascii { special |= word }
      guard special & high == 0 else { return position }
      position += 8
    }
    return position
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  private static func append(escaped byte: UInt8, to bytes: inout [UInt8]) {
    let letter: UInt8
    switch byte {
    case quote, backslash: letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    default:
      append(UInt16(byte), to: &bytes)
      return
    }
    bytes.append(backslash)
    bytes.append(letter)
  }

  /// Appends an escape of four digits.
  private static func append(_ unit: UInt16, to bytes: inout [UInt8]) {
    bytes.append(backslash)
    bytes.append(UInt8(ascii: "u"))
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
