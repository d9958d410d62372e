import Columnar
import OrderedCollections
import QueryEngine
import SQLAnalysis
import Spelling

/// A column of a model, found without running it.
struct BoundColumn: Sendable {
  /// A column of a node or source that the values come from.
  struct Origin: Sendable {
    /// The node or source.
    var node: String
    var column: String
    var derivation: Derivation
  }

  /// Its name and type.
  var field: Field
  /// What its values come from; nil where that cannot be told.
  var origins: [Origin]?
}

/// What is known of the columns of a project's models once their code is bound to what it reads.
struct BoundColumns: Sendable {
  /// The columns of each node whose code could be bound, in order.
  var columns: [String: [BoundColumn]] = [:]
  /// The nodes whose code can never run, and why.
  var failures: OrderedDictionary<String, TransformError> = [:]
  /// Why nodes were left out, for whoever wonders.
  var omissions: OrderedDictionary<String, String> = [:]
}

/// Binds the compiled code of models to the columns of what they read, in the order of the graph:
/// the columns of a model are those that its own code gives.
///
/// An error is told only where it is certain. A model is left out as soon as something that it reads
/// is not known; and where hooks, macros of the project or an earlier table may make columns other
/// than they seem, what reads them is bound, but no error of it is believed.
///
/// Used by one thread, which may wait.
final class ColumnBinding {
  private let context: TemplateContext
  private let graph: DependencyGraph
  private let compiled: [String: Compiler.Code]
  let relations: KnownRelations
  private let binder: QueryBinder
  private let connection: BlockingConnection
  private let lineage: ColumnLineage
  private var result = BoundColumns()

  /// - Throws: ``QueryError`` where DuckDB cannot be opened.
  init(
    context: TemplateContext, graph: DependencyGraph, compiled: [String: Compiler.Code],
    fullRefresh: Bool, connection: BlockingConnection
  ) throws {
    self.context = context
    self.graph = graph
    self.connection = connection
    self.compiled = compiled
    binder = try QueryBinder()
    let relations = KnownRelations(
      manifest: context.manifest, compiled: Set(compiled.keys), fullRefresh: fullRefresh,
      connection: connection, binder: binder)
    self.relations = relations
    var ephemeral: [String: String] = [:]
    for node in context.manifest.nodes.values where node.isEphemeral {
      ephemeral["__dbt__cte__\(node.alias)"] = node.uniqueID
    }
    lineage = ColumnLineage(
      aggregates: binder.aggregates(),
      columns: { parts in
        Self.name(parts).flatMap { relations.known($0) }.map { $0.columns.map(\.name) }
      },
      standsFor: { [ephemeral] name in ephemeral[name].map { [$0] } })
  }

  /// Binds every model and snapshot that was compiled.
  func perform() -> BoundColumns {
    for position in graph.order {
      let id = graph.ids[position]
      guard let node = context.manifest.nodes[id], let code = compiled[id],
        node.resourceType == .model || node.resourceType == .snapshot
      else { continue }
      bind(node, code)
    }
    return result
  }

  private func bind(_ node: Node, _ code: Compiler.Code) {
    let id = node.uniqueID
    let sql = code.text
    let tree: SyntaxNode
    switch binder.read(sql) {
    case .query(let root): tree = root
    case .refused(let refusal):
      return settle(node, code, refusal, isCertain: relations.isCertain(node))
    case .undecided(let reason): return omit(id, reason)
    }
    var isCertain = relations.isCertain(node)
    for use in QueryTree(root: tree).tables {
      guard let name = Self.name(use.parts) else { return omit(id, "reads \(use.parts)") }
      guard let known = relations.columns(of: name, readBy: node) else {
        return omit(id, "the columns of \(name) are not known")
      }
      guard relations.isDefined(name) || binder.define(name, columns: known.columns) else {
        return omit(id, "\(name) has columns that no table can have")
      }
      relations.setDefined(name)
      isCertain = isCertain && known.isCertain
    }
    switch binder.bind(sql) {
    case .bound(let schema):
      let lineage = lineage.derive(tree)
      result.columns[id] = schema.fields.enumerated().map { index, field in
        // A row of the tree for each column: else it was not understood.
        let derived = lineage?.count == schema.fields.count ? lineage?[index] : nil
        return BoundColumn(field: field, origins: derived?.origins.map { origins($0, of: id) })
      }
      relations.became(node, schema.fields, isCertain: isCertain)
    case .refused(let refusal): settle(node, code, refusal, isCertain: isCertain)
    case .undecided(let reason): omit(id, reason)
    }
  }

