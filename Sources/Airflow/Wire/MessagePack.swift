import Orchestration

/// Writes and reads values as MessagePack, see the specification at msgpack.org.
///
/// Of its extension types only timestamps are known. Keys of maps that are no text become one.
enum MessagePack {
  /// A value as bytes.
  static func encode(_ value: WireValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// The value that these bytes are, all of them.
  ///
  /// - Throws: ``AirflowError`` of kind `wire` for anything that is not one whole value.
  static func decode(_ bytes: [UInt8]) throws(AirflowError) -> WireValue {
    var reader = MessagePackReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    guard reader.isAtEnd else { throw AirflowError(.wire, "bytes follow after a value") }
    return value
  }

  private static func append(_ value: WireValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(0xc0)
    case .boolean(let value): bytes.append(value ? 0xc3 : 0xc2)
    case .integer(let number): append(number, to: &bytes)
    case .unsigned(let number):
      bytes.append(0xcf)
      append(bigEndian: number, to: &bytes)
    case .double(let number):
      bytes.append(0xcb)
      append(bigEndian: number.bitPattern, to: &bytes)
    case .text(let text):
      let utf8 = Array(text.utf8)
      append(
        count: utf8.count, small: (0xa0, 31), one: 0xd9, two: 0xda, four: 0xdb, to: &bytes)
      bytes += utf8
    case .binary(let data):
      append(count: data.count, small: nil, one: 0xc4, two: 0xc5, four: 0xc6, to: &bytes)
      bytes += data
    case .list(let members):
      append(
        count: members.count, small: (0x90, 15), one: nil, two: 0xdc, four: 0xdd, to: &bytes)
      for member in members { append(member, to: &bytes) }
    case .map(let entries):
      append(
        count: entries.count, small: (0x80, 15), one: nil, two: 0xde, four: 0xdf, to: &bytes)
      for entry in entries {
        append(.text(entry.name), to: &bytes)
        append(entry.value, to: &bytes)
      }
    case .moment(let moment):
      // Timestamp 96: nanoseconds, then seconds.
      bytes += [0xc7, 12, 0xff]
      let nanoseconds = UInt32(moment.microseconds - moment.seconds * 1_000_000) * 1000
      append(bigEndian: nanoseconds, to: &bytes)
      append(bigEndian: UInt64(bitPattern: moment.seconds), to: &bytes)
    }
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    switch number {
    case 0...127: bytes.append(UInt8(number))
    case -32..<0: bytes.append(UInt8(bitPattern: Int8(number)))
    case Int64(Int32.min)...Int64(Int32.max):
      bytes.append(0xd2)
      append(bigEndian: UInt32(bitPattern: Int32(number)), to: &bytes)
    default:
      bytes.append(0xd3)
      append(bigEndian: UInt64(bitPattern: number), to: &bytes)
    }
  }

  private static func append(
    count: Int, small: (base: UInt8, most: Int)?, one: UInt8?, two: UInt8, four: UInt8,
    to bytes: inout [UInt8]
  ) {
    if let small, count <= small.most {
      bytes.append(small.base | UInt8(count))
    } else if let one, count <= 0xff {
      bytes += [one, UInt8(count)]
    } else if count <= 0xffff {
      bytes.append(two)
      append(bigEndian: UInt16(count), to: &bytes)
    } else {
      bytes.append(four)
      append(bigEndian: UInt32(count), to: &bytes)
    }
  }

  static func append(bigEndian number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}

/// A place in bytes that are read as MessagePack.
private struct MessagePackReader {
  let bytes: [UInt8]
  private var next = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next == bytes.count }

