import Store

extension SchedulerState {
  /// The deadlines of a run, those that were met excepted, in the order of declaration.
  ///
  /// - Throws: `StoreError`.
  public func deadlines(of run: RunID) async throws -> [RunDeadline] {
    try await store.read { transaction in
      try transaction.rows(
        "SELECT * FROM orchestration_deadlines WHERE dag = ? AND run = ? ORDER BY position",
        [.text(run.dag), .text(run.name)]
      ).map { try RunDeadline($0) }
    }
  }
}

extension StoreTransaction {
  func keep(_ deadline: RunDeadline, of run: RunID) throws {
    try execute(
      """
      INSERT INTO orchestration_deadlines (dag, run, position, name, due_at, missed_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (dag, run, position) DO UPDATE SET missed_at = excluded.missed_at
      """,
      [
        .text(run.dag), .text(run.name), .integer(Int64(deadline.position)),
        .optional(deadline.name), .moment(deadline.due), .moment(deadline.missed),
      ])
  }

  /// Forgets the deadlines that a run met.
  func removeDeadlines(of run: RunID) throws {
    try execute(
      """
      DELETE FROM orchestration_deadlines WHERE dag = ? AND run = ? AND missed_at IS NULL
      """, [.text(run.dag), .text(run.name)])
  }

  /// The deadlines that were neither met nor missed.
  func openDeadlines() throws -> [(run: RunID, deadline: RunDeadline)] {
    try rows("SELECT * FROM orchestration_deadlines WHERE missed_at IS NULL").map {
      (RunID(dag: try $0.text("dag"), name: try $0.text("run")), try RunDeadline($0))
    }
  }

  /// How long the last runs of a DAG took that are over, the latest last.
  func durations(of dag: String, limit: Int) throws -> [Duration] {
    guard limit > 0 else { return [] }
    return try rows(
      """
      SELECT started_at, ended_at FROM orchestration_runs
      WHERE dag = ? AND started_at IS NOT NULL AND ended_at IS NOT NULL
      ORDER BY run_after DESC LIMIT ?
      """, [.text(dag), .integer(Int64(limit))]
    ).reversed().map {
      .microseconds(try $0.integer("ended_at") - (try $0.integer("started_at")))
    }
  }
}

extension RunDeadline {
  init(_ row: StoreRow) throws {
    self.init(
      position: Int(try row.integer("position")), name: try row.optionalText("name"),
      due: try row.moment("due_at") ?? .distantPast, missed: try row.moment("missed_at"))
  }
}
