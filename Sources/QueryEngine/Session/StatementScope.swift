import Catalog
import SQLAnalysis

/// What a statement names of the lake, gathered before any of it is read: each table once for
/// each version, with all the conditions under which its rows are used.
struct StatementScope {
  /// A table at one version, and who uses it.
  struct Source {
    var table: LakeTable
    /// The workspace schema that stands for the table's schema and version.
    var schema: String
    /// Whether the statement asks for what is known of the rows beside their columns.
    var hasFileMetadata: Bool
    var conditions: [ScanCondition?] = []

    /// What holds for every row the statement can use; `nil` if that may be any.
    var condition: ScanCondition? {
      let known = conditions.compactMap { $0 }
      guard known.count == conditions.count, let first = known.first else { return nil }
      return known.count == 1 ? first : .any(known)
    }
  }

  /// A view with its text as the workspace has it.
  struct View {
    var object: CatalogObject
    var text: String
    /// The workspace names it reads.
    var reads: [WorkspaceName]
  }

  /// A name that nothing in the lake has; it may still be DuckDB's.
  struct Unknown {
    var name: QualifiedName
    var position: Int
  }

  private(set) var sources: [WorkspaceName: Source] = [:]
  private(set) var order: [WorkspaceName] = []
  /// Views after the views they read.
  private(set) var views: [View] = []
  var unknown: [Unknown] = []
  private var seenViews: Set<WorkspaceName> = []
  private var seenUses: Set<ViewUse> = []

  private struct ViewUse: Hashable {
    var name: WorkspaceName
    var condition: ScanCondition?
  }

  mutating func use(
    _ table: LakeTable, schema: String, hasFileMetadata: Bool = false, condition: ScanCondition?
  ) -> WorkspaceName {
    let key = WorkspaceName(schema: schema, name: table.name.name)
    if sources[key] == nil {
      sources[key] = Source(table: table, schema: schema, hasFileMetadata: hasFileMetadata)
      order.append(key)
    }
    sources[key]?.conditions.append(condition)
    return key
  }

  /// The table a statement has found under the name, so that it sees one version throughout.
  func known(_ key: WorkspaceName) -> LakeTable? { sources[key]?.table }

  /// Whether a view has not been looked through under this condition.
  mutating func isNew(_ key: WorkspaceName, _ condition: ScanCondition?) -> Bool {
    seenUses.insert(ViewUse(name: key, condition: condition)).inserted
  }

  mutating func add(_ view: View, as key: WorkspaceName) {
    if seenViews.insert(key).inserted { views.append(view) }
  }
}
