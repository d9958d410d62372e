import CDuckDB
import Columnar

/// Owns DuckDB's description of a type.
final class ForeignType {
  let raw: duckdb_logical_type?

  /// Describes a type to DuckDB. Instants and times of units DuckDB lacks become those of
  /// microseconds; a variant is the JSON text that it is here, which DuckDB casts.
  init(_ type: LogicalType) {
    switch type {
    case .decimal(let precision, let scale):
      raw = duckdb_create_decimal_type(UInt8(clamping: precision), UInt8(clamping: scale))
    case .enumeration(let names):
      raw = Self.withCStrings(names) { pointers in
        duckdb_create_enum_type(pointers, idx_t(names.count))
      }
    case .json, .variant:
      raw = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR)
      duckdb_logical_type_set_alias(raw, "JSON")
    case .list(let element):
      raw = ForeignType(element.type).lent { duckdb_create_list_type($0) }
    case .array(let element, let count):
      raw = ForeignType(element.type).lent { duckdb_create_array_type($0, idx_t(count)) }
    case .map(let key, let value):
      raw = ForeignType(key.type).lent { rawKey in
        ForeignType(value.type).lent { duckdb_create_map_type(rawKey, $0) }
      }
    case .structure(let fields):
      raw = Self.withMembers(fields) { types, names, count in
        duckdb_create_struct_type(types, names, count)
      }
    case .union(let fields):
      raw = Self.withMembers(fields) { types, names, count in
        duckdb_create_union_type(types, names, count)
      }
    default: raw = duckdb_create_logical_type(Self.id(of: type))
    }
  }

  deinit {
    var raw = raw
    duckdb_destroy_logical_type(&raw)
  }

  /// Gives `body` the description, which lives until `body` returns.
  func lent<R>(_ body: (duckdb_logical_type?) -> R) -> R {
    withExtendedLifetime(self) { body(raw) }
  }

  private static func withMembers(
    _ fields: [Field],
    _ body: (
      UnsafeMutablePointer<duckdb_logical_type?>?, UnsafeMutablePointer<UnsafePointer<CChar>?>?,
      idx_t
    ) -> duckdb_logical_type?
  ) -> duckdb_logical_type? {
    let members = fields.map { ForeignType($0.type) }
    var types = members.map(\.raw)
    return withExtendedLifetime(members) {
      withCStrings(fields.map(\.name)) { names in body(&types, names, idx_t(fields.count)) }
    }
  }

  /// Gives `body` the strings as zero-terminated text.
  static func withCStrings<R>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> R
  ) -> R {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for string in strings {
      starts.append(bytes.count)
      bytes.append(contentsOf: string.utf8CString)
    }
    return bytes.withUnsafeBufferPointer { text in
      var pointers = starts.map { start in text.baseAddress.map { $0 + start } }
      return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }
  }

  private static func id(of type: LogicalType) -> duckdb_type {
    switch type {
    case .boolean: DUCKDB_TYPE_BOOLEAN
    case .int8: DUCKDB_TYPE_TINYINT
    case .int16: DUCKDB_TYPE_SMALLINT
    case .int32: DUCKDB_TYPE_INTEGER
    case .int64: DUCKDB_TYPE_BIGINT
    case .int128: DUCKDB_TYPE_HUGEINT
    case .uint8: DUCKDB_TYPE_UTINYINT
    case .uint16: DUCKDB_TYPE_USMALLINT
    case .uint32: DUCKDB_TYPE_UINTEGER
    case .uint64: DUCKDB_TYPE_UBIGINT
    case .uint128: DUCKDB_TYPE_UHUGEINT
    case .float32: DUCKDB_TYPE_FLOAT
    case .float64: DUCKDB_TYPE_DOUBLE
    case .string: DUCKDB_TYPE_VARCHAR
    case .binary: DUCKDB_TYPE_BLOB
    case .uuid: DUCKDB_TYPE_UUID
    case .bits: DUCKDB_TYPE_BIT
    case .date: DUCKDB_TYPE_DATE
    case .time(.nanoseconds): DUCKDB_TYPE_TIME_NS
    case .time: DUCKDB_TYPE_TIME
    case .timeWithZone: DUCKDB_TYPE_TIME_TZ
    case .timestamp(_, isAdjustedToUTC: true): DUCKDB_TYPE_TIMESTAMP_TZ
    case .timestamp(.seconds, _): DUCKDB_TYPE_TIMESTAMP_S
    case .timestamp(.milliseconds, _): DUCKDB_TYPE_TIMESTAMP_MS
    case .timestamp(.microseconds, _): DUCKDB_TYPE_TIMESTAMP
    case .timestamp(.nanoseconds, _): DUCKDB_TYPE_TIMESTAMP_NS
    case .interval: DUCKDB_TYPE_INTERVAL
    default: DUCKDB_TYPE_SQLNULL
    }
  }
}
