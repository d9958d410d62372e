import Crypto
import FoundationEssentials
import Jinja
import OrderedCollections

/// Reads a project and its packages into a ``Manifest``.
///
/// The order is dbt's: configuration, macros, docs, code, schema files, then what needs all of
/// them: names, tests and references.
final class ProjectParser {
  let options: ProjectOptions
  var manifest: Manifest
  let evaluator: ParseEvaluator
  var tree: ConfigurationTree
  /// What is worth saying that does not stop the project from being read.
  var warnings: [TransformError] = []
  /// Schema files with the package they belong to.
  var schemas: [(package: String, file: SchemaFile)] = []
  var declarations: [DeclarationKey: NodeDeclaration] = [:]
  var declarationFiles: [DeclarationKey: String] = [:]
  /// The versions of models by the names of the files that may define them.
  var versions: [DeclarationKey: ModelVersion] = [:]
  var usedDeclarations: Set<DeclarationKey> = []
  private(set) var scans: [String: FileScan] = [:]
  /// The files read so far, by package and path.
  private(set) var files: [FileKey: ParseInputs.File] = [:]

  /// What a file is known by.
  struct FileKey: Hashable {
    var package: String
    var path: String
  }

  /// What a schema file's entry is found by.
  struct DeclarationKey: Hashable {
    var package: String
    var section: String
    var name: String
  }

  /// The nodes that were read again, where nothing but their own entries is other for it.
  var rereadAlone: [String]?

  init(_ reading: ProjectReading) {
    options = reading.options
    manifest = Manifest(project: reading.project, profile: reading.profile)
    manifest.projects = reading.projects
    var byName: [String: ProjectConfiguration] = [:]
    for (name, project) in reading.projects { byName[name] = project }
    tree = ConfigurationTree(projects: byName, root: reading.project.name)
    evaluator = ParseEvaluator(options: options, profile: reading.profile)
  }

  /// What came of reading a project.
  struct Parsed {
    var manifest: Manifest
    var warnings: [TransformError]
    /// How much of it an earlier parse gave, for the log.
    var note: String
    /// What was taken up of an earlier parse, where all but the code of some nodes was.
    var reuse: ParseReuse?
  }

  /// Reads the project that `options` name, or what an earlier parse left of it where nothing has
  /// changed since.
  ///
  /// - Throws: ``TransformError`` at the place of the user's mistake.
  static func parse(_ options: ProjectOptions) throws(TransformError) -> Parsed {
    let reading = try ProjectReading(options)
    let saved = SavedParse(reading)
    let note: String
    switch saved.restored() {
    case .whole(let parsed): return parsed
    case .none(let reason): note = reason
    }
    let start = FileStamp.now
    let parser = ProjectParser(reading)
    try parser.readAll()
    saved.save(parser, startedAt: start)
    return Parsed(manifest: parser.manifest, warnings: parser.warnings, note: note)
  }

  private func readAll() throws(TransformError) {
    try readMacros()
    evaluator.begin(manifest)
    try readDocs()
    try readSchemas()
    try readCode()
    try readSources()
    try readTests()
    try readUnitTests()
    findPrimaryKeys()
    try readExposuresAndGroups()
    try readHooks()
    try nameRelations()
    try resolveReferences()
    manifest.selectors = try SelectorDefinitions.load(
      root: manifest.project.root,
      renderer: .early(options: options, target: manifest.profile)
    ).entries
    warnOfUnusedDeclarations()
  }

  /// The project's own configuration and the connection it names.
  ///
  /// - Throws: ``TransformError`` where either is missing or cannot mean anything.
  static func configuration(
    _ options: ProjectOptions
  ) throws(TransformError) -> (project: ProjectConfiguration, profile: Profile) {
    // What depends on the target cannot be rendered before the profile is known, and what names
    // the profile does not depend on it.
    let fileVariables = try ProjectConfiguration.fileVariables(root: options.projectFolder)
    var seen = options
    seen.variables.merge(fileVariables) { own, _ in own }
    let early = YAMLRenderer.early(options: seen, target: nil).lenient
    var project = try ProjectConfiguration.load(root: options.projectFolder, renderer: early)
    // What a profile reads of the environment counts as far as templates see of the profile.
    var unobserved = options
    unobserved.reads = nil
    let profile = try loadProfile(
      project, options: options,
      renderer: YAMLRenderer.early(options: unobserved, target: nil, givesSecrets: true).lenient)
    let renderer = YAMLRenderer.early(options: seen, target: profile)
    project = try ProjectConfiguration.load(root: options.projectFolder, renderer: renderer)
    try project.take(fileVariables: fileVariables)
    if let path = options.targetPath ?? options.environment["DBT_TARGET_PATH"] {
      project.targetPath = path
    }
    return (project, profile)
  }

