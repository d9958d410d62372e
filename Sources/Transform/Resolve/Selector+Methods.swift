import FoundationEssentials
import OrderedCollections

extension Selector {
  /// The nodes that the method of `criterion` finds, before any walk.
  func matches(_ criterion: SelectionCriterion) -> Set<Int> {
    let value = criterion.value
    switch criterion.method {
    case "fqn":
      return subjects {
        $0.type != .operation
          && FullyQualifiedName.matches($0.fqn, value, version: $0.version)
      }
    case "tag":
      let glob = Glob(value)
      return subjects { $0.tags.contains { glob.matches($0) } }
    case "path": return matchPath(value)
    case "file":
      let glob = Glob(value)
      return subjects { subject in
        let name = subject.path.split(separator: "/").last.map(String.init) ?? ""
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        return glob.matches(name) || glob.matches(stem)
      }
    case "package":
      let glob = Glob(value == "this" ? manifest.project.name : value)
      return subjects { glob.matches($0.package) }
    case "config": return matchConfig(criterion.methodArguments, value)
    case "resource_type": return subjects { $0.type.rawValue == value }
    case "source": return matchSource(value)
    case "exposure":
      let name = PackagedName(value)
      return subjects { $0.type == .exposure && name.matches($0.fqn.last ?? "", of: $0.package) }
    case "test_name":
      let glob = Glob(value)
      return nodePositions { node in
        node.resourceType == .test && (node.test.map { glob.matches($0.name) } ?? false)
      }
    case "test_type": return matchTestType(value)
    case "group":
      let glob = Glob(value)
      return subjects { $0.config.text("group").map { glob.matches($0) } ?? false }
    case "access":
      return nodePositions { $0.resourceType == .model && $0.config.text("access") == value }
    case "version": return matchVersion(value)
    case "unit_test":
      let name = PackagedName(value)
      return nodePositions {
        $0.resourceType == .unitTest && name.matches($0.name, of: $0.packageName)
      }
    case "state": return matchState(value)
    case "result":
      return positions { state?.statuses[$0] == value }
    case "source_status": return matchSourceStatus(value)
    default: return []
    }
  }

  private func positions(where isMatch: (String) -> Bool) -> Set<Int> {
    Set(graph.ids.indices.filter { isMatch(graph.ids[$0]) })
  }

  private func matchVersion(_ value: String) -> Set<Int> {
    nodePositions { node in
      guard node.resourceType == .model else { return false }
      guard let version = node.version, let latest = node.latestVersion else {
        return value == "none"
      }
      switch value {
      case "latest": return version.pythonString == latest.pythonString
      case "old", "prerelease":
        guard let number = Double(version.pythonString), let last = Double(latest.pythonString)
        else {
          return (version.pythonString < latest.pythonString) == (value == "old")
            && version.pythonString != latest.pythonString
        }
        return value == "old" ? number < last : number > last
      default: return false
      }
    }
  }

  private func matchState(_ value: String) -> Set<Int> {
    guard let state else { return [] }
    let comparison = StateComparison(manifest: manifest, state: state)
    let parts = value.split(separator: ".", maxSplits: 1).map(String.init)
    let aspect = parts.count > 1 ? parts[1] : nil
    return positions { id in
      if manifest.nodes[id]?.resourceType == .operation { return false }
      switch parts.first {
      case "new": return comparison.isNew(id)
      case "old": return !comparison.isNew(id)
      case "modified":
        return comparison.isNew(id)
          ? comparison.isNewly(id, aspect) : comparison.isModified(id, aspect)
      case "unmodified": return !comparison.isNew(id) && !comparison.isModified(id, nil)
      default: return false
      }
    }
  }

  private func matchSourceStatus(_ value: String) -> Set<Int> {
    guard value == "fresher", let state,
      let document = ProjectState.document(manifest.project.targetFolder + "/sources.json")
    else { return [] }
    var fresher: Set<String> = []
    for result in document["results"]?.list ?? [] {
      guard let id = result["unique_id"]?.string, let newest = result["max_loaded_at"]?.string
      else { continue }
      if state.freshness[id].map({ $0 < newest }) ?? true { fresher.insert(id) }
    }
    return positions { fresher.contains($0) }
  }

  private struct Subject {
    var type: ResourceType
    var package: String
    var path: String
    var fqn: [String]
    var tags: [String]
    var config: NodeConfig
    var version: DataValue?
    /// The YAML file that describes it, below its project's folder.
    var patchPath: String?
  }

  private func subjects(where isMatch: (Subject) -> Bool) -> Set<Int> {
    var result: Set<Int> = []
    for (position, id) in graph.ids.enumerated() {
      guard let subject = subject(id), isMatch(subject) else { continue }
      result.insert(position)
    }
    return result
  }

  private func subject(_ id: String) -> Subject? {
    if let node = manifest.nodes[id] {
      return Subject(
        type: node.resourceType, package: node.packageName, path: node.originalPath,
        fqn: node.fqn, tags: node.tags, config: node.config, version: node.version,
        patchPath: node.patchPath?.split(separator: ":", maxSplits: 1).last
          .map { String($0.dropFirst(2)) })
    }
    if let table = manifest.sources[id] {
      return Subject(
        type: .source, package: table.packageName, path: table.path, fqn: table.fqn,
        tags: table.tags, config: table.config)
    }
    guard let exposure = manifest.exposures[id] else { return nil }
    return Subject(
      type: .exposure, package: exposure.packageName, path: exposure.path, fqn: exposure.fqn,
      tags: exposure.tags, config: exposure.config)
  }

