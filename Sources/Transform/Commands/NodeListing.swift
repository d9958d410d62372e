import OrderedCollections

/// What `ls` prints.
struct NodeListing {
  let plan: InvocationPlan
  let invocation: Invocation

  private static let keys = [
    "alias", "name", "package_name", "depends_on", "tags", "config", "resource_type",
    "source_name", "original_file_path", "unique_id",
  ]

  /// The lines, one for each node chosen.
  var lines: [String] {
    plan.selected.map { id in
      switch invocation.settings.output ?? "selector" {
      case "json": return json(id)
      case "name": return name(id)
      case "path": return path(id)
      default: return selector(id)
      }
    }
  }

  private func selector(_ id: String) -> String {
    let manifest = plan.manifest
    if let node = manifest.nodes[id] {
      guard let test = node.unitTest else { return node.fqn.joined(separator: ".") }
      let suffix = test.version.map { "_v\($0.pythonString)" } ?? ""
      return "unit_test:\(node.packageName).\(node.name)\(suffix)"
    }
    if let table = manifest.sources[id] {
      return "source:\(table.packageName).\(table.sourceName).\(table.name)"
    }
    guard let exposure = manifest.exposures[id] else { return id }
    return "exposure:\(exposure.packageName).\(exposure.name)"
  }

  private func name(_ id: String) -> String {
    if let node = plan.manifest.nodes[id] { return node.searchName }
    if let table = plan.manifest.sources[id] { return "\(table.sourceName).\(table.name)" }
    return plan.manifest.exposures[id]?.name ?? id
  }

  private func path(_ id: String) -> String {
    plan.manifest.nodes[id]?.originalPath ?? plan.manifest.sources[id]?.path
      ?? plan.manifest.exposures[id]?.path ?? id
  }

  private func json(_ id: String) -> String {
    let entry = ManifestDocument.entry(id, plan.manifest)
    let wanted = invocation.settings.outputKeys.isEmpty ? Self.keys : invocation.settings.outputKeys
    var result = DataValue.Dictionary()
    for key in wanted {
      var current: DataValue? = .dictionary(entry)
      for part in key.split(separator: ".") { current = current?[String(part)] }
      if let current { result[key] = current }
    }
    return DataValue.dictionary(result).json()
  }
}