  /// The origins by the nodes and sources that the tables are; those in the model itself, as it was
  /// after the run before, are left out.
  private func origins(_ found: [ColumnOrigin], of id: String) -> [BoundColumn.Origin] {
    found.compactMap { origin in
      let owner: String?
      if origin.table.count == 1, context.manifest.nodes[origin.table[0]] != nil {
        owner = origin.table[0]
      } else {
        owner = Self.name(origin.table).flatMap { relations.owner(of: $0) ?? "\($0)" }
      }
      guard let owner, owner != id else { return nil }
      return BoundColumn.Origin(
        node: owner, column: origin.column, derivation: origin.derivation)
    }
  }

  private func omit(_ id: String, _ reason: String) { result.omissions[id] = reason }

  /// A full name; a name of one or two parts is in the lake's own schemas.
  static func name(_ parts: [String]) -> QualifiedName? {
    switch parts.count {
    case 1: QualifiedName(schema: "main", name: parts[0])
    case 2: QualifiedName(schema: parts[0], name: parts[1])
    case 3: QualifiedName(catalog: parts[0], schema: parts[1], name: parts[2])
    default: nil
    }
  }

  /// Keeps an error, or passes over one that is not certain.
  private func settle(
    _ node: Node, _ code: Compiler.Code, _ refusal: QueryBinder.Refusal, isCertain: Bool
  ) {
    guard isCertain else { return omit(node.uniqueID, "in doubt: \(refusal.message)") }
    let error = Self.error(refusal)
    result.failures[node.uniqueID] =
      refusal.position.map {
        StatementPlace(node: node, code: code, context: context, connection: connection)
          .placed(error, at: $0)
      } ?? error.placed(at: node.location)
  }

  /// A refusal as an error of this module, without a place.
  static func error(_ refusal: QueryBinder.Refusal) -> TransformError {
    let message = refusal.message.split(separator: "\nCandidate bindings").first.map(String.init)
    return TransformError(
      .database, (message ?? refusal.message).trimmed, hint: hint(refusal))
  }

  /// The nearest name, where a name is what is wrong.
  private static func hint(_ refusal: QueryBinder.Refusal) -> String? {
    let names = refusal.candidates.map { candidate in
      candidate.split(separator: ".").last.map { $0.trimmingCharacters("\"") } ?? candidate
    }
    let wrong = refusal.message.split(separator: "\"", omittingEmptySubsequences: false)
    guard !names.isEmpty, wrong.count > 1 else { return nil }
    return NearestName.hint(for: String(wrong[1]), among: names, kind: "column")
  }
}

extension Substring {
  /// The text without a character around it.
  fileprivate func trimmingCharacters(_ character: Character) -> String {
    var rest = self
    while rest.first == character { rest.removeFirst() }
    while rest.last == character { rest.removeLast() }
    return String(rest)
  }
}

extension BoundColumn {
  /// The column as artifacts have it.
  var data: DataValue {
    [
      "name": .string(field.name), "data_type": .string("\(field.type)"),
      "from": origins.map { .list($0.map(\.data)) } ?? .null,
    ]
  }
}

extension BoundColumn.Origin {
  /// The origin as artifacts have it.
  var data: DataValue {
    [
      "node": .string(node), "column": .string(column), "kind": .string(derivation.rawValue),
    ]
  }
}