  private func nodePositions(where isMatch: (Node) -> Bool) -> Set<Int> {
    var result: Set<Int> = []
    for node in manifest.nodes.values where isMatch(node) {
      if let position = graph.positions[node.uniqueID] { result.insert(position) }
    }
    return result
  }

  private func matchPath(_ value: String) -> Set<Int> {
    var path = value
    if path.hasPrefix("./") { path.removeFirst(2) }
    path = path.trimmingSuffix { $0 == "/" }
    guard Glob.isPattern(path) else {
      return subjects {
        $0.path == path || $0.path.hasPrefix(path + "/") || $0.patchPath == path
      }
    }
    let glob = Glob(path, crossesFolders: false)
    return subjects { subject in
      if let patch = subject.patchPath, glob.matches(patch) { return true }
      var prefix = ""
      for part in subject.path.split(separator: "/") {
        prefix += prefix.isEmpty ? String(part) : "/" + part
        if glob.matches(prefix) { return true }
      }
      return false
    }
  }

  private func matchConfig(_ path: [String], _ value: String) -> Set<Int> {
    subjects { subject in
      guard subject.type != .exposure else { return false }
      var current: DataValue = .dictionary(subject.config.values)
      for key in path {
        guard let next = current[key] else { return false }
        current = next
      }
      switch current {
      case .list(let members): return members.contains { Self.isEqual($0, value) }
      case .dictionary: return false
      default: return Self.isEqual(current, value)
      }
    }
  }

  private static func isEqual(_ setting: DataValue, _ value: String) -> Bool {
    if case .boolean(let flag) = setting { return value.lowercased() == (flag ? "true" : "false") }
    return setting.string == value
  }

  private func matchSource(_ value: String) -> Set<Int> {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let globs: (package: Glob, source: Glob, table: Glob)
    switch parts.count {
    case 1: globs = (Glob("*"), Glob(parts[0]), Glob("*"))
    case 2: globs = (Glob("*"), Glob(parts[0]), Glob(parts[1]))
    case 3:
      let package = parts[0] == "this" ? manifest.project.name : parts[0]
      globs = (Glob(package), Glob(parts[1]), Glob(parts[2]))
    default: return []
    }
    var result: Set<Int> = []
    for table in manifest.sources.values {
      guard globs.package.matches(table.packageName), globs.source.matches(table.sourceName),
        globs.table.matches(table.name), let position = graph.positions[table.uniqueID]
      else { continue }
      result.insert(position)
    }
    return result
  }

  private func matchTestType(_ value: String) -> Set<Int> {
    nodePositions { node in
      guard node.resourceType == .test else { return false }
      switch value {
      case "generic", "schema": return node.test != nil
      case "singular": return node.test == nil
      case "data": return true
      default: return false
      }
    }.union(value == "unit" ? nodePositions { $0.resourceType == .unitTest } : [])
  }
}

/// A name as selections write it, with or without the package before it.
private struct PackagedName {
  private let package: Glob
  private let name: Glob

  init(_ value: String) {
    let parts = value.split(separator: ".", maxSplits: 1).map(String.init)
    package = Glob(parts.count == 2 ? parts[0] : "*")
    name = Glob(parts.last ?? value)
  }

  func matches(_ name: String, of package: String) -> Bool {
    self.name.matches(name) && self.package.matches(package)
  }
}

/// Comparison of a node's fully qualified name with what a selection says.
enum FullyQualifiedName {
  /// Whether `selector` names the node: by its name, by the beginning of its path of packages and
  /// folders joined by dots, with or without the package, or by a pattern of these.
  /// The last part of a versioned model is its version, the one before it its name.
  static func matches(_ fqn: [String], _ selector: String, version: DataValue? = nil) -> Bool {
    if version != nil, fqn.count > 1 {
      let name = fqn[fqn.count - 2]
      let last = fqn[fqn.count - 1]
      if selector == name || selector == "\(name).\(last)" || selector == "\(name)_\(last)" {
        return true
      }
    }
    if version != nil, fqn.count > 1, Glob.isPattern(selector) {
      return isSelected(fqn[...], selector, leaf: fqn[fqn.count - 2])
        || isSelected(fqn.dropFirst(), selector, leaf: fqn[fqn.count - 2])
    }
    return isSelected(fqn[...], selector) || isSelected(fqn.dropFirst(), selector)
  }

  private static func isSelected(
    _ fqn: ArraySlice<String>, _ selector: String, leaf: String? = nil
  ) -> Bool {
    guard let name = fqn.last else { return false }
    if name == selector { return true }
    let isPattern = Glob.isPattern(selector)
    if !isPattern, let first = fqn.first, !selector.hasPrefix(first.prefix { $0 != "." }) {
      return false
    }
    let parts = selector.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let flat = fqn.flatMap { $0.split(separator: ".", omittingEmptySubsequences: false) }
      .map(String.init)
    guard flat.count >= parts.count else { return false }
    for (index, part) in parts.enumerated() {
      if Glob.isPattern(part) {
        let rest = Glob(parts[index...].joined(separator: "."))
        // A pattern without a dot may also be of the name alone, however deep it lies.
        return rest.matches(flat[index...].joined(separator: "."))
          || (parts.count == 1 && rest.matches(leaf ?? name))
      }
      if flat[index] != part { return false }
    }
    return true
  }
}
