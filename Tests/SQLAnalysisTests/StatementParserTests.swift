import SQLAnalysis
import Testing

@Suite struct StatementParserTests {
  private func parse(_ text: String) throws -> Statement {
    try StatementParser.parse(try SQLText(text))
  }

  @Test(arguments: [
    "select 1", "with a as (select 1), b(x) as materialized (select 2) select * from a",
    "from t", "(select 1) union select 2", "values (1)", "pivot t on a using sum(b)",
    "with recursive r using key (a) as (select 1 a) from r", "describe select 1", "table t",
    "summarize t",
  ])
  func knowsQueries(_ text: String) throws {
    #expect(try parse(text) == .query)
  }

  @Test func readsInsertWithAPrologue() throws {
    let source = try SQLText("with x as (select 1) insert into s.t (a, \"B c\") select * from x")
    guard case .insert(let insert) = try StatementParser.parse(source) else {
      Issue.record("not an insert")
      return
    }
    #expect(insert.target.parts == ["s", "t"])
    #expect(insert.matching == .position(columns: ["a", "B c"]))
    #expect(insert.prologue.map { source[$0] } == "with x as (select 1) ")
    #expect(insert.query.map { source[$0] } == "select * from x")
    #expect(!insert.overwrites)
  }

  @Test(arguments: [
    ("insert into t (select 1)", "(select 1)"), ("insert into t values (1, 2)", "values (1, 2)"),
    ("insert overwrite t by name from u", "from u"),
    ("insert overwrite into t select 1", "select 1"),
  ])
  func findsTheQueryOfAnInsert(_ text: String, _ query: String) throws {
    let source = try SQLText(text)
    guard case .insert(let insert) = try StatementParser.parse(source) else {
      Issue.record("not an insert")
      return
    }
    #expect(insert.query.map { source[$0] } == query)
    #expect(insert.overwrites == text.contains("overwrite"))
  }

  @Test func readsCreateTable() throws {
    let source = try SQLText(
      """
      create or replace table lake.s.t (
        id bigint not null comment 'key', price decimal(10, 2), tags struct(a int, b varchar)[]
      ) using delta partitioned by (id) location '/x' comment 'all'
      tblproperties ('delta.appendOnly' = 'true', a.b = 5)
      """)
    guard case .createTable(let table) = try StatementParser.parse(source),
      case .columns(let columns) = table.content
    else {
      Issue.record("not a table of columns")
      return
    }
    #expect(columns.map(\.name) == ["id", "price", "tags"])
    #expect(
      columns.map { source[$0.type] } == [
        "bigint", "decimal(10, 2)", "struct(a int, b varchar)[]",
      ])
    #expect(columns.map(\.isRequired) == [true, false, false])
    #expect(columns[0].comment == "key")
    #expect(table.replaces && !table.ifNotExists)
    #expect(table.partitionColumns == ["id"])
    #expect(table.location == "/x")
    #expect(table.comment == "all")
    #expect(table.properties == ["delta.appendOnly": "true", "a.b": "5"])
  }

  @Test(arguments: [
    ("create table t as select 1", "select 1", true, [String]()),
    ("create table if not exists t(a, b) as (select 1, 2)", "(select 1, 2)", true, ["a", "b"]),
    ("create table t as from u with no data", "from u ", false, []),
  ])
  func readsCreateTableAs(
    _ text: String, _ query: String, _ withData: Bool, _ names: [String]
  ) throws {
    let source = try SQLText(text)
    guard case .createTable(let table) = try StatementParser.parse(source),
      case .query(let range, let columns, let data) = table.content
    else {
      Issue.record("not a table of a query")
      return
    }
    #expect(source[range] == query)
    #expect(columns == names)
    #expect(data == withData)
  }

  @Test(arguments: [
    ("delete from t where a = 1", Change.Verb.delete, "where"),
    ("delete from t", .delete, "all"),
    ("delete from t using u where t.a = u.a", .delete, "joined"),
    ("update t as x set a = (select max(b) from u where true), c = 2 where d", .update, "where"),
    ("update t set a = 1 from u where t.b = u.b", .update, "joined"),
    ("merge into t using u on t.a = u.a when matched then delete", .merge, "joined"),
  ])
  func readsChanges(_ text: String, _ verb: Change.Verb, _ selection: String) throws {
    guard case .change(let change) = try parse(text) else {
      Issue.record("not a change")
      return
    }
    #expect(change.verb == verb)
    #expect(change.target.parts == ["t"])
    let kind =
      switch change.selection {
      case .everyRow: "all"
      case .rows: "where"
      case .joined: "joined"
      }
    #expect(kind == selection)
  }

  @Test func readsMerge() throws {
    let source = try SQLText(
      """
      merge into s.t as x using (select 1 as a) as u on x.a = u.a and x.b > 0
      when matched then update set b = 1 when not matched by source then delete returning a
      """)
    guard case .change(let change) = try StatementParser.parse(source) else {
      Issue.record("not a change")
      return
    }
    #expect(change.alias == "x")
    #expect(change.source.map { source[$0] } == "(select 1 as a) as u")
    #expect(change.joinCondition.map { source[$0] } == "x.a = u.a and x.b > 0")
    #expect(change.changesUnmatchedBySource)
    #expect(change.returnsRows)
  }

  @Test(arguments: [
    ("create table t (a int primary key)", 22, "PRIMARY"),
    ("create table t (a int", 21, "expected"), ("insert t values (1)", 7, "INTO"),
    ("drop table", 10, "a name"), ("update t a = 1", 11, "SET"),
    ("insert or replace into t values (1)", 7, "keys"), ("create table t", 14, "columns or AS"),
    ("create or replace schema s", 25, "schema"), ("comment on column a is 'x'", 18, "table"),
  ])
  func pointsAtWhatItCannotRead(_ text: String, _ position: Int, _ part: String) {
    let error = #expect(throws: StatementError.self) { try parse(text) }
    #expect(error?.position == position, "\(String(describing: error))")
    let message = "\(error?.message ?? "") \(error?.hint ?? "")"
    #expect(message.contains(part) || message.contains("where"), "\(message)")
  }

  @Test(arguments: [
    ("select * from a.b for version as of 3", [TimeTravel.Target.version(3)]),
    (
      "select * from b version as of 0 x join c timestamp as of '2026-01-01'",
      [.version(0), .timestamp("2026-01-01")]
    ),
    (
      "from t at (version => 2), u at (timestamp => timestamp '2026-01-01')",
      [.version(2), .timestamp("2026-01-01")]
    ),
    ("from t for system_time as of '2026-01-01'::timestamp", [.timestamp("2026-01-01")]),
    ("select a at time zone 'UTC', version from t", []),
  ])
  func findsTimeTravel(_ text: String, _ targets: [TimeTravel.Target]) throws {
    #expect(try TimeTravel.clauses(in: try SQLText(text)).map(\.target) == targets)
  }
}
