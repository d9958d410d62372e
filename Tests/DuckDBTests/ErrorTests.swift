import Columnar
import DuckDB
import Testing

struct ErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var sql: String
    var kind: DuckDBError.Kind
    /// The text that stands at the position; `nil` if there is no position.
    var at: String?
    var testDescription: String { sql }
  }

  static let cases: [Case] = [
    Case(sql: "selec 1", kind: .parser, at: "selec"),
    Case(sql: "select 1 +", kind: .parser, at: ""),
    Case(sql: "select é, foo from (select 1 as é)", kind: .binder, at: "foo from"),
    Case(sql: "select 1; select foo", kind: .binder, at: "foo"),
    Case(sql: "select a from (select 1 b) t where\n c = 2", kind: .binder, at: "c = 2"),
    Case(sql: "select * from nope", kind: .catalog, at: "nope"),
    Case(sql: "select 'abc'::int", kind: .conversion, at: "::int"),
    Case(sql: "select * from read_csv('/nope.csv')", kind: .io, at: "read_csv"),
    Case(sql: "create table t(a int not null); insert into t values (null)", kind: .constraint),
    Case(sql: "select error('broken')", kind: .invalidInput),
    Case(sql: "set no_such_setting = 1", kind: .catalog),
    Case(
      sql: "set memory_limit = '1MB'; select * from range(10000000) order by hash(range)",
      kind: .outOfMemory),
    Case(sql: "", kind: .parser),
  ]

  @Test(arguments: cases)
  func kindAndPosition(of testCase: Case) throws {
    let connection = try Database(
      configuration: ["threads": "1", "temp_directory": "", "max_temp_directory_size": "0KB"]
    ).connect()
    let error = try #require(throws: DuckDBError.self) { try connection.rows(testCase.sql) }
    #expect(error.kind == testCase.kind, "\(error.message)")
    let rest = error.position.map { String(testCase.sql.dropFirst($0)) }
    if let at = testCase.at {
      #expect(at.isEmpty ? rest == "" : rest?.hasPrefix(at) == true, "\(rest ?? "no position")")
    } else {
      #expect(rest == nil)
    }
    #expect(error.message.contains(" Error: "))
  }

  @Test func candidatesAreKept() throws {
    let connection = try Database().connect()
    try connection.execute("CREATE TABLE orders (id INTEGER)")
    let error = try #require(throws: DuckDBError.self) { try connection.rows("FROM ordres") }
    #expect(error.candidates == ["orders"])
  }

  @Test func openingWhatIsNotADatabase() {
    #expect(throws: DuckDBError.self) { try Database(path: "/no/such/folder/file.db") }
    let error = #expect(throws: DuckDBError.self) { try Database(configuration: ["threads": "x"]) }
    #expect(error?.kind == .configuration)
  }
}
