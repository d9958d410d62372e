import FoundationEssentials
public import OrderedCollections
import Spelling

/// What a `dbt_project.yml` says.
public struct ProjectConfiguration: Sendable {
  /// The project's folder, absolute.
  public var root: String
  /// The project's name, which is also its package's.
  public var name: String
  /// The profile it names.
  public var profileName: String?
  /// Where models are looked for, and so on for each kind of file.
  public var modelPaths = ["models"]
  /// Where seeds are looked for.
  public var seedPaths = ["seeds"]
  /// Where singular tests are looked for.
  public var testPaths = ["tests"]
  /// Where snapshots are looked for.
  public var snapshotPaths = ["snapshots"]
  /// Where macros are looked for.
  public var macroPaths = ["macros"]
  /// Where analyses are looked for.
  public var analysisPaths = ["analyses"]
  /// Where files with docs blocks are looked for; all of the above where the project says nothing.
  public var docsPaths: [String] = []
  /// The folders of pictures and other files that descriptions show.
  public var assetPaths: [String] = []
  /// Where compiled code and artifacts go.
  public var targetPath = "target"
  /// Where packages are installed.
  public var packagesPath = "dbt_packages"
  /// What `clean` deletes.
  public var cleanTargets: [String] = []
  /// Statements to run before and after everything.
  public var onRunStart: [String] = []
  /// Statements to run after everything.
  public var onRunEnd: [String] = []
  /// The `vars` section as it stands: values, and below a package's name the values for it.
  public var variables = DataValue.Dictionary()
  /// For a macro namespace, the packages to search, in order.
  public var dispatch: [String: [String]] = [:]
  /// Which parts of a relation's name are quoted, where the project says so.
  public var quoting = DataValue.Dictionary()
  /// The configuration trees by section: `models`, `seeds`, `data_tests` …
  public var trees: [String: DataValue.Dictionary] = [:]
  /// The same as they were written, their templates not rendered.
  var writtenTrees: [String: DataValue.Dictionary] = [:]
  /// The ranges of dbt's versions the project accepts.
  public var requiredVersions: [String] = []
  /// Whether other projects may only refer to its public models.
  public var restrictsAccess = false
  /// What `flags:` says.
  public var flags = DataValue.Dictionary()
  /// The `query-comment` section, where there is one.
  public var queryComment: DataValue?

  /// The folder of compiled code and artifacts, absolute.
  var targetFolder: String { targetPath.hasPrefix("/") ? targetPath : root + "/" + targetPath }

  /// The file as it was written.
  var text = ""
  /// The checksum of the file, which is that of its hooks.
  var fileChecksum = ""

  /// The file's name within a project.
  static let fileName = "dbt_project.yml"
  /// The name of the file that the root project's variables may stand in instead.
  private static let variablesFile = "vars.yml"

  /// The variables of the `vars.yml` in `root`; none where there is no such file.
  ///
  /// - Throws: ``TransformError`` where the file is no YAML or its `vars` are no mapping.
  static func fileVariables(root: String) throws(TransformError) -> DataValue.Dictionary {
    guard let text = try? String(contentsOfFile: root + "/" + variablesFile, encoding: .utf8),
      let section = try YAMLValue.parse(text, file: variablesFile)["vars"], !section.data.isNull
    else { return [:] }
    guard let entries = section.data.dictionary else {
      throw TransformError(
        .configuration, "`vars` has to be a mapping of names and values", at: section.location)
    }
    return entries
  }

  /// Takes the variables of `vars.yml` for the project's.
  ///
  /// - Throws: ``TransformError`` where the project has variables of its own as well.
  mutating func take(fileVariables entries: DataValue.Dictionary) throws(TransformError) {
    guard !entries.isEmpty else { return }
    guard variables.isEmpty else {
      throw TransformError(
        .configuration,
        "Variables cannot be defined in both \(Self.variablesFile) and \(Self.fileName).",
        hint: "move those of \(Self.fileName) to \(Self.variablesFile)",
        at: SourceLocation(file: Self.fileName))
    }
    variables = entries
  }
}

extension ProjectConfiguration {
  private static let hookSections: Set<String> = ["on-run-start", "on-run-end", "query-comment"]

  /// Whether dbt leaves the values at this path for later.
  private static func isRenderedLater(_ path: [String]) -> Bool {
    guard let first = path.first else { return false }
    if hookSections.contains(first) || first == "vars" { return true }
    guard path.count > 1, let last = path.last else { return false }
    let key = last.hasPrefix("+") ? String(last.dropFirst()) : last
    return ["pre-hook", "post-hook", "pre_hook", "post_hook"].contains(key)
  }

