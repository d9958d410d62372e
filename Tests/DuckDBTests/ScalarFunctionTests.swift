import Columnar
import DuckDB
import Synchronization
import Testing

struct ScalarFunctionTests {
  private struct Refusal: Error, CustomStringConvertible { let description = "no number is odd" }

  struct Case: Sendable, CustomTestStringConvertible {
    var sql: String
    var expected: [[Value]]
    var testDescription: String { sql }
  }

  static let cases: [Case] = [
    Case(sql: "SELECT plus(1, 2)", expected: [[.integer(3)]]),
    Case(sql: "SELECT plus(1, NULL)", expected: [[.null]]),
    Case(
      sql: "SELECT sum(plus(i, 1)) FROM range(10000) t(i)", expected: [[.hugeInteger(50_005_000)]]),
    Case(
      sql: "SELECT or_zero(CASE WHEN i > 0 THEN i END) FROM range(2) t(i) ORDER BY i",
      expected: [[.integer(0)], [.integer(1)]]),
    Case(sql: "SELECT or_zero(NULL)", expected: [[.integer(0)]]),
    Case(
      sql: "SELECT reversed('a text longer than twelve bytes')",
      expected: [[.string("setyb evlewt naht regnol txet a")]]),
    Case(
      sql: "SELECT joined('-', 'a', 'b', 'c'), joined('-')",
      expected: [[.string("a-b-c"), .string("")]]),
    Case(sql: "SELECT joined('-', 'a', NULL)", expected: [[.null]]),
    Case(
      sql: "SELECT evens([1, 2, NULL, 4]), evens([]), evens(NULL)",
      expected: [[.list([.integer(2), .integer(4)]), .list([]), .null]]),
    Case(
      sql: "SELECT answer() FROM range(3)", expected: Array(repeating: [.integer(42)], count: 3)),
    Case(
      sql: "SELECT doubled(x) FROM (VALUES (1.5), (NULL), (2.25)) t(x)",
      expected: [[.double(3)], [.null], [.double(4.5)]]),
    Case(
      sql: "SELECT swapped({'a': 1, 'b': 'x'})",
      expected: [[.structure([.init("b", .string("x")), .init("a", .integer(1))])]]),
    Case(
      sql: "SELECT plus(a.i, b.i) FROM range(2) a(i), range(2) b(i) ORDER BY 1",
      expected: [[.integer(0)], [.integer(1)], [.integer(1)], [.integer(2)]]),
  ]

  private func connection() throws -> Connection {
    let connection = try Database(configuration: ["threads": "2"]).connect()
    try connection.register(ScalarFunction("plus") { (a: Int64, b: Int64) in a + b })
    try connection.register(ScalarFunction("or_zero") { (a: Int64?) in a ?? 0 })
    try connection.register(
      ScalarFunction("reversed") { (text: String) in String(text.reversed()) })
    try connection.register(ScalarFunction("answer") { 42 })
    try connection.register(
      ScalarFunction("evens") { (numbers: [Int64?]) in
        numbers.compactMap { $0 }.filter { $0 % 2 == 0 }
      })
    try connection.register(
      ScalarFunction("odd") { (_: Int64) throws -> Bool in throw Refusal() })
    try connection.register(
      ScalarFunction("joined", parameters: [.string], variadic: .string, result: .string) {
        values in
        let texts = values.map(\.description)
        return .string(texts.dropFirst().joined(separator: texts[0]))
      })
    try connection.register(
      ScalarFunction("doubled", parameters: [.float64], result: .float64, columns: Self.doubled))
    let pair = [Field("a", .int32), Field("b", .string)]
    try connection.register(
      ScalarFunction(
        "swapped", parameters: [.structure(pair)], result: .structure([pair[1], pair[0]])
      ) { values in
        guard case .structure(let members) = values[0] else { return .null }
        return .structure(members.reversed())
      })
    return connection
  }

