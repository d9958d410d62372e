import FoundationEssentials
import OrderedCollections

extension ProjectParser {
  /// Reads models, seeds, snapshots, analyses and singular tests.
  func readCode() throws(TransformError) {
    for project in manifest.projects.values {
      let scan = scan(of: project)
      for file in scan.files(in: project.modelPaths, extensions: [".sql"]) {
        try add(try codeNode(file, .model, of: project))
      }
      for file in scan.files(in: project.snapshotPaths, extensions: [".sql"]) {
        try addSnapshots(file, of: project)
      }
      for file in scan.files(in: project.analysisPaths, extensions: [".sql"]) {
        try add(try codeNode(file, .analysis, of: project))
      }
      for file in scan.files(in: project.testPaths, extensions: [".sql"])
      where !["generic/", "fixtures/"].contains(where: file.relativePath.hasPrefix) {
        try add(try codeNode(file, .test, of: project))
      }
      for file in scan.files(in: project.seedPaths, extensions: [".csv"]) {
        try addSeed(file, of: project)
      }
    }
    for (package, schema) in schemas {
      for declaration in schema.nodes where declaration.section == "snapshots" {
        try addSnapshot(declaration, package: package, schema)
      }
    }
  }

  /// Adds a snapshot that a schema file defines by the relation it is of.
  private func addSnapshot(
    _ declaration: NodeDeclaration, package: String, _ schema: SchemaFile
  ) throws(TransformError) {
    guard let relation = declaration.entry["relation"]?.string else { return }
    let name = declaration.name
    let code = "select * from {{ \(relation) }}"
    var node = Node(
      uniqueID: "snapshot.\(package).\(name)", resourceType: .snapshot, name: name,
      packageName: package, path: name + ".sql", originalPath: schema.path,
      fqn: [package] + Self.folders(of: schema.path) + [name], rawCode: code,
      config: NodeConfig(), location: declaration.location)
    node.checksum = schema.checksum
    try complete(&node, evaluator.staticTemplate(code), section: "snapshots")
    try add(node)
  }

  /// The model, analysis or singular test that a file is.
  func codeNode(
    _ file: ProjectFile, _ type: ResourceType, of project: ProjectConfiguration
  ) throws(TransformError) -> Node {
    let section =
      switch type {
      case .analysis: "analyses"
      case .test: "data_tests"
      default: "models"
      }
    let text = try read(file.originalPath, of: project, as: .code)
    let code = text.trimmed
    let name = file.stem
    let middle = type == .analysis ? ["analysis"] + file.folders : file.folders
    let key = DeclarationKey(package: project.name, section: section, name: name)
    let version = type == .model ? versions[key] : nil
    var node = Node(
      uniqueID: "\(type.rawValue).\(project.name).\(name)", resourceType: type, name: name,
      packageName: project.name, path: file.relativePath, originalPath: file.originalPath,
      fqn: [project.name] + middle + [name], rawCode: code, config: NodeConfig(),
      location: SourceLocation(file: shown(file.originalPath, of: project)))
    if type == .analysis { node.path = "analysis/" + file.relativePath }
    node.firstLine = Self.firstLine(of: text)
    node.checksum = Self.checksum(code.blanksJoined)
    if let version { version.apply(to: &node) }
    try complete(&node, evaluator.staticTemplate(code), section: section, version: version)
    return node
  }

  /// The line on which the text without leading white space begins.
  private static func firstLine(of text: String) -> Int {
    var line = 1
    for byte in text.utf8 {
      if byte == 0x0a { line += 1 } else if byte > 0x20 { break }
    }
    return line
  }

  private func addSnapshots(
    _ file: ProjectFile, of project: ProjectConfiguration
  ) throws(TransformError) {
    let text = try read(file.originalPath, of: project)
    let path = shown(file.originalPath, of: project)
    for block in try BlockScanner.blocks(in: text, kinds: ["snapshot"], file: path) {
      let name = block.header
      var node = Node(
        uniqueID: "snapshot.\(project.name).\(name)", resourceType: .snapshot, name: name,
        packageName: project.name, path: file.relativePath, originalPath: file.originalPath,
        fqn: [project.name] + file.folders + [file.stem, name], rawCode: block.contents,
        config: NodeConfig(), location: SourceLocation(file: path, line: block.line))
      node.firstLine = block.line
      node.checksum = Self.checksum(text.blanksJoined)
      try complete(&node, evaluator.staticTemplate(block.contents), section: "snapshots")
      try add(node)
    }
  }

