import OrderedCollections

extension ProjectParser {
  /// What was read of the world.
  var inputs: ParseInputs {
    var result = ParseInputs()
    let timed = timedFiles
    result.files = files.values.sorted { ($0.package, $0.path) < ($1.package, $1.path) }
    for index in result.files.indices where result.files[index].role == .code {
      let file = result.files[index]
      let key = FileKey(package: file.package, path: file.path)
      if timed.contains(key) { result.files[index].role = .timedCode }
    }
    for project in manifest.projects.values {
      var seen: Set<ParseInputs.Listing> = []
      for listing in scans[project.root]?.listings ?? [] {
        let entry = ParseInputs.Listing(
          package: project.name, paths: listing.paths, extensions: listing.extensions,
          found: listing.found)
        if seen.insert(entry).inserted { result.listings.append(entry) }
      }
    }
    result.variables = (options.reads?.variables ?? []).map {
      ParseInputs.Variable(
        name: $0, digest: ParseInputs.Variable.digest(options.environment[$0]))
    }
    result.hasTimedHooks = manifest.nodes.values.contains {
      $0.resourceType == .operation && evaluator.timed.contains($0.uniqueID)
    }
    return result
  }

  /// The same, where most was read by an earlier parse.
  func inputs(over earlier: ParseInputs) -> ParseInputs {
    var result = earlier
    let own = inputs
    var byKey: [FileKey: ParseInputs.File] = [:]
    for file in own.files where file.role != .structure {
      byKey[FileKey(package: file.package, path: file.path)] = file
    }
    for index in result.files.indices {
      let file = result.files[index]
      if let newer = byKey[FileKey(package: file.package, path: file.path)] {
        result.files[index] = newer
      }
    }
    result.hasTimedHooks = own.hasTimedHooks
    let known = Set(earlier.variables.map(\.name))
    result.variables += own.variables.filter { !known.contains($0.name) }
    return result
  }

  /// The files of code whose node asked for the time.
  private var timedFiles: Set<FileKey> {
    guard !evaluator.timed.isEmpty else { return [] }
    var result: Set<FileKey> = []
    for node in Array(manifest.nodes.values) + manifest.disabled
    where node.isFile && evaluator.timed.contains(node.uniqueID) {
      result.insert(FileKey(package: node.packageName, path: node.originalPath))
    }
    return result
  }

  /// Whether a node that is neither the only one of its file nor a hook asked for the time.
  var hasTimedStructure: Bool {
    evaluator.timed.contains { id in
      guard let node = manifest.nodes[id] ?? manifest.disabled.first(where: { $0.uniqueID == id })
      else { return true }
      return !node.isFile && node.resourceType != .operation
    }
  }

  /// What has been parsed, as bytes.
  func state() throws(StateFault) -> [UInt8] {
    var archive = StateWriter()
    var manifest = manifest
    var warnings = warnings
    try manifest.pass(through: &archive)
    try archive.value(&warnings)
    return archive.finished()
  }

  /// Takes up what ``state()`` wrote.
  func take(_ state: [UInt8]) throws {
    var archive = try StateReader(state)
    try manifest.pass(through: &archive)
    try archive.value(&warnings)
    guard archive.isAtEnd else { throw StateFault("something follows") }
    manifest.selectors = try SelectorDefinitions.load(
      root: manifest.project.root,
      renderer: .early(options: options, target: manifest.profile)
    ).entries
  }

  func parsed(_ note: String) -> Parsed {
    Parsed(manifest: manifest, warnings: warnings, note: note)
  }

