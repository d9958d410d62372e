import FoundationEssentials
import OrderedCollections
public import QueryEngine

/// One command on a dbt project, as `dbt build --select …` is.
public struct Invocation: Sendable {
  /// The commands.
  public enum Command: String, Sendable, CaseIterable {
    case parse, compile, run, test, build, seed, list = "ls"
  }

  /// What to do.
  public var command: Command
  /// The project and how to read it.
  public var options: ProjectOptions
  /// The arguments of `--select` and `--exclude`.
  public var select: [String]
  /// The arguments of `--exclude`.
  public var exclude: [String]
  /// The kinds of nodes to keep; all that the command works on when empty.
  public var resourceTypes: Set<ResourceType>
  /// Which tests come along.
  public var indirectSelection: IndirectSelection
  /// Whether incremental models and seeds are built anew.
  public var fullRefresh: Bool
  /// Whether the first failure ends the run.
  public var failsFast: Bool
  /// Whether tests keep the rows that fail.
  public var storesFailures: Bool

  /// Makes an invocation.
  public init(
    _ command: Command, _ options: ProjectOptions, select: [String] = [], exclude: [String] = [],
    resourceTypes: Set<ResourceType> = [], indirectSelection: IndirectSelection = .eager,
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
    public var compiled: [String: String]
    /// What is worth saying that stopped nothing.
    public var warnings: [TransformError]

    /// Whether nothing failed.
    public var succeeded: Bool {
      !results.contains { $0.status == .error || $0.status == .fail }
    }

    /// The exit code that dbt gives: 0 for success, 1 where a node failed.
    public var exitCode: Int32 { succeeded ? 0 : 1 }
  }

  private var types: Set<ResourceType> {
    let all: Set<ResourceType> =
      switch command {
      case .run: [.model]
      case .test: [.test]
      case .seed: [.seed]
      case .build: [.model, .seed, .test]
      case .compile, .parse: [.model, .seed, .test, .analysis]
      case .list: [.model, .seed, .snapshot, .test, .analysis, .source, .exposure]
      }
    return resourceTypes.isEmpty ? all : all.intersection(resourceTypes)
  }

  /// Carries the command out.
  ///
  /// - Parameters:
  ///   - warehouse: where nodes run; `parse` and `ls` do without.
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
    let parsed = try ProjectParser.parse(options)
    let manifest = parsed.manifest
    for warning in parsed.warnings { report(LogLine(.warn, "[WARNING]: \(warning)")) }
    let graph = try DependencyGraph(manifest)
    let selector = Selector(manifest, graph: graph, indirect: indirectSelection)
    let selection = try selector.select(select, excluding: exclude, types: types)
    var outcome = Outcome(
      manifest: manifest, selected: selection.ids, results: [], compiled: [:],
      warnings: parsed.warnings)
    for word in selection.unmatched {
      report(
        LogLine(.warn, "The selection criterion '\(word)' does not match any enabled nodes"))
    }
    guard command != .list else { return outcome }
    guard command != .parse, let warehouse else {
      try ArtifactWriter(outcome: outcome, invocation: self).write()
      return outcome
    }
    let run = try TransformRun(
      invocation: self, manifest: manifest, graph: graph, selected: selection.ids,
      preceding: try chosen(preceding, selector, manifest), report: report, observe: observe)
    (outcome.results, outcome.compiled) = try await run.perform(on: warehouse)
    try ArtifactWriter(outcome: outcome, invocation: self).write()
    return outcome
  }

  /// The steps whose sources the selection chooses; all where nothing is selected.
  private func chosen(
    _ steps: [PrecedingStep], _ selector: Selector, _ manifest: Manifest
  ) throws -> [PrecedingStep] {
    guard !steps.isEmpty, !(select.isEmpty && exclude.isEmpty) else { return steps }
    let sources = try selector.select(select, excluding: exclude, types: [.source]).ids
    let bySource = PrecedingSteps(steps, manifest: manifest).bySource
    let kept = Set(sources.compactMap { bySource[$0] })
    let known = Set(bySource.values)
    // What no source speaks of cannot be selected: it comes along where only something is left out.
    return steps.filter { kept.contains($0.id) || (select.isEmpty && !known.contains($0.id)) }
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

  init(_ level: Level, _ text: String) {
    self.level = level
    self.text = text
  }
}
