import CDuckDB
import Columnar
import FoundationEssentials

/// Owns DuckDB's form of a value.
final class ForeignValue {
  let raw: duckdb_value?

  /// Makes DuckDB's form of `value`, of the value's natural type.
  convenience init(_ value: Value) throws(DuckDBError) {
    try self.init(value, as: value.naturalType)
  }

  private init(_ value: Value, as type: LogicalType) throws(DuckDBError) {
    switch value {
    case .list, .structure, .map, .union: raw = try Self.nested(value, type)
    case .decimal(let number):
      guard case .decimal(let precision, let scale) = type,
        let fitted = number.rescaled(to: scale), precision <= 38
      else {
        throw DuckDBError(.conversion, "a decimal of more than 38 digits has no form in DuckDB")
      }
      raw = duckdb_create_decimal(
        duckdb_decimal(
          width: UInt8(precision), scale: UInt8(scale), value: duckdb_hugeint(fitted.unscaled)))
    default: raw = Self.scalar(value)
    }
    guard raw != nil else {
      throw DuckDBError(.conversion, "DuckDB has no form of a value for a parameter of \(type)")
    }
  }

  deinit {
    var raw = raw
    duckdb_destroy_value(&raw)
  }

  private static func scalar(_ value: Value) -> duckdb_value? {
    switch value {
    case .boolean(let value): return duckdb_create_bool(value)
    case .integer(let value): return duckdb_create_int64(value)
    case .unsigned(let value): return duckdb_create_uint64(value)
    case .hugeInteger(let value): return duckdb_create_hugeint(duckdb_hugeint(value))
    case .unsignedHuge(let value): return duckdb_create_uhugeint(duckdb_uhugeint(value))
    case .float(let value): return duckdb_create_float(value)
    case .double(let value): return duckdb_create_double(value)
    case .string(let text), .json(let text):
      var text = text
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          duckdb_create_varchar_length($0.baseAddress, idx_t($0.count))
        }
      }
    case .bits(let digits):
      var digits = digits
      var bytes = digits.withUTF8 { BitString.packed(UnsafeRawBufferPointer($0)) }
      let count = idx_t(bytes.count)
      return bytes.withUnsafeMutableBufferPointer {
        duckdb_create_bit(duckdb_bit(data: $0.baseAddress, size: count))
      }
    case .binary(let bytes): return duckdb_create_blob(bytes, idx_t(bytes.count))
    case .uuid(let identifier):
      let bytes = withUnsafeBytes(of: identifier.uuid) { $0.loadUnaligned(as: UInt128.self) }
      return duckdb_create_uuid(duckdb_uhugeint(UInt128(bigEndian: bytes)))
    default: return temporal(value)
    }
  }

  private static func temporal(_ value: Value) -> duckdb_value? {
    switch value {
    case .date(let days): duckdb_create_date(duckdb_date(days: days))
    case .time(let time, .nanoseconds): duckdb_create_time_ns(duckdb_time_ns(nanos: time))
    case .time(let time, let unit):
      duckdb_create_time(duckdb_time(micros: time * (1_000_000 / unit.perSecond)))
    case .timeWithZone(let time):
      duckdb_create_time_tz_value(duckdb_time_tz(bits: time.packed))
    case .timestamp(let instant, let unit, isAdjustedToUTC: true):
      duckdb_create_timestamp_tz(
        duckdb_timestamp(micros: VectorWriter.microseconds(instant, unit)))
    case .timestamp(let value, .seconds, _):
      duckdb_create_timestamp_s(duckdb_timestamp_s(seconds: value))
    case .timestamp(let value, .milliseconds, _):
      duckdb_create_timestamp_ms(duckdb_timestamp_ms(millis: value))
    case .timestamp(let value, .microseconds, _):
      duckdb_create_timestamp(duckdb_timestamp(micros: value))
    case .timestamp(let value, .nanoseconds, _):
      duckdb_create_timestamp_ns(duckdb_timestamp_ns(nanos: value))
    case .interval(let value):
      duckdb_create_interval(
        duckdb_interval(months: value.months, days: value.days, micros: value.microseconds))
    default: duckdb_create_null_value()
    }
  }

  private static func nested(
    _ value: Value, _ type: LogicalType
  ) throws(DuckDBError) -> duckdb_value? {
    let foreign = ForeignType(type)
    defer { withExtendedLifetime(foreign) {} }
    switch (value, type) {
    case (.list(let elements), .list(let field)):
      let owned = try values(elements, field.type)
      var raw = owned.map(\.raw)
      return withExtendedLifetime(owned) {
        ForeignType(field.type).lent { duckdb_create_list_value($0, &raw, idx_t(raw.count)) }
      }
    case (.structure(let members), .structure(let fields)):
      var owned: [ForeignValue] = []
      for (member, field) in zip(members, fields) {
        owned.append(try ForeignValue(member.value, as: field.type))
      }
      var raw = owned.map(\.raw)
      return withExtendedLifetime(owned) { duckdb_create_struct_value(foreign.raw, &raw) }
    case (.map(let entries), .map(let keyField, let valueField)):
      let keys = try values(entries.map(\.key), keyField.type)
      let mapped = try values(entries.map(\.value), valueField.type)
      var (rawKeys, rawValues) = (keys.map(\.raw), mapped.map(\.raw))
      return withExtendedLifetime((keys, mapped)) {
        duckdb_create_map_value(foreign.raw, &rawKeys, &rawValues, idx_t(entries.count))
      }
    case (.union(let member), .union(let fields)):
      let held = try ForeignValue(member.value, as: fields[0].type)
      return withExtendedLifetime(held) { duckdb_create_union_value(foreign.raw, 0, held.raw) }
    default: return nil
    }
  }

  private static func values(
    _ values: [Value], _ type: LogicalType
  ) throws(DuckDBError) -> [ForeignValue] {
    var result: [ForeignValue] = []
    for value in values { result.append(try ForeignValue(value, as: type)) }
    return result
  }
}

extension duckdb_hugeint {
  init(_ value: Int128) {
    self.init(
      lower: UInt64(truncatingIfNeeded: value), upper: Int64(truncatingIfNeeded: value >> 64))
  }
}

extension duckdb_uhugeint {
  init(_ value: UInt128) {
    self.init(
      lower: UInt64(truncatingIfNeeded: value), upper: UInt64(truncatingIfNeeded: value >> 64))
  }
}
