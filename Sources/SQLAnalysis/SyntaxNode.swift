/// A node of DuckDB's parse tree, as its `json_serialize_sql` writes it.
public indirect enum SyntaxNode: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number as it is written: some exceed every fixed-width type.
  case number(String)
  case string(String)
  case array([SyntaxNode])
  case object([String: SyntaxNode])

  /// Reads the JSON DuckDB wrote; `nil` if it is not JSON.
  public init?(json: String) {
    var reader = SyntaxReader(json)
    guard let node = reader.value(depth: 0) else { return nil }
    self = node
  }

  /// The member called `key`; ``null`` where there is none.
  public subscript(key: String) -> SyntaxNode {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// The text of a string, `nil` for anything else.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array, none for anything else.
  public var elements: [SyntaxNode] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// Whether it is `true`.
  public var isTrue: Bool { self == .boolean(true) }

  /// Whether there is nothing here.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The number, where it fits.
  public var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }
}

/// A reader of JSON that trusts its writer: no distinction of errors, bounded depth.
private struct SyntaxReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ json: String) {
    bytes = Array(json.utf8)
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipBlanks() {
    while current == 32 || current == 10 || current == 13 || current == 9 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte, position < bytes.count else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    if matches { position += word.utf8CodeUnitCount }
    return matches
  }

  mutating func value(depth: Int) -> SyntaxNode? {
    guard depth < 2_000 else { return nil }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> SyntaxNode? {
    position += 1
    var members: [String: SyntaxNode] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard let key = string(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1)
      else { return nil }
      members[key] = value
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> SyntaxNode? {
    position += 1
    var elements: [SyntaxNode] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(elements) : nil
  }

  private mutating func number() -> SyntaxNode? {
    let start = position
    while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) {
      position += 1
    }
    guard position > start else { return nil }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard current == UInt8(ascii: "\"") else { return nil }
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let scalar = escape() else { return nil }
      text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      guard let high = unit() else { return nil }
      guard high >= 0xD800, high < 0xDC00 else { return Unicode.Scalar(high) }
      guard take("\\u"), let low = unit(), low >= 0xDC00, low < 0xE000 else { return nil }
      return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    default: return Unicode.Scalar(byte)
    }
  }

  private mutating func unit() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    position += 4
    return UInt32(digits, radix: 16)
  }
}