  /// Doubles rows without a look at nulls, which propagate.
  @Sendable private static func doubled(_ arguments: [Column], _ count: Int) throws -> Column {
    let doubled = arguments[0].withValues(as: Double.self) { numbers in numbers.map { $0 * 2 } }
    return Column(
      type: .float64, count: count, validity: nil, storage: .fixed(Buffer(try #require(doubled))))
  }

  @Test(arguments: cases)
  func functionsAreCalled(_ testCase: Case) throws {
    #expect(try connection().rows(testCase.sql) == testCase.expected)
  }

  @Test func whatAFunctionThrowsIsTheError() throws {
    let connection = try connection()
    let error = #expect(throws: DuckDBError.self) {
      try connection.rows("SELECT odd(i) FROM range(10) t(i)")
    }
    #expect(error?.kind == .invalidInput)
    #expect(error?.message == "Invalid Input Error: no number is odd")
    #expect(try connection.rows("SELECT plus(1, 1)") == [[.integer(2)]])
  }

  @Test func aResultOfAnotherTypeIsAnError() throws {
    let connection = try connection()
    try connection.register(
      ScalarFunction("wrong", parameters: [], result: .int8) { (_: [Value]) in .string("x") })
    try connection.register(
      ScalarFunction("short", parameters: [], result: .int8) { (_: [Column], _: Int) in
        ColumnBuilder(.int8).finish()
      })
    for call in ["wrong()", "short()"] {
      let error = #expect(throws: DuckDBError.self) { try connection.rows("SELECT \(call)") }
      #expect(error?.kind == .invalidInput)
    }
  }

  @Test func volatileFunctionsRunForEachRow() throws {
    let connection = try connection()
    let counter = CallCounter()
    try connection.register(
      ScalarFunction("next_number", isVolatile: true) { counter.next() })
    let rows = try connection.rows("SELECT count(DISTINCT next_number()) FROM range(5000)")
    #expect(rows == [[.integer(5000)]])
  }

  @Test func aFunctionIsKnownToAllConnections() throws {
    let database = try Database()
    let first = try database.connect()
    try first.register(ScalarFunction("twice") { (a: Int32) in a * 2 })
    #expect(try database.connect().rows("SELECT twice(21::INTEGER)") == [[.integer(42)]])
  }

  @Test(arguments: [
    LogicalType.decimal(precision: 60, scale: 0),
    .list(Field("element", .decimal(precision: 39, scale: 0))),
  ])
  func typesDuckDBLacksAreRefused(_ type: LogicalType) throws {
    let connection = try Database().connect()
    let error = #expect(throws: DuckDBError.self) {
      try connection.register(
        ScalarFunction("f", parameters: [type], result: type) { (_: [Value]) in .null })
    }
    #expect(error?.kind == .notImplemented)
  }

  @Test func aFunctionOfTheSameParametersIsReplaced() throws {
    let connection = try Database().connect()
    try connection.register(ScalarFunction("f") { (a: Int8) in a })
    try connection.register(ScalarFunction("f") { (a: String) in a })
    try connection.register(ScalarFunction("f") { (a: Int8) in a + 1 })
    #expect(try connection.rows("SELECT f(1::TINYINT), f('x')") == [[.integer(2), .string("x")]])
  }

  /// Every type goes in as an argument and comes out as a result, with nulls, across chunks.
  @Test(arguments: TypeTests.scalars + TypeTests.temporal + TypeTests.nested)
  func everyTypeGoesThrough(_ testCase: TypeTests.Case) throws {
    let connection = try Database().connect()
    let type = testCase.type
    try connection.register(
      ScalarFunction("same", parameters: [type], result: type) { (values: [Value]) in values[0] })
    let isArray = if case .array = type { true } else { false }
    let value = isArray ? testCase.sql : "CASE WHEN i % 7 <> 3 THEN \(testCase.sql) END"
    let rows = try connection.rows(
      """
      SELECT count(*), count(*) FILTER (WHERE same(x) IS NOT DISTINCT FROM x)
      FROM (SELECT CAST(\(value) AS \(type)) AS x FROM range(2100) t(i))
      """)
    #expect(rows == [[.integer(2100), .integer(2100)]])
  }
}

/// Counts from 1, on any thread.
final class CallCounter: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
