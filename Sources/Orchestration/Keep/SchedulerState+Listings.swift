import Store

/// Part of a list, and how long the whole of it is.
public struct ListPage<Element: Sendable>: Sendable {
  /// The part.
  public var elements: [Element]
  /// How many there are in all.
  public var total: Int

  /// Makes a part of a list.
  public init(_ elements: [Element], total: Int) {
    self.elements = elements
    self.total = total
  }
}

/// Which task instances of a run are meant: all of those for which everything holds that is said.
public struct InstanceFilter: Sendable, Hashable {
  /// The tasks' names.
  public var tasks: [String]?
  /// Where they stand.
  public var states: [TaskInstanceState]?
  /// With which letters the tasks' names begin.
  public var prefix: String?

  /// Makes a filter.
  public init(
    tasks: [String]? = nil, states: [TaskInstanceState]? = nil, prefix: String? = nil
  ) {
    self.tasks = tasks
    self.states = states
    self.prefix = prefix
  }

  fileprivate var condition: (sql: String, arguments: [StoreValue]) {
    var sql = ""
    var arguments: [StoreValue] = []
    if let tasks {
      sql += " AND task IN (" + tasks.map { _ in "?" }.joined(separator: ", ") + ")"
      arguments += tasks.map { .text($0) }
    }
    if let states {
      sql += " AND state IN (" + states.map { _ in "?" }.joined(separator: ", ") + ")"
      arguments += states.map { .text($0.rawValue) }
    }
    if let prefix, let last = prefix.unicodeScalars.last,
      let next = Unicode.Scalar(last.value + 1)
    {
      var end = prefix.unicodeScalars
      end.removeLast()
      end.append(next)
      sql += " AND task >= ? AND task < ?"
      arguments += [.text(prefix), .text(String(end))]
    }
    return (sql, arguments)
  }
}

/// How many instances of a task are in a state, and from when to when they ran.
public struct TaskTally: Sendable, Hashable {
  /// The DAG.
  public var dag: String
  /// The run's name.
  public var run: String
  /// The task.
  public var task: TaskID
  /// The state.
  public var state: TaskInstanceState
  /// How many instances are in it.
  public var count: Int
  /// When the first of them began.
  public var startedAt: Timestamp?
  /// When the last of them ended.
  public var endedAt: Timestamp?

  init(_ dag: String, _ row: StoreRow) throws {
    self.dag = dag
    run = try row.text("run")
    task = TaskID(try row.text("task"))
    state = try row.word("state")
    count = Int(try row.integer("n"))
    startedAt = try row.moment("started_at")
    endedAt = try row.moment("ended_at")
  }
}

/// How an asset stands: when it was updated last, and how often it was.
public struct AssetTally: Sendable, Hashable {
  /// The asset.
  public var asset: AssetID
  /// The moment of its last update.
  public var last: Timestamp
  /// How many updates are recorded.
  public var count: Int
}

