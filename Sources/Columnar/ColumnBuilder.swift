import FoundationEssentials

/// Collects values into a column of one type.
public final class ColumnBuilder {
  /// The type of the column.
  public let type: LogicalType
  /// The number of values so far.
  public private(set) var count = 0

  private var validity: [UInt8] = []
  private var hasNulls = false
  private var data: [UInt8] = []
  private var offsets: [Int64] = [0]
  private let children: [ColumnBuilder]
  private let indices: [String: UInt32]

  /// Starts an empty column.
  public init(_ type: LogicalType) {
    self.type = type
    indices =
      if case .enumeration(let names) = type {
        Dictionary(zip(names, 0...), uniquingKeysWith: { first, _ in first })
      } else {
        [:]
      }
    children =
      switch type {
      case .list(let field), .array(let field, _): [ColumnBuilder(field.type)]
      case .structure(let fields), .union(let fields): fields.map { ColumnBuilder($0.type) }
      case .map(let key, let value): [ColumnBuilder(key.type), ColumnBuilder(value.type)]
      default: []
      }
  }

  /// Appends a value. Numbers go into every numeric type that holds them exactly (into
  /// floating-point types rounded); text goes into JSON and enumerations too.
  ///
  /// - Throws: ``ColumnarError`` of kind `typeMismatch` or `outOfRange`. A builder that has thrown
  ///   holds part of the value and must be discarded.
  public func append(_ value: Value) throws(ColumnarError) {
    if value.isNull { return appendNull() }
    switch type {
    case .null: throw mismatch(value)
    case .boolean:
      guard case .boolean(let flag) = value else { throw mismatch(value) }
      if count & 7 == 0 { data.append(0) }
      if flag { data[count >> 3] |= 1 << UInt8(count & 7) }
    case .string, .json, .variant, .bits, .binary: try appendBytes(value)
    case .enumeration:
      guard case .string(let text) = value else { throw mismatch(value) }
      guard let index = indices[text] else {
        throw ColumnarError(.outOfRange, "a value is not among those of \(type)")
      }
      appendRaw(index)
    case .list, .array, .structure, .union, .map: try appendNested(value)
    default: try appendFixed(value)
    }
    mark(valid: true)
  }

  /// Appends a row without a value.
  public func appendNull() {
    switch type {
    case .null: break
    case .boolean: if count & 7 == 0 { data.append(0) }
    case .string, .json, .variant, .bits, .binary: offsets.append(Int64(data.count))
    case .enumeration: appendRaw(UInt32(0))
    case .list, .map: offsets.append(Int64(children[0].count))
    case .array(_, let width): for _ in 0..<width { children[0].appendNull() }
    case .structure: for child in children { child.appendNull() }
    case .union:
      data.append(0)
      for child in children { child.appendNull() }
    default:
      data.append(contentsOf: repeatElement(0, count: Column.fixedWidth(of: type) ?? 0))
    }
    mark(valid: false)
  }

  /// The column of all values appended so far.
  public func finish() -> Column {
    let bitmap = hasNulls ? Buffer(validity) : nil
    let storage: Column.Storage
    switch type {
    case .null: storage = .none
    case .boolean: storage = .bits(Buffer(data))
    case .string, .json, .variant, .bits, .binary:
      storage = .bytes(offsets: Buffer(offsets), data: Buffer(data))
    case .enumeration(let names):
      storage = .dictionary(indices: Buffer(data), values: .strings(names))
    case .list: storage = .list(offsets: Buffer(offsets), elements: children[0].finish())
    case .array: storage = .array(elements: children[0].finish())
    case .structure: storage = .structure(children.map { $0.finish() })
    case .union:
      storage = .union(tags: Buffer(data), members: children.map { $0.finish() })
    case .map:
      storage = .map(
        offsets: Buffer(offsets), keys: children[0].finish(), values: children[1].finish())
    default: storage = .fixed(Buffer(data))
    }
    return Column(type: type, count: count, validity: bitmap, storage: storage)
  }

  private func mark(valid: Bool) {
    if count & 7 == 0 { validity.append(0) }
    if valid { validity[count >> 3] |= 1 << UInt8(count & 7) } else { hasNulls = true }
    count += 1
  }

  private func appendRaw<T: BitwiseCopyable>(_ value: T) {
    withUnsafeBytes(of: value) { data.append(contentsOf: $0) }
  }

  private func mismatch(_ value: Value) -> ColumnarError {
    ColumnarError(.typeMismatch, "cannot put \(value.kindName) into a column of \(type)")
  }

  private func appendBytes(_ value: Value) throws(ColumnarError) {
    switch (value, type) {
    case (.string(let text), .string), (.string(let text), .json), (.string(let text), .bits),
      (.json(let text), .json), (.json(let text), .variant), (.json(let text), .string),
      (.string(let text), .variant), (.bits(let text), .bits):
      data.append(contentsOf: text.utf8)
    case (.binary(let bytes), .binary): data.append(contentsOf: bytes)
    default: throw mismatch(value)
    }
    offsets.append(Int64(data.count))
  }

