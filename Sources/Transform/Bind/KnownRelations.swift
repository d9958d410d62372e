import Columnar
import FoundationEssentials
import OrderedCollections
import QueryEngine

/// What is known of the columns of relations while models are bound.
final class KnownRelations {
  /// A relation's columns.
  struct Relation {
    var columns: [Field]
    /// Whether a run would find these columns, no more, no less and no others.
    var isCertain: Bool
  }

  private let manifest: Manifest
  private let compiled: Set<String>
  private let fullRefresh: Bool
  private let connection: BlockingConnection
  private let binder: QueryBinder
  private var owners: [QualifiedName: String] = [:]
  private var known: [QualifiedName: Relation?] = [:]
  private var defined: Set<QualifiedName> = []
  /// Whether a hook before everything may change what others filled, or settings.
  private let isShaken: Bool
  /// Whether macros of the project stand in place of those that make relations.
  private let makesRelationsItself: Bool

  init(
    manifest: Manifest, compiled: Set<String>, fullRefresh: Bool, connection: BlockingConnection,
    binder: QueryBinder
  ) {
    self.binder = binder
    self.manifest = manifest
    self.compiled = compiled
    self.fullRefresh = fullRefresh
    self.connection = connection
    for node in manifest.nodes.values where node.isRefable && !node.isEphemeral {
      owners[Self.name(node)] = node.uniqueID
    }
    for table in manifest.sources.values {
      owners[
        QualifiedName(catalog: table.database, schema: table.schema, name: table.identifier)] =
        table.uniqueID
    }
    isShaken = manifest.nodes.values.contains { node in
      node.resourceType == .operation && node.tags.first == "on-run-start"
        && HookEffect.mayChangeColumns(node.rawCode)
    }
    makesRelationsItself = manifest.macros.macros.values.contains { macro in
      macro.packageName != MacroIndex.globalPackage && Self.makers.contains(macro.name)
    }
  }

  /// The macros that decide what columns a relation has, given a model's code.
  private static let makers: Set<String> = [
    "create_table_as", "create_view_as", "get_create_table_as_sql", "get_create_view_as_sql",
    "default__create_table_as", "duckdb__create_table_as", "default__create_view_as",
    "duckdb__create_view_as", "duckdb__get_create_table_as_sql", "build_snapshot_table",
    "default__build_snapshot_table", "duckdb__build_snapshot_table",
  ]

  private static func name(_ node: Node) -> QualifiedName {
    QualifiedName(catalog: node.database, schema: node.schema, name: node.alias)
  }

  /// Whether what is wrong with a model's code would also be wrong when it runs: nothing goes
  /// before it that may change what it finds, and nothing is done to the code.
  func isCertain(_ node: Node) -> Bool {
    guard !isShaken, makes(node), node.config.text("sql_header") == nil else { return false }
    let hooks = node.config.hooks("pre-hook") + node.config.hooks("pre_hook")
    return !hooks.contains { HookEffect.mayChangeColumns($0.sql) }
  }

  /// Whether the program's own macros make the node's relation of its code.
  private func makes(_ node: Node) -> Bool {
    if node.isEphemeral { return true }
    guard !makesRelationsItself else { return false }
    let known = ["view", "table", "incremental", "snapshot"]
    return known.contains(node.materialized)
      && manifest.macros.materialization(
        node.materialized, adapter: manifest.profile.type, package: node.packageName
      )?.packageName == MacroIndex.globalPackage
  }

  /// Whether the binder has the columns of a relation.
  func isDefined(_ name: QualifiedName) -> Bool { defined.contains(name) }

  /// Says that the binder has them.
  func setDefined(_ name: QualifiedName) { defined.insert(name) }

  /// The columns of a relation as a node finds it that reads it; nil where they are not known.
  func columns(of name: QualifiedName, readBy reader: Node) -> Relation? {
    // A model that reads its own relation finds the one of the run before.
    if Self.name(reader) == name {
      defined.remove(name)
      return existing(name)
    }
    if let relation = known[name] { return relation }
    let relation = find(name)
    known[name] = .some(relation)
    return relation
  }

  /// The node or source whose relation has a name.
  func owner(of name: QualifiedName) -> String? { owners[name] }

