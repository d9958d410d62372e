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

  /// Whether a node that is not the only one of its file asked for the time.
  var hasTimedStructure: Bool {
    evaluator.timed.contains { id in
      guard let node = manifest.nodes[id] ?? manifest.disabled.first(where: { $0.uniqueID == id })
      else { return true }
      return !node.isFile || node.packageName != manifest.project.name
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
    manifest.selectors = try SelectorDefinitions.load(root: manifest.project.root).entries
  }

  func parsed(_ note: String) -> Parsed {
    Parsed(manifest: manifest, warnings: warnings, note: note)
  }

  /// Reads code of the root project anew that changed since the rest was parsed.
  ///
  /// - Parameter paths: The files, each the code of one node.
  /// - Returns: Whether the rest holds as it is: not if a node comes, goes, or is another to those
  ///   that refer to it.
  /// - Throws: ``TransformError`` as parsing does.
  func readAgain(_ paths: Set<String>) throws(TransformError) -> Bool {
    let project = manifest.project
    let whole = manifest
    var old: [Node] = []
    for node in whole.nodes.values
    where node.isFile && node.packageName == project.name && paths.contains(node.originalPath) {
      old.append(node)
    }
    guard old.count == paths.count else { return false }
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
      guard let file = projectFile(of: node) else { return false }
      var new = try codeNode(file, node.resourceType, of: project)
      new.primaryKey = node.primaryKey
      try name(&new)
      guard new.config.isEnabled, new.isSame(toOthersAs: node) else { return false }
      try checkGroup(of: new)
      manifest.nodes[new.uniqueID] = new
      changed.append(new)
    }
    let index = ReferenceIndex(manifest)
    for node in changed where node.references.count + node.sources.count > 0 {
      let parents = try parents(of: node, with: index)
      manifest.nodes[node.uniqueID]?.dependsOn = parents
    }
    return true
  }

  /// Reads what schema files say of nodes.
  private func readDeclarations(of nodes: [Node]) throws(TransformError) {
    let project = manifest.project
    let scheme = project.name + "://"
    let paths = OrderedSet(nodes.compactMap(\.patchPath).filter { $0.hasPrefix(scheme) })
    let renderer = evaluator.schemaRenderer(package: project.name)
    for path in paths {
      let path = String(path.dropFirst(scheme.count))
      let text = try read(path, of: project)
      try declare(
        try SchemaFile(text: text, path: path, renderer: renderer), package: project.name)
    }
  }

  /// The file that a node is the code of, as a search finds it.
  private func projectFile(of node: Node) -> ProjectFile? {
    let project = manifest.project
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
