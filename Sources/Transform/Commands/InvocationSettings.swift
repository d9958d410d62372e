public import OrderedCollections

/// What a command line may say beyond what nodes to work on.
public struct InvocationSettings: Sendable {
  /// The folder of an earlier state of the project.
  public var statePath: String?
  /// The folder of the state to defer to, instead of ``statePath``.
  public var deferStatePath: String?
  /// Whether refs to nodes that are not worked on lead to the earlier state.
  public var defers = false
  /// Whether they do so even where the target has the node.
  public var favorsState = false
  /// Whether every ref and source reads no rows.
  public var isEmpty = false
  /// The window of event time that refs and sources read, as `--sample` takes it.
  public var sample: String?
  /// The first and last event time of microbatch models.
  public var eventTimeStart: String?
  /// The time that microbatch models end before.
  public var eventTimeEnd: String?
  /// Which warnings end the command.
  public var warnings = WarningRules()
  /// How results are shown: `text`, `json`, and for `ls` also `name`, `path`, `selector`.
  public var output: String?
  /// The keys that `ls --output json` shows.
  public var outputKeys: [String] = []
  /// The macro of `run-operation`, and its arguments.
  public var macro: String?
  /// The arguments of the macro.
  public var arguments: DataValue.Dictionary = [:]
  /// The SQL of `run-operation --sql`.
  public var sql: String?
  /// A template to compile or show instead of nodes.
  public var inline: String?
  /// SQL to show as it is, without a template.
  public var inlineDirect: String?
  /// How many rows `show` shows; -1 for all.
  public var limit = 5
  /// The percentage of relations, and of columns, that `coverage` wants to have tests.
  public var failUnder: Double?
  /// The virtual environment that nodes are built in, instead of where they are in use.
  public var environment: String?
  /// Whether `promote` goes on where what is in use is other than the environment was built over.
  public var forces = false
  /// Whether the exit code of `plan` is 2 where there is something to do.
  public var tellsChangesByExitCode = false
  /// Whether tests of one relation are looked at together; as the project's flag `test_fusion`
  /// says when nil, and else they are.
  public var fusesTests: Bool?
  /// Whether nothing but errors and output is told.
  public var isQuiet = false
  /// Whether what macros print is shown.
  public var prints = true
  /// Whether `debug` lines are told.
  public var isDebug = false
  /// Whether artifacts are written.
  public var writesArtifacts = true
  /// Whether `show` and `compile` may ask the warehouse.
  public var introspects = true
  /// Whether `compile` binds code to the columns of what it reads.
  public var checksColumns = true
  /// Whether `docs generate` compiles nodes.
  public var compiles = true
  /// Whether `docs generate` leaves the warehouse alone, so that its catalogue is empty.
  public var emptiesCatalog = false
  /// Whether `docs generate` also writes the page under the name `static_index.html`.
  public var isStatic = false
  /// Whether `clean` refuses folders outside of the project.
  public var cleansProjectOnly = true
  /// Whether `deps` writes the lock file only, or forgets the one there is.
  public var locksOnly = false
  /// Whether `deps` forgets the lock file that is there.
  public var upgrades = false

  /// Makes settings with nothing said.
  public init() {}
}

/// Which warnings are errors and which are not told, as `--warn-error` and
/// `--warn-error-options` say.
public struct WarningRules: Sendable {
  /// The names of events that are errors; `all` for every one.
  public var errors: Set<String> = []
  /// The names of events that stay warnings.
  public var warnings: Set<String> = []
  /// The names of events that are not told.
  public var silenced: Set<String> = []

  /// Makes rules by which warnings are warnings.
  public init() {}

  /// Reads the mapping of `--warn-error-options`: `error` or `include`, `warn` or `exclude`,
  /// `silence`.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where the text is no mapping.
  init(_ text: String) throws(TransformError) {
    guard let entries = try YAMLValue.parse(text, file: "--warn-error-options").data.dictionary
    else {
      throw TransformError(
        .usage, "--warn-error-options must be a YAML mapping",
        hint: "write it like {error: all, warn: [NoNodesForSelectionCriteria]}")
    }
    self.init(entries)
  }

  init(_ entries: DataValue.Dictionary) {
    errors = Set((entries["error"] ?? entries["include"] ?? .null).stringList)
    warnings = Set((entries["warn"] ?? entries["exclude"] ?? .null).stringList)
    silenced = Set((entries["silence"] ?? .null).stringList)
  }

  /// The rules as `--warn-error-options` writes them.
  var entries: DataValue.Dictionary {
    [
      "error": DataValue(strings: errors.sorted()), "warn": DataValue(strings: warnings.sorted()),
      "silence": DataValue(strings: silenced.sorted()),
    ]
  }

  /// dbt's name of the event that a warning is.
  private static func name(_ warning: TransformError) -> String {
    if warning.message.hasPrefix("The selection criterion") { return "NoNodesForSelectionCriteria" }
    if warning.message.hasPrefix("did not find matching node") { return "NoNodeForYamlKey" }
    if warning.message.hasPrefix("could not resolve") { return "NodeNotFoundOrDisabled" }
    return warning.kind == .raised ? "JinjaLogWarning" : "LogTestResult"
  }

  func isError(_ warning: TransformError) -> Bool {
    let name = Self.name(warning)
    guard !warnings.contains(name), !silenced.contains(name) else { return false }
    return errors.contains("all") || errors.contains("*") || errors.contains(name)
  }

  func isSilent(_ warning: TransformError) -> Bool { silenced.contains(Self.name(warning)) }

  /// Whether a test that warns has failed.
  var turnsTestWarnings: Bool {
    !warnings.contains("LogTestResult")
      && (errors.contains("all") || errors.contains("*") || errors.contains("LogTestResult"))
  }
}
