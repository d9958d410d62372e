import FoundationEssentials
import OrderedCollections
public import QueryEngine

/// One command on a dbt project, as `dbt build --select …` is.
public struct Invocation: Sendable {
  /// The commands, with dbt's names.
  public enum Command: String, Sendable, CaseIterable {
    /// Makes a project, so that it is for the caller: there is none to work on yet.
    case initialize = "init"
    case build, run, test, seed, snapshot, compile, parse, show, clone, retry, deps, clean, debug
    case list = "ls"
    case runOperation = "run-operation"
    case docsGenerate = "docs generate"
    /// Only looks that there is a page: serving it is for the caller, see ``servedFolder()``.
    case docsServe = "docs serve"
    case sourceFreshness = "source freshness"
    /// Our own: which relations and columns have tests.
    case coverage
    /// Our own: what would be built, why, and what breaks.
    case plan
    /// Our own: virtual environments.
    case promote, environments
    case dropEnvironment = "environments drop"
  }

  /// What to do.
  public var command: Command
  /// The project and how to read it.
  public var options: ProjectOptions
  /// The arguments of `--select`.
  public var select: [String]
  /// The arguments of `--exclude`.
  public var exclude: [String]
  /// The kinds of nodes to keep; all that the command works on when empty.
  public var resourceTypes: Set<ResourceType>
  /// The kinds of nodes to leave out.
  public var excludedTypes: Set<ResourceType> = []
  /// Which tests come along; the project's or the selector's own where nil.
  public var indirectSelection: IndirectSelection?
  /// Whether incremental models and seeds are built anew.
  public var fullRefresh: Bool
  /// Whether the first failure ends the run.
  public var failsFast: Bool
  /// Whether tests keep the rows that fail.
  public var storesFailures: Bool
  /// The name of a selector of `selectors.yml`.
  public var selector: String?
  /// Everything else that a command line may say.
  public var settings = InvocationSettings()
  /// The flags that the command line says, of those that a project may set.
  var said: Set<String> = []
  /// Whether what the project says of flags has been taken up.
  var heedsProjectFlags = false
  /// The nodes to keep of those selected, where a command goes on with another's work.
  var limitedTo: Set<String>?
  /// The batches that microbatch models are left with, by model, and those that are done, where a
  /// command goes on with another's work.
  var batches: [String: (open: [EventTime.Batch], done: [EventTime.Batch])] = [:]

  /// Makes an invocation.
  public init(
    _ command: Command, _ options: ProjectOptions, select: [String] = [], exclude: [String] = [],
    resourceTypes: Set<ResourceType> = [], indirectSelection: IndirectSelection? = nil,
    fullRefresh: Bool = false, failsFast: Bool = false, storesFailures: Bool = false
  ) {
    self.command = command
    self.options = options
    self.select = select
    self.exclude = exclude
    self.resourceTypes = resourceTypes
    self.indirectSelection = indirectSelection
    self.fullRefresh = fullRefresh
    self.failsFast = failsFast
    self.storesFailures = storesFailures
  }

  /// What came of an invocation.
  public struct Outcome: Sendable {
    /// The project.
    public var manifest: Manifest
    /// The nodes chosen, in order.
    public var selected: [String]
    /// How each node ended, in the order they ended.
    public var results: [NodeResult]
    /// The code of the nodes that were compiled.
    var compiled: [String: Compiler.Code]
    /// What is known of the columns of models.
    var bound = BoundColumns()
    /// What is worth saying that stopped nothing.
    public var warnings: [TransformError]
    /// Whether a check beyond the nodes failed.
    var hasFailed = false

    /// Whether the exit code is to say that something is to be done.
    var tellsChanges = false

    /// Whether nothing failed.
    public var succeeded: Bool {
      !hasFailed
        && !results.contains { [.error, .fail, .partialSuccess].contains($0.status) }
    }

    /// The exit code that dbt gives: 0 for success, 1 where a node failed. That of a plan may be 2:
    /// there is something to do.
    public var exitCode: Int32 { succeeded ? (tellsChanges ? 2 : 0) : 1 }
  }

  /// The kinds of nodes that the command works on.
  var types: Set<ResourceType> {
    let all: Set<ResourceType> =
      switch command {
      case .run: [.model]
      case .test: [.test, .unitTest]
      case .seed: [.seed]
      case .snapshot: [.snapshot]
      case .build, .plan: [.model, .seed, .snapshot, .test, .unitTest, .exposure]
      case .clone: [.model, .seed, .snapshot]
      case .sourceFreshness: [.source]
      case .coverage: [.model, .seed, .snapshot, .source]
      case .list:
        resourceTypes.contains(.analysis)
          ? [.model, .seed, .snapshot, .test, .analysis, .source, .exposure, .unitTest]
          : [.model, .seed, .snapshot, .test, .source, .exposure, .unitTest]
      case .show, .compile: [.model, .seed, .snapshot, .test, .analysis, .sqlOperation]
      default: [.model, .seed, .snapshot, .test, .analysis]
      }
    let kept = resourceTypes.isEmpty ? all : all.intersection(resourceTypes)
    return kept.subtracting(excludedTypes)
  }