extension SchedulerState {
  /// A part of the list of runs.
  ///
  /// - Parameters:
  ///   - dags: of which DAGs; `nil` for all.
  ///   - filter: which of their runs.
  ///   - latestFirst: whether the run that was due last comes first.
  ///   - limit: how many at most.
  ///   - offset: how many to leave out at the beginning.
  /// - Returns: the runs, and how many there are in all.
  /// - Throws: `StoreError`.
  public func runs(
    of dags: [String]?, _ filter: RunFilter = RunFilter(), latestFirst: Bool = true, limit: Int,
    offset: Int = 0
  ) async throws -> ListPage<RunSummary> {
    var (sql, arguments) = filter.condition
    if let dags {
      sql = " AND dag IN (" + dags.map { _ in "?" }.joined(separator: ", ") + ")" + sql
      arguments = dags.map { .text($0) } + arguments
    }
    let condition = sql
    let values = arguments
    let order = latestFirst ? "DESC" : "ASC"
    return try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM orchestration_runs WHERE 1 = 1\(condition)"
          + " ORDER BY run_after \(order), dag, run \(order) LIMIT ? OFFSET ?",
        values + [.integer(Int64(limit)), .integer(Int64(offset))])
      let count = try transaction.rows(
        "SELECT COUNT(*) AS n FROM orchestration_runs WHERE 1 = 1\(condition)", values)
      return ListPage(
        try rows.map { try RunSummary(try $0.text("dag"), $0) },
        total: Int(try count.first?.integer("n") ?? 0))
    }
  }

  /// How many runs are in each state, of all DAGs or one.
  ///
  /// - Parameters:
  ///   - dag: the DAG; `nil` for all.
  ///   - since: only runs that were due then or later.
  /// - Returns: the numbers.
  /// - Throws: `StoreError`.
  public func runCounts(
    of dag: String? = nil, since: Timestamp
  ) async throws -> [DAGRunState: Int] {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT state, COUNT(*) AS n FROM orchestration_runs WHERE run_after >= ?"
          + (dag == nil ? "" : " AND dag = ?") + " GROUP BY state",
        [.moment(since)] + (dag.map { [.text($0)] } ?? []))
      return try Self.counts(rows)
    }
  }

  /// How many runs are not over.
  ///
  /// - Throws: `StoreError`.
  public func activeRunCounts() async throws -> [DAGRunState: Int] {
    try await store.read { transaction in
      try Self.counts(
        try transaction.rows(
          """
          SELECT state, COUNT(*) AS n FROM orchestration_runs
          WHERE state IN ('queued', 'running') GROUP BY state
          """))
    }
  }

  /// A part of the task instances of a run, in order of task and map index.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - filter: which instances.
  ///   - limit: how many at most.
  ///   - offset: how many to leave out at the beginning.
  /// - Returns: the instances, and how many there are in all.
  /// - Throws: `StoreError`.
  public func instances(
    of run: RunID, _ filter: InstanceFilter, limit: Int, offset: Int = 0
  ) async throws -> ListPage<RecordedInstance> {
    let (condition, arguments) = filter.condition
    let values: [StoreValue] = [.text(run.dag), .text(run.name)] + arguments
    return try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM orchestration_tasks WHERE dag = ? AND run = ?\(condition)"
          + " ORDER BY task, map_index LIMIT ? OFFSET ?",
        values + [.integer(Int64(limit)), .integer(Int64(offset))])
      let count = try transaction.rows(
        "SELECT COUNT(*) AS n FROM orchestration_tasks WHERE dag = ? AND run = ?\(condition)",
        values)
      return ListPage(
        try rows.map { try RecordedInstance($0) }, total: Int(try count.first?.integer("n") ?? 0))
    }
  }

  /// The task instances that are queued or under way, those that began first coming first.
  ///
  /// - Throws: `StoreError`.
  public func executingInstances(limit: Int) async throws -> [RecordedInstance] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT t.* FROM orchestration_runs r
        JOIN orchestration_tasks t ON t.dag = r.dag AND t.run = r.run
        WHERE r.state = 'running' AND t.state IN ('queued', 'running', 'restarting')
        ORDER BY t.started_at, t.dag, t.run, t.task, t.map_index LIMIT ?
        """, [.integer(Int64(limit))]
      ).map { try RecordedInstance($0) }
    }
  }

  /// How many task instances of the runs that are not over are in each state.
  ///
  /// - Throws: `StoreError`.
  public func activeInstanceCounts() async throws -> [TaskInstanceState: Int] {
    try await store.read { transaction in
      try Self.counts(
        try transaction.rows(
          """
          SELECT t.state, COUNT(*) AS n FROM orchestration_runs r
          JOIN orchestration_tasks t ON t.dag = r.dag AND t.run = r.run
          WHERE r.state IN ('queued', 'running') GROUP BY t.state
          """))
    }
  }

  /// How many instances of each task are in each state, over all runs that are not over.
  ///
  /// - Throws: `StoreError`.
  public func activeTallies() async throws -> [TaskTally] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT t.dag, t.run, t.task, t.state, COUNT(*) AS n, MIN(t.started_at) AS started_at,
          MAX(t.ended_at) AS ended_at FROM orchestration_runs r
        JOIN orchestration_tasks t ON t.dag = r.dag AND t.run = r.run
        WHERE r.state IN ('queued', 'running') GROUP BY t.dag, t.run, t.task, t.state
        """
      ).map { try TaskTally(try $0.text("dag"), $0) }
    }
  }

  /// How many task instances of a run are in each state.
  ///
  /// - Throws: `StoreError`.
  public func instanceCounts(of run: RunID) async throws -> [TaskInstanceState: Int] {
    try await store.read { transaction in
      try Self.counts(
        try transaction.rows(
          """
          SELECT state, COUNT(*) AS n FROM orchestration_tasks WHERE dag = ? AND run = ?
          GROUP BY state
          """, [.text(run.dag), .text(run.name)]))
    }
  }

  /// The states of tasks in several runs of a DAG, instances of one task taken together.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - runs: the runs' names.
  ///   - tasks: which tasks; `nil` for all.
  /// - Returns: a tally for each run, task and state that occurs.
  /// - Throws: `StoreError`.
  public func tallies(
    of dag: String, runs: [String], tasks: [TaskID]? = nil
  ) async throws -> [TaskTally] {
    guard !runs.isEmpty else { return [] }
    let (condition, arguments) = InstanceFilter(tasks: tasks?.map(\.name)).condition
    return try await store.read { transaction in
      try transaction.rows(
        "SELECT run, task, state, COUNT(*) AS n, MIN(started_at) AS started_at,"
          + " MAX(ended_at) AS ended_at FROM orchestration_tasks WHERE dag = ? AND run IN ("
          + runs.map { _ in "?" }.joined(separator: ", ") + ")\(condition)"
          + " GROUP BY run, task, state",
        [.text(dag)] + runs.map { .text($0) } + arguments
      ).map { try TaskTally(dag, $0) }
    }
  }

  /// How many runs of a DAG there are for each day, and how they ended.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - range: the runs that were due then.
  /// - Returns: by day, as the number of days since 1970, how many are in each state.
  /// - Throws: `StoreError`.
  public func runsByDay(
    of dag: String, in range: ClosedRange<Timestamp>
  ) async throws -> [Int: [DAGRunState: Int]] {
    try await store.read { transaction in
      let rows = try transaction.rows(
        """
        SELECT run_after / 86400000000 AS day, state, COUNT(*) AS n FROM orchestration_runs
        WHERE dag = ? AND run_after BETWEEN ? AND ? GROUP BY 1, state
        """, [.text(dag), .moment(range.lowerBound), .moment(range.upperBound)])
      var days: [Int: [DAGRunState: Int]] = [:]
      for row in rows {
        days[Int(try row.integer("day")), default: [:]][try row.word("state")] =
          Int(try row.integer("n"))
      }
      return days
    }
  }

  /// Everything that a task instance kept for others, in order of key: the values as JSON.
  ///
  /// - Throws: `StoreError`.
  public func xcoms(of id: TaskInstanceID) async throws -> [(key: String, value: String)] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT key, value FROM orchestration_xcoms
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ? ORDER BY key
        """,
        [
          .text(id.run.dag), .text(id.run.name), .text(id.task.name),
          .integer(Int64(id.mapIndex ?? -1)),
        ]
      ).map { (try $0.text("key"), try $0.text("value")) }
    }
  }

  /// Every asset that was ever updated, in order of name.
  ///
  /// - Throws: `StoreError`.
  public func assetTallies() async throws -> [AssetTally] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT asset, MAX(at) AS at, COUNT(*) AS n FROM orchestration_asset_events
        GROUP BY asset ORDER BY asset
        """
      ).map { row in
        AssetTally(
          asset: AssetID(try row.text("asset")), last: try row.moment("at") ?? .distantPast,
          count: Int(try row.integer("n")))
      }
    }
  }

  private static func counts<State: RawRepresentable & Hashable>(
    _ rows: [StoreRow]
  ) throws -> [State: Int] where State.RawValue == String {
    var counts: [State: Int] = [:]
    for row in rows { counts[try row.word("state")] = Int(try row.integer("n")) }
    return counts
  }
}

/// A task instance as it was last recorded.
public struct RecordedInstance: Sendable, Hashable {
  /// Its name.
  public var id: TaskInstanceID
  /// Where it stands.
  public var instance: TaskInstance

  /// Names an instance.
  public init(_ id: TaskInstanceID, _ instance: TaskInstance) {
    self.id = id
    self.instance = instance
  }

  init(_ row: StoreRow) throws {
    let index = Int(try row.integer("map_index"))
    id = TaskInstanceID(
      run: RunID(dag: try row.text("dag"), name: try row.text("run")),
      task: TaskID(try row.text("task")), mapIndex: index < 0 ? nil : index)
    instance = try TaskInstance(row)
  }
}
