import Columnar

/// The values of a column in Parquet's plain encoding, and what its statistics say.
struct ColumnEncoding {
  private(set) var values: [UInt8] = []
  private(set) var figures = ColumnFigures()
  /// The bounds as Parquet's statistics have them; `nil` where there are none.
  private(set) var bounds: (minimum: [UInt8], maximum: [UInt8])?

  /// Bounds of more bytes are left out of a file's footer.
  private static let longestBound = 256

  /// - Returns: `nil` for a value that is not of the column's type, or one that Parquet has no
  ///   place for.
  init?(_ column: ParquetColumn, _ type: ColumnType) {
    let isEncoded =
      switch type.physical {
      case .boolean: booleans(column)
      case .int32: numbers(column) { Self.integer($0, column.field.type).flatMap(Int32.init) }
      case .int64: numbers(column) { Self.integer($0, column.field.type) }
      case .float: numbers(column, isNumber: { !$0.isNaN }, Self.float)
      case .double: numbers(column, isNumber: { !$0.isNaN }, Self.double)
      case .bytes: bytes(column)
      }
    guard isEncoded else { return nil }
  }

  private mutating func booleans(_ column: ParquetColumn) -> Bool {
    var bits = BitPacking()
    for value in column.values {
      switch value {
      case .null: figures.nullCount += 1
      case .boolean(let isTrue): bits.append(isTrue)
      default: return false
      }
    }
    values = bits.bytes
    return true
  }

  private mutating func numbers<Number: PlainNumber>(
    _ column: ParquetColumn, isNumber: (Number) -> Bool = { _ in true },
    _ number: (Value) -> Number?
  ) -> Bool {
    var least: (Number, Value)?
    var greatest: (Number, Value)?
    var areNumbers = true
    for value in column.values {
      if value.isNull {
        figures.nullCount += 1
        continue
      }
      guard let number = number(value) else { return false }
      number.appendPlain(to: &values)
      areNumbers = areNumbers && isNumber(number)
      if least.map({ number < $0.0 }) ?? true { least = (number, value) }
      if greatest.map({ number > $0.0 }) ?? true { greatest = (number, value) }
    }
    // Where a value is no number there is no order that all readers agree on.
    guard areNumbers, let least, let greatest else { return true }
    figures.minimum = least.1
    figures.maximum = greatest.1
    var plain: (minimum: [UInt8], maximum: [UInt8]) = ([], [])
    least.0.lowerBound.appendPlain(to: &plain.minimum)
    greatest.0.upperBound.appendPlain(to: &plain.maximum)
    bounds = plain
    return true
  }

  private mutating func bytes(_ column: ParquetColumn) -> Bool {
    var least: (bytes: [UInt8], value: Value)?
    var greatest: (bytes: [UInt8], value: Value)?
    for value in column.values {
      if value.isNull {
        figures.nullCount += 1
        continue
      }
      guard let bytes = Self.bytes(value, column.field.type) else { return false }
      values.appendLittleEndian(UInt32(bytes.count))
      values += bytes
      if least.map({ bytes.lexicographicallyPrecedes($0.bytes) }) ?? true {
        least = (bytes, value)
      }
      if greatest.map({ $0.bytes.lexicographicallyPrecedes(bytes) }) ?? true {
        greatest = (bytes, value)
      }
    }
    guard let least, let greatest else { return true }
    figures.minimum = least.value
    figures.maximum = greatest.value
    if max(least.bytes.count, greatest.bytes.count) <= Self.longestBound {
      bounds = (least.bytes, greatest.bytes)
    }
    return true
  }

  // MARK: Values

  private static func bytes(_ value: Value, _ type: LogicalType) -> [UInt8]? {
    switch (value, type) {
    case (.string(let text), .string): Array(text.utf8)
    case (.binary(let bytes), .binary): bytes
    default: nil
    }
  }

  private static func float(_ value: Value) -> Float? {
    if case .float(let number) = value { number } else { nil }
  }

  private static func double(_ value: Value) -> Double? {
    if case .double(let number) = value { number } else { nil }
  }

  private static func integer(_ value: Value, _ type: LogicalType) -> Int64? {
    switch (value, type) {
    case (.integer(let number), .int8): Int8(exactly: number).map(Int64.init)
    case (.integer(let number), .int16): Int16(exactly: number).map(Int64.init)
    case (.integer(let number), .int32): Int32(exactly: number).map(Int64.init)
    case (.integer(let number), .int64): number
    case (.decimal(let number), .decimal(let precision, let scale)):
      number.scale == scale && number.precision <= precision ? Int64(exactly: number.unscaled) : nil
    // The infinities have no place in a file.
    case (.date(let days), .date): days == .max || days == -.max ? nil : Int64(days)
    case (
      .timestamp(let time, .microseconds, let isAdjusted),
      .timestamp(.microseconds, isAdjustedToUTC: let wanted)
    ):
      isAdjusted == wanted && time != .max && time != -.max ? time : nil
    default: nil
    }
  }
}

/// A number as Parquet's plain encoding has it.
private protocol PlainNumber: Comparable {
  func appendPlain(to bytes: inout [UInt8])
  /// The number as the least of a column, and as the greatest.
  var lowerBound: Self { get }
  var upperBound: Self { get }
}

extension Int32: PlainNumber {
  fileprivate func appendPlain(to bytes: inout [UInt8]) { bytes.appendLittleEndian(self) }
  fileprivate var lowerBound: Int32 { self }
  fileprivate var upperBound: Int32 { self }
}

extension Int64: PlainNumber {
  fileprivate func appendPlain(to bytes: inout [UInt8]) { bytes.appendLittleEndian(self) }
  fileprivate var lowerBound: Int64 { self }
  fileprivate var upperBound: Int64 { self }
}

// Parquet's rule for zeros: the least is the negative one, the greatest the positive.
extension Float: PlainNumber {
  fileprivate func appendPlain(to bytes: inout [UInt8]) { bytes.appendLittleEndian(bitPattern) }
  fileprivate var lowerBound: Float { self == 0 ? -0.0 : self }
  fileprivate var upperBound: Float { self == 0 ? 0.0 : self }
}

extension Double: PlainNumber {
  fileprivate func appendPlain(to bytes: inout [UInt8]) { bytes.appendLittleEndian(bitPattern) }
  fileprivate var lowerBound: Double { self == 0 ? -0.0 : self }
  fileprivate var upperBound: Double { self == 0 ? 0.0 : self }
}

/// Bits, the least significant of a byte first.
struct BitPacking {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  mutating func append(_ bit: Bool) {
    if count % 8 == 0 { bytes.append(0) }
    if bit { bytes[bytes.count - 1] |= 1 << UInt8(count % 8) }
    count += 1
  }
}
