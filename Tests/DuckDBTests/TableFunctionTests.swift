import CArrow
import Columnar
import DuckDB
import Synchronization
import Testing

struct TableFunctionTests {
  private struct Broken: Error, CustomStringConvertible { let description = "the source is gone" }

  private static let schema = Schema([
    Field("n", .int64), Field("text", .string), Field("even", .boolean),
  ])

  private static func batch(_ numbers: Range<Int64>) throws -> ColumnBatch {
    try ColumnBatch(
      schema: schema,
      rows: numbers.map { [.integer($0), .string("the number \($0)"), .boolean($0 % 2 == 0)] })
  }

  /// Numbers up to a limit, in batches of a size; says which columns were asked for.
  private static func numbers(
    asked: @escaping @Sendable ([Int]) -> Void = { _ in }
  ) -> TableFunction {
    TableFunction("numbers", parameters: [.int64], named: ["size": .int32]) { arguments in
      guard case .integer(let limit) = arguments.positional[0] else {
        throw DuckDBError(.invalidInput, "the limit is null")
      }
      let size = if case .integer(let size)? = arguments.named["size"] { size } else { Int64(1000) }
      return TableScan(schema: schema, rowCount: Int(limit)) { columns in
        asked(columns)
        let start = Mutex(Int64(0))
        return {
          try start.withLock { start in
            guard start < limit else { return nil }
            defer { start += size }
            return try batch(start..<min(start + size, limit)).selecting(columns)
          }
        }
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var sql: String
    var expected: [[Value]]
    var testDescription: String { sql }
  }

  static let cases: [Case] = [
    Case(
      sql: "FROM numbers(2)",
      expected: [
        [.integer(0), .string("the number 0"), .boolean(true)],
        [.integer(1), .string("the number 1"), .boolean(false)],
      ]),
    Case(sql: "FROM numbers(0)", expected: []),
    Case(sql: "SELECT count(*) FROM numbers(5000)", expected: [[.integer(5000)]]),
    Case(sql: "SELECT count(*) FROM numbers(5000, size := 2049)", expected: [[.integer(5000)]]),
    Case(
      sql: "SELECT sum(n)::BIGINT, max(text) FROM numbers(5000, size := 7) WHERE even",
      expected: [[.integer(6_247_500), .string("the number 998")]]),
    Case(
      sql: "SELECT a.n FROM numbers(10) a JOIN numbers(3) b USING (n) ORDER BY n",
      expected: [[.integer(0)], [.integer(1)], [.integer(2)]]),
    Case(
      sql: "SELECT text, n FROM numbers(1)", expected: [[.string("the number 0"), .integer(0)]]),
  ]

  @Test(arguments: cases)
  func functionsAreRead(_ testCase: Case) throws {
    let connection = try Database(configuration: ["threads": "2"]).connect()
    try connection.register(Self.numbers())
    #expect(try connection.rows(testCase.sql) == testCase.expected)
  }

  @Test func onlyTheColumnsInUseAreAskedFor() throws {
    let connection = try Database().connect()
    let log = Log()
    try connection.register(Self.numbers { log.add($0) })
    _ = try connection.rows("SELECT even, n FROM numbers(10)")
    _ = try connection.rows("SELECT text FROM numbers(10) WHERE n > 3")
    #expect(log.columns.map { $0.sorted() } == [[0, 2], [0, 1]])
  }

  @Test func parametersOfAStatementAreArguments() throws {
    let connection = try Database().connect()
    try connection.register(Self.numbers())
    let statement = try connection.prepare("SELECT count(*) FROM numbers(?)")
    for limit in [3, 7000] as [Int64] {
      try statement.bind([.integer(limit)])
      #expect(try statement.execute().rows() == [[.integer(limit)]])
    }
  }

  /// Every type is an argument as it is a value.
  @Test(arguments: TypeTests.scalars + TypeTests.temporal + TypeTests.nested)
  func everyTypeIsAnArgument(_ testCase: TypeTests.Case) throws {
    let connection = try Database().connect()
    let type = testCase.type
    try connection.register(
      TableFunction("same", parameters: [type]) { arguments in
        let schema = Schema([Field("x", type)])
        return try TableScan(
          [ColumnBatch(schema: schema, rows: [arguments.positional])], schema: schema)
      })
    let rows = try connection.rows(
      "SELECT x IS NOT DISTINCT FROM \(testCase.sql) FROM same(CAST(\(testCase.sql) AS \(type)))")
    #expect(rows == [[.boolean(true)]])
  }

  @Test func errorsReachTheStatement() throws {
    let connection = try Database().connect()
    try connection.register(Self.numbers())
    try connection.register(TableFunction("unbound") { _ in throw Broken() })
    try connection.register(
      TableFunction("unopened") { _ in TableScan(schema: Self.schema) { _ in throw Broken() } })
    try connection.register(
      TableFunction("unread") { _ in TableScan(schema: Self.schema) { _ in { throw Broken() } } })
    try connection.register(
      TableFunction("mistyped") { _ in
        TableScan(schema: Schema([Field("n", .int8)])) { _ in { try Self.batch(0..<1) } }
      })
    for (call, message) in [
      ("unbound()", "the source is gone"), ("unopened()", "the source is gone"),
      ("unread()", "the source is gone"), ("numbers(NULL)", "the limit is null"),
      ("mistyped()", "other columns"),
    ] {
      let error = #expect(throws: DuckDBError.self) { try connection.rows("FROM \(call)") }
      #expect(error?.message.contains(message) == true, "\(call): \(error?.message ?? "")")
    }
    #expect(try connection.rows("SELECT count(*) FROM numbers(3)") == [[.integer(3)]])
  }

  @Test(arguments: ["numbers", "Numbers", "range"])
  func aNameIsGivenOnce(_ name: String) throws {
    let connection = try Database().connect()
    try connection.register(Self.numbers())
    let error = #expect(throws: DuckDBError.self) {
      try connection.register(TableFunction(name) { _ in throw Broken() })
    }
    #expect(error?.kind == .catalog)
    #expect(try connection.rows("SELECT count(*) FROM numbers(3)") == [[.integer(3)]])
  }

  @Test func batchesAreTables() throws {
    let connection = try Database(configuration: ["threads": "2"]).connect()
    let batches = [
      try Self.batch(0..<3000), try Self.batch(3000..<3000), try Self.batch(3000..<5000),
    ]
    try connection.registerTable("my \"table", TableScan(batches, schema: Self.schema))
    let sum = "SELECT count(*), sum(n)::BIGINT, count(DISTINCT text) FROM \"my \"\"table\""
    #expect(try connection.rows(sum) == [[.integer(5000), .integer(12_497_500), .integer(5000)]])
    #expect(try connection.rows(sum) == [[.integer(5000), .integer(12_497_500), .integer(5000)]])
    try connection.registerTable(
      "my \"table", TableScan([Self.batch(0..<1)], schema: Self.schema))
    #expect(try connection.rows("SELECT n FROM \"my \"\"table\"") == [[.integer(0)]])
    try connection.unregisterTable("my \"table")
    let error = #expect(throws: DuckDBError.self) { try connection.rows(sum) }
    #expect(error?.kind == .catalog)
  }

  @Test func manyRowsAreReadInParallel() throws {
    let connection = try Database(configuration: ["threads": "4"]).connect()
    let column = Column(
      type: .int64, count: 1_000_000, validity: nil,
      storage: .fixed(Buffer((0..<1_000_000).map { Int64($0) })))
    let schema = Schema([Field("n", .int64)])
    let batch = try ColumnBatch(schema: schema, columns: [column])
    try connection.registerTable("big", TableScan([batch], schema: schema))
    let rows = try connection.rows("SELECT count(*), sum(n)::BIGINT, count(DISTINCT n) FROM big")
    #expect(rows == [[.integer(1_000_000), .integer(499_999_500_000), .integer(1_000_000)]])
  }

  @Test func anArrowStreamIsReadOnce() throws {
    let connection = try Database().connect()
    var waiting = [try Self.batch(0..<10), try Self.batch(10..<4000)][...]
    var stream = ArrowArrayStream()
    Self.schema.exportArrowStream(to: &stream) { waiting.popFirst() }
    let scan = TableScan(consuming: try ArrowStreamReader(consuming: &stream))
    try connection.registerTable("arriving", scan)
    #expect(
      try connection.rows("SELECT sum(n)::BIGINT, max(text) FROM arriving")
        == [[.integer(7_998_000), .string("the number 999")]])
    let error = #expect(throws: DuckDBError.self) { try connection.rows("FROM arriving") }
    #expect(error?.message.contains("was read already") == true)
  }

  @Test func otherConnectionsDoNotSeeTheTable() throws {
    let database = try Database()
    let (first, second) = (try database.connect(), try database.connect())
    try first.registerTable("mine", TableScan([Self.batch(0..<1)], schema: Self.schema))
    try second.registerTable("mine", TableScan([Self.batch(0..<2)], schema: Self.schema))
    #expect(try first.rows("SELECT count(*) FROM mine") == [[.integer(1)]])
    #expect(try second.rows("SELECT count(*) FROM mine") == [[.integer(2)]])
  }

  @Test func aResultOutlivesTheTableItWasReadFrom() throws {
    let connection = try Database().connect()
    try connection.registerTable("t", TableScan([Self.batch(0..<3)], schema: Self.schema))
    let chunk = try connection.execute("FROM t").nextChunk()
    try connection.unregisterTable("t")
    #expect(chunk?.column(1).string(at: 2) == "the number 2")
  }
}

/// The columns that were asked for, in order.
private final class Log: Sendable {
  private let asked = Mutex<[[Int]]>([])

  var columns: [[Int]] { asked.withLock { $0 } }

  func add(_ columns: [Int]) { asked.withLock { $0.append(columns) } }
}