  private func addSeed(
    _ file: ProjectFile, of project: ProjectConfiguration
  ) throws(TransformError) {
    let name = file.stem
    var node = Node(
      uniqueID: "seed.\(project.name).\(name)", resourceType: .seed, name: name,
      packageName: project.name, path: file.relativePath, originalPath: file.originalPath,
      fqn: [project.name] + file.folders + [name], rawCode: "", config: NodeConfig(),
      location: SourceLocation(file: shown(file.originalPath, of: project)))
    node.checksum = try seedChecksum(file, of: project)
    try complete(&node, nil, section: "seeds")
    try add(node)
  }

  /// The most bytes of a seed whose rows are read to tell whether it has changed.
  static let greatestSeed = 1 << 20

  /// A seed above one mebibyte is known by its path, as reading it all would cost too much.
  private func seedChecksum(
    _ file: ProjectFile, of project: ProjectConfiguration
  ) throws(TransformError) -> String {
    let path = project.root + "/" + file.originalPath
    if let stamp = FileStamp.of(path), stamp.size > Self.greatestSeed {
      note(
        file.originalPath, of: project, as: .large, stamp: stamp, digest: ContentDigest())
      return Self.checksum(file.originalPath)
    }
    return Self.checksum(Self.plain(try read(file.originalPath, of: project)).trimmed)
  }