  /// What was last found of a relation's columns.
  func known(_ name: QualifiedName) -> Relation? { known[name] ?? nil }

  /// Keeps what a node's own code gives.
  func became(_ node: Node, _ columns: [Field], isCertain: Bool) {
    guard !node.isEphemeral else { return }
    let name = Self.name(node)
    defined.remove(name)
    known[name] = .some(relation(of: node, columns, isCertain: isCertain))
  }

  private func find(_ name: QualifiedName) -> Relation? {
    guard let owner = owners[name] else { return existing(name) }
    guard let node = manifest.nodes[owner] else {
      return manifest.sources[owner].flatMap { source($0, name) }
    }
    switch node.resourceType {
    case .seed: return seed(node, name)
    // One that was compiled and is not known could not be bound.
    default: return compiled.contains(owner) ? nil : existing(name)
    }
  }

  /// What the warehouse has under a name.
  private func existing(_ name: QualifiedName) -> Relation? {
    guard let columns = try? connection.columns(of: name), !columns.isEmpty else { return nil }
    return Relation(columns: columns, isCertain: !isShaken)
  }

  /// A source that is not there yet has at least the columns that are declared with a type.
  private func source(_ table: SourceTable, _ name: QualifiedName) -> Relation? {
    if let relation = existing(name) { return relation }
    var columns: [Field] = []
    for column in table.columns.values {
      guard let type = column.dataType.flatMap(binder.type(named:)) else { return nil }
      columns.append(Field(column.name, type))
    }
    return columns.isEmpty ? nil : Relation(columns: columns, isCertain: false)
  }

  private func seed(_ node: Node, _ name: QualifiedName) -> Relation? {
    guard let fields = try? SeedLoader(node: node, manifest: manifest).columns(binder)
    else { return nil }
    return merged(fields, with: existing(name))
  }

  /// What a node's relation is once it is made.
  private func relation(of node: Node, _ columns: [Field], isCertain: Bool) -> Relation? {
    guard makes(node), Set(columns.map { $0.name.lowercased() }).count == columns.count else {
      return nil
    }
    let hooks = node.config.hooks("post-hook") + node.config.hooks("post_hook")
    let isCertain = isCertain && !hooks.contains { HookEffect.mayChangeColumns($0.sql) }
    guard node.materialized != "view" else {
      return Relation(columns: columns, isCertain: isCertain)
    }
    guard let stored = QueryBinder.stored(columns) else { return nil }
    var relation = Relation(columns: stored, isCertain: isCertain)
    if node.resourceType == .snapshot {
      relation.columns += Self.snapshotColumns(node)
      relation = merged(relation.columns, with: existing(Self.name(node)))
      // The types of these columns are the strategy's own affair.
      relation.isCertain = false
    } else if node.materialized == "incremental", !fullRefresh {
      relation = merged(stored, with: existing(Self.name(node)))
      relation.isCertain = relation.isCertain && isCertain
    }
    return relation
  }

  /// A relation that may have its old columns, its new ones, or both.
  private func merged(_ new: [Field], with old: Relation?) -> Relation {
    guard let old else { return Relation(columns: new, isCertain: true) }
    var columns = OrderedDictionary<String, Field>()
    for field in new { columns[field.name.lowercased()] = field }
    var isCertain = true
    for field in old.columns {
      let key = field.name.lowercased()
      if let other = columns[key] {
        isCertain = isCertain && other.type == field.type
      } else {
        columns[key] = field
      }
    }
    return Relation(columns: Array(columns.values), isCertain: isCertain)
  }

  /// The columns that a snapshot adds to its code's.
  private static func snapshotColumns(_ node: Node) -> [Field] {
    let names = node.config["snapshot_meta_column_names"]
    let time = LogicalType.timestamp(.microseconds, isAdjustedToUTC: false)
    let columns: [(String, LogicalType)] = [
      ("dbt_scd_id", .string), ("dbt_updated_at", time), ("dbt_valid_from", time),
      ("dbt_valid_to", time), ("dbt_is_deleted", .string),
    ]
    return columns.compactMap { name, type in
      if name == "dbt_is_deleted", node.config.text("hard_deletes") != "new_record" { return nil }
      return Field(names?[name]?.string ?? name, type)
    }
  }
}
