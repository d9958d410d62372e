import Airflow
import Orchestration
import Spelling
import Store

/// A backfill that somebody wants.
public struct BackfillRequest: Sendable, Hashable {
  /// The DAG.
  public var dag: String
  /// The first moment, in ISO 8601.
  public var from: String
  /// The last moment, in ISO 8601.
  public var to: String
  /// What becomes of times that have a run: `none`, `failed` or `completed`.
  public var reprocessing: String
  /// Whether the latest time comes first.
  public var isReversed: Bool
  /// How many runs may be under way at once.
  public var maxActiveRuns: Int?
  /// The values of the DAG's parameters, as JSON.
  public var conf: String?

  /// Describes a backfill.
  public init(
    dag: String, from: String, to: String, reprocessing: String, isReversed: Bool,
    maxActiveRuns: Int?, conf: String?
  ) {
    self.dag = dag
    self.from = from
    self.to = to
    self.reprocessing = reprocessing
    self.isReversed = isReversed
    self.maxActiveRuns = maxActiveRuns
    self.conf = conf
  }
}

extension ProjectAirflow {
  /// The logical dates of the runs that a backfill would make or let run again, in order.
  ///
  /// - Throws: a ``Diagnostic`` if it cannot be made.
  public func preview(_ request: BackfillRequest) async throws(Diagnostic) -> [String] {
    let backfill = try Self.backfill(request)
    return try await withDAG(backfill.dag) { dag, state in
      try await Self.steps(of: backfill, dag, state).filter(\.decision.isRun)
        .map(\.interval.start.description)
    }
  }

  /// Asks for a backfill: the process that runs `millrace up` begins with it, now or when it runs
  /// next.
  ///
  /// - Returns: its number, how many runs it has, and whether a process is there to begin with it
  ///   now.
  /// - Throws: a ``Diagnostic`` if it cannot be made.
  public func backfill(
    _ request: BackfillRequest
  ) async throws(Diagnostic) -> (id: Int, runs: Int, isRunning: Bool) {
    let backfill = try Self.backfill(request)
    return try await withDAG(backfill.dag) { dag, state in
      let steps = try await Self.steps(of: backfill, dag, state)
      let id: Int
      do {
        id = try await state.create(backfill, now: .now)
      } catch let error as BackfillError {
        throw Diagnostic(.configuration, error.message, hint: error.hint)
      }
      let isRunning = try await state.isHeld()
      // Without a process to take it, the next one finds the backfill itself.
      if isRunning { try await Self.leave(.backfill(dag: dag.id, id), in: state) }
      return (id, steps.count { $0.decision.isRun }, isRunning)
    }
  }

  private static func steps(
    of backfill: Backfill, _ dag: DAG, _ state: SchedulerState
  ) async throws -> [Backfill.Step] {
    do {
      return try await state.steps(of: backfill, dag, now: .now)
    } catch let error as BackfillError {
      throw Diagnostic(.configuration, error.message, hint: error.hint)
    }
  }

  private static func backfill(_ request: BackfillRequest) throws(Diagnostic) -> Backfill {
    let (start, end) = (try moment(request.from), try moment(request.to))
    guard start <= end else {
      throw Diagnostic(.configuration, "\(request.from) is after \(request.to)")
    }
    try checkConf(request.conf)
    guard let reprocessing = Backfill.Reprocessing(rawValue: request.reprocessing) else {
      throw Diagnostic(
        .configuration, "runs that there are cannot be reprocessed \"\(request.reprocessing)\"",
        hint: "none, failed or completed")
    }
    return Backfill(
      dag: request.dag, range: start...end, reprocessing: reprocessing,
      isReversed: request.isReversed,
      maxActiveRuns: request.maxActiveRuns ?? Backfill.usualActiveRuns, conf: request.conf)
  }

  /// Works with a DAG by its name: of a pipeline file, or of a DAG file.
  func withDAG<Result: Sendable>(
    _ name: String, _ body: @Sendable (DAG, SchedulerState) async throws -> Result
  ) async throws(Diagnostic) -> Result {
    let pipelines = try ProjectPipelines(of: project, variables: variables).dags
    guard let found = pipelines.first(where: { $0.id == name }) else {
      guard project.hasDAGs else {
        throw Diagnostic(
          .configuration, "there is no DAG \"\(name)\"",
          hint: NearestName.hint(for: name, among: pipelines.map(\.id)))
      }
      return try await withDAGs { runtime, state in
        try await body(try Self.dag(name, in: runtime.catalog).dag, state)
      }
    }
    do {
      return try await body(found, SchedulerState(try store()))
    } catch {
      throw Diagnostic(error)
    }
  }
}
