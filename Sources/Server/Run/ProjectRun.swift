import FoundationEssentials
import Orchestration
import QueryEngine

/// One run of a project: what is new is ingested, then the dbt project is built on it.
///
/// Tables that could not be ingested do not keep the models from being built on what is there;
/// the run fails all the same.
public struct ProjectRun: Sendable {
  /// What a run is asked for.
  public struct Options: Sendable, Hashable {
    /// What to build, in dbt's selection syntax; everything if empty.
    public var select: [String]
    /// What to leave out, likewise.
    public var exclude: [String]
    /// Whether incremental models and seeds are built anew.
    public var isFullRefresh: Bool
    /// The most steps that run at once, `nil` for the number of cores.
    public var threads: Int?
    /// Whether the first failure ends the run.
    public var failsFast: Bool

    /// Describes a run.
    public init(
      select: [String] = [], exclude: [String] = [], isFullRefresh: Bool = false,
      threads: Int? = nil, failsFast: Bool = false
    ) {
      self.select = select
      self.exclude = exclude
      self.isFullRefresh = isFullRefresh
      self.threads = threads
      self.failsFast = failsFast
    }
  }

  private let project: Project
  private let options: Options
  private let variables: [String: String]

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - project: what to run.
  ///   - options: what of it, and how.
  ///   - variables: the environment that the project's files may refer to.
  public init(_ project: Project, _ options: Options, variables: [String: String]) {
    self.project = project
    self.options = options
    self.variables = variables
  }

  /// Runs.
  ///
  /// - Parameter report: told of everything that happens, from any thread.
  /// - Returns: how every step ended, failures among them.
  /// - Throws: a ``Diagnostic`` if the project cannot mean anything; nothing has run then.
  public func run(
    _ report: @escaping @Sendable (RunEvent) -> Void
  ) async throws(Diagnostic) -> RunSummary {
    let start = ContinuousClock.now
    do {
      let tables = try project.sourceTables(variables: variables)
      let lake = try await Lake(project.lakeConfiguration)
      let steps = tables.map { IngestStep(table: $0).step(into: lake) }
      let log = RunLog(steps.map(\.node), report)
      try await perform(steps, log)
      let isIngested = log.results.allSatisfy { [.succeeded, .warned].contains($0.result.outcome) }
      if project.hasModels, isIngested || !options.failsFast, !Task.isCancelled {
        try await BuildPhase(project: project, options: options, variables: variables)
          .run(on: lake, log)
      }
      return RunSummary(
        project: project.name, results: log.results, duration: ContinuousClock.now - start,
        storage: project.storage.path)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Runs every step once those before it have succeeded.
  private func perform(_ steps: [RunStep], _ log: RunLog) async throws {
    let graph = try TaskGraph(steps.map(\.task))
    let byName = Dictionary(steps.map { ($0.node.id, $0) }) { first, _ in first }
    let concurrency =
      options.threads ?? project.file.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let runner = GraphRunner(graph, concurrency: concurrency, failsFast: options.failsFast)
    _ = await runner.run { event in
      switch event {
      case .started(let task): log.started(task.name)
      case .ended: break
      case .skipped(let task, let cause):
        log.ended(task.name, RunResult(.skipped, message: "skipped: \(cause.name) did not succeed"))
      case .cancelled(let task): log.ended(task.name, RunResult(.cancelled, message: "not started"))
      }
    } perform: { task in
      guard let step = byName[task.name] else { return .skipped }
      return await step.perform(log)
    }
  }
}
