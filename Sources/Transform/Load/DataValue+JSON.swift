import OrderedCollections
extension DataValue {
  /// Reads JSON (RFC 8259), with `NaN` and `Infinity` as Python writes them; nil where the text is
  /// not JSON or nests deeper than 512 levels.
  init?(json bytes: some Sequence<UInt8>) {
    var reader = JSONReader(bytes: Array(bytes))
    guard let value = reader.document() else { return nil }
    self = value
  }
}

/// Reads one JSON document.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() -> DataValue? {
    guard let result = value() else { return nil }
    skipSpace()
    return position == bytes.count ? result : nil
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func word(_ text: StaticString, _ value: DataValue) -> DataValue? {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return nil }
    for index in 0..<length where bytes[position + index] != text.utf8Start[index] { return nil }
    position += length
    return value
  }

  private mutating func value() -> DataValue? {
    skipSpace()
    guard position < bytes.count, depth < 512 else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "\""): return text().map(DataValue.string)
    case UInt8(ascii: "t"): return word("true", true)
    case UInt8(ascii: "f"): return word("false", false)
    case UInt8(ascii: "n"): return word("null", nil)
    case UInt8(ascii: "N"): return word("NaN", .float(.nan))
    case UInt8(ascii: "I"): return word("Infinity", .float(.infinity))
    default: return number()
    }
  }

  private mutating func object() -> DataValue? {
    position += 1
    var entries = DataValue.Dictionary()
    if take(UInt8(ascii: "}")) { return .dictionary(entries) }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let key = text(),
        take(UInt8(ascii: ":")), let member = value()
      else { return nil }
      entries[key] = member
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .dictionary(entries) : nil
  }

  private mutating func array() -> DataValue? {
    position += 1
    var members: [DataValue] = []
    if take(UInt8(ascii: "]")) { return .list(members) }
    repeat {
      guard let member = value() else { return nil }
      members.append(member)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .list(members) : nil
  }

  private mutating func text() -> String? {
    position += 1
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalars = escape() else { return nil }
        result += Array(String(scalars).utf8)
      case 0..<0x20: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      guard let first = unit() else { return nil }
      guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) ?? "\u{fffd}" }
      guard word("\\u", nil) != nil, let second = unit(), (0xdc00..<0xe000).contains(second) else {
        return "\u{fffd}"
      }
      return Unicode.Scalar(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    default: return Unicode.Scalar(byte)
    }
  }

  private mutating func unit() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    position += 4
    return UInt32(digits, radix: 16)
  }

  private mutating func number() -> DataValue? {
    if bytes[position...].starts(with: "-Infinity".utf8) {
      return word("-Infinity", .float(-.infinity))
    }
    let start = position
    while position < bytes.count,
      (bytes[position] >= 0x30 && bytes[position] <= 0x39)
        || "+-.eE".utf8.contains(bytes[position])
    {
      position += 1
    }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    return Int(digits).map(DataValue.integer) ?? Double(digits).map(DataValue.float)
  }
}
