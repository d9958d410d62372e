import Columnar
import QueryEngine
import SQLAnalysis

/// How a test is found out about: one question, or two where the first is cheap and says whether
/// the second is worth asking.
///
/// What is asked takes no more than the test itself would. Values are unique where each is greater than the one before, in whatever order rows come: that
/// takes a fraction of grouping them, and keys that are counted up are so. Whole numbers have
/// their parents where the parents' are without a gap and reach as far.
struct TestProbe {
  /// A question whose answer is a whole number: of rows that fail, or ``isLikely``.
  enum Question: Hashable {
    /// A query of one number.
    case query(String)
    /// An aggregate over what follows `from`, which other questions may share; and whether that is
    /// worth it only where there are several, because each alone reads less.
    case scan(String, aggregate: String, isComputed: Bool = false)
  }

  /// The answer to a first question by which a second is worth asking.
  static let isLikely = -1
  /// The answer by which the test has to run.
  static let isUnknown = -2
  /// How many rows a first question looks at.
  private static let glance = 20_000

  let first: Question
  private(set) var second: Question?
  /// Whether a number above zero is that of the rows that fail.
  let isExact: Bool

  /// Decides how to find out about a check; nil where the test is best run as it is.
  ///
  /// - Parameters:
  ///   - check: what the test finds.
  ///   - text: writes an expression.
  ///   - relations: what is known of relations, and learnt.
  init?(
    _ check: RowCheck, text: (SyntaxNode) -> String?, relations: inout TestedRelations
  ) {
    guard let kind = relations.kind(of: check.table),
      let source = TestedRows(check, text: text)
    else { return nil }
    switch (check.finding, kind) {
    case (.rows, _):
      isExact = check.isExact
      guard
        kind == .computed
          || kind == .stored && !check.conditions.allSatisfy(\.isDecidedByStatistics)
      else {
        first = Self.count(source.all, isExact)
        break
      }
      let isEmpty =
        kind == .computed && check.conditions.allSatisfy(\.isDecidedByStatistics)
        && relations.isEmpty(source.all)
      first =
        isEmpty
        ? Self.count(source.all, isExact)
        : .scan(
          source.from, aggregate: "count_if(\(source.condition))", isComputed: kind == .computed)
    case (_, .joined): return nil
    case (.repeats(let keys), _):
      isExact = false
      guard let key = Self.key(keys, among: check.conditions, text: text) else { return nil }
      if kind == .computed {
        let filter = "filter (where \(source.condition))"
        first = .scan(
          source.from, aggregate: "count(*) \(filter) - count(distinct \(key)) \(filter)",
          isComputed: true)
      } else {
        first = .query(Self.order(of: key, in: source.all, limit: Self.glance))
        second = .query(Self.order(of: key, in: source.all, limit: nil))
      }
    case (.orphans(let value, let parent), .computed):
      isExact = check.isExact
      guard let value = text(value), let parents = TestedRows(parent, text: text) else {
        return nil
      }
      first = .scan(
        source.from,
        aggregate: "count_if((\(source.condition)) and (\(value) is null or \(value) not in "
          + "(select \(parents.value) from \(parents.all) where \(parents.value) is not null)))",
        isComputed: true)
    case (.orphans(let value, let parent), .stored):
      isExact = false
      guard relations.isWhole(value, in: check.table),
        relations.isWhole(parent.value, in: parent.table),
        relations.kind(of: parent.table) == .stored,
        let value = text(value), let parents = TestedRows(parent, text: text)
      else { return nil }
      first = .query(Self.range(of: value, in: source.all, among: parents))
      second = .query(
        "select case when count(\(parents.value)) = count(distinct \(parents.value)) then 0 "
          + "else \(Self.isUnknown) end from \(parents.all)")
    }
  }

  /// How many rows there are; or, where their number says nothing, whether there are any.
  private static func count(_ rows: String, _ isExact: Bool) -> Question {
    let found = "select 1 from \(rows)"
    return .query("select count(*) from (\(isExact ? found : found + " limit 1")) as found")
  }

  /// What has to differ from row to row. Null is a value among keys: within a row it is one.
  private static func key(
    _ keys: [SyntaxNode], among conditions: [SyntaxNode], text: (SyntaxNode) -> String?
  ) -> String? {
    let texts = keys.compactMap(text)
    guard texts.count == keys.count, let first = texts.first else { return nil }
    if keys.count == 1, conditions.contains(where: { $0.notNull?.saysSame(as: keys[0]) == true }) {
      return first
    }
    return "row(\(texts.joined(separator: ", ")))"
  }

  /// Whether keys go up, or down, from row to row. Of a few rows, where those are all, also
  /// whether they differ.
  private static func order(of key: String, in rows: String, limit: Int?) -> String {
    let keys = "select \(key) as item from \(rows)" + (limit.map { " limit \($0)" } ?? "")
    let steps =
      "select item, item > lag(item) over () as is_up, item < lag(item) over () as is_down "
      + "from (\(keys)) as items"
    let isOrdered = "coalesce(bool_and(is_up), true) or coalesce(bool_and(is_down), true)"
    guard let limit else {
      return "select case when \(isOrdered) then 0 else \(isUnknown) end from (\(steps)) as steps"
    }
    return "select case when count(*) < \(limit) and count(*) = count(distinct item) then 0 "
      + "when count(*) >= \(limit) and (\(isOrdered)) then \(isLikely) else \(isUnknown) end "
      + "from (\(steps)) as steps"
  }

