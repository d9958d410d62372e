import Columnar
import FoundationEssentials

/// Values in Parquet's variant encoding.
enum VariantEncoding {
  /// The ids of plain types.
  private enum Primitive: UInt8 {
    case null = 0
    case isTrue, isFalse, int8, int16, int32, int64, double, decimal4, decimal8, decimal16, date
    case timestamp, timestampLocal, float, binary, string, time, timestampNanos
    case timestampLocalNanos, uuid
  }

  static func append<T: FixedWidthInteger>(_ number: T, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  // MARK: Plain values

  private static func primitive(_ type: Primitive) -> [UInt8] { [type.rawValue << 2] }

  private static func primitive<T: FixedWidthInteger>(_ type: Primitive, _ number: T) -> [UInt8] {
    var bytes = primitive(type)
    append(number, to: &bytes)
    return bytes
  }

  private static func primitive(_ type: Primitive, bytes content: [UInt8]) -> [UInt8] {
    primitive(type, UInt32(content.count)) + content
  }

  /// A value of a column's plain type.
  static func primitive(
    _ value: Value, _ type: LogicalType
  ) throws(ShreddedVariantError) -> [UInt8] {
    switch value {
    case .boolean(let isTrue): return primitive(isTrue ? .isTrue : .isFalse)
    case .integer(let number): return integer(number, type)
    case .float(let number): return primitive(.float, number.bitPattern)
    case .double(let number): return primitive(.double, number.bitPattern)
    case .decimal(let number): return decimal(number, type)
    case .string(let text): return string(text)
    case .binary(let content): return primitive(.binary, bytes: content)
    case .uuid(let id): return primitive(.uuid) + withUnsafeBytes(of: id.uuid) { Array($0) }
    case .date(let days): return primitive(.date, days)
    case .time(let time, .microseconds): return primitive(.time, time)
    case .timestamp(let instant, .microseconds, let isAdjusted):
      return primitive(isAdjusted ? .timestamp : .timestampLocal, instant)
    case .timestamp(let instant, .nanoseconds, let isAdjusted):
      return primitive(isAdjusted ? .timestampNanos : .timestampLocalNanos, instant)
    default: throw ShreddedVariantError("no variant has values of type \(type)")
    }
  }

  private static func integer(_ number: Int64, _ type: LogicalType) -> [UInt8] {
    switch type {
    case .int8: primitive(.int8, Int8(truncatingIfNeeded: number))
    case .int16: primitive(.int16, Int16(truncatingIfNeeded: number))
    case .int32: primitive(.int32, Int32(truncatingIfNeeded: number))
    default: primitive(.int64, number)
    }
  }

  /// The width is that of the column's precision.
  private static func decimal(_ number: Decimal128, _ type: LogicalType) -> [UInt8] {
    var precision = 38
    if case .decimal(let digits, _) = type { precision = digits }
    let scale = UInt8(truncatingIfNeeded: number.scale)
    let unscaled = number.unscaled
    var bytes: [UInt8]
    switch precision {
    case ...9:
      bytes = primitive(.decimal4) + [scale]
      append(Int32(truncatingIfNeeded: unscaled), to: &bytes)
    case ...18:
      bytes = primitive(.decimal8) + [scale]
      append(Int64(truncatingIfNeeded: unscaled), to: &bytes)
    default:
      bytes = primitive(.decimal16) + [scale]
      append(unscaled, to: &bytes)
    }
    return bytes
  }

  /// Less than 64 bytes have their count in the header.
  private static func string(_ text: String) -> [UInt8] {
    let content = Array(text.utf8)
    guard content.count < 64 else { return primitive(.string, bytes: content) }
    return [UInt8(content.count) << 2 | 1] + content
  }

  // MARK: Objects and arrays

  /// An object's fields, each with the number of its name, in the order of the names.
  static func object(_ fields: [(number: Int, value: [UInt8])]) -> [UInt8] {
    // Numbers and offsets of four bytes each, and a count of four: always right, never the least.
    var bytes: [UInt8] = [2 | 3 << 2 | 3 << 4 | 1 << 6]
    append(UInt32(fields.count), to: &bytes)
    for field in fields { append(UInt32(field.number), to: &bytes) }
    contents(fields.map(\.value), to: &bytes)
    return bytes
  }

  static func array(_ values: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = [3 | 3 << 2 | 1 << 4]
    append(UInt32(values.count), to: &bytes)
    contents(values, to: &bytes)
    return bytes
  }

  private static func contents(_ values: [[UInt8]], to bytes: inout [UInt8]) {
    var end: UInt32 = 0
    append(end, to: &bytes)
    for value in values {
      end += UInt32(value.count)
      append(end, to: &bytes)
    }
    for value in values { bytes += value }
  }

  /// The fields of an encoded object, each with its value's encoding.
  static func fields(
    of object: [UInt8], _ names: VariantNames
  ) throws(ShreddedVariantError) -> [String: [UInt8]] {
    guard let header = object.first, header & 3 == 2 else {
      throw ShreddedVariantError("beside fields there is an encoded value that is no object")
    }
    let offsetWidth = Int(header >> 2 & 3) + 1
    let numberWidth = Int(header >> 4 & 3) + 1
    let countWidth = header >> 6 & 1 == 1 ? 4 : 1
    let bytes = VariantBytes(object[...])
    let count = try bytes.number(at: 1, width: countWidth)
    let numbers = 1 + countWidth
    let offsets = numbers + count * numberWidth
    let contents = offsets + (count + 1) * offsetWidth
    // Values may lie in another order than their fields: each ends where the next one begins.
    var starts: [Int] = []
    for index in 0...count {
      starts.append(try bytes.number(at: offsets + index * offsetWidth, width: offsetWidth))
    }
    let ends = starts.sorted()
    var fields: [String: [UInt8]] = [:]
    for index in 0..<count {
      let number = try bytes.number(at: numbers + index * numberWidth, width: numberWidth)
      guard names.names.indices.contains(number) else {
        throw ShreddedVariantError("a field has a name that its metadata lack")
      }
      let end = ends.first { $0 > starts[index] } ?? starts[index]
      let value = try bytes.slice(from: contents + starts[index], to: contents + end)
      fields[names.names[number]] = Array(value)
    }
    return fields
  }
}
