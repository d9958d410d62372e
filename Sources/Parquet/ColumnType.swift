import Columnar

/// How Parquet keeps the values of a column.
struct ColumnType {
  enum Physical: Int {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
    case bytes = 6
  }

  /// What values mean, by the numbers of Parquet's `LogicalType`.
  enum Meaning {
    case string
    case decimal(precision: Int, scale: Int)
    case date
    case timestamp(isAdjustedToUTC: Bool)
    case integer(bits: Int8)
  }

  let physical: Physical
  let meaning: Meaning?

  /// - Parameter type: the type of a column; `nil` comes back for those that are not written here.
  init?(_ type: LogicalType) {
    switch type {
    case .boolean: (physical, meaning) = (.boolean, nil)
    case .int8: (physical, meaning) = (.int32, .integer(bits: 8))
    case .int16: (physical, meaning) = (.int32, .integer(bits: 16))
    case .int32: (physical, meaning) = (.int32, .integer(bits: 32))
    case .int64: (physical, meaning) = (.int64, .integer(bits: 64))
    case .float32: (physical, meaning) = (.float, nil)
    case .float64: (physical, meaning) = (.double, nil)
    case .decimal(let precision, let scale) where precision <= 18:
      physical = precision <= 9 ? .int32 : .int64
      meaning = .decimal(precision: precision, scale: scale)
    case .string: (physical, meaning) = (.bytes, .string)
    case .binary: (physical, meaning) = (.bytes, nil)
    case .date: (physical, meaning) = (.int32, .date)
    case .timestamp(.microseconds, let isAdjustedToUTC):
      (physical, meaning) = (.int64, .timestamp(isAdjustedToUTC: isAdjustedToUTC))
    default: return nil
    }
  }

  /// The number of the older `ConvertedType` that says the same, for readers that know no other.
  private var converted: Int? {
    switch meaning {
    case .string: 0
    case .decimal: 5
    case .date: 6
    case .timestamp(isAdjustedToUTC: true): 10
    case .integer(bits: 8): 15
    case .integer(bits: 16): 16
    case .integer(bits: 32): 17
    case .integer: 18
    case .timestamp, nil: nil
    }
  }

  /// Writes a `SchemaElement`.
  func write(name: String, isNullable: Bool, id: Int32?, to schema: inout ThriftWriter) {
    schema.field(1, int32: physical.rawValue)
    schema.field(3, int32: isNullable ? 1 : 0)
    schema.field(4, name)
    if let converted { schema.field(6, int32: converted) }
    if case .decimal(let precision, let scale) = meaning {
      schema.field(7, int32: scale)
      schema.field(8, int32: precision)
    }
    if let id { schema.field(9, int32: Int(id)) }
    guard let meaning else { return }
    schema.field(10) { logical in
      switch meaning {
      case .string: logical.field(1) { _ in }
      case .decimal(let precision, let scale):
        logical.field(5) { decimal in
          decimal.field(1, int32: scale)
          decimal.field(2, int32: precision)
        }
      case .date: logical.field(6) { _ in }
      case .timestamp(let isAdjustedToUTC):
        logical.field(8) { timestamp in
          timestamp.field(1, isAdjustedToUTC)
          timestamp.field(2) { unit in unit.field(2) { _ in } }
        }
      case .integer(let bits):
        logical.field(10) { integer in
          integer.field(1, byte: bits)
          integer.field(2, true)
        }
      }
    }
  }
}