  /// Reads code anew that changed since the rest was parsed.
  ///
  /// - Parameters:
  ///   - files: The files, each the code of one node.
  ///   - hooks: Whether the hooks of whole runs are read anew too.
  /// - Returns: Whether the rest holds as it is: not if a node comes, goes, or is another to those
  ///   that refer to it.
  /// - Throws: ``TransformError`` as parsing does.
  func readAgain(_ files: Set<FileKey>, hooks: Bool) throws(TransformError) -> Bool {
    let whole = manifest
    let old = whole.nodes.values.filter {
      $0.isFile && files.contains(FileKey(package: $0.packageName, path: $0.originalPath))
    }
    guard old.count == files.count else { return false }
    // Templates see macros only while they are parsed.
    manifest.nodes = [:]
    manifest.sources = [:]
    manifest.exposures = [:]
    manifest.groups = [:]
    manifest.docs = [:]
    evaluator.begin(manifest)
    manifest = whole
    try readDeclarations(of: old)
    var changed: [Node] = []
    for node in old {
      guard let project = manifest.projects[node.packageName],
        let file = file(of: node, in: project)
      else { return false }
      var new = try codeNode(file, node.resourceType, of: project)
      new.primaryKey = node.primaryKey
      try name(&new)
      guard new.config.isEnabled, new.isSame(toOthersAs: node) else { return false }
      try checkGroup(of: new)
      manifest.nodes[new.uniqueID] = new
      changed.append(new)
    }
    if hooks {
      guard !manifest.disabled.contains(where: { $0.resourceType == .operation }) else {
        return false
      }
      changed += try hooksReadAgain()
    }
    let index = ReferenceIndex(manifest)
    for node in changed where node.references.count + node.sources.count > 0 {
      let parents = try parents(of: node, with: index)
      manifest.nodes[node.uniqueID]?.dependsOn = parents
    }
    let hasSameParents = old.allSatisfy {
      manifest.nodes[$0.uniqueID]?.dependsOn == $0.dependsOn
    }
    rereadAlone = hasSameParents && !hooks ? old.map(\.uniqueID) : nil
    return true
  }

  /// The hooks of whole runs, which come after all other nodes.
  private func hooksReadAgain() throws(TransformError) -> [Node] {
    manifest.nodes.removeAll { $0.value.resourceType == .operation }
    try readHooks()
    var result: [Node] = []
    for index in manifest.nodes.values.indices
    where manifest.nodes.values[index].resourceType == .operation {
      var hook = manifest.nodes.values[index]
      try name(&hook)
      manifest.nodes.values[index] = hook
      result.append(hook)
    }
    return result
  }

  /// Reads what schema files say of nodes.
  private func readDeclarations(of nodes: [Node]) throws(TransformError) {
    for (package, project) in manifest.projects {
      let scheme = package + "://"
      let own = nodes.filter { $0.packageName == package }.compactMap(\.patchPath)
      let renderer = evaluator.schemaRenderer(package: package)
      for patch in OrderedSet(own) where patch.hasPrefix(scheme) {
        let path = String(patch.dropFirst(scheme.count))
        let text = try read(path, of: project)
        let schema = try SchemaFile(
          text: text, path: path, shown: shown(path, of: project), renderer: renderer)
        try declare(schema, package: package)
      }
    }
  }

  /// The file that a node is the code of, as a search finds it.
  private func file(of node: Node, in project: ProjectConfiguration) -> ProjectFile? {
    let folders: [String]
    var below = node.path
    switch node.resourceType {
    case .model: folders = project.modelPaths
    case .test: folders = project.testPaths
    case .analysis:
      folders = project.analysisPaths
      below = String(below.dropFirst("analysis/".count))
    default: return nil
    }
    return folders.lazy.map { folder in
      ProjectFile(searchedPath: folder.trimmingSuffix { $0 == "/" }, relativePath: below)
    }
    .first { $0.originalPath == node.originalPath }
  }
}

extension Node {
  /// Whether the node is the whole of a file of code.
  fileprivate var isFile: Bool {
    [.model, .analysis, .test].contains(resourceType) && test == nil
  }

  /// Whether nothing differs that other nodes of a project depend on while it is parsed.
  fileprivate func isSame(toOthersAs other: Node) -> Bool {
    uniqueID == other.uniqueID && version == other.version
      && latestVersion == other.latestVersion && database == other.database
      && schema == other.schema && alias == other.alias && isEphemeral == other.isEphemeral
      && config["access"] == other.config["access"] && config["group"] == other.config["group"]
  }
}
