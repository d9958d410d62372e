import FoundationEssentials
import OrderedCollections

/// An earlier state of a project, as its artifacts tell.
struct ProjectState: Sendable {
  /// The folder the artifacts are in.
  let folder: String
  private let manifest: DataValue
  /// How each node ended, by identifier.
  let statuses: [String: String]
  /// What the newest row of each source was when last asked.
  let freshness: [String: String]

  /// Reads the artifacts in a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder, below `root` unless absolute.
  ///   - root: the project's folder.
  /// - Throws: ``TransformError`` of kind `usage` where there is no manifest.
  init(folder: String, root: String) throws(TransformError) {
    let path = folder.hasPrefix("/") ? folder : root + "/" + folder
    self.folder = path
    guard let manifest = Self.document(path + "/manifest.json") else {
      throw TransformError(
        .usage, "could not find manifest.json in '\(path)'",
        hint: "--state takes the target folder of an earlier run")
    }
    self.manifest = manifest
    var statuses: [String: String] = [:]
    for result in Self.document(path + "/run_results.json")?["results"]?.list ?? [] {
      guard let id = result["unique_id"]?.string else { continue }
      statuses[id] = result["status"]?.string
    }
    self.statuses = statuses
    var freshness: [String: String] = [:]
    for result in Self.document(path + "/sources.json")?["results"]?.list ?? [] {
      guard let id = result["unique_id"]?.string else { continue }
      freshness[id] = result["max_loaded_at"]?.string
    }
    self.freshness = freshness
  }

  /// A JSON file; nil where there is none or it is not JSON.
  static func document(_ path: String) -> DataValue? {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    return DataValue(json: bytes)
  }

  /// What the earlier manifest says of a node, a source or an exposure.
  func entry(_ id: String) -> DataValue? {
    for section in ["nodes", "sources", "exposures", "unit_tests"] {
      if let found = manifest[section]?[id] { return found }
    }
    return nil
  }

  /// What the earlier manifest says of every node.
  var nodeEntries: DataValue.Dictionary {
    var entries = manifest["nodes"]?.dictionary ?? [:]
    for (id, entry) in manifest["unit_tests"]?.dictionary ?? [:] { entries[id] = entry }
    return entries
  }

  /// The code of a macro in the earlier manifest.
  func macroCode(_ id: String) -> String? { manifest["macros"]?[id]?["macro_sql"]?.string }

  /// The relation that a node was.
  func relation(_ id: String) -> Relation? {
    guard let node = manifest["nodes"]?[id], node["relation_name"]?.string != nil else {
      return nil
    }
    return Relation(
      database: node["database"]?.string, schema: node["schema"]?.string,
      identifier: node["alias"]?.string)
  }
}

/// Tells how the parts of a project differ from an earlier state.
struct StateComparison {
  let manifest: Manifest
  let state: ProjectState

  /// Whether `id` is new next to the state.
  func isNew(_ id: String) -> Bool { state.entry(id) == nil }

  /// Whether what is new counts as modified in the aspect given: in all that it has, but that new
  /// code calls macros that are as they were. New sources and exposures change nothing that was.
  func isNewly(_ id: String, _ aspect: String?) -> Bool {
    guard let aspect else { return manifest.nodes[id] != nil }
    if let node = manifest.nodes[id] { return aspect == "macros" ? macrosDiffer(node) : true }
    return aspect == "configs" || (aspect == "relation" && manifest.sources[id] != nil)
  }

  /// Whether a thing that was there before differs in the aspect given; any, when nil.
  func isModified(_ id: String, _ aspect: String?) -> Bool {
    guard let old = state.entry(id) else { return false }
    if let node = manifest.nodes[id] { return isModified(node, old, aspect) }
    let isSource = manifest.sources[id] != nil
    guard aspect == nil || aspect == "configs" || (isSource && aspect == "relation") else {
      return false
    }
    let new = DataValue.dictionary(ManifestDocument.entry(id, manifest))
    let keys =
      aspect == "relation"
      ? ["database", "schema", "identifier"]
      : isSource
        ? [
          "database", "schema", "identifier", "fqn", "quoting", "loaded_at_field", "freshness",
          "unrendered_config", "external",
        ]
        : ["fqn", "type", "owner", "maturity", "url", "description", "label", "depends_on"]
    return keys.contains { new[$0] ?? .null != old[$0] ?? .null }
  }

  private func isModified(_ node: Node, _ old: DataValue, _ aspect: String?) -> Bool {
    if node.resourceType == .unitTest {
      return aspect == nil && .string(node.checksum) != old["checksum"] ?? .null
    }
    let new = DataValue.dictionary(ManifestDocument.node(node, manifest: manifest))
    func differs(_ keys: String...) -> Bool {
      keys.contains { new[$0] ?? .null != old[$0] ?? .null }
    }
    switch aspect {
    case "body": return bodyDiffers(node, new, old)
    case "configs": return configsDiffer(new, old)
    case "persisted_descriptions": return persistedDiffer(node, new, old)
    case "relation": return relationDiffers(new, old)
    case "macros": return macrosDiffer(node)
    case "contract":
      return new["contract"]?["checksum"] ?? .null != old["contract"]?["checksum"] ?? .null
    case nil:
      return bodyDiffers(node, new, old) || configsDiffer(new, old)
        || differs("fqn", "latest_version", "access")
        || relationDiffers(new, old) || persistedDiffer(node, new, old) || macrosDiffer(node)
        || new["contract"]?["checksum"] ?? .null != old["contract"]?["checksum"] ?? .null
    default: return false
    }
  }

  private func bodyDiffers(_ node: Node, _ new: DataValue, _ old: DataValue) -> Bool {
    node.resourceType == .seed
      ? new["checksum"] != old["checksum"] : new["raw_code"] != old["raw_code"]
  }

  /// Where a node lies and how it is grouped are no matter of its configuration.
  private static let ignored: Set<String> = ["alias", "schema", "database", "tags", "group"]

  private func configsDiffer(_ new: DataValue, _ old: DataValue) -> Bool {
    let first = new["unrendered_config"]?.dictionary ?? [:]
    let second = old["unrendered_config"]?.dictionary ?? [:]
    return Set(first.keys).union(second.keys).subtracting(Self.ignored).contains {
      first[$0] != second[$0]
    }
  }

  private func relationDiffers(_ new: DataValue, _ old: DataValue) -> Bool {
    ["database", "schema", "alias"].contains { key in
      new["unrendered_config"]?[key] ?? .null != old["unrendered_config"]?[key] ?? .null
    }
  }

  private func persistedDiffer(_ node: Node, _ new: DataValue, _ old: DataValue) -> Bool {
    let persist = node.config["persist_docs"] ?? .null
    if persist["relation"]?.boolean == true, new["description"] != old["description"] {
      return true
    }
    guard persist["columns"]?.boolean == true else { return false }
    func texts(_ entry: DataValue) -> [String: String] {
      (entry["columns"]?.dictionary ?? [:]).reduce(into: [:]) {
        $0[$1.key] = $1.value["description"]?.string ?? ""
      }
    }
    return texts(new) != texts(old)
  }

  /// Whether a macro that the node calls, or that one of those calls, has other code.
  private func macrosDiffer(_ node: Node) -> Bool {
    var waiting = node.macros
    var seen: Set<String> = []
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted, let macro = manifest.macros.macros[id] else { continue }
      if macro.packageName == MacroIndex.globalPackage { continue }
      if state.macroCode(id) != macro.source { return true }
      waiting += manifest.macros.calls(of: macro)
    }
    return false
  }
}
