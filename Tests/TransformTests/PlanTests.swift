import Columnar
import QueryEngine
import Testing

@testable import Transform

/// Which columns of a model have other values once its code was changed: none where the code says
/// the same, all where rows come and go or where it cannot be told.
@Suite struct PlanTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// `same`, `all`, or the columns.
    var says: String

    init(_ old: String, _ new: String, _ says: String) {
      (self.old, self.new, self.says) = (old, new, says)
    }

    var testDescription: String { new }
  }

  private static let cases = [
    Case("select a, b from t", "SELECT a,\n  b -- both\nFROM t;", "same"),
    Case("select a, b from t", "select a, b as b from t", "b"),
    Case("select a, b from t", "select a, b + 1 as b from t", "b"),
    Case("select a, b from t", "select a, c, b from t", "c"),
    Case("select a, c, b from t", "select a, b from t", "c"),
    Case("select a, b from t", "select a, b from t where a > 1", "all"),
    Case("select a, b from t", "select a, b from u", "all"),
    // What is selected is read further on.
    Case(
      "with s as (select a, b from t) select * from s",
      "with s as (select a, b, c from t) select * from s", "c"),
    Case(
      "with s as (select a, b from t) select a, b * 2 as d from s",
      "with s as (select a, b + 1 as b from t) select a, b * 2 as d from s", "d"),
    Case(
      "with s as (select a, b from t) select a from s where b > 1",
      "with s as (select a, b + 1 as b from t) select a from s where b > 1", "a"),
    Case(
      "select x.a, u.d from (select a, b from t) x join u on x.b = u.a",
      "select x.a, u.d from (select a, b + 1 as b from t) x join u on x.b = u.a", "a d"),
    // Rows are taken together by what is selected.
    Case("select distinct a from t", "select distinct a, b from t", "a b"),
    Case("select distinct a, b from t", "select distinct a from t", "a b"),
    Case(
      "with s as (select a, b from t) select distinct * from s",
      "with s as (select a, b, c from t) select distinct * from s", "a b c"),
    Case(
      "select a, sum(b) as n from t group by 1",
      "select a, sum(b) as n, max(c) as m from t group by 1",
      "m"),
    Case(
      "select a, sum(b) as n from t group by all",
      "select a, c, sum(b) as n from t group by all", "a c n"),
    Case("select 1 as one from t", "select 1 as one, count(*) as n from t", "all"),
    Case("select a from t", "select a, unnest([1, 2]) as u from t", "all"),
    Case(
      "select a, row_number() over (order by b) as n from t",
      "select a, row_number() over (order by c) as n from t", "n"),
    // Places count.
    Case(
      "select a, b from t order by 2 limit 1", "select c, a, b from t order by 2 limit 1", "all"),
    Case(
      "select a, b from t union all select a, d from u",
      "select a, b, 1 as e from t union all select a, d, 2 as e from u", "e"),
    Case(
      "select a, b from t union all select a, d from u",
      "select b, a from t union all select d, a from u", "all"),
    Case(
      "select a from t union select a from u", "select a + 1 as a from t union select a from u", "a"
    ),
    // A name that was the table's own is that of a new column.
    Case(
      "select a from t order by b limit 1", "select a, -a as b from t order by b limit 1", "a b"),
    Case("select s.x from t", "select s.x, s.y as y from t", "y"),
    Case("select * from t", "select * from t", "same"),
    Case("select * from t", "select * exclude (a) from t", "all"),
    Case("select a from nowhere", "select a + 1 as a from nowhere", "all"),
  ]

  @Test(arguments: cases)
  private func tellsWhichColumnsChange(_ test: Case) throws {
    let tables: [String: [Field]] = [
      "t": [
        Field("a", .int32), Field("b", .int32), Field("c", .int32),
        Field("s", .structure([Field("x", .int32), Field("y", .int32)])),
      ],
      "u": [Field("a", .int32), Field("d", .int32)],
    ]
    func world() throws -> PlanWorld { try PlanWorld { name, _ in tables[name.name] } }
    let node = Node(
      uniqueID: "model.p.m", resourceType: .model, name: "m", packageName: "p", path: "m.sql",
      originalPath: "models/m.sql", fqn: ["p", "m"], rawCode: "", config: NodeConfig(),
      location: SourceLocation(file: "models/m.sql"))
    let (before, after) = (try world(), try world())
    let columns = after.fields(of: test.new, of: node)?.map(\.name) ?? []
    let (effect, isSame) = PlanWorld.difference(
      of: node, from: (test.old, before), to: (test.new, after), columns: columns)
    let says =
      switch effect {
      case .all: "all"
      case .columns(let names): names.sorted().joined(separator: " ")
      }
    #expect((isSame ? "same" : says) == test.says)
  }
}
