import Store

/// What one process asks of the one that runs the scheduler.
public enum SchedulerRequest: Sendable, Hashable {
  /// A run of a DAG.
  case trigger(dag: String, name: String?, conf: String?, at: Timestamp?)
  /// That a DAG starts runs by itself again, or no longer.
  case pause(dag: String, Bool)
  /// That tasks of a run run anew; with those behind them, if wanted.
  case clear(RunID, tasks: [TaskID], downstream: Bool)
  /// That these task instances of a run run anew, and no others.
  case clearInstances(RunID, [TaskInstanceID])
  /// That a task instance is set to a state.
  case mark(TaskInstanceID, TaskInstanceState)
  /// That a run ends as it stands, with this state.
  case end(RunID, DAGRunState)
  /// That a backfill begins that was kept.
  case backfill(dag: String, Int)
  /// That runs of a backfill begin, or no further ones.
  case pauseBackfill(dag: String, Int, Bool)
  /// That a backfill ends before its last run has begun.
  case cancelBackfill(dag: String, Int)
  /// A pool, or another size of one.
  case pool(Pool)
  /// Word that an asset was updated.
  case updated(AssetID)

  /// The event that the scheduler takes for it; `nil` where that depends on what is recorded.
  var event: Scheduler.Event? {
    switch self {
    case .trigger(let dag, let name, let conf, let moment):
      .trigger(dag: dag, name: name, conf: conf, at: moment)
    case .pause(let dag, let isPaused): .pause(dag: dag, isPaused)
    case .clear(let run, let tasks, let downstream):
      .clear(run, tasks: tasks, downstream: downstream)
    case .clearInstances(let run, let instances): .clearInstances(run, instances)
    case .mark(let id, let state): .mark(id, state)
    case .end(let run, let state): .end(run, state)
    case .backfill: nil
    case .pauseBackfill(_, let id, let isPaused): .pauseBackfill(id, isPaused)
    case .cancelBackfill(_, let id): .cancelBackfill(id)
    case .pool(let pool): .pool(pool)
    case .updated(let asset): .updated(asset)
    }
  }

  /// The run whose past the scheduler has to know for it, should the run be over.
  var changedRun: RunID? {
    switch self {
    case .clear(let run, _, _), .clearInstances(let run, _), .end(let run, _): run
    case .mark(let id, _): id.run
    case .trigger, .pause, .backfill, .pauseBackfill, .cancelBackfill, .pool, .updated: nil
    }
  }
}

extension Orchestrator {
  /// Does what was asked for by another process, or from a page.
  ///
  /// - Parameters:
  ///   - request: what was asked for.
  ///   - dag: the DAG of a name, as it is now.
  /// - Returns: whether it was taken; `false` if too many requests wait.
  /// - Throws: `StoreError` where a run that is over has to be read and cannot be.
  public func take(
    _ request: SchedulerRequest, dag: (String) -> DAG?
  ) async throws -> Bool {
    if case .pool(let pool) = request { try await state.keep(pool) }
    if let id = request.changedRun, let dag = dag(id.dag),
      let run = try await state.run(id, of: dag), run.state.isFinished
    {
      guard self.request(.restore(run)) else { return false }
    }
    if case .backfill(let id, let number) = request {
      return try await begin(number, of: dag(id))
    }
    return request.event.map { self.request($0) } ?? true
  }

  /// Begins with a backfill that was kept, once.
  func begin(_ id: Int, of dag: DAG?) async throws -> Bool {
    guard let dag, let recorded = try await state.backfill(id), !recorded.standing.hasBegun,
      recorded.standing.completedAt == nil
    else { return true }
    var backfill = recorded.backfill
    let existing = try await state.existing(for: backfill)
    backfill.existing = existing.mapValues(\.state)
    var rerun: [DAGRun] = []
    for step in backfill.steps(of: dag.rules.timetable, now: .now)
    where step.decision == .rerun {
      guard let found = existing[step.interval.start],
        let run = try await state.run(found.id, of: dag)
      else { continue }
      rerun.append(run)
    }
    return self.request(.backfill(backfill, rerun: rerun))
  }
}

extension SchedulerState {
  /// How many requests may wait; beyond, they are refused.
  public static let mostRequests = 10_000

  /// Leaves a request for the process that runs the scheduler, now or next.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - now: the present moment.
  /// - Returns: whether it was taken; `false` if too many wait.
  /// - Throws: `StoreError`.
  public func leave(_ request: SchedulerRequest, now: Timestamp) async throws -> Bool {
    try await store.write { transaction in
      let waiting = try transaction.rows("SELECT COUNT(*) AS n FROM orchestration_requests")
      guard let count = try waiting.first?.integer("n"), count < Self.mostRequests else {
        return false
      }
      try transaction.execute(
        """
        INSERT INTO orchestration_requests (number, at, kind, dag, run, conf, moment)
        VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM orchestration_requests),
          ?, ?, ?, ?, ?, ?)
        """, [.moment(now)] + request.stored)
      return true
    }
  }

