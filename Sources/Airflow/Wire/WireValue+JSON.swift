import Orchestration

extension WireValue {
  /// The value as JSON, with Python's `NaN` and `Infinity` where a number is none.
  public var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .double(let number):
      text +=
        number.isNaN ? "NaN" : number.isFinite ? "\(number)" : number < 0 ? "-Infinity" : "Infinity"
    case .text(let value): Self.write(value, to: &text)
    case .binary(let bytes): Self.write(String(decoding: bytes, as: UTF8.self), to: &text)
    case .moment(let moment): Self.write(moment.description, to: &text)
    case .list(let members):
      text += "["
      for (position, member) in members.enumerated() {
        if position > 0 { text += "," }
        member.write(to: &text)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for (position, entry) in entries.enumerated() {
        if position > 0 { text += "," }
        Self.write(entry.name, to: &text)
        text += ":"
        entry.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Reads JSON, with Python's `NaN` and `Infinity`.
  ///
  /// - Parameter json: one value and nothing else.
  /// - Throws: ``AirflowError`` of kind `wire` for anything else.
  public init(json: String) throws(AirflowError) {
    var reader = JSONReader(bytes: Array(json.utf8))
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.isAtEnd else { throw reader.error("something follows after the value") }
  }
}

/// A place in a text that is read as JSON.
private struct JSONReader {
  let bytes: [UInt8]
  private var next = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next == bytes.count }

  func error(_ what: String) -> AirflowError {
    AirflowError(.wire, "this is no JSON: \(what) at byte \(next)")
  }

  mutating func skipBlanks() {
    while next < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[next]) { next += 1 }
  }

  mutating func value(depth: Int) throws(AirflowError) -> WireValue {
    guard depth <= WireValue.deepest else { throw error("values lie too deep in each other") }
    skipBlanks()
    guard next < bytes.count else { throw error("it ends early") }
    switch bytes[next] {
    case UInt8(ascii: "{"): return try map(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try text())
    default: return try word()
    }
  }

  private mutating func list(_ depth: Int) throws(AirflowError) -> WireValue {
    next += 1
    var members: [WireValue] = []
    guard !take("]") else { return .list([]) }
    repeat { members.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw error("a list has no end") }
    return .list(members)
  }

  private mutating func map(_ depth: Int) throws(AirflowError) -> WireValue {
    next += 1
    var entries: [WireEntry] = []
    guard !take("}") else { return .map([]) }
    repeat {
      skipBlanks()
      guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else {
        throw error("a name is missing")
      }
      let name = try text()
      guard take(":") else { throw error("a colon is missing") }
      entries.append(WireEntry(name, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw error("an object has no end") }
    return .map(entries)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
    next += 1
    return true
  }

  private mutating func word() throws(AirflowError) -> WireValue {
    let start = next
    let ends: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5d, 0x7d, 0x3a]
    while next < bytes.count, !ends.contains(bytes[next]) { next += 1 }
    let word = String(decoding: bytes[start..<next], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "NaN": return .double(.nan)
    case "Infinity": return .double(.infinity)
    case "-Infinity": return .double(-.infinity)
    default: break
    }
    guard word.first.map({ $0 == "-" || $0.isNumber }) ?? false else {
      next = start
      throw error("\"\(word.prefix(20))\" is no value")
    }
    if let number = Int64(word) { return .integer(number) }
    if let number = UInt64(word) { return .unsigned(number) }
    guard let number = Double(word) else { throw error("\"\(word.prefix(20))\" is no number") }
    return .double(number)
  }

  private mutating func text() throws(AirflowError) -> String {
    next += 1
    var result: [UInt8] = []
    while next < bytes.count {
      let byte = bytes[next]
      next += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"): result += Array(String(try escaped()).utf8)
      default: result.append(byte)
      }
    }
    throw error("a text has no end")
  }

  private mutating func escaped() throws(AirflowError) -> Unicode.Scalar {
    guard next < bytes.count else { throw error("a text has no end") }
    let byte = bytes[next]
    next += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      guard (0xd800..<0xdc00).contains(first), next + 1 < bytes.count,
        bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u")
      else { return Unicode.Scalar(first) ?? "\u{fffd}" }
      next += 2
      let second = try hexadecimal()
      guard (0xdc00..<0xe000).contains(second) else { return "\u{fffd}" }
      return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + second - 0xdc00) ?? "\u{fffd}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    default: throw error("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(AirflowError) -> UInt32 {
    guard next + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
    else { throw error("an escape is cut off") }
    next += 4
    return number
  }
}