  /// Reads the `dbt_project.yml` in `root`.
  ///
  /// - Throws: ``TransformError`` where the file is missing, is no YAML, or lacks a name.
  static func load(root: String, renderer: YAMLRenderer) throws(TransformError) -> Self {
    let path = root + "/" + fileName
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw TransformError(
        .configuration, "no \(fileName) found at \(path)",
        hint: "run inside a dbt project, or name its folder with --project-dir")
    }
    let raw = try YAMLValue.parse(text, file: fileName)
    guard raw.entries != nil else {
      throw TransformError(
        .configuration, "\(fileName) has to be a mapping of settings", at: raw.location)
    }
    let file = try renderer.rendered(raw, keeping: isRenderedLater)
    guard let name = file["name"]?.string, !name.isEmpty else {
      throw TransformError(
        .configuration, "the project has no name", hint: "add `name: my_project`",
        at: file["name"]?.location ?? file.location)
    }
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
      throw TransformError(
        .configuration, "\"\(name)\" is not a project's name",
        hint: "use letters, digits and underscores", at: file["name"]?.location,
        sourceLine: text.line(file["name"]?.location.line ?? 1))
    }
    try checkKeys(raw, text)
    var project = ProjectConfiguration(root: root, name: name)
    project.text = text
    project.fileChecksum = ProjectParser.checksum(text.blanksJoined)
    project.readPaths(file)
    try project.readSections(file)
    for section in project.trees.keys {
      project.writtenTrees[section] = raw[section]?.data.dictionary ?? [:]
    }
    return project
  }

  /// The keys of the file, by dbt's description of it.
  private static let keys: Set<String> = [
    "name", "config-version", "version", "project-root", "profile", "model-paths", "source-paths",
    "macro-paths", "seed-paths", "data-paths", "test-paths", "analysis-paths", "docs-paths",
    "asset-paths", "snapshot-paths", "function-paths", "target-path", "log-path", "clean-targets",
    "packages-install-path", "modules-path", "quoting", "on-run-start", "on-run-end",
    "require-dbt-version", "dispatch", "models", "seeds", "snapshots", "analyses", "sources",
    "tests", "data_tests", "unit_tests", "metrics", "semantic-models", "saved-queries", "exposures",
    "functions", "vars", "packages", "query-comment", "restrict-access", "dbt-cloud", "flags",
    "anchors",
  ]

  /// Refuses keys that mean nothing.
  private static func checkKeys(_ file: YAMLValue, _ text: String) throws(TransformError) {
    for entry in file.entries ?? [] where !keys.contains(entry.key) {
      throw TransformError(
        .configuration, "'\(entry.key)' is not a setting of \(fileName)",
        hint: NearestName.of(entry.key, among: keys.sorted()).map { "did you mean \"\($0)\"?" }
          ?? "what is your own goes under `vars`",
        at: entry.value.location, sourceLine: text.line(entry.value.location.line))
    }
  }

  private mutating func readPaths(_ file: YAMLValue) {
    func paths(_ key: String, _ older: String? = nil) -> [String]? {
      (file[key] ?? older.flatMap { file[$0] })?.data.stringList
    }
    modelPaths = paths("model-paths", "source-paths") ?? modelPaths
    seedPaths = paths("seed-paths", "data-paths") ?? seedPaths
    testPaths = paths("test-paths") ?? testPaths
    snapshotPaths = paths("snapshot-paths") ?? snapshotPaths
    macroPaths = paths("macro-paths") ?? macroPaths
    analysisPaths = paths("analysis-paths") ?? analysisPaths
    let all = modelPaths + seedPaths + snapshotPaths + analysisPaths + macroPaths + testPaths
    docsPaths = paths("docs-paths") ?? Array(OrderedSet(all))
    assetPaths = paths("asset-paths") ?? []
    targetPath = file["target-path"]?.string ?? targetPath
    packagesPath =
      file["packages-install-path"]?.string ?? file["modules-path"]?.string ?? packagesPath
    cleanTargets = paths("clean-targets") ?? [targetPath]
  }

  private mutating func readSections(_ file: YAMLValue) throws(TransformError) {
    profileName = file["profile"]?.string
    onRunStart = file["on-run-start"]?.data.stringList ?? []
    onRunEnd = file["on-run-end"]?.data.stringList ?? []
    variables = file["vars"]?.data.dictionary ?? [:]
    quoting = file["quoting"]?.data.dictionary ?? [:]
    flags = file["flags"]?.data.dictionary ?? [:]
    requiredVersions = file["require-dbt-version"]?.data.stringList ?? []
    queryComment = file["query-comment"]?.data
    restrictsAccess = file["restrict-access"]?.data.boolean ?? false
    for member in file["dispatch"]?.members ?? [] {
      guard let namespace = member["macro_namespace"]?.string else {
        throw TransformError(
          .configuration, "a `dispatch` entry needs `macro_namespace` and `search_order`",
          at: member.location)
      }
      dispatch[namespace] = member["search_order"]?.data.stringList ?? []
    }
    let sections = [
      "models", "seeds", "snapshots", "sources", "tests", "data_tests", "unit_tests",
      "exposures", "metrics", "semantic-models", "saved-queries", "functions", "macros",
    ]
    for section in sections {
      guard let tree = file[section] else { continue }
      if case .scalar(.null) = tree.content { continue }
      guard let entries = tree.data.dictionary else {
        throw TransformError(
          .configuration, "`\(section)` has to be a mapping of folders and settings",
          at: tree.location)
      }
      trees[section] = entries
    }
  }
}
