import Columnar
import DuckDB
import Testing

struct AppenderTests {
  /// What is appended is what DuckDB reads, for every type, with nulls and across chunks.
  @Test(arguments: TypeTests.scalars + TypeTests.temporal + TypeTests.nested)
  func everyTypeIsAppended(_ testCase: TypeTests.Case) throws {
    let connection = try Database().connect()
    // DuckDB has no CASE that yields an array.
    let isArray = if case .array = testCase.type { true } else { false }
    let value =
      isArray ? testCase.sql : "CASE WHEN i % 7 <> 3 THEN \(testCase.sql) END"
    try connection.execute(
      """
      CREATE TABLE source AS SELECT i, \(value) AS x FROM range(5000) t(i);
      CREATE TABLE target AS FROM source LIMIT 0
      """)
    let batch = try connection.execute("FROM source ORDER BY i").collect()
    let appender = try connection.appender(to: "target")
    // An odd cut, so that slices start within a byte of the bitmaps.
    try appender.append(batch.slice(0..<2051))
    try appender.append(batch.slice(2051..<5000))
    try appender.close()
    let differing = try connection.rows(
      "SELECT count(*) FROM source s FULL JOIN target t USING (i) WHERE s.x IS DISTINCT FROM t.x")
    #expect(differing == [[.integer(0)]])
    #expect(try connection.rows("SELECT count(*) FROM target") == [[.integer(5000)]])
  }

  @Test func whatIsNotClosedDoesNotArrive() throws {
    let connection = try Database().connect()
    try connection.execute("CREATE TABLE t (a BIGINT)")
    let batch = try ColumnBatch(schema: Schema([Field("a", .int64)]), rows: [[.integer(1)]])
    var appender: Appender? = try connection.appender(to: "t")
    try appender?.append(batch)
    appender = nil
    #expect(try connection.rows("SELECT count(*) FROM t") == [[.integer(0)]])
  }

  @Test func typesAreCastAndConstraintsHold() throws {
    let connection = try Database().connect()
    try connection.execute("CREATE TABLE t (a INTEGER NOT NULL)")
    let texts = Schema([Field("a", .string)])
    let appender = try connection.appender(to: "t")
    try appender.append(ColumnBatch(schema: texts, rows: [[.string("41")], [.string("42")]]))
    try appender.close()
    #expect(try connection.rows("SELECT sum(a)::BIGINT FROM t") == [[.integer(83)]])
    let null = try connection.appender(to: "t")
    let error = #expect(throws: DuckDBError.self) {
      try null.append(ColumnBatch(schema: texts, rows: [[.null]]))
      try null.close()
    }
    #expect(error?.kind == .constraint)
    let missing = #expect(throws: DuckDBError.self) { try connection.appender(to: "nope") }
    #expect(missing?.kind == .catalog)
  }
}
