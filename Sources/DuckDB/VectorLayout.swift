import CDuckDB
import Columnar

/// A type of DuckDB: the logical type, and how a vector of it lies in memory.
final class VectorLayout: Sendable {
  /// The type, as far as other formats know it too.
  let type: LogicalType
  /// DuckDB's number of the type.
  let id: duckdb_type
  /// The layouts of a nested type's parts: elements, members, or key and value.
  let children: [VectorLayout]

  /// Reads, and then destroys, DuckDB's description of a type.
  convenience init(owning raw: duckdb_logical_type?) {
    var raw = raw
    defer { duckdb_destroy_logical_type(&raw) }
    self.init(reading: raw)
  }

  /// How DuckDB lays a type out.
  convenience init(of type: LogicalType) {
    let foreign = ForeignType(type)
    self.init(reading: foreign.raw)
    withExtendedLifetime(foreign) {}
  }

  init(reading raw: duckdb_logical_type?) {
    id = duckdb_get_type_id(raw)
    switch id {
    case DUCKDB_TYPE_LIST:
      let element = VectorLayout(owning: duckdb_list_type_child_type(raw))
      (type, children) = (.list(Field("element", element.type)), [element])
    case DUCKDB_TYPE_ARRAY:
      let element = VectorLayout(owning: duckdb_array_type_child_type(raw))
      let count = Int(duckdb_array_type_array_size(raw))
      (type, children) = (.array(Field("element", element.type), count: count), [element])
    case DUCKDB_TYPE_MAP:
      let key = VectorLayout(owning: duckdb_map_type_key_type(raw))
      let value = VectorLayout(owning: duckdb_map_type_value_type(raw))
      let keyField = Field("key", key.type, isNullable: false)
      (type, children) = (.map(key: keyField, value: Field("value", value.type)), [key, value])
    case DUCKDB_TYPE_STRUCT:
      let members = (0..<duckdb_struct_type_child_count(raw)).map { index in
        (
          Self.text(owning: duckdb_struct_type_child_name(raw, index)),
          VectorLayout(owning: duckdb_struct_type_child_type(raw, index))
        )
      }
      (type, children) = (.structure(members.map { Field($0, $1.type) }), members.map(\.1))
    case DUCKDB_TYPE_UNION:
      let members = (0..<duckdb_union_type_member_count(raw)).map { index in
        (
          Self.text(owning: duckdb_union_type_member_name(raw, index)),
          VectorLayout(owning: duckdb_union_type_member_type(raw, index))
        )
      }
      (type, children) = (.union(members.map { Field($0, $1.type) }), members.map(\.1))
    default:
      (type, children) = (Self.flatType(id, raw), [])
    }
  }

  private static func flatType(_ id: duckdb_type, _ raw: duckdb_logical_type?) -> LogicalType {
    switch id {
    case DUCKDB_TYPE_DECIMAL:
      .decimal(
        precision: Int(duckdb_decimal_width(raw)), scale: Int(duckdb_decimal_scale(raw)))
    case DUCKDB_TYPE_ENUM:
      .enumeration(
        (0..<duckdb_enum_dictionary_size(raw)).map { index in
          text(owning: duckdb_enum_dictionary_value(raw, idx_t(index)))
        })
    case DUCKDB_TYPE_VARCHAR:
      text(owning: duckdb_logical_type_get_alias(raw)) == "JSON" ? .json : .string
    default: scalarType(id)
    }
  }

  private static func scalarType(_ id: duckdb_type) -> LogicalType {
    switch id {
    case DUCKDB_TYPE_BOOLEAN: .boolean
    case DUCKDB_TYPE_TINYINT: .int8
    case DUCKDB_TYPE_SMALLINT: .int16
    case DUCKDB_TYPE_INTEGER: .int32
    case DUCKDB_TYPE_BIGINT: .int64
    case DUCKDB_TYPE_HUGEINT: .int128
    case DUCKDB_TYPE_UTINYINT: .uint8
    case DUCKDB_TYPE_USMALLINT: .uint16
    case DUCKDB_TYPE_UINTEGER: .uint32
    case DUCKDB_TYPE_UBIGINT: .uint64
    case DUCKDB_TYPE_UHUGEINT: .uint128
    case DUCKDB_TYPE_FLOAT: .float32
    case DUCKDB_TYPE_DOUBLE: .float64
    case DUCKDB_TYPE_BLOB, DUCKDB_TYPE_GEOMETRY: .binary
    case DUCKDB_TYPE_UUID: .uuid
    case DUCKDB_TYPE_BIT: .bits
    case DUCKDB_TYPE_DATE: .date
    case DUCKDB_TYPE_TIME: .time(.microseconds)
    case DUCKDB_TYPE_TIME_NS: .time(.nanoseconds)
    case DUCKDB_TYPE_TIME_TZ: .timeWithZone
    case DUCKDB_TYPE_TIMESTAMP: .timestamp(.microseconds, isAdjustedToUTC: false)
    case DUCKDB_TYPE_TIMESTAMP_S: .timestamp(.seconds, isAdjustedToUTC: false)
    case DUCKDB_TYPE_TIMESTAMP_MS: .timestamp(.milliseconds, isAdjustedToUTC: false)
    case DUCKDB_TYPE_TIMESTAMP_NS: .timestamp(.nanoseconds, isAdjustedToUTC: false)
    case DUCKDB_TYPE_TIMESTAMP_TZ: .timestamp(.microseconds, isAdjustedToUTC: true)
    case DUCKDB_TYPE_INTERVAL: .interval
    case DUCKDB_TYPE_VARIANT: .variant
    case DUCKDB_TYPE_BIGNUM: .string
    default: .null
    }
  }

  private static func text(owning pointer: UnsafeMutablePointer<CChar>?) -> String {
    defer { duckdb_free(pointer) }
    return pointer.map { String(cString: $0) } ?? ""
  }
}