  /// The requests that were left, in order, each with its number; `nil` for one that this program
  /// does not know. They stay until ``keep(_:taking:alongside:)`` takes them.
  ///
  /// - Throws: `StoreError`.
  public func leftRequests() async throws -> [(number: Int64, request: SchedulerRequest?)] {
    try await store.read { transaction in
      try transaction.rows("SELECT * FROM orchestration_requests ORDER BY number").map { row in
        (try row.integer("number"), try SchedulerRequest(row))
      }
    }
  }
}

extension SchedulerState {
  /// Keeps whether a DAG starts runs by itself, while no process runs the scheduler.
  ///
  /// - Throws: `StoreError`.
  public func keep(paused isPaused: Bool, _ dag: String) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO orchestration_dags (dag, is_paused) VALUES (?, ?)
        ON CONFLICT (dag) DO UPDATE SET is_paused = excluded.is_paused
        """, [.text(dag), .boolean(isPaused)])
    }
  }
}

extension SchedulerRequest {
  /// The columns `kind`, `dag`, `run`, `conf` and `moment`.
  fileprivate var stored: [StoreValue] {
    switch self {
    case .trigger(let dag, let name, let conf, let moment):
      [.text("trigger"), .text(dag), .optional(name), .optional(conf), .moment(moment)]
    case .pause(let dag, let isPaused):
      [.text(isPaused ? "pause" : "unpause"), .text(dag), .null, .null, .null]
    case .clear(let run, let tasks, let downstream):
      [
        .text(downstream ? "clear_downstream" : "clear"), .text(run.dag), .text(run.name),
        .text(tasks.map(\.name).joined(separator: "\n")), .null,
      ]
    case .clearInstances(let run, let instances):
      [
        .text("clear_instances"), .text(run.dag), .text(run.name),
        .text(
          instances.map { "\($0.mapIndex ?? -1) \($0.task)" }.joined(separator: "\n")), .null,
      ]
    case .mark(let id, let state):
      [
        .text("mark"), .text(id.run.dag), .text(id.run.name),
        .text("\(state.rawValue)\n\(id.task)\n\(id.mapIndex ?? -1)"), .null,
      ]
    case .end(let run, let state):
      [.text("end"), .text(run.dag), .text(run.name), .text(state.rawValue), .null]
    case .backfill(let dag, let id):
      [.text("backfill"), .text(dag), .null, .text("\(id)"), .null]
    case .pauseBackfill(let dag, let id, let isPaused):
      [
        .text(isPaused ? "backfill_pause" : "backfill_unpause"), .text(dag), .null,
        .text("\(id)"), .null,
      ]
    case .cancelBackfill(let dag, let id):
      [.text("backfill_cancel"), .text(dag), .null, .text("\(id)"), .null]
    case .pool(let pool):
      [.text("pool"), .text(pool.name), .null, .optional(pool.slots.map { "\($0)" }), .null]
    case .updated(let asset): [.text("updated"), .text(asset.name), .null, .null, .null]
    }
  }

  /// Reads a row; `nil` for a kind that a newer program has left.
  fileprivate init?(_ row: StoreRow) throws {
    let dag = try row.text("dag")
    let run = RunID(dag: dag, name: try row.optionalText("run") ?? "")
    let conf = try row.optionalText("conf")
    let lines = (conf ?? "").split(separator: "\n").map(String.init)
    switch try row.text("kind") {
    case "trigger":
      self = .trigger(
        dag: dag, name: try row.optionalText("run"), conf: conf, at: try row.moment("moment"))
    case "pause": self = .pause(dag: dag, true)
    case "unpause": self = .pause(dag: dag, false)
    case "clear": self = .clear(run, tasks: lines.map { TaskID($0) }, downstream: false)
    case "clear_downstream": self = .clear(run, tasks: lines.map { TaskID($0) }, downstream: true)
    case "clear_instances":
      self = .clearInstances(
        run,
        lines.compactMap { line in
          let parts = line.split(separator: " ", maxSplits: 1)
          guard parts.count == 2, let index = Int(parts[0]) else { return nil }
          return TaskInstanceID(
            run: run, task: TaskID(String(parts[1])), mapIndex: index < 0 ? nil : index)
        })
    case "mark":
      guard lines.count == 3, let state = TaskInstanceState(rawValue: lines[0]) else { return nil }
      let index = Int(lines[2]).flatMap { $0 < 0 ? nil : $0 }
      self = .mark(TaskInstanceID(run: run, task: TaskID(lines[1]), mapIndex: index), state)
    case "end":
      guard let state = conf.flatMap({ DAGRunState(rawValue: $0) }) else { return nil }
      self = .end(run, state)
    case "backfill", "backfill_pause", "backfill_unpause", "backfill_cancel":
      guard let id = conf.flatMap({ Int($0) }) else { return nil }
      switch try row.text("kind") {
      case "backfill": self = .backfill(dag: dag, id)
      case "backfill_cancel": self = .cancelBackfill(dag: dag, id)
      case let kind: self = .pauseBackfill(dag: dag, id, kind == "backfill_pause")
      }
    case "pool": self = .pool(Pool(dag, slots: conf.flatMap { Int($0) }))
    case "updated": self = .updated(AssetID(dag))
    default: return nil
    }
  }
}
