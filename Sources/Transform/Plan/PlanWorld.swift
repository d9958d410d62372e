import Columnar
import QueryEngine
import SQLAnalysis

/// The relations of a project as they are, or as they will be, to plan queries over. Used by one
/// thread.
final class PlanWorld {
  let binder: QueryBinder
  private let columns: (QualifiedName, Node) -> [Field]?
  private var defined: [QualifiedName: Bool] = [:]
  private var trees: [String: SyntaxNode] = [:]
  private lazy var aggregates = binder.aggregates()

  /// How many columns a relation may have for each to be looked at by itself.
  static let widest = 400

  /// - Parameter columns: the columns of a relation as a node finds it.
  /// - Throws: `QueryError` where DuckDB cannot be opened.
  init(columns: @escaping (QualifiedName, Node) -> [Field]?) throws {
    binder = try QueryBinder()
    self.columns = columns
  }

  /// A query's tree; nil where it is not one, or not to be judged.
  func tree(_ sql: String) -> SyntaxNode? {
    if let known = trees[sql] { return known }
    guard case .query(let root) = binder.read(sql) else { return nil }
    trees[sql] = root
    return root
  }

  /// Makes the relations known that a query reads.
  ///
  /// - Returns: their names; nil where one cannot be made known.
  func prepare(_ sql: String, of node: Node) -> Set<QualifiedName>? {
    guard let root = tree(sql) else { return nil }
    var names: Set<QualifiedName> = []
    for use in QueryTree(root: root).tables {
      guard let name = ColumnBinding.name(use.parts) else { return nil }
      if defined[name] == nil {
        defined[name] = columns(name, node).map { binder.define(name, columns: $0) } ?? false
      }
      guard defined[name] == true else { return nil }
      names.insert(name)
    }
    return names
  }

  /// The columns of a query's result.
  func fields(of sql: String, of node: Node) -> [Field]? {
    guard prepare(sql, of: node) != nil, case .bound(let schema) = binder.bind(sql) else {
      return nil
    }
    return schema.fields
  }

  /// What a query's result, or a column of it, depends on; nil where that cannot be told.
  func dependence(
    of sql: String, column: String? = nil, of node: Node
  ) -> [QualifiedName: Set<String>]? {
    guard prepare(sql, of: node) != nil else { return nil }
    return binder.dependence(of: sql, column: column)
  }

  /// What two versions of a node's code, each over the relations of its time, differ in.
  ///
  /// - Parameters:
  ///   - node: the node.
  ///   - old: the older one.
  ///   - new: the newer one.
  ///   - columns: the columns that the newer one gives.
  /// - Returns: which columns have other values, and whether the two say the same.
  static func difference(
    of node: Node, from old: (text: String, world: PlanWorld),
    to new: (text: String, world: PlanWorld), columns: [String]
  ) -> (effect: Effect, isSame: Bool) {
    guard let before = old.world.tree(old.text), let after = new.world.tree(new.text) else {
      return (.all, false)
    }
    if before.saysSame(as: after) { return (.none, true) }
    let mark = QueryBinder.markName
    guard columns.count <= widest,
      let difference = SelectListDifference(
        from: before, to: after,
        mark: ([mark.catalog, mark.schema, mark.name], QueryBinder.markColumn),
        aggregates: new.world.aggregates),
      let fields = old.world.fields(of: old.text, of: node), fields.count <= widest,
      new.world.prepare(new.text, of: node) != nil,
      let gone = old.world.reached(difference.old, columns: fields.map(\.name)),
      let reached = new.world.reached(difference.new, columns: columns)
    else { return (.all, false) }
    return (.columns(gone.union(reached)), false)
  }

  /// Those of a result's columns that marked items reach; nil where that cannot be told.
  private func reached(_ tree: SyntaxNode, columns: [String]) -> Set<String>? {
    guard let sql = binder.text(ofMarked: tree) else { return nil }
    var reached: Set<String> = []
    for column in columns {
      guard let reads = binder.dependence(of: sql, column: column) else { return nil }
      if reads[QueryBinder.markName]?.isEmpty == false { reached.insert(column.lowercased()) }
    }
    return reached
  }
}