  private static func loadProfile(
    _ project: ProjectConfiguration, options: ProjectOptions, renderer: YAMLRenderer
  ) throws(TransformError) -> Profile {
    let folder = Profile.folder(
      named: options.profilesFolder, projectRoot: options.projectFolder,
      environment: options.environment)
    let isThere = FileManager.default.fileExists(atPath: folder + "/profiles.yml")
    if options.allowsMissingProfile, !isThere {
      return Profile.lake(database: options.database, threads: options.threads ?? 4)
    }
    guard let name = options.profileName ?? project.profileName else {
      throw TransformError(
        .configuration, "the project names no profile",
        hint: "add `profile: name` to dbt_project.yml, or use --profile",
        at: SourceLocation(file: ProjectConfiguration.fileName))
    }
    var profile = try Profile.load(
      folder: folder, name: name, target: options.target, database: options.database,
      renderer: renderer)
    if let threads = options.threads { profile.threads = max(1, threads) }
    return profile
  }

  /// The text of a file of a project.
  ///
  /// - Throws: ``TransformError`` of kind `file` where it cannot be read as UTF-8.
  func read(
    _ path: String, of project: ProjectConfiguration, as role: ParseInputs.Role = .structure
  ) throws(TransformError) -> String {
    guard let read = FileText.stamped(project.root + "/" + path) else {
      throw TransformError(
        .file, "could not read the file as UTF-8 text", at: SourceLocation(file: path))
    }
    let digest = ContentDigest(of: read.text)
    note(path, of: project, as: role, stamp: read.stamp, digest: digest)
    return read.text
  }

  /// Records that a file was read. One that has more than one role, or was written between two
  /// readings, is more than the code of one node.
  func note(
    _ path: String, of project: ProjectConfiguration, as role: ParseInputs.Role,
    stamp: FileStamp, digest: ContentDigest
  ) {
    let key = FileKey(package: project.name, path: path)
    var file = ParseInputs.File(
      package: project.name, path: path, role: role, stamp: stamp, digest: digest)
    if let earlier = files[key] {
      file.role = .structure
      if earlier.digest != digest { file.stamp = FileStamp() }
    }
    files[key] = file
  }

  /// The files of a project.
  func scan(of project: ProjectConfiguration) -> FileScan {
    if let known = scans[project.root] { return known }
    let scan = FileScan(root: project.root)
    scans[project.root] = scan
    return scan
  }

  /// The path of a file as errors and artifacts show it: below the root project for a package.
  func shown(_ path: String, of project: ProjectConfiguration) -> String {
    guard project.root != manifest.project.root,
      project.root.hasPrefix(manifest.project.root + "/")
    else { return path }
    return project.root.dropFirst(manifest.project.root.count + 1) + "/" + path
  }

  /// SHA-256 of a text's UTF-8, in hexadecimal.
  static func checksum(_ text: String) -> String {
    var text = text
    return text.withUTF8 { SHA256.hash(data: $0) }.hexadecimal
  }

  private func readMacros() throws(TransformError) {
    for (path, source) in GlobalProject.files {
      try addMacros(source, package: MacroIndex.globalPackage, path: path)
    }
    for project in manifest.projects.values {
      let scan = scan(of: project)
      var files = scan.files(in: project.macroPaths, extensions: [".sql"])
      files += scan.files(in: project.testPaths.map { $0 + "/generic" }, extensions: [".sql"])
      for file in files {
        let text = try read(file.originalPath, of: project)
        try addMacros(text, package: project.name, path: shown(file.originalPath, of: project))
      }
    }
  }