  /// A text with the ends of lines that Unix has.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(0x0d) else { return text }
    var previous: UInt8 = 0
    let bytes: [UInt8] = text.utf8.compactMap { byte in
      defer { previous = byte }
      if byte == 0x0a, previous == 0x0d { return nil }
      return byte == 0x0d ? 0x0a : byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Lays configuration, description and columns over the node, and takes from its code what it
  /// refers to.
  func complete(
    _ node: inout Node, _ template: StaticTemplate?, section: String, version: ModelVersion? = nil
  ) throws(TransformError) {
    node.isStatic = template != nil
    let key = DeclarationKey(package: node.packageName, section: section, name: node.name)
    let declaration = version?.declaration ?? declarations[key]
    if let template {
      var calls = NodeConfig()
      for call in template.configCalls { calls.lay(call) }
      apply(to: &node, declaration, calls: calls.values, of: template)
      for part in template.parts {
        switch part {
        case .reference(let reference): node.references.append(reference)
        case .source(let source): node.sources.append(source)
        case .text: break
        }
      }
    } else if node.resourceType != .seed {
      apply(to: &node, declaration, calls: [:])
      let calls = try evaluator.evaluate(&node)
      apply(to: &node, declaration, calls: calls)
    } else {
      apply(to: &node, declaration, calls: [:])
    }
    try evaluator.evaluateHooks(of: &node)
    if let declaration {
      usedDeclarations.insert(key)
      try describe(&node, declaration)
      node.patchPath = declarationFiles[key].map { "\(node.packageName)://\($0)" }
      try checkConstraints(&node, at: declaration.location)
    }
  }

  private func apply(
    to node: inout Node, _ declaration: NodeDeclaration?, calls: DataValue.Dictionary,
    of template: StaticTemplate? = nil
  ) {
    let patch = declaration?.config ?? [:]
    node.config = tree.config(
      node.resourceType, package: node.packageName, fqn: node.fqn, patch: patch, calls: calls)
    node.config.settleFailures(of: node.resourceType)
    if let begin = node.config.text("begin").flatMap(EventTime.date) {
      node.config["begin"] = .string(EventTime.isoText(begin))
    }
    if patch["tags"] != nil {
      let own = tree.config(
        node.resourceType, package: node.packageName, fqn: node.fqn, calls: calls)
      node.tagOrder = Array(
        OrderedSet((own["tags"]?.stringList ?? []) + (node.config["tags"]?.stringList ?? [])))
    }
    var written = tree.written(node.resourceType, package: node.packageName, fqn: node.fqn)
    // dbt lays what was written over what it means, and there lists append: they come out twice.
    let both = patch.merged(deeply: declaration?.writtenConfig ?? [:])
    for (key, value) in both { written[key] = value }
    let own = writtenCalls(of: node, template, hasDeclaration: declaration != nil, calls)
    for (key, value) in own {
      written[key] = value
    }
    if node.packageName != manifest.project.name {
      let over = tree.written(
        node.resourceType, package: manifest.project.name, fqn: node.fqn)
      for (key, value) in over { written[key] = value }
    }
    node.unrenderedConfig = written
  }

  /// What dbt keeps of the node's `config(…)` calls: of a template that it reads without Jinja the
  /// values, else the text of the first call.
  private func writtenCalls(
    of node: Node, _ template: StaticTemplate?, hasDeclaration: Bool, _ calls: DataValue.Dictionary
  ) -> DataValue.Dictionary {
    guard !calls.isEmpty else { return [:] }
    if let template, template.isExtractable, node.resourceType == .model {
      guard !hasDeclaration else { return calls }
      var last = calls
      for call in template.configCalls {
        for (key, value) in call { last[key] = value }
      }
      return last
    }
    let written = ConfigCallText.arguments(in: node.rawCode)
    return written.isEmpty ? calls : written
  }

  private func describe(
    _ node: inout Node, _ declaration: NodeDeclaration
  ) throws(TransformError) {
    let described = try evaluator.description(
      declaration.description, package: node.packageName, docs: manifest.docs,
      at: declaration.location)
    node.description = described.text
    node.docBlocks = described.blocks
    node.columns = try columns(declaration.columns, package: node.packageName)
    node.constraints = declaration.entry["constraints"]?.data.list ?? []
    node.deprecationDate = declaration.entry["deprecation_date"]?.data.pythonString
    if let date = node.deprecationDate, EventTime.date(date) == nil {
      throw TransformError(
        .yaml, "'\(date)' is not a date", hint: "write it like 2030-12-31",
        at: declaration.entry["deprecation_date"]?.location)
    }
  }

  /// The columns of a declaration with their descriptions rendered.
  func columns(
    _ declarations: [ColumnDeclaration], package: String
  ) throws(TransformError) -> OrderedDictionary<String, ColumnDescription> {
    var columns = OrderedDictionary<String, ColumnDescription>()
    for declaration in declarations {
      var column = ColumnDescription(name: declaration.name)
      let described = try evaluator.description(
        declaration.description, package: package, docs: manifest.docs, at: declaration.location)
      column.description = described.text
      column.docBlocks = described.blocks
      column.dataType = declaration.dataType
      column.meta = declaration.meta
      column.tags = declaration.tags
      column.isQuoted = declaration.isQuoted
      column.constraints = declaration.constraints
      columns[declaration.name] = column
    }
    return columns
  }

  /// Adds a node, or puts it aside when it is disabled.
  ///
  /// - Throws: ``TransformError`` of kind `duplicate` where one of its identity exists.
  func add(_ node: Node) throws(TransformError) {
    guard node.config.isEnabled else {
      manifest.disabled.append(node)
      return
    }
    try checkSettings(of: node)
    if let other = manifest.nodes[node.uniqueID] {
      throw TransformError(
        .duplicate,
        "two \(node.resourceType.rawValue)s are called \"\(node.name)\"",
        hint: "the other is \(other.originalPath); a ref could mean either, so rename one",
        at: node.location)
    }
    manifest.nodes[node.uniqueID] = node
  }

  /// The statements of `on-run-start` and `on-run-end`, each a node of its own.
  func readHooks() throws(TransformError) {
    for project in manifest.projects.values {
      for (section, statements) in [
        ("on-run-start", project.onRunStart), ("on-run-end", project.onRunEnd),
      ] {
        for (index, statement) in statements.enumerated() {
          let name = "\(project.name)-\(section)-\(index)"
          var node = Node(
            uniqueID: "operation.\(project.name).\(name)", resourceType: .operation, name: name,
            packageName: project.name, path: "hooks/\(name).sql",
            originalPath: "./dbt_project.yml", fqn: [project.name, "hooks", name],
            rawCode: statement, config: NodeConfig(),
            location: SourceLocation(file: ProjectConfiguration.fileName))
          node.config = tree.config(.operation, package: project.name, fqn: node.fqn)
          node.unrenderedConfig = tree.written(.operation, package: project.name, fqn: node.fqn)
          node.tagOrder = Array(OrderedSet([section] + node.tags))
          node.index = index
          node.checksum = project.fileChecksum
          let template = evaluator.staticTemplate(statement)
          node.isStatic = template != nil
          if template == nil { _ = try evaluator.evaluate(&node) }
          for part in template?.parts ?? [] {
            switch part {
            case .reference(let reference): node.references.append(reference)
            case .source(let source): node.sources.append(source)
            case .text: break
            }
          }
          try add(node)
        }
      }
    }
  }
}
