import Columnar
import DuckDB
import Testing

struct TypeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var sql: String
    var type: LogicalType
    var testDescription: String { sql }
  }

  static func micros(utc: Bool) -> LogicalType { .timestamp(.microseconds, isAdjustedToUTC: utc) }

  static func element(_ type: LogicalType) -> Field { Field("element", type) }

  static let scalars: [Case] = [
    Case(sql: "NULL::INTEGER", type: .int32),
    Case(sql: "true", type: .boolean),
    Case(sql: "(-128)::TINYINT", type: .int8),
    Case(sql: "(-32768)::SMALLINT", type: .int16),
    Case(sql: "(-2147483648)::INTEGER", type: .int32),
    Case(sql: "(-9223372036854775808)::BIGINT", type: .int64),
    Case(sql: "'-170141183460469231731687303715884105728'::HUGEINT", type: .int128),
    Case(sql: "'170141183460469231731687303715884105727'::HUGEINT", type: .int128),
    Case(sql: "0::UHUGEINT", type: .uint128),
    Case(sql: "255::UTINYINT", type: .uint8),
    Case(sql: "65535::USMALLINT", type: .uint16),
    Case(sql: "4294967295::UINTEGER", type: .uint32),
    Case(sql: "18446744073709551615::UBIGINT", type: .uint64),
    Case(sql: "'340282366920938463463374607431768211455'::UHUGEINT", type: .uint128),
    Case(sql: "0.1::FLOAT", type: .float32),
    Case(sql: "123456789::FLOAT", type: .float32),
    Case(sql: "1e10::FLOAT", type: .float32),
    Case(sql: "'-inf'::FLOAT", type: .float32),
    Case(sql: "1e15::DOUBLE", type: .float64),
    Case(sql: "1e16::DOUBLE", type: .float64),
    Case(sql: "1e-5::DOUBLE", type: .float64),
    Case(sql: "-0.0::DOUBLE", type: .float64),
    Case(sql: "'nan'::DOUBLE", type: .float64),
    Case(sql: "'nan'::FLOAT", type: .float32),
    Case(sql: "'inf'::DOUBLE", type: .float64),
    Case(sql: "5e-324::DOUBLE", type: .float64),
    Case(sql: "(-9999)::DECIMAL(4,0)", type: .decimal(precision: 4, scale: 0)),
    Case(sql: "0.999999999::DECIMAL(9,9)", type: .decimal(precision: 9, scale: 9)),
    Case(sql: "999999999999999999::DECIMAL(18,0)", type: .decimal(precision: 18, scale: 0)),
    Case(
      sql: "'0.99999999999999999999999999999999999999'::DECIMAL(38,38)",
      type: .decimal(precision: 38, scale: 38)),
    Case(sql: "12.5::DECIMAL(4,1)", type: .decimal(precision: 4, scale: 1)),
    Case(sql: "(-0.05)::DECIMAL(9,2)", type: .decimal(precision: 9, scale: 2)),
    Case(sql: "123456789012.345678::DECIMAL(18,6)", type: .decimal(precision: 18, scale: 6)),
    Case(
      sql: "'-12345678901234567890123456789012345678'::DECIMAL(38,0)",
      type: .decimal(precision: 38, scale: 0)),
    Case(sql: "'text longer than twelve bytes, é'", type: .string),
    Case(sql: "''", type: .string),
    Case(sql: "'it''s'", type: .string),
    Case(sql: "'a' || chr(0) || 'b'", type: .string),
    Case(sql: "'\\x00ab\\xFF\\x27\\x5C'::BLOB", type: .binary),
    Case(sql: "'0101'::BIT", type: .bits),
    Case(sql: "'110100101'::BIT", type: .bits),
    Case(sql: "'00112233-4455-6677-8899-aabbccddeeff'::UUID", type: .uuid),
    Case(sql: "'ffffffff-ffff-ffff-ffff-fffffffffffe'::UUID", type: .uuid),
    Case(sql: "'{\"a\": [1, null]}'::JSON", type: .json),
    Case(sql: "'b'::ENUM('a', 'b')", type: .enumeration(["a", "b"])),
    Case(sql: "(-123456789012345678901234567890)::BIGNUM", type: .string),
  ]

  static let temporal: [Case] = [
    Case(sql: "DATE '2024-02-29'", type: .date),
    Case(sql: "DATE '0044-03-15 (BC)'", type: .date),
    Case(sql: "DATE '12345-01-01'", type: .date),
    Case(sql: "DATE '-infinity'", type: .date),
    Case(sql: "DATE 'infinity'", type: .date),
    Case(sql: "DATE '5881580-07-10'", type: .date),
    Case(sql: "TIME '24:00:00'", type: .time(.microseconds)),
    Case(sql: "TIMESTAMP '-infinity'", type: micros(utc: false)),
    Case(sql: "'infinity'::TIMESTAMPTZ", type: micros(utc: true)),
    Case(
      sql: "'1677-09-22 00:00:00.000000001'::TIMESTAMP_NS",
      type: .timestamp(.nanoseconds, isAdjustedToUTC: false)),
    Case(sql: "TIME '23:59:59.999999'", type: .time(.microseconds)),
    Case(sql: "'12:00:00.123456789'::TIME_NS", type: .time(.nanoseconds)),
    Case(sql: "'12:00:00+02:30'::TIMETZ", type: .timeWithZone),
    Case(sql: "'12:00:00-15:59:59'::TIMETZ", type: .timeWithZone),
    Case(sql: "TIMESTAMP '1969-12-31 23:59:59.5'", type: micros(utc: false)),
    Case(sql: "TIMESTAMP '0044-03-15 (BC) 10:00:00'", type: micros(utc: false)),
    Case(sql: "TIMESTAMP 'infinity'", type: micros(utc: false)),
    Case(
      sql: "'2020-01-01 10:00:00'::TIMESTAMP_S", type: .timestamp(.seconds, isAdjustedToUTC: false)),
    Case(
      sql: "'2020-01-01 10:00:00.12'::TIMESTAMP_MS",
      type: .timestamp(.milliseconds, isAdjustedToUTC: false)),
    Case(
      sql: "'2020-01-01 10:00:00.123456789'::TIMESTAMP_NS",
      type: .timestamp(.nanoseconds, isAdjustedToUTC: false)),
    Case(sql: "'2020-01-01 10:00:00+02'::TIMESTAMPTZ", type: micros(utc: true)),
    Case(sql: "INTERVAL '-1 year -2 days 3.5 seconds'", type: .interval),
    Case(sql: "INTERVAL '13 months 400 days -1 microsecond'", type: .interval),
    Case(sql: "INTERVAL '0 days'", type: .interval),
  ]

  static let nested: [Case] = [
    Case(sql: "[1, NULL, 3]", type: .list(element(.int32))),
    Case(sql: "[]::INTEGER[]", type: .list(element(.int32))),
    Case(sql: "[[], NULL, [1]]::INTEGER[][]", type: .list(element(.list(element(.int32))))),
    Case(
      sql: """
        ['a', 'b c', '', 'a,b', 'it''s', NULL, 'NULL', 'a"b', '{x', 'k=v', 'a:b', ' lead', 'b\\s']
        """,
      type: .list(element(.string))),
    Case(sql: "['b', 'a']::ENUM('a', 'b')[]", type: .list(element(.enumeration(["a", "b"])))),
    Case(sql: "[1, 2, NULL]::INTEGER[3]", type: .array(element(.int32), count: 3)),
    Case(
      sql: "{'a': 1, 'b c': 'x', 'd': TIMESTAMP '2020-01-01 10:00:00'}",
      type: .structure([
        Field("a", .int32), Field("b c", .string), Field("d", micros(utc: false)),
      ])),
    Case(
      sql: "MAP {'k': 1, 'k 2': NULL}",
      type: .map(key: Field("key", .string, isNullable: false), value: Field("value", .int32))),
    Case(
      sql: "MAP {}::MAP(VARCHAR, INTEGER)",
      type: .map(key: Field("key", .string, isNullable: false), value: Field("value", .int32))),
    Case(
      sql: "[[1, 2], [NULL, 4]]::INTEGER[2][2]",
      type: .array(element(.array(element(.int32), count: 2)), count: 2)),
    Case(
      sql: "MAP {'k': {'l': [TIMESTAMP 'infinity', NULL]}}",
      type: .map(
        key: Field("key", .string, isNullable: false),
        value: Field("value", .structure([Field("l", .list(element(micros(utc: false))))])))),
    Case(
      sql: "union_value(b := 'x')::UNION(a INTEGER, b VARCHAR)",
      type: .union([Field("a", .int32), Field("b", .string)])),
    Case(
      sql: "[{'l': [union_value(u := [1.5, NULL])]}]",
      type: .list(
        element(
          .structure([
            Field(
              "l",
              .list(
                element(
                  .union([Field("u", .list(element(.decimal(precision: 2, scale: 1))))]))))
          ])))),
  ]

  /// The value, its text as DuckDB writes it, and the value that its literal is read as.
  @Test(arguments: scalars + temporal + nested)
  func everyTypeIsReadShownAndWritten(_ testCase: Case) throws {
    let connection = try Database().connect()
    try connection.execute("SET TimeZone = 'UTC'")
    let batch = try connection.execute(
      "SELECT x, x::VARCHAR AS shown FROM (SELECT \(testCase.sql) AS x)"
    ).collect()
    #expect(batch.schema.fields[0].type == testCase.type)
    let value = batch.columns[0].value(at: 0)
    // DuckDB leaves the zero out where every digit of the type stands after the point.
    let shown = (batch.columns[1].string(at: 0) ?? "NULL").replacing(/^\./, with: "0.")
    #expect(value.description == shown)

    let literal = value.sqlLiteral(as: testCase.type)
    let again = try connection.execute(
      "SELECT y, typeof(y) = typeof(x), y IS NOT DISTINCT FROM x FROM (SELECT \(literal) AS y, "
        + "\(testCase.sql) AS x)"
    ).collect()
    let isNumberOfAnySize = testCase.sql.hasSuffix("::BIGNUM")
    #expect(again.columns[0].value(at: 0).description == value.description)
    #expect(again.columns[1].value(at: 0) == .boolean(!isNumberOfAnySize))
    #expect(again.columns[2].value(at: 0) == .boolean(true))
  }

  /// Binding gives a statement the same value.
  @Test(arguments: scalars + temporal + nested)
  func everyTypeIsBound(_ testCase: Case) throws {
    let connection = try Database().connect()
    try connection.execute("SET TimeZone = 'UTC'")
    let value = try connection.rows("SELECT \(testCase.sql)")[0][0]
    let bound = try connection.rows(
      "SELECT CAST(? AS \(testCase.type))", parameters: [value])[0][0]
    #expect(bound.description == value.description)
  }

  /// A row without names has no type that SQL can spell.
  @Test func unnamedRows() throws {
    let connection = try Database().connect()
    let batch = try connection.execute("SELECT row(1, 'a')").collect()
    let value = batch.columns[0].value(at: 0)
    #expect(value == .structure([.init("", .integer(1)), .init("", .string("a"))]))
    #expect(value.description == "(1, a)")
    let literal = value.sqlLiteral(as: batch.schema.fields[0].type)
    #expect(try connection.rows("SELECT \(literal)") == [[value]])
  }
}
