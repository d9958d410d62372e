/// A place in a text that is read as JSON.
@usableFromInline
struct JSONParser {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline let levels: Int
  @usableFromInline var position = 0

  @usableFromInline
  init(bytes: [UInt8], levels: Int) {
    self.bytes = bytes
    self.levels = levels
  }

  @inlinable
  mutating func document<Value: JSONReadable>() throws(JSONFault) -> Value {
    let result: Value = try value(level: 0)
    skipBlanks()
    guard position == bytes.count else { throw fault("something follows after the value") }
    return result
  }

  @inlinable
  mutating func value<Value: JSONReadable>(level: Int) throws(JSONFault) -> Value {
    guard level < levels else { throw fault("values lie too deep in each other") }
    skipBlanks()
    let start = position
    let part: JSONPart<Value>
    switch current {
    case UInt8(ascii: "{"): part = .object(try members(level))
    case UInt8(ascii: "["): part = .array(try elements(level))
    case UInt8(ascii: "\""): part = .string(try string())
    case UInt8(ascii: "t"): part = try word("true", .boolean(true))
    case UInt8(ascii: "f"): part = try word("false", .boolean(false))
    case UInt8(ascii: "n"): part = try word("null", .null)
    case UInt8(ascii: "N"): part = try word("NaN", .notFinite(.nan))
    case UInt8(ascii: "I"): part = try word("Infinity", .notFinite(.infinity))
    case UInt8(ascii: "-") where next == UInt8(ascii: "I"):
      part = try word("-Infinity", .notFinite(-.infinity))
    default: part = .number(try number())
    }
    guard let value = Value(jsonPart: part) else {
      throw JSONFault("a value that has no form here", at: start)
    }
    return value
  }

  @inlinable
  mutating func elements<Value: JSONReadable>(_ level: Int) throws(JSONFault) -> [Value] {
    position += 1
    var elements: [Value] = []
    if take(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try value(level: level + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a list has no end") }
    return elements
  }

  @inlinable
  mutating func members<Value: JSONReadable>(
    _ level: Int
  ) throws(JSONFault) -> [(name: String, value: Value)] {
    position += 1
    var members: [(name: String, value: Value)] = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      members.append((name, try value(level: level + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("an object has no end") }
    return members
  }

  @inlinable
  mutating func word<Value>(
    _ word: StaticString, _ part: JSONPart<Value>
  ) throws(JSONFault) -> JSONPart<Value> {
    guard takeWord(word) else { throw fault("an unknown word") }
    return part
  }
}

// MARK: Bytes

extension JSONParser {
  /// The byte that comes next, 0 at the end.
  @usableFromInline
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  @usableFromInline
  var next: UInt8 { position + 1 < bytes.count ? bytes[position + 1] : 0 }

  @usableFromInline
  func fault(_ reason: String) -> JSONFault { JSONFault(reason, at: position) }

  @usableFromInline
  mutating func skipBlanks() {
    while current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 {
      position += 1
    }
  }

  /// Passes blanks and this byte, if it is there.
  @usableFromInline
  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    position += 1
    return true
  }

  @usableFromInline
  mutating func takeWord(_ word: StaticString) -> Bool {
    guard word.withUTF8Buffer({ bytes[position...].starts(with: $0) }) else { return false }
    position += word.utf8CodeUnitCount
    return true
  }

  private mutating func digits() throws(JSONFault) {
    guard (0x30...0x39).contains(current) else { throw fault("no value") }
    while (0x30...0x39).contains(current) { position += 1 }
  }

  @usableFromInline
  mutating func number() throws(JSONFault) -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  @usableFromInline
  mutating func string() throws(JSONFault) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw fault("a control character in a text")
      default: position += 1
      }
    }
    throw fault("a text has no end")
  }

  /// The text from `start` on, which has its first escape where the parser stands.
  private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20 { throw fault("a control character in a text") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: UTF8.encode(try escape()) ?? .init())
      default: text.append(byte)
      }
    }
    throw fault("a text has no end")
  }

  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return try surrogates()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    default:
      position -= 1
      throw fault("an unknown escape")
    }
  }

  private mutating func surrogates() throws(JSONFault) -> Unicode.Scalar {
    let first = try unit()
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let end = position
    if takeWord("\\u") {
      let second = try unit()
      if (0xDC00..<0xE000).contains(second) {
        let value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
      }
      position = end
    }
    return "\u{FFFD}"
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
        throw fault("an escape is cut off")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
