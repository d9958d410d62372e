import Columnar
import DuckDB
public import SQLAnalysis

/// A relation that queries are bound to, as plans speak of it.
struct PlannedRelation {
  var name: QualifiedName
  /// The names of its columns.
  var columns: [String]
}

extension QueryBinder {
  /// The columns that a query's result depends on, those that only conditions, joins and orders
  /// read among them.
  ///
  /// DuckDB plans the query over the relations that are defined, and leaves out what nothing
  /// needs: what its scans still read is what the result depends on. That there is a relation at
  /// all is told by an entry without columns.
  ///
  /// - Parameters:
  ///   - sql: the query.
  ///   - column: the one column of the result that matters; all of them where nil.
  /// - Returns: the columns by relation, in lower case; nil where that cannot be told.
  public func dependence(of sql: String, column: String? = nil) -> [QualifiedName: Set<String>]? {
    guard let planner = planner() else { return nil }
    let query =
      column.map { "SELECT \(SQLQuoting.name($0)) FROM (\(sql)\n) AS millrace_query" } ?? sql
    guard let rows = try? planner.rows("EXPLAIN (FORMAT json) \(query)") else { return nil }
    var result: [QualifiedName: Set<String>] = [:]
    for row in rows {
      guard let text = row.last?.content, let plan = SyntaxNode(json: text),
        collect(plan, into: &result)
      else { return nil }
    }
    return rows.isEmpty ? nil : result
  }

  /// The connection that plans: only what leaves out columns is done to a plan, for the tables
  /// are empty, and everything else would be decided by that.
  private func planner() -> Connection? {
    if let planning { return planning }
    guard let planner = try? database.connect(),
      let names = try? planner.rows("SELECT name FROM duckdb_optimizers()")
    else { return nil }
    let needed: Set<String> = ["unused_columns", "cte_inlining"]
    let others = names.compactMap { $0.first?.content }.filter { !needed.contains($0) }
    do {
      try planner.execute(
        "USE \(QualifiedName.lakeCatalog).main; "
          + "SET disabled_optimizers = \(SQLQuoting.string(others.joined(separator: ",")))")
    } catch {
      return nil
    }
    planning = planner
    return planner
  }

  /// Adds the columns that the scans of a plan read.
  ///
  /// - Returns: whether they could be told.
  private func collect(
    _ plan: SyntaxNode, into result: inout [QualifiedName: Set<String>]
  ) -> Bool {
    if case .array(let parts) = plan {
      return parts.allSatisfy { collect($0, into: &result) }
    }
    let details = plan["extra_info"]
    if let table = details["Table"].text {
      guard let relation = planned[table.lowercased()] else { return false }
      let projections = details["Projections"]
      let named =
        projections.text.map { $0.isEmpty ? [] : [$0] } ?? projections.elements.compactMap(\.text)
      for name in named.map({ $0.lowercased() }) {
        // Of a struct a scan may read one field: it is named with a dot before it.
        let columns = relation.columns.map { $0.lowercased() }.filter {
          name == $0 || name.hasPrefix($0 + ".")
        }
        guard !columns.isEmpty else { return false }
        result[relation.name, default: []].formUnion(columns)
      }
      if named.isEmpty { result[relation.name, default: []].formUnion([]) }
    }
    return plan["children"].elements.allSatisfy { collect($0, into: &result) }
  }
}

extension QueryBinder {
  /// The relation that stands for what one of two versions of a query has and the other has not.
  public static let markName = QualifiedName(schema: "main", name: "millrace_mark")
  /// Its column.
  public static let markColumn = "is_there"

  /// A query in which the marked items of select lists read the relation called ``markName``, so
  /// that ``dependence(of:column:)`` tells which columns of the result they reach.
  ///
  /// - Parameter tree: the query, as ``read(_:)`` gives it, with the items marked by
  ///   `SelectListDifference`.
  /// - Returns: the query's text; nil where it cannot be written.
  public func text(ofMarked tree: SyntaxNode) -> String? {
    guard define(Self.markName, columns: [Field(Self.markColumn, .boolean)]) else { return nil }
    let document = SQLQuoting.string(tree.json)
    let row = try? connection.rows("SELECT json_deserialize_sql(\(document))").first
    return row?.first?.content
  }
}
