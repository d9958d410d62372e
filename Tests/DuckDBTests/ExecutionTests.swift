import Columnar
import DuckDB
import Testing

struct ExecutionTests {
  @Test func rowsComeBackAsValues() throws {
    let connection = try Database().connect()
    let rows = try connection.rows("SELECT 1, 'two', [3, NULL], {'four': 4.5}, NULL")
    #expect(
      rows == [
        [
          .integer(1), .string("two"), .list([.integer(3), .null]),
          .structure([.init("four", .decimal(Decimal128(unscaled: 45, scale: 1)))]), .null,
        ]
      ])
  }

  @Test func severalStatementsRunInOrderAndYieldTheLast() throws {
    let connection = try Database().connect()
    let result = try connection.execute(
      "CREATE TABLE t AS SELECT range AS a FROM range(10); DELETE FROM t WHERE a > 6;")
    #expect(result.kind == .changedRows)
    #expect(try result.rows() == [[.integer(3)]])
  }

  @Test func parametersByPositionAndName() throws {
    let connection = try Database().connect()
    #expect(
      try connection.rows("SELECT ? + ?", parameters: [.integer(1), .integer(2)])
        == [[.integer(3)]])
    let statement = try connection.prepare("SELECT $greeting || $name")
    try statement.bind(["greeting": .string("hello "), "name": .string("é")])
    #expect(try statement.execute().rows() == [[.string("hello é")]])
    #expect(throws: DuckDBError.self) { try statement.bind(["nobody": .null]) }
  }

  @Test func aMillionRowsStreamInChunks() throws {
    let connection = try Database(configuration: ["threads": "2"]).connect()
    let result = try connection.execute("SELECT range AS i FROM range(1000000)")
    var (rows, sum) = (0, Int64(0))
    while let chunk = try result.nextChunk() {
      #expect(chunk.count <= DataChunk.capacity)
      rows += chunk.count
      sum += chunk.column(0).withValues(as: Int64.self) { $0.reduce(0, +) } ?? 0
    }
    #expect(rows == 1_000_000)
    #expect(sum == 499_999_500_000)
  }

  @Test(arguments: [0, 1, 2047, 2048, 2049, 5000])
  func chunkBoundaries(count: Int) throws {
    let connection = try Database().connect()
    let batch = try connection.execute(
      """
      SELECT i::INTEGER AS i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text number ' || i END AS s,
        [x FOR x IN range(i % 4)] AS l, i % 2 = 0 AS b
      FROM range(\(count)) t(i) ORDER BY i
      """
    ).collect()
    #expect(batch.count == count)
    for row in 0..<count {
      let text: Value = row % 3 == 0 ? .null : .string("text number \(row)")
      let list = Value.list((0..<Int64(row % 4)).map { .integer($0) })
      #expect(batch.row(at: row) == [.integer(Int64(row)), text, list, .boolean(row % 2 == 0)])
    }
  }

  @Test func resultsOutliveTheirDatabase() throws {
    var connection: Connection? = try Database().connect()
    let chunk = try connection?.execute("SELECT 'a text longer than twelve bytes' AS s, 7")
      .nextChunk()
    connection = nil
    let kept = try #require(chunk)
    #expect(kept.column(0).string(at: 0) == "a text longer than twelve bytes")
    #expect(try kept.batch().row(at: 0)[1] == .integer(7))
  }

  @Test func aLaterStatementEndsAStream() throws {
    let connection = try Database().connect()
    let first = try connection.execute("SELECT range FROM range(100000)")
    try connection.execute("SELECT 1")
    #expect(throws: DuckDBError.self) { while try first.nextChunk() != nil {} }
  }
}
