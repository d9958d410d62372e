import FoundationEssentials
import Orchestration
import QueryEngine

/// One run of a project: one graph in which what is new is ingested, and the nodes of the dbt
/// project are built as what they read is done.
///
/// What reads a table that could not be ingested is skipped; everything else is built.
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
      let steps = tables.map { IngestStep(table: $0) }
      let log = RunLog(report)
      if project.hasModels {
        try await ProjectBuild(project: project, options: options, variables: variables)
          .run(steps, on: lake, log)
      } else {
        try await ingest(steps, into: lake, log)
      }
      return RunSummary(
        project: project.name, results: log.results, duration: ContinuousClock.now - start,
        storage: project.storage)
    } catch {
      throw Diagnostic(error).quoting(from: project.root)
    }
  }

  /// Loads the tables of a project that has no models.
  private func ingest(_ steps: [IngestStep], into lake: Lake, _ log: RunLog) async throws {
    log.plan(steps.map(\.node))
    let graph = try TaskGraph(steps.map { TaskGraph.Task($0.task) })
    let byName = Dictionary(steps.map { ($0.task, $0) }) { first, _ in first }
    let concurrency =
      options.threads ?? project.file.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let runner = GraphRunner(graph, concurrency: concurrency, failsFast: options.failsFast)
    _ = await runner.run { event in
      switch event {
      case .started(let task): log.started(task.name)
      case .cancelled(let task): log.ended(task.name, .notStarted)
      case .ended, .skipped: break
      }
    } perform: { task in
      guard let step = byName[task] else { return .skipped }
      return await step.run(into: lake, log)
    }
  }
}

extension RunResult {
  /// The end of a step that the run never came to.
  static let notStarted = RunResult(.cancelled, message: "not started")
}
