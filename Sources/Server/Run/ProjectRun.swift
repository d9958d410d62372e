import FoundationEssentials
import Orchestration
import QueryEngine

/// One run of a project: every step that its files ask for, on one graph.
public struct ProjectRun: Sendable {
  /// What a run is asked for.
  public struct Options: Sendable, Hashable {
    /// The most steps that run at once, `nil` for the number of cores.
    public var threads: Int?
    /// Whether the first failure ends the run.
    public var failsFast: Bool

    /// Describes a run.
    public init(
      threads: Int? = nil, failsFast: Bool = false
    ) {
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
      if project.hasModels {
        log.message("the models of dbt_project.yml are not built: this program has no dbt yet")
      }
      try await perform(steps, log)
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