  private func appendNested(_ value: Value) throws(ColumnarError) {
    switch (value, type) {
    case (.list(let elements), .list):
      for element in elements { try children[0].append(element) }
      offsets.append(Int64(children[0].count))
    case (.list(let elements), .array(_, let width)):
      guard elements.count == width else {
        throw ColumnarError(.outOfRange, "\(elements.count) elements for \(type)")
      }
      for element in elements { try children[0].append(element) }
    case (.structure(let members), .structure):
      guard members.count == children.count else { throw mismatch(value) }
      for (child, member) in zip(children, members) { try child.append(member.value) }
    case (.map(let entries), .map):
      for entry in entries {
        try children[0].append(entry.key)
        try children[1].append(entry.value)
      }
      offsets.append(Int64(children[0].count))
    case (.union(let member), .union(let fields)):
      guard let tag = fields.firstIndex(where: { $0.name == member.name }) else {
        throw ColumnarError(.typeMismatch, "\(type) has no member \"\(member.name)\"")
      }
      data.append(UInt8(tag))
      for (index, child) in children.enumerated() {
        if index == tag { try child.append(member.value) } else { child.appendNull() }
      }
    default: throw mismatch(value)
    }
  }

  private func appendFixed(_ value: Value) throws(ColumnarError) {
    switch (value, type) {
    case (_, .int8): appendRaw(try integer(value) as Int8)
    case (_, .int16): appendRaw(try integer(value) as Int16)
    case (_, .int32): appendRaw(try integer(value) as Int32)
    case (_, .int64): appendRaw(try integer(value) as Int64)
    case (_, .int128): appendRaw(try integer(value) as Int128)
    case (_, .uint8): appendRaw(try integer(value) as UInt8)
    case (_, .uint16): appendRaw(try integer(value) as UInt16)
    case (_, .uint32): appendRaw(try integer(value) as UInt32)
    case (_, .uint64): appendRaw(try integer(value) as UInt64)
    case (_, .uint128): appendRaw(try integer(value) as UInt128)
    case (_, .float32):
      if case .float(let exact) = value {
        appendRaw(exact)
      } else {
        appendRaw(Float(try number(value)))
      }
    case (_, .float64): appendRaw(try number(value))
    case (_, .decimal(let precision, let scale)):
      appendRaw(try unscaled(value, precision: precision, scale: scale))
    case (.uuid(let identifier), .uuid): appendRaw(identifier.uuid)
    case (.date(let days), .date): appendRaw(days)
    case (.timeWithZone(let time), .timeWithZone): appendRaw(time.packed)
    case (.timestamp(let instant, let unit, let zoned), .timestamp(let target, let wanted))
    where unit == target && zoned == wanted:
      appendRaw(instant)
    case (.interval(let interval), .interval): appendRaw(interval)
    case (.time(let time, let unit), .time(let target)) where unit == target:
      if Column.fixedWidth(of: type) == 4 {
        appendRaw(Int32(truncatingIfNeeded: time))
      } else {
        appendRaw(time)
      }
    default: throw mismatch(value)
    }
  }

  private func integer<Target: FixedWidthInteger>(
    _ value: Value
  ) throws(ColumnarError) -> Target {
    let converted: Target?
    switch value {
    case .integer(let number): converted = Target(exactly: number)
    case .unsigned(let number): converted = Target(exactly: number)
    case .hugeInteger(let number): converted = Target(exactly: number)
    case .unsignedHuge(let number): converted = Target(exactly: number)
    case .decimal(let number):
      converted = number.rescaled(to: 0).flatMap { Target(exactly: $0.unscaled) }
    default: throw mismatch(value)
    }
    guard let converted else { throw ColumnarError(.outOfRange, "a number has no room in \(type)") }
    return converted
  }

  private func number(_ value: Value) throws(ColumnarError) -> Double {
    switch value {
    case .double(let number): return number
    case .float(let number): return Double(number)
    case .integer(let number): return Double(number)
    case .unsigned(let number): return Double(number)
    case .hugeInteger(let number): return Double(number)
    case .unsignedHuge(let number): return Double(number)
    case .decimal(let number):
      guard let parsed = Double(number.description) else { throw mismatch(value) }
      return parsed
    default: throw mismatch(value)
    }
  }

  private func unscaled(
    _ value: Value, precision: Int, scale: Int
  ) throws(ColumnarError) -> Int128 {
    let number: Decimal128
    if case .decimal(let decimal) = value {
      number = decimal
    } else {
      number = Decimal128(unscaled: try integer(value), scale: 0)
    }
    guard let fitted = number.rescaled(to: scale), fitted.precision <= precision else {
      throw ColumnarError(.outOfRange, "a number has no room in \(type)")
    }
    return fitted.unscaled
  }
}

extension Value {
  /// What the value is, for messages that must not show it.
  var kindName: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer, .unsigned, .hugeInteger, .unsignedHuge: "an integer"
    case .float, .double: "a floating-point number"
    case .decimal: "a decimal"
    case .string: "text"
    case .json: "JSON"
    case .bits: "bits"
    case .binary: "bytes"
    case .uuid: "a UUID"
    case .date: "a date"
    case .time, .timeWithZone: "a time"
    case .timestamp: "a timestamp"
    case .interval: "an interval"
    case .list: "a list"
    case .structure: "a structure"
    case .union: "a union"
    case .map: "a map"
    }
  }
}