  /// Carries the command out.
  ///
  /// - Parameters:
  ///   - warehouse: where nodes run; `parse`, `ls`, `deps` and `clean` do without.
  ///   - preceding: steps that fill sources of the project. They are part of the run's graph;
  ///     where there is a selection, only those whose source it chooses.
  ///   - report: called for every line of the log, in order, never two calls at once.
  ///   - observe: called for everything that happens to a node, in order, likewise.
  /// - Returns: what came of it; nodes that failed are in there.
  /// - Throws: ``TransformError`` where the project, the selection or the connection is wrong, so
  ///   that nothing ran.
  public func run(
    on warehouse: (any Warehouse)?, preceding: [PrecedingStep] = [],
    report: @escaping @Sendable (LogLine) -> Void = { _ in },
    observe: @escaping @Sendable (NodeEvent) -> Void = { _ in }
  ) async throws -> Outcome {
    guard heedsProjectFlags else {
      return try await heedingProjectFlags().run(
        on: warehouse, preceding: preceding, report: report, observe: observe)
    }
    switch command {
    case .clean: return try CleanCommand(invocation: self).run(report)
    case .deps: return try await DepsCommand(invocation: self).run(report)
    case .docsServe: return try served().outcome
    case .initialize:
      throw TransformError(
        .usage, "init makes a project, and cannot be part of one",
        hint: "run it where the new project is to lie: dbt init NAME")
    case .debug: return try await DebugCommand(invocation: self).run(on: warehouse, report)
    case .retry:
      return try await RetryCommand(invocation: self).retried().run(
        on: warehouse, preceding: preceding, report: report, observe: observe)
    default: break
    }
    if command == .parse { return try parse(report) }
    let plan = try plan(report)
    var outcome = plan.outcome
    switch command {
    case .list:
      for line in NodeListing(plan: plan, invocation: self).lines { report(.plain(line)) }
    case .coverage:
      outcome = try CoverageCommand(plan: plan, invocation: self).run(report)
    case .plan:
      guard let warehouse else { break }
      outcome = try await PlanCommand(plan: plan, invocation: self).run(on: warehouse, report)
    case .promote, .environments, .dropEnvironment:
      guard let warehouse else { break }
      outcome = try await EnvironmentCommand(plan: plan, invocation: self).run(
        on: warehouse, report)
    case .runOperation:
      outcome = try await OperationCommand(plan: plan, invocation: self).run(on: warehouse, report)
      try ArtifactWriter(outcome: outcome, invocation: self).write()
    case .sourceFreshness:
      outcome = try await FreshnessCommand(plan: plan, invocation: self).run(on: warehouse, report)
      try ArtifactWriter(outcome: outcome, invocation: self).write()
    default:
      guard let warehouse else { break }
      try await perform(
        plan, on: warehouse, preceding: preceding, &outcome, report, observe)
    }
    return outcome
  }

  /// Reads the project and writes its manifest. Circles are not looked for: what works on nodes
  /// does so.
  private func parse(_ report: @Sendable (LogLine) -> Void) throws(TransformError) -> Outcome {
    let parsed = try ProjectParser.parse(options)
    report(LogLine(.debug, "Partial parsing: \(parsed.note)"))
    for warning in parsed.warnings { try tell(warning, report) }
    let outcome = Outcome(
      manifest: parsed.manifest, selected: [], results: [], compiled: [:],
      warnings: parsed.warnings)
    try ArtifactWriter(outcome: outcome, invocation: self, reuse: parsed.reuse).write()
    return outcome
  }

  private func perform(
    _ plan: InvocationPlan, on warehouse: any Warehouse, preceding: [PrecedingStep],
    _ outcome: inout Outcome,
    _ report: @escaping @Sendable (LogLine) -> Void,
    _ observe: @escaping @Sendable (NodeEvent) -> Void
  ) async throws {
    let lastResults =
      command == .docsGenerate
      ? LastResults(targetFolder: plan.manifest.project.targetFolder) : nil
    var plan = plan
    if command == .docsGenerate, !settings.compiles { plan.selected = [] }
    let preparation = try await prepareEnvironment(plan, on: warehouse)
    if let preparation {
      plan = preparation.plan
      (outcome.manifest, outcome.selected) = (plan.manifest, plan.selected)
    }
    let run = try TransformRun(
      invocation: self, plan: plan, environment: preparation?.run,
      preceding: try chosen(preceding, plan), report: report, observe: observe)
    (outcome.results, outcome.compiled, outcome.bound) = try await run.perform(on: warehouse)
    if var environment = preparation?.run, let store = warehouse.records {
      try await environment.finish(outcome.results, in: store)
    }
    try ArtifactWriter(outcome: outcome, invocation: self).write()
    if let lastResults {
      try await DocsCommand(invocation: self, outcome: outcome, lastResults: lastResults).run(
        on: warehouse, report)
    }
  }
}

