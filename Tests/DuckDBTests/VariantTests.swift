import Columnar
import DuckDB
import Testing

/// Variants are read as the JSON that DuckDB casts them to, and written from it.
struct VariantTests {
  static let cases: [String] = [
    "NULL::VARIANT", "true::VARIANT", "false::VARIANT", "(-5)::TINYINT::VARIANT",
    "(-300)::SMALLINT::VARIANT", "70000::INTEGER::VARIANT", "(-9223372036854775808)::VARIANT",
    "'170141183460469231731687303715884105727'::HUGEINT::VARIANT", "200::UTINYINT::VARIANT",
    "60000::USMALLINT::VARIANT", "4000000000::UINTEGER::VARIANT",
    "18446744073709551615::UBIGINT::VARIANT",
    "'340282366920938463463374607431768211455'::UHUGEINT::VARIANT", "1.5::FLOAT::VARIANT",
    "0.1::DOUBLE::VARIANT", "1e300::DOUBLE::VARIANT", "'nan'::DOUBLE::VARIANT",
    "'-inf'::FLOAT::VARIANT", "1.25::DECIMAL(4,2)::VARIANT", "(-1.25)::DECIMAL(9,2)::VARIANT",
    "0.05::DECIMAL(18,6)::VARIANT", "'123456789012345678901234567890.5'::DECIMAL(38,1)::VARIANT",
    "''::VARIANT", "'text longer than twelve bytes, é'::VARIANT",
    "('quote \" backslash \\ line' || chr(10) || chr(9) || chr(1) || chr(31))::VARIANT",
    "'00112233-4455-6677-8899-aabbccddeeff'::UUID::VARIANT", "DATE '2024-02-29'::VARIANT",
    "TIME '12:34:56.789'::VARIANT", "'12:00:00+02:30'::TIMETZ::VARIANT",
    "'12:00:00.123456789'::TIME_NS::VARIANT", "TIMESTAMP '2020-01-01 10:00:00.5'::VARIANT",
    "'2020-01-01 10:00:00'::TIMESTAMP_S::VARIANT",
    "'2020-01-01 10:00:00.123'::TIMESTAMP_MS::VARIANT",
    "'2020-01-01 10:00:00.123456789'::TIMESTAMP_NS::VARIANT",
    "'2020-01-01 10:00:00+02'::TIMESTAMPTZ::VARIANT", "INTERVAL '13 months 2 days'::VARIANT",
    "'0101'::BIT::VARIANT", "123456789012345678901234567890::BIGNUM::VARIANT",
    "'\\x00ab\\xFF'::BLOB::VARIANT", "[1, NULL, 3]::VARIANT", "[]::INTEGER[]::VARIANT",
    "{'a': 1, 'b': {'c': [1.5, 2.5], 'd': 'x'}, 'e': NULL}::VARIANT",
    "[{'a': 1}, {'a': 2}]::VARIANT", "'{\"k\": [1, {\"l\": null}], \"é\": \"x\"}'::JSON::VARIANT",
    "MAP {'k': 1, 'l': 2}::VARIANT", "union_value(b := 'x')::VARIANT",
    "[[[1], []], NULL]::INTEGER[][][]::VARIANT",
  ]

  static let numbers: [String] = [
    "0", "-0.0", "1", "-1.5", "0.1", "100", "1e-5", "1e-6", "1e-7", "1.25e-7", "1e15", "1e16",
    "1.5e20", "1e20", "1e21", "1e22", "123456789012345680000", "9007199254740993", "5e-324",
    "1.7976931348623157e308", "123.456", "0.00012", "1e100", "12e-10",
  ]

  @Test(arguments: numbers)
  func numbersAreSpeltAlike(_ number: String) throws {
    let connection = try connection()
    for type in ["DOUBLE", "FLOAT"] where Float(number)?.isFinite ?? true || type == "DOUBLE" {
      let value = "'\(number)'::\(type)::VARIANT"
      let row = try connection.rows("SELECT x, x::JSON::VARCHAR FROM (SELECT \(value) AS x)")[0]
      #expect(row[0].description == row[1].description, "\(type)")
    }
  }

  private func connection() throws -> Connection {
    let connection = try Database().connect()
    try connection.execute("SET TimeZone = 'UTC'")
    return connection
  }

  @Test(arguments: cases)
  func isReadAsItsJSON(_ sql: String) throws {
    // Among other rows, with other keys before it.
    let rows = try connection().rows(
      """
      SELECT x, CASE WHEN x IS NOT NULL THEN x::JSON::VARCHAR END FROM (
        SELECT CASE WHEN i % 3 = 0 THEN {'before': i, 'k': [i]}::VARIANT ELSE \(sql) END AS x
        FROM range(300) t(i))
      """)
    #expect(rows.count == 300)
    let differing = rows.first {
      $0[0].isNull != $0[1].isNull || $0[0].description != $0[1].description
    }
    #expect(differing == nil)
  }

  @Test(arguments: ["1", "\"x\"", "{\"a\":[1,null,{\"b\":true}]}", "[]"])
  func isWrittenFromJSON(_ text: String) throws {
    let connection = try connection()
    try connection.execute("CREATE TABLE t (x VARIANT)")
    let schema = Schema([Field("x", .variant)])
    let appender = try connection.appender(to: "t")
    try appender.append(ColumnBatch(schema: schema, rows: [[.json(text)], [.null]]))
    try appender.close()
    let literal = Value.json(text).sqlLiteral(as: .variant)
    try connection.execute("INSERT INTO t SELECT \(literal)")
    try connection.execute("INSERT INTO t SELECT ?::JSON::VARIANT", parameters: [.json(text)])
    let result = try connection.execute("FROM t").collect()
    #expect(result.schema == schema)
    #expect(result.rows == [[.json(text)], [.null], [.json(text)], [.json(text)]])
  }
}