  mutating func value(depth: Int) throws(AirflowError) -> WireValue {
    guard depth <= WireValue.deepest else {
      throw AirflowError(.wire, "values lie deeper than \(WireValue.deepest) in each other")
    }
    let type = try byte()
    switch type {
    case 0x00...0x7f: return .integer(Int64(type))
    case 0x80...0x8f: return try map(Int(type & 0x0f), depth)
    case 0x90...0x9f: return try list(Int(type & 0x0f), depth)
    case 0xa0...0xbf: return .text(try text(Int(type & 0x1f)))
    case 0xe0...0xff: return .integer(Int64(Int8(bitPattern: type)))
    case 0xc0: return .null
    case 0xc2: return .boolean(false)
    case 0xc3: return .boolean(true)
    case 0xca: return .double(Double(Float(bitPattern: try number(UInt32.self))))
    case 0xcb: return .double(Double(bitPattern: try number(UInt64.self)))
    case 0xcc...0xd3: return try wholeNumber(type)
    case 0xc4: return .binary(try take(Int(try byte())))
    case 0xc5: return .binary(try take(Int(try number(UInt16.self))))
    case 0xc6: return .binary(try take(Int(try number(UInt32.self))))
    case 0xd9: return .text(try text(Int(try byte())))
    case 0xda: return .text(try text(Int(try number(UInt16.self))))
    case 0xdb: return .text(try text(Int(try number(UInt32.self))))
    case 0xdc: return try list(Int(try number(UInt16.self)), depth)
    case 0xdd: return try list(Int(try number(UInt32.self)), depth)
    case 0xde: return try map(Int(try number(UInt16.self)), depth)
    case 0xdf: return try map(Int(try number(UInt32.self)), depth)
    case 0xd4...0xd8: return try extended(1 << Int(type - 0xd4))
    case 0xc7: return try extended(Int(try byte()))
    case 0xc8: return try extended(Int(try number(UInt16.self)))
    case 0xc9: return try extended(Int(try number(UInt32.self)))
    default: throw AirflowError(.wire, "the type \(type) is none of MessagePack")
    }
  }

  private mutating func wholeNumber(_ type: UInt8) throws(AirflowError) -> WireValue {
    switch type {
    case 0xcc: return .integer(Int64(try byte()))
    case 0xcd: return .integer(Int64(try number(UInt16.self)))
    case 0xce: return .integer(Int64(try number(UInt32.self)))
    case 0xcf:
      let number = try number(UInt64.self)
      return Int64(exactly: number).map { .integer($0) } ?? .unsigned(number)
    case 0xd0: return .integer(Int64(Int8(bitPattern: try byte())))
    case 0xd1: return .integer(Int64(Int16(bitPattern: try number(UInt16.self))))
    case 0xd2: return .integer(Int64(Int32(bitPattern: try number(UInt32.self))))
    default: return .integer(Int64(bitPattern: try number(UInt64.self)))
    }
  }

  private mutating func list(_ count: Int, _ depth: Int) throws(AirflowError) -> WireValue {
    // A member takes a byte at least, so that no count can ask for more room than there are bytes.
    guard count <= bytes.count - next else { throw cutOff }
    var members: [WireValue] = []
    members.reserveCapacity(count)
    for _ in 0..<count { members.append(try value(depth: depth + 1)) }
    return .list(members)
  }

  private mutating func map(_ count: Int, _ depth: Int) throws(AirflowError) -> WireValue {
    guard count <= (bytes.count - next) / 2 else { throw cutOff }
    var entries: [WireEntry] = []
    entries.reserveCapacity(count)
    for _ in 0..<count {
      let key = try value(depth: depth + 1)
      entries.append(WireEntry(key.text ?? key.json, try value(depth: depth + 1)))
    }
    return .map(entries)
  }

  private mutating func extended(_ count: Int) throws(AirflowError) -> WireValue {
    let type = Int8(bitPattern: try byte())
    guard type == -1 else { throw AirflowError(.wire, "the extension type \(type) is unknown") }
    let seconds: Int64
    let nanoseconds: UInt64
    switch count {
    case 4:
      seconds = Int64(try number(UInt32.self))
      nanoseconds = 0
    case 8:
      let both = try number(UInt64.self)
      seconds = Int64(both & 0x3_ffff_ffff)
      nanoseconds = both >> 34
    case 12:
      nanoseconds = UInt64(try number(UInt32.self))
      seconds = Int64(bitPattern: try number(UInt64.self))
    default: throw AirflowError(.wire, "a timestamp has no \(count) bytes")
    }
    guard abs(seconds) < 1 << 42, nanoseconds < 1_000_000_000 else {
      throw AirflowError(.wire, "a timestamp lies out of range")
    }
    return .moment(
      Timestamp(microseconds: seconds * 1_000_000 + Int64(nanoseconds / 1000)))
  }

  private mutating func text(_ count: Int) throws(AirflowError) -> String {
    String(decoding: try take(count), as: UTF8.self)
  }

  private mutating func byte() throws(AirflowError) -> UInt8 {
    guard next < bytes.count else { throw cutOff }
    next += 1
    return bytes[next - 1]
  }

  private mutating func take(_ count: Int) throws(AirflowError) -> [UInt8] {
    guard count <= bytes.count - next else { throw cutOff }
    next += count
    return Array(bytes[next - count..<next])
  }

  private mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(AirflowError) -> Number {
    var number: Number = 0
    for byte in try take(MemoryLayout<Number>.size) { number = number << 8 | Number(byte) }
    return number
  }

  private var cutOff: AirflowError { AirflowError(.wire, "a value is cut off") }
}