  /// Whether the parents' numbers may be without a gap and reach as far as the values.
  private static func range(
    of value: String, in rows: String, among parents: TestedRows
  ) -> String {
    "select case when child.total = 0 then 0 "
      + "when child.total = child.present and parent.highest::hugeint - parent.lowest::hugeint "
      + "= parent.present - 1 and child.lowest >= parent.lowest and child.highest <= "
      + "parent.highest then \(isLikely) else \(isUnknown) end from (select count(*) as total, "
      + "count(\(value)) as present, min(\(value)) as lowest, max(\(value)) as highest "
      + "from \(rows)) as child, (select count(\(parents.value)) as present, "
      + "min(\(parents.value)) as lowest, max(\(parents.value)) as highest "
      + "from \(parents.all)) as parent"
  }
}

/// The rows that a check looks at, as SQL.
private struct TestedRows {
  /// A table with those of its rows that are to be looked at.
  var from: String
  /// What holds for the rows that a finding is among; `true` where nothing has to.
  var condition: String
  /// What a parent's rows are looked up by.
  var value = ""

  /// The table with those rows only that the condition holds for.
  var all: String

  init?(_ check: RowCheck, text: (SyntaxNode) -> String?) {
    var restriction = check.restriction
    var conditions = check.conditions
    // That a value is there leaves out few rows, and is no reason for a scan of its own.
    if restriction.allSatisfy({ $0.notNull != nil }) {
      conditions = restriction + conditions
      restriction = []
    }
    self.init(check.table, restriction, conditions, text: text)
  }

  init?(_ parent: RowCheck.Parent, text: (SyntaxNode) -> String?) {
    guard let value = text(parent.value) else { return nil }
    self.init(parent.table, [], parent.conditions, text: text)
    self.value = value
  }

  private init?(
    _ table: [String], _ restriction: [SyntaxNode], _ conditions: [SyntaxNode],
    text: (SyntaxNode) -> String?
  ) {
    func joined(_ list: [SyntaxNode]) -> String? {
      let texts = list.compactMap(text).map { "(\($0))" }
      return texts.count == list.count ? texts.joined(separator: " and ") : nil
    }
    guard let inner = joined(restriction), let outer = joined(conditions) else { return nil }
    let name = "\(SQLQuoting.name(table)) as \(RowCheck.rowName)"
    from = inner.isEmpty ? name : "\(name) where \(inner)"
    condition = outer.isEmpty ? "true" : outer
    let both = [inner, outer].filter { !$0.isEmpty }.joined(separator: " and ")
    all = both.isEmpty ? name : "\(name) where \(both)"
  }
}

/// What relations are, asked of the warehouse once each.
struct TestedRelations {
  /// What reading a relation takes.
  enum Kind {
    /// Its rows are kept, or come one by one of rows that are.
    case stored
    /// It is a query that joins whenever it is read: a condition on its rows is one on what it
    /// joins, so that DuckDB reads less for one than for all of them.
    case joined
    /// It is a query that groups or sorts whenever it is read.
    case computed
  }

  let connection: BlockingConnection
  private var kinds: [[String]: Kind?] = [:]
  private var columns: [[String]: [String: LogicalType]] = [:]

  init(connection: BlockingConnection) { self.connection = connection }

  /// What the relation is; nil where there is none of the name.
  mutating func kind(of table: [String]) -> Kind? {
    if let known = kinds[table] { return known }
    let kind = ask(table)
    kinds[table] = .some(kind)
    return kind
  }

  private func ask(_ table: [String]) -> Kind? {
    guard table.count == 3 else { return nil }
    let found = try? connection.relation(table[2], in: table[1], database: table[0])
    guard let info = found ?? nil else { return nil }
    if info.kind == .table { return .stored }
    guard
      let plan = try? connection.execute("explain select * from \(SQLQuoting.name(table))")
    else { return nil }
    let text = Self.text(of: plan)
    if Self.computing.contains(where: { text.contains($0) }) { return .computed }
    return Self.joining.contains { text.contains($0) } ? .joined : .stored
  }

  /// Whether DuckDB knows without reading that a query has no rows.
  func isEmpty(_ rows: String) -> Bool {
    let plan = try? connection.execute("explain select 1 from \(rows)")
    return plan.map { Self.text(of: $0).contains("EMPTY_RESULT") } ?? false
  }

  private static func text(of plan: WarehouseResult) -> String {
    plan.rows.flatMap { $0 }.compactMap { value in
      if case .string(let text) = value { text } else { nil }
    }.joined(separator: "\n")
  }

  /// Parts of the names of operators that take all rows before they give any.
  private static let computing = [
    "GROUP_BY", "AGGREGATE", "WINDOW", "DISTINCT", "ORDER_BY", "TOP_N", "LIMIT", "EXCEPT",
    "INTERSECT", "PIVOT", "SAMPLE", "CTE",
  ]

  /// Parts of the names of operators that make rows of several.
  private static let joining = ["JOIN", "CROSS_PRODUCT", "UNION", "UNNEST"]

  /// Whether an expression is a column of whole numbers.
  mutating func isWhole(_ value: SyntaxNode, in table: [String]) -> Bool {
    guard let name = value.columnName?.lowercased(), table.count == 3 else { return false }
    if columns[table] == nil {
      let fields =
        (try? connection.columns(
          of: QualifiedName(catalog: table[0], schema: table[1], name: table[2]))) ?? []
      columns[table] = Dictionary(
        fields.map { ($0.name.lowercased(), $0.type) }, uniquingKeysWith: { first, _ in first })
    }
    switch columns[table]?[name] {
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: return true
    default: return false
    }
  }
}
