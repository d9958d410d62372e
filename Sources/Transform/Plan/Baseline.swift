import OrderedCollections
import QueryEngine

/// What a plan compares a project with: what was last built in the warehouse, or the artifacts of
/// an earlier state.
struct Baseline {
  /// The kind of the records that say from what relations were built.
  static let recordKind = "dbt.built"

  /// Where it comes from, as a person would say it.
  var name: String
  /// What each node was last built from, by identifier.
  var nodes: [String: BuiltNode]
  /// Nodes that were built here, and that the project has no longer.
  var removed: [BuiltNode]
  /// Whether it says what is in the warehouse at hand.
  var isOfWarehouse: Bool

  /// What was last built in a warehouse of the project's nodes.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where the warehouse keeps no records, and what
  ///   the warehouse throws.
  static func built(
    _ manifest: Manifest, in warehouse: any Warehouse, environment: String = ""
  ) async throws -> Baseline {
    guard let store = warehouse.records else {
      throw TransformError(
        .usage, "this warehouse does not keep what was built in it",
        hint: "compare with the artifacts of an earlier run: --state FOLDER")
    }
    let records = try await store.records(recordKind)
    var nodes: [String: BuiltNode] = [:]
    let macros = MacroDigests(manifest)
    var names: Set<String> = []
    var moved: [String: BuiltNode] = [:]
    let all = records.compactMapValues(decoded)
    for built in all.values where built.isOf(manifest, environment) { moved[built.id] = built }
    for node in manifest.nodes.values where isPlanned(node) {
      let name = BuiltNode(node, manifest: manifest, macros: macros, code: nil).recordName
      names.insert(name)
      // What stands under the name may be of another node: it is to be built all the same.
      let built = all[name].flatMap { $0.id == node.uniqueID ? $0 : nil }
      nodes[node.uniqueID] = built ?? moved[node.uniqueID]
    }
    let removed = all.filter { name, built in
      !names.contains(name) && built.isOf(manifest, environment) && manifest.nodes[built.id] == nil
        && built.resourceType.isRelation
    }.values
    return Baseline(
      name: "what was last built", nodes: nodes, removed: removed.sorted { $0.id < $1.id },
      isOfWarehouse: true)
  }

  /// What the artifacts of an earlier state say.
  init(_ state: ProjectState, manifest: Manifest) {
    let macros = MacroDigests(manifest)
    name = "the state in \(state.folder)"
    nodes = [:]
    removed = []
    isOfWarehouse = false
    for (id, entry) in state.nodeEntries {
      guard let built = BuiltNode(id, entry, state: state, macros: macros) else { continue }
      if manifest.nodes[id] != nil {
        nodes[id] = built
      } else if built.resourceType.isRelation {
        removed.append(built)
      }
    }
  }

  private init(
    name: String, nodes: [String: BuiltNode], removed: [BuiltNode], isOfWarehouse: Bool
  ) {
    self.name = name
    self.nodes = nodes
    self.removed = removed
    self.isOfWarehouse = isOfWarehouse
  }

  /// Whether a node is one that plans speak of and builds record.
  static func isPlanned(_ node: Node) -> Bool {
    switch node.resourceType {
    case .model, .seed, .snapshot, .test, .unitTest: true
    default: false
    }
  }

  static func decoded(_ bytes: [UInt8]) -> BuiltNode? {
    var built = BuiltNode.blank
    do {
      var reader = try StateReader(bytes)
      try built.pass(through: &reader)
      return reader.isAtEnd ? built : nil
    } catch {
      // A record of another version of the program says nothing: what it is of is built again.
      return nil
    }
  }
}

extension ResourceType {
  /// Whether nodes of the kind become relations.
  var isRelation: Bool { self == .model || self == .seed || self == .snapshot }
}

extension BuiltNode {
  /// Whether a project built it, for its target, in an environment or, where that has no name,
  /// outside of all.
  func isOf(_ manifest: Manifest, _ environment: String) -> Bool {
    project == manifest.project.name && target == manifest.profile.targetName
      && self.environment == environment
  }

  /// The record's bytes.
  func encoded() throws(TransformError) -> [UInt8] {
    var writer = StateWriter()
    var copy = self
    do {
      try copy.pass(through: &writer)
    } catch {
      throw TransformError(.file, "what \(id) was built from cannot be kept", cause: error.reason)
    }
    return writer.finished()
  }
}
