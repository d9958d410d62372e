import Store

/// Which runs are meant: all of those for which everything holds that is said.
public struct RunFilter: Sendable, Hashable {
  /// The runs' names.
  public var names: [String]?
  /// The moments they are about.
  public var logicalDates: [Timestamp]?
  /// Where they stand.
  public var states: [String]?
  /// Those about an earlier moment than this.
  public var before: Timestamp?
  /// Why there are runs: the raw values of ``RunKind``.
  public var kinds: [String]?
  /// When the runs were due, both ends included.
  public var due: ClosedRange<Timestamp>?
  /// The moments they are about, both ends included.
  public var about: ClosedRange<Timestamp>?

  /// Makes a filter.
  public init(
    names: [String]? = nil, logicalDates: [Timestamp]? = nil, states: [String]? = nil,
    before: Timestamp? = nil, kinds: [String]? = nil, due: ClosedRange<Timestamp>? = nil,
    about: ClosedRange<Timestamp>? = nil
  ) {
    self.names = names
    self.logicalDates = logicalDates
    self.states = states
    self.before = before
    self.kinds = kinds
    self.due = due
    self.about = about
  }

  var condition: (sql: String, arguments: [StoreValue]) {
    var sql = ""
    var arguments: [StoreValue] = []
    func add(_ column: String, _ values: [StoreValue]?) {
      guard let values else { return }
      sql += " AND \(column) IN (" + values.map { _ in "?" }.joined(separator: ", ") + ")"
      arguments += values
    }
    add("run", names?.map { .text($0) })
    add("interval_start", logicalDates?.map { .moment($0) })
    add("state", states?.map { .text($0) })
    if let before {
      sql += " AND interval_start < ?"
      arguments.append(.moment(before))
    }
    add("kind", kinds?.map { .text($0) })
    for (column, range) in [("run_after", due), ("interval_start", about)] {
      guard let range else { continue }
      sql += " AND \(column) BETWEEN ? AND ?"
      arguments += [.moment(range.lowerBound), .moment(range.upperBound)]
    }
    return (sql, arguments)
  }
}

extension SchedulerState {
  /// A run without its tasks; `nil` if there is none of this name.
  ///
  /// - Throws: `StoreError`.
  public func summary(of run: RunID) async throws -> RunSummary? {
    try await runs(of: run.dag, RunFilter(names: [run.name]), limit: 1).first
  }

  /// The runs of a DAG that a filter lets through, the latest first.
  ///
  /// - Throws: `StoreError`.
  public func runs(
    of dag: String, _ filter: RunFilter, limit: Int = 10_000
  ) async throws -> [RunSummary] {
    let condition = filter.condition
    return try await store.read { transaction in
      try transaction.rows(
        "SELECT * FROM orchestration_runs WHERE dag = ?" + condition.sql
          + " ORDER BY run_after DESC, run DESC LIMIT ?",
        [.text(dag)] + condition.arguments + [.integer(Int64(limit))]
      ).map { try RunSummary(dag, $0) }
    }
  }

  /// The task instances of a run as they were last recorded, by task and map index.
  ///
  /// - Throws: `StoreError`.
  public func instances(
    of run: RunID
  ) async throws -> [(id: TaskInstanceID, instance: TaskInstance)] {
    try await store.read { transaction in
      try transaction.rows(
        "SELECT * FROM orchestration_tasks WHERE dag = ? AND run = ? ORDER BY task, map_index",
        [.text(run.dag), .text(run.name)]
      ).map { row in
        let index = Int(try row.integer("map_index"))
        let id = TaskInstanceID(
          run: run, task: TaskID(try row.text("task")), mapIndex: index < 0 ? nil : index)
        return (id, try TaskInstance(row))
      }
    }
  }