extension Invocation {
  /// What a run in a virtual environment begins with; nil outside of all.
  private func prepareEnvironment(
    _ plan: InvocationPlan, on warehouse: any Warehouse
  ) async throws -> EnvironmentRun.Preparation? {
    guard let name = settings.environment else { return nil }
    switch command {
    case .build, .run, .test, .seed, .snapshot:
      return try await EnvironmentRun.prepare(plan, self, name: name, on: warehouse)
    default: return nil
    }
  }

  /// The steps whose sources the selection chooses; all where nothing is selected.
  private func chosen(
    _ steps: [PrecedingStep], _ plan: InvocationPlan
  ) throws(TransformError) -> [PrecedingStep] {
    guard !steps.isEmpty, !(select.isEmpty && exclude.isEmpty) else { return steps }
    let selector = Selector(plan.manifest, graph: plan.graph)
    let sources = try selector.select(select, excluding: exclude, types: [.source]).ids
    let bySource = PrecedingSteps(steps, manifest: plan.manifest).bySource
    let kept = Set(sources.compactMap { bySource[$0] })
    let known = Set(bySource.values)
    // What no source speaks of cannot be selected: it comes along where only something is left out.
    return steps.filter { kept.contains($0.id) || (select.isEmpty && !known.contains($0.id)) }
  }
}

/// What an invocation has found out before anything runs.
struct InvocationPlan: Sendable {
  var manifest: Manifest
  var graph: DependencyGraph
  var selected: [String]
  var warnings: [TransformError]
  /// An earlier state of the project, for comparison and for deferral.
  var state: ProjectState?
  var deferred: ProjectState?

  var outcome: Invocation.Outcome {
    Invocation.Outcome(
      manifest: manifest, selected: selected, results: [], compiled: [:], warnings: warnings)
  }
}

extension Invocation {
  /// Reads the project, and chooses nodes.
  func plan(_ report: @Sendable (LogLine) -> Void) throws(TransformError) -> InvocationPlan {
    let parsed = try ProjectParser.parse(options)
    report(LogLine(.debug, "Partial parsing: \(parsed.note)"))
    var manifest = parsed.manifest
    if let sql = settings.inline ?? settings.inlineDirect {
      manifest.nodes[InlineNode.id(manifest)] = try InlineNode.node(
        sql, manifest, options, isDirect: settings.inlineDirect != nil)
    }
    var warnings = parsed.warnings
    let graph = try DependencyGraph(manifest)
    let state = try settings.statePath.map { path throws(TransformError) in
      try ProjectState(folder: path, root: options.projectFolder)
    }
    let deferredState = try settings.deferStatePath.map { path throws(TransformError) in
      try ProjectState(folder: path, root: options.projectFolder)
    }
    let selection = try selection(manifest, graph, state)
    for word in selection.unmatched {
      warnings.append(
        TransformError(
          .usage, "The selection criterion '\(word)' does not match any enabled nodes"))
    }
    for warning in warnings { try tell(warning, report) }
    var ids = selection.ids
    if let limitedTo { ids = ids.filter(limitedTo.contains) }
    return InvocationPlan(
      manifest: manifest, graph: graph, selected: ids, warnings: warnings, state: state,
      deferred: settings.defers ? deferredState ?? state : nil)
  }

  private func tell(
    _ warning: TransformError, _ report: @Sendable (LogLine) -> Void
  ) throws(TransformError) {
    guard !settings.warnings.isError(warning) else { throw warning }
    if settings.warnings.isSilent(warning) { return }
    report(LogLine(.warn, "[WARNING]: \(warning)"))
  }

  private func selection(
    _ manifest: Manifest, _ graph: DependencyGraph, _ state: ProjectState?
  ) throws(TransformError) -> Selector.Selection {
    if settings.inline != nil || settings.inlineDirect != nil {
      return Selector.Selection(ids: [InlineNode.id(manifest)], unmatched: [])
    }
    let definitions = try SelectorDefinitions.load(
      root: options.projectFolder,
      renderer: .early(options: options, target: manifest.profile))
    var specification: SelectionSpecification?
    var indirect = indirectSelection
    if let selector {
      let named = try definitions.named(selector)
      specification = named.specification
      indirect = indirect ?? named.indirect
    } else if select.isEmpty, exclude.isEmpty, let standard = try definitions.standard() {
      specification = standard.specification
      indirect = indirect ?? standard.indirect
    }
    let chooser = Selector(
      manifest, graph: graph, indirect: indirect ?? .eager, state: state,
      definitions: definitions)
    guard let specification else {
      return try chooser.select(select, excluding: exclude, types: types)
    }
    return try chooser.select(specification, types: types)
  }
}

/// A line of the log.
public struct LogLine: Sendable {
  /// How loud a line is.
  public enum Level: String, Sendable {
    case debug, info, warn, error
  }

  /// How loud it is.
  public var level: Level
  /// The text, without time.
  public var text: String
  /// Whether the line is output rather than log, and is written as it is.
  public var isPlain = false

  init(_ level: Level, _ text: String) {
    self.level = level
    self.text = text
  }

  /// A line that is output, such as a name that `ls` lists.
  static func plain(_ text: String) -> LogLine {
    var line = LogLine(.info, text)
    line.isPlain = true
    return line
  }
}
