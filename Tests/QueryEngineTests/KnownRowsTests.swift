import Columnar
import DeltaLake
import Foundation
import QueryEngine
import TestSupport
import Testing

/// Rows that are written without a query become what the query would have made of them.
@Suite struct KnownRowsTests {
  // In the order in which DuckDB speaks of columns.
  private static let columns = """
    a BOOLEAN, b TINYINT, c INTEGER, d BIGINT, e DOUBLE, f DECIMAL(9, 2), g VARCHAR, h DATE,
    i DATE
    """

  private static func literals(_ random: inout SeededGenerator) -> [String] {
    let numbers = [
      "1", "-1", "0", "-0", "00012", "127", "-128", "1.5", "-0.25", "99.99", "3.14159",
    ]
    let whole = numbers.filter { !$0.contains(".") }
    let texts = ["''", "'a'", "'it''s'", "'ü😀'", "'\\n'", "'\(String(repeating: "x", count: 40))'"]
    let dates = ["'2024-02-29'", "'1969-12-31'", "'0001-01-01'", "'9999-12-31'"]
    let choices = [
      ["true", "FALSE", "NULL"], whole, whole + ["2147483647", "-2147483648"],
      whole + ["9223372036854775807", "-9223372036854775808"], numbers + ["123456789012.25"],
      numbers.filter { $0 != "3.14159" } + ["9999999.99"], texts, dates,
      dates.map { "DATE \($0)" },
    ]
    return choices.map { ($0 + ["NULL"]).randomElement(using: &random) ?? "NULL" }
  }

  @Test func literalsBecomeWhatAQueryMakesOfThem() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    var random = SeededGenerator(seed: 7)
    try await session.execute("CREATE TABLE a (\(Self.columns)); CREATE TABLE b (\(Self.columns))")
    for _ in 0..<60 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        "(\(Self.literals(&random).joined(separator: ", ")))"
      }
      let values = rows.joined(separator: ", ")
      try await session.execute("INSERT INTO a VALUES \(values)")
      // A list of values within a query is not seen before the query runs.
      try await session.execute("INSERT INTO b SELECT * FROM (VALUES \(values))")
      for (one, other) in [("a", "b"), ("b", "a")] {
        let difference = try await session.execute(
          "SELECT count(*) FROM (SELECT * FROM \(one) EXCEPT ALL SELECT * FROM \(other))")
        #expect(try await difference.rows() == [[.integer(0)]], "\(values)")
      }
    }
    let statistics = try await ["a", "b"].asyncMap { name in
      try await test.lake.table(QualifiedName(schema: "main", name: name)).snapshot.files
        .compactMap(\.statisticsJSON)
    }
    for (one, other) in zip(statistics[0], statistics[1]) { #expect(one == other) }
    // Nearly all of the one were written here, all of the other by DuckDB.
    let written = try await ["a", "b"].asyncMap { name in
      let files = test.dataFiles("main.\(name)").map { "'\(test.path("main.\(name)"))/\($0)'" }
      return try await session.execute(
        "SELECT count_if(created_by LIKE 'Millrace%') > 40, count_if(created_by LIKE 'DuckDB%') > 59 "
          + "FROM parquet_file_metadata([\(files.joined(separator: ", "))])"
      ).rows()
    }
    #expect(
      written == [[[.boolean(true), .boolean(false)]], [[.boolean(false), .boolean(true)]]])
  }

  /// Whatever is not a constant of the column's kind is cast by DuckDB, with its errors.
  @Test(arguments: [
    ("INTEGER", "'x'", "Could not convert"), ("TINYINT", "128", "out of range"),
    ("DATE", "'2024-02-30'", "out of range"), ("DECIMAL(3, 1)", "100.5", "out of range"),
  ])
  func whatDoesNotFitIsRefused(_ type: String, _ literal: String, _ reason: String) async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t (a \(type))")
    let error = await #expect(throws: QueryError.self) {
      try await session.execute("INSERT INTO t VALUES (\(literal))")
    }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    #expect(test.dataFiles("main.t").isEmpty)
  }

  /// Files of several writers with the same columns are read with what DuckDB knows of them: told
  /// the columns, it would have no row counts, and join the wrong way round.
  @Test func filesOfSeveralWritersKeepTheirRowCounts() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT i AS id FROM range(2000) r(i)")
    try await session.execute("INSERT INTO t VALUES (2000)")
    let plan = try await session.execute("EXPLAIN SELECT * FROM t").rows()
    #expect(plan.contains { "\($0)".contains("~4,000 rows") }, "\(plan)")
    // Files that lack a column are taken by the names of columns.
    try await session.execute("ALTER TABLE t ADD COLUMN x VARCHAR; INSERT INTO t VALUES (1, 'a')")
    let united = try await session.execute("EXPLAIN SELECT * FROM t").rows()
    #expect(united.contains { "\($0)".contains("~2,002 rows") }, "\(united)")
    let found = try await session.execute("SELECT count(*), count(x) FROM t").rows()
    #expect(found == [[.integer(2002), .integer(1)]])
  }

  @Test func batchesAreWrittenWithoutAQuery() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    let rows = try await session.execute(
      """
      SELECT i AS id, 'name ' || i AS name, i / 2.0 AS half, DATE '2024-01-01' + i::INTEGER AS day,
        TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(i) AS at
      FROM range(100) r(i)
      """)
    let batches = try await rows.collect()
    let name = QualifiedName(schema: "main", name: "t")
    try await session.write(batches, to: name, options: WriteOptions(createsTable: true))
    try await session.write(batches, to: name)
    let sums = try await session.execute(
      "SELECT count(*), sum(id), sum(half), min(day)::VARCHAR, count(DISTINCT name) FROM t")
    #expect(
      try await sums.rows().first.map { "\($0)" }
        == "[\(Value.integer(200)), \(Value.hugeInteger(9900)), \(Value.double(4950)), "
        + "\(Value.string("2024-01-01")), \(Value.integer(100))]")
  }
}

extension Array {
  fileprivate func asyncMap<Result>(
    _ body: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