  /// A task instance as it was last recorded; `nil` if there is none of this name.
  ///
  /// - Throws: `StoreError`.
  public func instance(_ id: TaskInstanceID) async throws -> TaskInstance? {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT * FROM orchestration_tasks
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ?
        """,
        [
          .text(id.run.dag), .text(id.run.name), .text(id.task.name),
          .integer(Int64(id.mapIndex ?? -1)),
        ]
      ).first.map { try TaskInstance($0) }
    }
  }

  /// The updates of assets.
  ///
  /// - Parameters:
  ///   - assets: which assets.
  ///   - after: only those at this moment or later.
  ///   - before: only those at this moment or earlier.
  ///   - latestFirst: whether the latest comes first.
  ///   - limit: how many at most.
  /// - Returns: the updates in order.
  /// - Throws: `StoreError`.
  public func assetEvents(
    of assets: [AssetID], after: Timestamp? = nil, before: Timestamp? = nil,
    latestFirst: Bool = false, limit: Int = 1000
  ) async throws -> [AssetEvent] {
    guard !assets.isEmpty else { return [] }
    return try await store.read { transaction in
      try transaction.rows(
        "SELECT * FROM orchestration_asset_events WHERE asset IN ("
          + assets.map { _ in "?" }.joined(separator: ", ") + ") AND at >= ? AND at <= ?"
          + " ORDER BY at \(latestFirst ? "DESC" : "ASC") LIMIT ?",
        assets.map { .text($0.name) }
          + [
            .moment(after ?? .distantPast), .moment(before ?? .distantFuture),
            .integer(Int64(limit)),
          ]
      ).map { try AssetEvent($0) }
    }
  }

  /// Forgets everything that a task instance kept for others.
  ///
  /// - Throws: `StoreError`.
  public func removeXComs(of id: TaskInstanceID) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        DELETE FROM orchestration_xcoms
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ?
        """,
        [
          .text(id.run.dag), .text(id.run.name), .text(id.task.name),
          .integer(Int64(id.mapIndex ?? -1)),
        ])
    }
  }

  /// Everything that the tasks of a run kept for others.
  ///
  /// - Throws: `StoreError`.
  public func xcoms(
    of run: RunID
  ) async throws -> [(id: TaskInstanceID, key: String, value: String)] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT * FROM orchestration_xcoms WHERE dag = ? AND run = ?
        ORDER BY task, map_index, key
        """, [.text(run.dag), .text(run.name)]
      ).map { row in
        let index = Int(try row.integer("map_index"))
        let id = TaskInstanceID(
          run: run, task: TaskID(try row.text("task")), mapIndex: index < 0 ? nil : index)
        return (id, try row.text("key"), try row.text("value"))
      }
    }
  }

  /// The pools that were added or changed.
  ///
  /// - Throws: `StoreError`.
  public func pools() async throws -> [Pool] {
    try await store.read { transaction in
      try transaction.rows("SELECT * FROM orchestration_pools ORDER BY pool").map { row in
        Pool(try row.text("pool"), slots: try row.optionalInteger("slots").map { Int($0) })
      }
    }
  }

  /// Forgets a pool.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `StoreError`.
  public func removePool(_ name: String) async throws -> Bool {
    try await store.write { transaction in
      try transaction.execute(
        "DELETE FROM orchestration_pools WHERE pool = ?", [.text(name)]) > 0
    }
  }

  /// The DAGs that are paused.
  ///
  /// - Throws: `StoreError`.
  public func pausedDAGs() async throws -> Set<String> {
    try await store.read { transaction in
      Set(
        try transaction.rows("SELECT dag FROM orchestration_dags WHERE is_paused <> 0")
          .map { try $0.text("dag") })
    }
  }
}

extension AssetEvent {
  fileprivate init(_ row: StoreRow) throws {
    var source: TaskInstanceID?
    if let dag = try row.optionalText("dag"), let run = try row.optionalText("run"),
      let task = try row.optionalText("task")
    {
      source = TaskInstanceID(
        run: RunID(dag: dag, name: run), task: TaskID(task),
        mapIndex: try row.optionalInteger("map_index").map { Int($0) })
    }
    self.init(
      asset: AssetID(try row.text("asset")), at: try row.moment("at") ?? .distantPast,
      source: source)
  }
}
