import CArrow
import CDuckDB
import Columnar
import Testing

@testable import DuckDB

/// DuckDB's own Arrow conversion against ours, in both directions, for every type.
struct ArrowOracleTests {
  static let cases = (TypeTests.scalars + TypeTests.temporal + TypeTests.nested).filter {
    // DuckDB has no Arrow form of its own for these as we know them: the first is bytes there.
    !$0.sql.hasSuffix("::BIGNUM")
  }

  private struct Exchange {
    let connection: Connection
    let chunk: DataChunk

    init(_ testCase: TypeTests.Case) throws {
      connection = try Database().connect()
      try connection.execute("SET TimeZone = 'UTC'; SET arrow_lossless_conversion = true")
      let isArray = if case .array = testCase.type { true } else { false }
      let value = isArray ? testCase.sql : "CASE WHEN i % 7 <> 3 THEN \(testCase.sql) END"
      let result = try connection.execute("SELECT \(value) AS x FROM range(100) t(i)")
      chunk = try #require(try result.nextChunk())
    }

    func check(_ error: duckdb_error_data?) throws {
      var error = error
      defer { duckdb_destroy_error_data(&error) }
      guard let error, let message = duckdb_error_data_message(error) else { return }
      let text = String(cString: message)
      if !text.isEmpty { throw DuckDBError(.other, text) }
    }
  }

  /// What DuckDB exports is taken in as what DuckDB holds.
  @Test(arguments: cases)
  func isTakenIn(_ testCase: TypeTests.Case) throws {
    let exchange = try Exchange(testCase)
    var options: duckdb_arrow_options?
    duckdb_connection_get_arrow_options(exchange.connection.handle.raw, &options)
    defer { duckdb_destroy_arrow_options(&options) }
    var type = duckdb_vector_get_column_type(exchange.chunk.column(0).raw)
    defer { duckdb_destroy_logical_type(&type) }
    var (schema, array) = (ArrowSchema(), ArrowArray())
    try "x".withCString { name in
      var name: UnsafePointer<CChar>? = name
      try exchange.check(duckdb_to_arrow_schema(options, &type, &name, 1, &schema))
    }
    try exchange.check(duckdb_data_chunk_to_arrow(options, exchange.chunk.raw, &array))
    let taken = try ArrowLayout(consuming: &schema).batch(consuming: &array)
    let held = try exchange.chunk.batch()
    #expect(taken.schema.names == ["x"])
    #expect(
      taken.columns[0].values.map(\.description) == held.columns[0].values.map(\.description))
  }

  /// What we export DuckDB takes in as what it was.
  @Test(arguments: cases)
  func isGivenOut(_ testCase: TypeTests.Case) throws {
    let exchange = try Exchange(testCase)
    let held = try exchange.chunk.batch()
    var (schema, array) = (ArrowSchema(), ArrowArray())
    held.schema.exportArrow(to: &schema)
    try held.slice(3..<held.count).exportArrow(to: &array)
    defer {
      schema.release?(&schema)
      array.release?(&array)
    }
    let connection = exchange.connection.handle
    var converted: duckdb_arrow_converted_schema?
    try exchange.check(duckdb_schema_from_arrow(connection.raw, &schema, &converted))
    defer { duckdb_destroy_arrow_converted_schema(&converted) }
    var raw: duckdb_data_chunk?
    try exchange.check(duckdb_data_chunk_from_arrow(connection.raw, &array, converted, &raw))
    defer { duckdb_destroy_data_chunk(&raw) }
    // A dictionary stays one in the chunk: a table has it laid out.
    let vector = duckdb_data_chunk_get_vector(raw, 0)
    let type = VectorLayout(owning: duckdb_vector_get_column_type(vector)).type
    try exchange.connection.execute("CREATE TABLE taken (x \(type))")
    var appender: duckdb_appender?
    duckdb_appender_create_ext(connection.raw, nil, nil, "taken", &appender)
    #expect(duckdb_append_data_chunk(appender, raw) == DuckDBSuccess)
    duckdb_appender_destroy(&appender)
    let taken = try exchange.connection.rows("FROM taken")
    #expect(
      taken.map { $0[0].description }
        == held.columns[0].values.dropFirst(3).map(\.description))
  }
}
