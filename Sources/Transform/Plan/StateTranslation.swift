import OrderedCollections

/// Gives the SQL that nodes were built from the names that relations have now: an earlier state may
/// be of another target, whose relations stand elsewhere.
struct StateTranslation {
  private let manifest: Manifest
  private let baseline: Baseline
  /// The old and the new text of the relations that stand elsewhere, by node.
  private let moved: [String: (old: String, new: String)]

  init(_ manifest: Manifest, _ baseline: Baseline) {
    self.manifest = manifest
    self.baseline = baseline
    var moved: [String: (old: String, new: String)] = [:]
    for (id, built) in baseline.nodes where built.resourceType.isRelation {
      guard let node = manifest.nodes[id] else { continue }
      var before = node
      (before.database, before.schema, before.alias) = (built.database, built.schema, built.alias)
      let quoting = manifest.project.quoting
      let texts = (before.relationName(quoting: quoting), node.relationName(quoting: quoting))
      if texts.0 != texts.1 { moved[id] = texts }
    }
    self.moved = moved
  }

  /// The SQL that a node was built from; nil where it is not known.
  func code(of id: String) -> String? {
    guard var code = baseline.nodes[id]?.code else { return nil }
    guard !moved.isEmpty else { return code }
    var waiting = manifest.nodes[id]?.dependsOn ?? []
    var seen: Set<String> = []
    while let parent = waiting.popLast() {
      guard seen.insert(parent).inserted else { continue }
      if let texts = moved[parent] { code = code.replacing(texts.old, with: texts.new) }
      if let node = manifest.nodes[parent], node.isEphemeral { waiting += node.dependsOn }
    }
    return code
  }
}
