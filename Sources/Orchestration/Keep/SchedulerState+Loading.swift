import Store

extension SchedulerState {
  /// What a scheduler has to know to go on where the last one ended.
  ///
  /// - Parameter dags: the DAGs that there are now. What is recorded of others is left alone.
  /// - Returns: the pools, where each schedule stood, and the runs that are not over.
  /// - Throws: `StoreError`.
  public func recovery(of dags: [DAG]) async throws -> Recovery {
    try await store.read { transaction in
      var recovery = Recovery(dags: [])
      for row in try transaction.rows("SELECT pool, slots FROM orchestration_pools") {
        let slots = try row.optionalInteger("slots").map { Int($0) }
        recovery.pools.append(Pool(try row.text("pool"), slots: slots))
      }
      // All at once, as there may be thousands of DAGs, most of which have nothing under way.
      var schedules: [String: Recovery.Schedule] = [:]
      for row in try transaction.rows("SELECT * FROM orchestration_dags") {
        schedules[try row.text("dag")] = try Recovery.Schedule(row)
      }
      for dag in dags {
        let durations = try transaction.durations(of: dag.id, limit: dag.rules.runsAveraged)
        if !durations.isEmpty { schedules[dag.id, default: .init()].durations = durations }
        if dag.tasks.contains(where: { $0.past != .none }) {
          schedules[dag.id, default: .init()].past = try transaction.past(of: dag.id)
        }
        recovery.dags.append((dag, schedules[dag.id]))
      }
      let known = Dictionary(dags.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      recovery.backfills = try transaction.openBackfills().filter { known[$0.backfill.dag] != nil }
      recovery.deadlines = try transaction.openDeadlines().filter { known[$0.run.dag] != nil }
      let runs = try transaction.rows(
        """
        SELECT * FROM orchestration_runs WHERE state IN ('queued', 'running')
        ORDER BY run_after, run
        """)
      for row in runs {
        guard let dag = known[try row.text("dag")] else { continue }
        recovery.runs.append(try transaction.run(dag, row))
      }
      return recovery
    }
  }

  /// A run as it was recorded.
  ///
  /// - Parameters:
  ///   - id: its name.
  ///   - dag: its DAG as it is now.
  /// - Returns: the run; `nil` if there was none of this name.
  /// - Throws: `StoreError`.
  public func run(_ id: RunID, of dag: DAG) async throws -> DAGRun? {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM orchestration_runs WHERE dag = ? AND run = ?",
        [.text(id.dag), .text(id.name)])
      return try rows.first.map { try transaction.run(dag, $0) }
    }
  }

  /// What is known of a run without its tasks.
  public struct RunSummary: Sendable, Hashable {
    /// The run's name.
    public var id: RunID
    /// Why there is a run.
    public var kind: RunKind
    /// Where it stands.
    public var state: DAGRunState
    /// When it was due.
    public var runAfter: Timestamp
    /// The moment it is about.
    public var logicalDate: Timestamp?
    /// When it began.
    public var startedAt: Timestamp?
    /// When it was over.
    public var endedAt: Timestamp?
    /// The data it is about; `nil` for one that is about no time.
    public var interval: DataInterval?
    /// The values of the DAG's parameters, as JSON.
    public var conf: String?
  }

  /// The last runs of a DAG, the latest first.
  ///
  /// - Parameters:
  ///   - dag: the DAG's name.
  ///   - limit: how many at most.
  /// - Returns: the runs.
  /// - Throws: `StoreError`.
  public func lastRuns(of dag: String, limit: Int) async throws -> [RunSummary] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT * FROM orchestration_runs WHERE dag = ? ORDER BY run_after DESC, run DESC LIMIT ?
        """, [.text(dag), .integer(Int64(limit))]
      ).map { try RunSummary(dag, $0) }
    }
  }
}

extension SchedulerState.RunSummary {
  init(_ dag: String, _ row: StoreRow) throws {
    let start = try row.moment("interval_start")
    let end = try row.moment("interval_end")
    self.init(
      id: RunID(dag: dag, name: try row.text("run")), kind: try row.word("kind"),
      state: try row.word("state"), runAfter: try row.moment("run_after") ?? .distantPast,
      logicalDate: start, startedAt: try row.moment("started_at"),
      endedAt: try row.moment("ended_at"),
      interval: start.flatMap { start in end.map { DataInterval(start: start, end: $0) } },
      conf: try row.optionalText("conf"))
  }
}

extension Recovery.Schedule {
  fileprivate init(_ row: StoreRow) throws {
    let start = try row.moment("last_start")
    let end = try row.moment("last_end")
    self.init(
      last: start.flatMap { start in end.map { DataInterval(start: start, end: $0) } },
      isPaused: try row.integer("is_paused") != 0,
      queuedAssets: try row.text("queued_assets").split(separator: "\n").map {
        AssetID(String($0))
      })
  }
}

extension StoreTransaction {
  /// How the last runs of a DAG ended, the latest last.
  fileprivate func past(of dag: String) throws -> [PastRun] {
    let runs = try rows(
      """
      SELECT run, kind, interval_start, run_after FROM orchestration_runs
      WHERE dag = ? AND state IN ('success', 'failed') ORDER BY run_after DESC LIMIT ?
      """, [.text(dag), .integer(Int64(DAGRecord.runsRemembered))])
    return try runs.reversed().map { row in
      let id = RunID(dag: dag, name: try row.text("run"))
      let tasks = try rows(
        """
        SELECT task, MAX(CASE WHEN state IN ('success', 'skipped') THEN 0 ELSE 1 END) AS n
        FROM orchestration_tasks WHERE dag = ? AND run = ? GROUP BY task
        """, [.text(dag), .text(id.name)])
      let unsuccessful = try tasks.filter { try $0.integer("n") > 0 }
      return PastRun(
        id: id, kind: try row.word("kind"),
        date: try row.moment("interval_start") ?? row.moment("run_after") ?? .distantPast,
        unsuccessful: Set(try unsuccessful.map { TaskID(try $0.text("task")) }),
        tasks: Set(try tasks.map { TaskID(try $0.text("task")) }))
    }
  }

  fileprivate func run(_ dag: DAG, _ row: StoreRow) throws -> DAGRun {
    let id = RunID(dag: dag.id, name: try row.text("run"))
    let start = try row.moment("interval_start")
    let end = try row.moment("interval_end")
    var recorded: [TaskID: [Int?: TaskInstance]] = [:]
    let tasks = try rows(
      "SELECT * FROM orchestration_tasks WHERE dag = ? AND run = ?",
      [.text(id.dag), .text(id.name)])
    for task in tasks {
      let index = Int(try task.integer("map_index"))
      recorded[TaskID(try task.text("task")), default: [:]][index < 0 ? nil : index] =
        try TaskInstance(task)
    }
    return DAGRun(
      restoring: dag, id: id, kind: try row.word("kind"), state: try row.word("state"),
      interval: start.flatMap { start in end.map { DataInterval(start: start, end: $0) } },
      runAfter: try row.moment("run_after") ?? .distantPast,
      startedAt: try row.moment("started_at"), conf: try row.optionalText("conf"),
      backfill: try row.optionalInteger("backfill").map { Int($0) }, recorded: recorded)
  }
}

extension TaskInstance {
  init(_ row: StoreRow) throws {
    self.init(lastAttempt: Int(try row.integer("last_attempt")))
    state = try row.word("state")
    attempt = Int(try row.integer("attempt"))
    resumesAt = try row.moment("resumes_at")
    startedAt = try row.moment("started_at")
    endedAt = try row.moment("ended_at")
    output = TaskOutput(stored: try row.optionalInteger("output"))
    skips = try row.text("skips").split(separator: "\n").map { TaskID(String($0)) }
  }
}

extension StoreRow {
  func optionalInteger(_ name: String) throws -> Int64? {
    if case .null = self[name] { return nil }
    return try integer(name)
  }

  func moment(_ name: String) throws -> Timestamp? {
    try optionalInteger(name).map { Timestamp(microseconds: $0) }
  }

  /// A text that is the raw value of one of a type's cases.
  func word<Word: RawRepresentable>(_ name: String) throws -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try text(name)) else {
      throw StoreError(.type, "the column \"\(name)\" of the state database holds an unknown word")
    }
    return word
  }
}
