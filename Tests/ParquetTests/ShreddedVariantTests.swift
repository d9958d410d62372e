import Columnar
import DuckDB
import Parquet
import Testing

/// Shredded variants, as columns that DuckDB makes, put together again and decoded by DuckDB.
@Suite struct ShreddedVariantTests {
  /// The metadata of a variant with one field's name, `d`.
  static let metadata = #"'\x01\x01\x00\x01d'::BLOB"#
  /// `{"d": true}`, encoded.
  static let object = #"'\x02\x01\x00\x00\x01\x04'::BLOB"#
  /// `17` in 8 bits, encoded.
  static let seventeen = #"'\x0c\x11'::BLOB"#
  static let none = "NULL::BLOB"

  static let cases: [(typed: String, value: String, json: String, type: String)] = [
    ("7::TINYINT", none, "7", "INT8"),
    ("7::SMALLINT", none, "7", "INT16"),
    ("7::INTEGER", none, "7", "INT32"),
    ("-7::BIGINT", none, "-7", "INT64"),
    ("1.5::FLOAT", none, "1.5", "FLOAT"),
    ("2.5::DOUBLE", none, "2.5", "DOUBLE"),
    ("true", none, "true", "BOOL_TRUE"),
    ("12.34::DECIMAL(9,2)", none, "12.34", "DECIMAL(4, 2)"),
    ("-12.34::DECIMAL(18,2)", none, "-12.34", "DECIMAL(4, 2)"),
    ("12.34::DECIMAL(38,2)", none, "12.34", "DECIMAL(38, 2)"),
    ("'short'", none, #""short""#, "VARCHAR"),
    ("repeat('long', 20)", none, "\"" + String(repeating: "long", count: 20) + "\"", "VARCHAR"),
    ("DATE '2020-02-29'", none, #""2020-02-29""#, "DATE"),
    ("TIMESTAMP '2020-02-29 01:02:03'", none, #""2020-02-29 01:02:03""#, "TIMESTAMP_MICROS"),
    ("TIME '01:02:03'", none, #""01:02:03""#, "TIME_MICROS"),
    (
      "UUID '00112233-4455-6677-8899-aabbccddeeff'", none,
      #""00112233-4455-6677-8899-aabbccddeeff""#, "UUID"
    ),
    ("NULL::INTEGER", seventeen, "17", "INT8"),
    ("NULL::INTEGER", none, "null", "VARIANT_NULL"),
    ("{'a': {'value': NULL::BLOB, 'typed_value': 3}}", none, #"{"a":3}"#, "OBJECT(a)"),
    ("{'a': {'value': NULL::BLOB, 'typed_value': NULL::INTEGER}}", none, "{}", "OBJECT()"),
    (
      "{'z': {'value': NULL::BLOB, 'typed_value': 3}, 'a': {'value': \(seventeen), "
        + "'typed_value': NULL::DATE}}", object, #"{"a":17,"d":true,"z":3}"#, "OBJECT(a, d, z)"
    ),
    (
      "{'a': {'value': NULL::BLOB, 'typed_value': {'b': {'typed_value': 'x'}}}}", none,
      #"{"a":{"b":"x"}}"#, "OBJECT(a)"
    ),
    (
      "[{'value': NULL::BLOB, 'typed_value': 1}, {'value': \(object), 'typed_value': NULL}]", none,
      #"[1,{"d":true}]"#, "ARRAY(2)"
    ),
  ]

  @Test(arguments: cases) func isPutTogether(
    _ typed: String, _ value: String, _ json: String, _ type: String
  ) async throws {
    let found = try Self.assembled(typed, value)
    #expect(found == [json, type])
  }

  /// What is no shredded variant is said, and nothing is read behind the end of bytes.
  static let wrong: [(typed: String, value: String, message: String)] = [
    ("3", seventeen, "a plain value is there twice"),
    ("[{'value': \(none), 'typed_value': 3}]", seventeen, "a list has an encoded value too"),
    ("{'a': {'value': \(none), 'typed_value': 3}}", seventeen, "that is no object"),
    ("{'a': {'value': \(none), 'typed_value': 3}}", #"'\x02\x05\x00'::BLOB"#, "end too early"),
    (
      "{'a': {'value': \(none), 'typed_value': 3}}", #"'\x02\x01\x09\x00\x01\x04'::BLOB"#,
      "a name that its metadata lack"
    ),
    ("{'a': 3}", none, "is no struct of `value` and `typed_value`"),
    ("{'a': {'value': \(none), 'other': 3}}", none, "it has a column \"other\""),
    ("3::UBIGINT", none, "no variant has values of type UBIGINT"),
  ]

  @Test(arguments: wrong) func isRefused(
    _ typed: String, _ value: String, _ message: String
  ) async throws {
    let error = #expect(throws: DuckDBError.self) { try Self.assembled(typed, value) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func cutBytesAreRefused() throws {
    let type = LogicalType.structure([
      Field("metadata", .binary), Field("value", .binary),
      Field(
        "typed_value", .structure([Field("a", .structure([Field("typed_value", .int32)]))])),
    ])
    let metadata: [UInt8] = [1, 1, 0, 1, 0x64]
    let object: [UInt8] = [2, 1, 0, 0, 1, 4]
    func value(_ metadata: [UInt8], _ object: [UInt8]) -> Value {
      .structure([
        .init("metadata", .binary(metadata)), .init("value", .binary(object)),
        .init("typed_value", .structure([.init("a", .null)])),
      ])
    }
    #expect(try ShreddedVariant.assembled(value(metadata, object), type).isEmpty == false)
    for end in metadata.indices {
      #expect(throws: ShreddedVariantError.self) {
        try ShreddedVariant.assembled(value(Array(metadata[..<end]), object), type)
      }
    }
    for end in object.indices {
      #expect(throws: ShreddedVariantError.self) {
        try ShreddedVariant.assembled(value(metadata, Array(object[..<end])), type)
      }
    }
  }

  private static func assembled(_ typed: String, _ value: String) throws -> [String?] {
    let connection = try Database().connect()
    let columns = "{'metadata': \(metadata), 'value': \(value), 'typed_value': \(typed)}"
    let schema = try connection.prepare("SELECT \(columns)").schema
    let type = schema.fields[0].type
    try connection.register(
      ScalarFunction(
        "assembled", parameters: [type], result: .binary,
        values: { .binary(try ShreddedVariant.assembled($0[0], type)) }))
    let result = try connection.execute(
      "SELECT v::JSON::VARCHAR, variant_typeof(v) FROM "
        + "(SELECT variant_bytes_to_variant(assembled(\(columns))) AS v)")
    guard let chunk = try result.nextChunk() else { return [] }
    return [chunk.column(0).string(at: 0), chunk.column(1).string(at: 0)]
  }
}
