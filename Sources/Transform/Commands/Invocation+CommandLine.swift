import Spelling
import FoundationEssentials
import OrderedCollections

extension Invocation {
  /// An invocation as a command line asks for it.
  ///
  /// - Parameters:
  ///   - line: the command line.
  ///   - reading: where the project lies; what the command line says comes on top.
  /// - Throws: ``TransformError`` of kind `usage` for a value that no flag takes.
  public init(_ line: CommandLine, reading: ProjectOptions) throws(TransformError) {
    var options = reading
    if let text = line.text("vars") {
      options.variables = try Self.mapping(text, flag: "--vars")
    }
    options.target = line.text("target") ?? options.target
    options.profileName = line.text("profile") ?? options.profileName
    if let text = line.text("profiles-dir") {
      options.profilesFolder = URL(filePath: text).standardizedFileURL.path
    }
    options.targetPath = line.text("target-path") ?? options.targetPath
    options.partialParse = line.toggle("partial-parse") ?? options.partialParse
    options.partialParseFile = line.text("partial-parse-file-path") ?? options.partialParseFile
    if let text = line.text("threads") {
      guard let count = Int(text), count > 0 else {
        throw TransformError(.usage, "--threads takes a number above zero, not '\(text)'")
      }
      options.threads = count
    }
    if line.toggle("single-threaded") == true { options.threads = 1 }
    self.init(
      line.command, options, select: line.texts("select"), exclude: line.texts("exclude"),
      fullRefresh: line.toggle("full-refresh") ?? false,
      failsFast: line.toggle("fail-fast") ?? false,
      storesFailures: line.toggle("store-failures") ?? false)
    selector = line.text("selector")
    resourceTypes = try Self.types(line.texts("resource-types"))
    excludedTypes = try Self.types(line.texts("exclude-resource-types"))
    if let text = line.text("indirect-selection") {
      guard let mode = IndirectSelection(rawValue: text) else {
        throw TransformError(
          .usage, "--indirect-selection cannot be '\(text)'",
          hint: "one of: eager, cautious, buildable, empty")
      }
      indirectSelection = mode
    }
    said = Set(
      Self.projectFlags.filter { line.toggle($0) != nil || line.text($0) != nil })
    try readSettings(line)
    try check(line)
  }

  /// Refuses a command without what it needs.
  private func check(_ line: CommandLine) throws(TransformError) {
    let selects = !select.isEmpty || selector != nil
    if command == .show, !selects, settings.inline == nil, settings.inlineDirect == nil {
      throw TransformError(
        .usage, "Either --select or --inline must be passed to show",
        hint: "name a model, as in show --select customers")
    }
    if command == .clone, settings.statePath == nil, settings.deferStatePath == nil {
      throw TransformError(
        .usage, "--state or --defer-state are required for deferral, but neither was provided",
        hint: "name the target folder of the run to clone from with --state")
    }
    try checkEventTimes()
  }

  private func checkEventTimes() throws(TransformError) {
    let times = [
      ("--event-time-start", settings.eventTimeStart), ("--event-time-end", settings.eventTimeEnd),
    ]
    for (flag, text) in times {
      guard let text, EventTime.date(text) == nil else { continue }
      throw TransformError(
        .usage, "\(flag) takes a date or a time, not '\(text)'",
        hint: "write it like 2024-01-31 or 2024-01-31T12:00:00")
    }
    switch (settings.eventTimeStart, settings.eventTimeEnd) {
    case (nil, nil): return
    case (let start?, let end?):
      guard let first = EventTime.date(start), let last = EventTime.date(end), first >= last else {
        return
      }
      throw TransformError(
        .usage, "Value for `--event-time-start` must be less than `--event-time-end`",
        hint: "\(start) is not before \(end)")
    default:
      throw TransformError(
        .usage, "The flags `--event-time-start` and `--event-time-end` must be specified together",
        hint: "add the other one")
    }
  }

