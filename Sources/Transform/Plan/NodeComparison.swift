import OrderedCollections

/// Tells what of a node is other than what it was built from.
struct NodeComparison {
  let manifest: Manifest
  let baseline: Baseline
  let macros: MacroDigests

  /// Settings that no relation depends on.
  private static let idle: Set<String> = [
    "enabled", "alias", "schema", "database", "tags", "meta", "group", "docs", "access",
    "description", "static_analysis", "latest_version_pointer", "freshness", "packages", "quoting",
    "event_time", "on_error", "name", "persist_docs", "contract", "millrace",
  ]
  /// Settings that decide how a relation is kept, and not what is in it.
  private static let keeping: Set<String> = [
    "materialized", "grants", "on_schema_change", "on_configuration_change", "full_refresh",
    "partition_by", "cluster_by", "properties", "post-hook",
  ]

  /// The differences that can be told without the SQL.
  func reasons(_ node: Node) -> [ChangeReason] {
    guard let old = baseline.nodes[node.uniqueID] else { return [.new] }
    let new = BuiltNode(node, manifest: manifest, macros: macros, code: nil)
    var reasons: [ChangeReason] = []
    if node.resourceType == .seed || node.resourceType == .unitTest {
      if new.checksum != old.checksum { reasons.append(.rows) }
    } else if new.body != old.body {
      reasons.append(.body)
    }
    let settings = old.isRendered ? node.config.values : node.unrenderedConfig
    let keys = Set(settings.keys).union(old.config.keys).subtracting(Self.idle)
      .filter { settings[$0] ?? .null != old.config[$0] ?? .null }
    if !keys.isEmpty { reasons.append(.config(keys.sorted())) }
    // What an artifact says of macros is what their files were, whole.
    let changed = Set(new.macros.keys).union(old.macros.keys).filter {
      new.macros[$0] != old.macros[$0]
    }
    if !changed.isEmpty { reasons.append(.macros(changed.sorted())) }
    if new.contract != old.contract { reasons.append(.contract) }
    if new.documentation != old.documentation { reasons.append(.documentation) }
    if baseline.isOfWarehouse, old.environment.isEmpty, node.resourceType.isRelation,
      new.recordName != old.recordName
    {
      reasons.append(.relation("\(old.schema).\(old.alias)"))
    }
    return reasons
  }

  /// What a reason alone does to the rows of a node, its SQL being the same.
  static func effect(of reason: ChangeReason, on node: Node) -> Effect {
    switch reason {
    case .new, .unrecorded, .rows, .relation: return .all
    case .config(let keys):
      let isKept = Set(keys).isSubset(of: keeping)
      return isKept && node.materialized != "incremental" && node.resourceType != .snapshot
        ? .none : .all
    case .missing, .body, .rendering, .macros, .contract, .documentation: return .none
    }
  }

  /// Whether a reason alone is enough for a node to be built, its SQL being the same.
  static func needsBuild(_ reason: ChangeReason) -> Bool {
    switch reason {
    case .body, .rendering, .macros: false
    default: true
    }
  }
}
