/// The type of a column, independent of how any one format stores it.
///
/// The set is the union of what Arrow, Parquet, Delta Lake and DuckDB can all carry; a type one
/// of them lacks is converted at that boundary, never here.
public indirect enum LogicalType: Sendable, Hashable {
  /// A column whose every value is null.
  case null
  case boolean
  case int8, int16, int32, int64, int128
  case uint8, uint16, uint32, uint64, uint128
  case float32, float64
  /// A fixed-point number of at most 38 decimal digits, `scale` of them after the point.
  case decimal(precision: Int, scale: Int)
  /// UTF-8 text.
  case string
  case binary
  case uuid
  /// Text that holds a JSON document.
  case json
  /// A string of bits.
  case bits
  /// Days since 1970-01-01.
  case date
  /// Time since midnight.
  case time(TimeUnit)
  /// A time of day with its offset from UTC, as PostgreSQL's `timetz`.
  case timeWithZone
  /// Time since 1970-01-01 00:00. With `isAdjustedToUTC` an instant; without, a local wall-clock
  /// reading.
  case timestamp(TimeUnit, isAdjustedToUTC: Bool)
  /// Months, days and microseconds, each kept apart.
  case interval
  /// A string out of a fixed list, stored as its index there.
  case enumeration([String])
  case list(Field)
  case array(Field, count: Int)
  case structure([Field])
  /// One of the members, and which one: a tagged union.
  case union([Field])
  /// Keys to values; keys are unique and never null.
  case map(key: Field, value: Field)
  /// A self-describing value, as Parquet's and Delta's `variant`.
  case variant

  /// The resolution of a time or a timestamp.
  public enum TimeUnit: Sendable, Hashable, CaseIterable {
    case seconds, milliseconds, microseconds, nanoseconds
  }
}

extension LogicalType {
  /// Whether values hold other values: lists, arrays, structs, unions, maps and variants.
  public var isNested: Bool {
    switch self {
    case .list, .array, .structure, .union, .map, .variant: true
    default: false
    }
  }

  /// Whether the type or one within it is such.
  public func holds(_ isSuch: (LogicalType) -> Bool) -> Bool {
    if isSuch(self) { return true }
    return switch self {
    case .list(let element), .array(let element, _): element.type.holds(isSuch)
    case .structure(let fields), .union(let fields): fields.contains { $0.type.holds(isSuch) }
    case .map(let key, let value): key.type.holds(isSuch) || value.type.holds(isSuch)
    default: false
    }
  }

  /// Whether the type is ``variant`` or has one within it.
  public var holdsVariants: Bool { holds { $0 == .variant } }

  /// Whether values are numbers, decimals included.
  public var isNumeric: Bool {
    switch self {
    case .int8, .int16, .int32, .int64, .int128, .uint8, .uint16, .uint32, .uint64, .uint128,
      .float32, .float64, .decimal:
      true
    default: false
    }
  }
}

extension LogicalType: CustomStringConvertible {
  /// The SQL name of the type, as DuckDB spells it.
  public var description: String {
    switch self {
    case .null: "\"NULL\""
    case .boolean: "BOOLEAN"
    case .int8: "TINYINT"
    case .int16: "SMALLINT"
    case .int32: "INTEGER"
    case .int64: "BIGINT"
    case .int128: "HUGEINT"
    case .uint8: "UTINYINT"
    case .uint16: "USMALLINT"
    case .uint32: "UINTEGER"
    case .uint64: "UBIGINT"
    case .uint128: "UHUGEINT"
    case .float32: "FLOAT"
    case .float64: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .string: "VARCHAR"
    case .binary: "BLOB"
    case .uuid: "UUID"
    case .json: "JSON"
    case .bits: "BIT"
    case .date: "DATE"
    case .time(.nanoseconds): "TIME_NS"
    case .time: "TIME"
    case .timeWithZone: "TIME WITH TIME ZONE"
    case .timestamp(_, isAdjustedToUTC: true): "TIMESTAMP WITH TIME ZONE"
    case .timestamp(.seconds, _): "TIMESTAMP_S"
    case .timestamp(.milliseconds, _): "TIMESTAMP_MS"
    case .timestamp(.microseconds, _): "TIMESTAMP"
    case .timestamp(.nanoseconds, _): "TIMESTAMP_NS"
    case .interval: "INTERVAL"
    case .enumeration(let values):
      "ENUM(" + values.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ", ")
        + ")"
    case .list(let element): "\(element.type)[]"
    case .array(let element, let count): "\(element.type)[\(count)]"
    case .structure(let fields): "STRUCT(\(Self.members(fields)))"
    case .union(let fields): "UNION(\(Self.members(fields)))"
    case .map(let key, let value): "MAP(\(key.type), \(value.type))"
    case .variant: "VARIANT"
    }
  }
}

extension LogicalType {
  private static func members(_ fields: [Field]) -> String {
    if !fields.isEmpty, fields.allSatisfy({ $0.name.isEmpty }) {
      return fields.map(\.type.description).joined(separator: ", ")
    }
    return fields.map { "\"\($0.name.replacing("\"", with: "\"\""))\" \($0.type)" }
      .joined(separator: ", ")
  }
}
