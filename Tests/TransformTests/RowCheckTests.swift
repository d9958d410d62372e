import QueryEngine
import SQLAnalysis
import Testing

/// What is read off the queries of tests: the table, the rows to look at, what is found, and
/// whether as many rows are in the result.
@Suite struct RowCheckTests {
  private static let cases: [(sql: String, says: String)] = [
    (
      "select id from lake.main.t where id is null",
      "lake.main.t: (r.id IS NULL), exact"
    ),
    (
      "select id from (select * from t where day > 3) dbt_subquery where id is null",
      "t of (r.\"day\" > 3): (r.id IS NULL), exact"
    ),
    (
      """
      with all_values as (select x as value_field, count(*) as n_records from t group by x)
      select * from all_values where value_field not in ('a', 'b')
      """,
      "t: (r.x NOT IN ('a', 'b'))"
    ),
    (
      "select x as f, count(*) as n from t where x is not null group by x having count(*) > 1",
      "t: (r.x IS NOT NULL), repeats r.x, exact"
    ),
    (
      """
      with errors as (select a, b + 1 from t group by 1, 2 having count(*) > 1)
      select * from errors
      """, "t: repeats r.a, (r.b + 1), exact"
    ),
    (
      """
      with child as (select c as from_field from s.t where c is not null),
      parent as (select f as to_field from s.p)
      select from_field from child left join parent on child.from_field = parent.to_field
      where parent.to_field is null
      """, "s.t: (r.c IS NOT NULL), not r.c in s.p.r.f, exact"
    ),
    (
      "with m as (select * from t), e as (select * from m where 1 = 2 or not m.x >= 0) "
        + "select * from e order by 1",
      "t: ((1 = 2) OR (r.x < 0)), exact"
    ),
    (
      "select distinct y from (select lower(x) as y from t) q where q.y like '%a'",
      "t: (lower(r.x) ~~ '%a')"
    ),
    // What is more than can be said of single rows.
    ("select * from t", "nothing"),
    ("select count(*) as n from t having count(*) = 0", "nothing"),
    ("select max(x) as m from t where y is null", "nothing"),
    ("select * from (select count(*) as n from t) where n > 3", "nothing"),
    ("select * from (select x, count(*) as n from t group by x) where n > 3", "nothing"),
    ("select * from t where x is null limit 1", "nothing"),
    ("select * from (select * from t limit 5) where x is null", "nothing"),
    ("select x from t where x in (select y from u)", "nothing"),
    ("select x from t where random() < 0.5", "nothing"),
    ("select x, row_number() over () as n from t where x is null", "nothing"),
    ("select unnest(x) from t where y is null", "nothing"),
    ("select a.x from t a join u b on a.id = b.id where a.x is null", "nothing"),
    ("select * exclude (x) from t where x is null", "nothing"),
    ("select x from t where x is null union all select y from u where y is null", "nothing"),
    ("select x from t using sample 10 where x is null", "nothing"),
    ("select x from t where x is null qualify row_number() over () = 1", "nothing"),
    ("select x from t group by x having count(*) > 2", "nothing"),
    ("select x from t group by x having count(y) > 1", "nothing"),
    ("select y as x from t group by x having count(*) > 1", "nothing"),
    (
      "select l.x from t l left join u r on l.x = r.x and r.y > 1 where r.x is null", "nothing"
    ),
  ]

  @Test(arguments: cases.indices)
  func reads(_ index: Int) throws {
    let (sql, says) = Self.cases[index]
    let binder = try QueryBinder()
    var said = "nothing"
    if case .query(let root) = binder.read(sql),
      let check = RowCheck(root: root, functions: binder.rowFunctions())
    {
      said = Self.words(check, binder)
    }
    #expect(said == says, "\(sql)")
  }

  private static func words(_ check: RowCheck, _ binder: QueryBinder) -> String {
    func text(_ node: SyntaxNode) -> String {
      (binder.text(of: node) ?? "?").replacing(RowCheck.rowName, with: "r")
    }
    func list(_ nodes: [SyntaxNode]) -> String { nodes.map(text).joined(separator: ", ") }
    let rows = check.restriction.isEmpty ? "" : " of " + list(check.restriction)
    let found: [String] =
      switch check.finding {
      case .rows: []
      case .repeats(let keys): ["repeats " + list(keys)]
      case .orphans(let value, let parent):
        ["not \(text(value)) in \(parent.table.joined(separator: ".")).\(text(parent.value))"]
      }
    let parts = (check.conditions.isEmpty ? [] : [list(check.conditions)]) + found
    return check.table.joined(separator: ".") + rows + ": "
      + (parts + (check.isExact ? ["exact"] : [])).joined(separator: ", ")
  }
}