  private func addMacros(
    _ text: String, package: String, path: String
  ) throws(TransformError) {
    let blocks = try BlockScanner.blocks(
      in: text, kinds: MacroDefinition.blockKinds, file: path)
    for block in blocks {
      try manifest.macros.add(try MacroDefinition(block, package: package, path: path))
    }
  }

  private func readDocs() throws(TransformError) {
    for project in manifest.projects.values {
      let scan = scan(of: project)
      for file in scan.files(in: project.docsPaths, extensions: [".md"]) {
        let text = try read(file.originalPath, of: project)
        guard text.contains("{%") else { continue }
        let path = shown(file.originalPath, of: project)
        for block in try BlockScanner.blocks(in: text, kinds: ["docs"], file: path) {
          let id = "doc.\(project.name).\(block.header)"
          if let other = manifest.docs[id] {
            throw TransformError(
              .duplicate, "two docs blocks are called \"\(block.header)\"",
              hint: "the other is in \(other.originalPath)",
              at: SourceLocation(file: path, line: block.line))
          }
          manifest.docs[id] = DocBlock(
            uniqueID: id, name: block.header, packageName: project.name,
            path: file.relativePath, originalPath: file.originalPath,
            contents: try Self.rendered(block, at: path))
        }
      }
    }
  }

  /// The text of a docs block; templates in it see nothing.
  private static func rendered(
    _ block: TemplateBlock, at path: String
  ) throws(TransformError) -> String {
    guard YAMLRenderer.isTemplate(block.contents) else { return block.contents.trimmed }
    do {
      let template = try Environment().compile(block.contents, name: path)
      return try template.render(Variables { _ in nil }).trimmed
    } catch {
      throw TransformError.template(error).placed(at: SourceLocation(file: path, line: block.line))
    }
  }

  private func readSchemas() throws(TransformError) {
    for project in manifest.projects.values {
      let paths =
        project.modelPaths + project.seedPaths + project.snapshotPaths + project.analysisPaths
        + project.macroPaths + project.testPaths
      let files = scan(of: project).files(
        in: Array(OrderedSet(paths)), extensions: [".yml", ".yaml"])
      let renderer = evaluator.schemaRenderer(package: project.name)
      for file in files {
        let text = try read(file.originalPath, of: project)
        let path = file.originalPath
        let schema = try SchemaFile(
          text: text, path: path, shown: shown(path, of: project), renderer: renderer)
        schemas.append((project.name, schema))
        try declare(schema, package: project.name)
      }
    }
  }

  /// Takes up what a schema file says of nodes, for when they are read.
  func declare(_ schema: SchemaFile, package: String) throws(TransformError) {
    for declaration in schema.nodes {
      let key = DeclarationKey(
        package: package, section: declaration.section, name: declaration.name)
      if let other = declarations[key] {
        throw TransformError(
          .duplicate, "\"\(declaration.name)\" is described twice under `\(declaration.section)`",
          hint: "the other description is at \(other.location); keep one",
          at: declaration.location)
      }
      declarations[key] = declaration
      declarationFiles[key] = schema.path
      if declaration.section == "models", declaration.entry["versions"] != nil {
        usedDeclarations.insert(key)
        for version in try ModelVersion.versions(of: declaration) {
          for stem in version.stems {
            versions[DeclarationKey(package: package, section: "models", name: stem)] = version
          }
        }
      }
      guard declaration.section == "macros" else { continue }
      usedDeclarations.insert(key)
      manifest.macros.describe(
        declaration.name, package: package, description: declaration.description,
        meta: declaration.config["meta"]?.dictionary ?? [:])
    }
  }

  private func warnOfUnusedDeclarations() {
    for (package, schema) in schemas {
      for declaration in schema.nodes {
        let key = DeclarationKey(
          package: package, section: declaration.section, name: declaration.name)
        guard !usedDeclarations.contains(key) else { continue }
        warnings.append(
          TransformError(
            .unresolved,
            "did not find matching node for patch with name '\(declaration.name)' in the "
              + "'\(declaration.section)' section of file '\(schema.path)'",
            at: declaration.location))
      }
    }
  }
}