  private static func mapping(
    _ text: String, flag: String
  ) throws(TransformError) -> DataValue.Dictionary {
    let value = try YAMLValue.parse(text, file: flag).data
    guard let entries = value.dictionary else {
      throw TransformError(
        .usage, "\(flag) must be a YAML mapping", hint: "write it like '{key: value}'")
    }
    return entries
  }

  private static func types(_ words: [String]) throws(TransformError) -> Set<ResourceType> {
    var result: Set<ResourceType> = []
    for word in words {
      if word == "default" { return [] }
      if word == "all" { return Set(ResourceType.allCases) }
      guard let type = ResourceType(rawValue: word) else {
        throw TransformError(
          .usage, "there is no resource type '\(word)'",
          hint: NearestName.hint(
            for: word, among: ResourceType.allCases.map(\.rawValue), kind: "type"))
      }
      result.insert(type)
    }
    return result
  }

  private mutating func readSettings(_ line: CommandLine) throws(TransformError) {
    settings.statePath = line.text("state")
    settings.deferStatePath = line.text("defer-state")
    settings.defers = line.toggle("defer") ?? (line.command == .clone)
    settings.favorsState = line.toggle("favor-state") ?? false
    settings.isEmpty = line.toggle("empty") ?? false
    settings.sample = line.text("sample")
    settings.eventTimeStart = line.text("event-time-start")
    settings.eventTimeEnd = line.text("event-time-end")
    if line.toggle("warn-error") == true { settings.warnings.errors = ["all"] }
    if let text = line.text("warn-error-options") { settings.warnings = try WarningRules(text) }
    settings.output = line.text("output")
    settings.outputKeys = line.texts("output-keys").flatMap {
      $0.split(separator: " ").map(String.init)
    }
    settings.macro = line.operands.first
    if let text = line.text("args") {
      settings.arguments = try Self.mapping(text, flag: "--args")
    }
    settings.sql = line.text("sql")
    settings.inline = line.text("inline")
    settings.inlineDirect = line.text("inline-direct")
    if let text = line.text("limit") {
      guard let count = Int(text) else {
        throw TransformError(.usage, "--limit takes a number, not '\(text)'")
      }
      settings.limit = count
    }
    if let text = line.text("fail-under") {
      guard let least = Double(text), (0...100).contains(least) else {
        throw TransformError(.usage, "--fail-under takes a percentage from 0 to 100, not '\(text)'")
      }
      settings.failUnder = least
    }
    settings.environment = line.text("environment")
    settings.forces = line.toggle("force") ?? false
    settings.tellsChangesByExitCode = line.toggle("detailed-exitcode") ?? false
    settings.fusesTests = line.toggle("test-fusion")
    settings.isQuiet = line.toggle("quiet") ?? false
    settings.prints = line.toggle("print") ?? true
    settings.isDebug = line.toggle("debug") ?? (line.text("log-level") == "debug")
    settings.writesArtifacts = line.toggle("write-json") ?? true
    settings.introspects = line.toggle("introspect") ?? true
    settings.checksColumns = line.toggle("check") ?? true
    settings.compiles = line.toggle("compile") ?? true
    settings.emptiesCatalog = line.toggle("empty-catalog") ?? false
    settings.isStatic = line.toggle("static") ?? false
    settings.cleansProjectOnly = line.toggle("clean-project-files-only") ?? true
    settings.locksOnly = line.toggle("lock") ?? false
    settings.upgrades = line.toggle("upgrade") ?? false
  }
}

extension Invocation {
  /// Whether the command asks a warehouse at all.
  public var needsWarehouse: Bool {
    switch command {
    case .list, .coverage, .parse, .deps, .clean, .docsServe, .initialize: false
    default: true
    }
  }
}

extension CommandLine {
  /// Whether nothing but errors and output is wanted.
  public var isQuiet: Bool { toggle("quiet") ?? false }
}
