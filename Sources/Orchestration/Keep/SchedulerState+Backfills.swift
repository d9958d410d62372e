import Store

/// A backfill as it was recorded.
public struct RecordedBackfill: Sendable, Hashable {
  /// What was asked for.
  public var backfill: Backfill
  /// Where it stands.
  public var standing: BackfillStanding
  /// When it was asked for.
  public var createdAt: Timestamp
  /// When it last changed.
  public var updatedAt: Timestamp
  /// Of its times, how many were left as they were.
  public var kept: Int
  /// How many of its runs are in each state.
  public var counts: [DAGRunState: Int]
}

extension SchedulerState {
  /// Keeps a backfill that somebody wants, for the scheduler to begin with.
  ///
  /// - Parameters:
  ///   - backfill: the backfill; its number does not count.
  ///   - now: the present moment.
  /// - Returns: its number.
  /// - Throws: ``BackfillError`` if another backfill of the DAG is not over, and `StoreError`.
  public func create(_ backfill: Backfill, now: Timestamp) async throws -> Int {
    try await store.write { transaction in
      let open = try transaction.rows(
        "SELECT id FROM orchestration_backfills WHERE dag = ? AND completed_at IS NULL LIMIT 1",
        [.text(backfill.dag)])
      if let id = try open.first?.integer("id") {
        throw BackfillError(
          "the backfill \(id) of the DAG \"\(backfill.dag)\" is not over",
          hint: "wait for it, or cancel it", isConflict: true)
      }
      try transaction.execute(
        """
        INSERT INTO orchestration_backfills (dag, range_start, range_end, reprocessing,
          is_reversed, max_active_runs, conf, is_paused, has_begun, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
        """,
        [
          .text(backfill.dag), .moment(backfill.range.lowerBound),
          .moment(backfill.range.upperBound), .text(backfill.reprocessing.rawValue),
          .boolean(backfill.isReversed), .integer(Int64(backfill.maxActiveRuns)),
          .optional(backfill.conf), .moment(now), .moment(now),
        ])
      let last = try transaction.rows("SELECT MAX(id) AS id FROM orchestration_backfills")
      return Int(try last.first?.integer("id") ?? 0)
    }
  }

  /// Backfills, the latest first.
  ///
  /// - Parameters:
  ///   - dag: of which DAG; `nil` for all.
  ///   - latestFirst: whether the latest comes first.
  ///   - limit: how many at most.
  ///   - offset: how many to leave out at the beginning.
  /// - Returns: the backfills, and how many there are in all.
  /// - Throws: `StoreError`.
  public func backfills(
    of dag: String?, latestFirst: Bool = true, limit: Int, offset: Int = 0
  ) async throws -> ListPage<RecordedBackfill> {
    let condition = dag == nil ? "" : " WHERE dag = ?"
    let values: [StoreValue] = dag.map { [.text($0)] } ?? []
    return try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM orchestration_backfills\(condition)"
          + " ORDER BY id \(latestFirst ? "DESC" : "ASC") LIMIT ? OFFSET ?",
        values + [.integer(Int64(limit)), .integer(Int64(offset))])
      let count = try transaction.rows(
        "SELECT COUNT(*) AS n FROM orchestration_backfills\(condition)", values)
      return ListPage(
        try rows.map { try transaction.backfill($0) },
        total: Int(try count.first?.integer("n") ?? 0))
    }
  }

  /// A backfill; `nil` if there is none of this number.
  ///
  /// - Throws: `StoreError`.
  public func backfill(_ id: Int) async throws -> RecordedBackfill? {
    try await store.read { transaction in
      try transaction.rows(
        "SELECT * FROM orchestration_backfills WHERE id = ?", [.integer(Int64(id))]
      ).first.map { try transaction.backfill($0) }
    }
  }

  /// What became of the times of a backfill, in order.
  ///
  /// - Throws: `StoreError`.
  public func runs(ofBackfill id: Int, limit: Int) async throws -> [BackfillRun] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT * FROM orchestration_backfill_runs WHERE backfill = ? ORDER BY ordinal LIMIT ?
        """, [.integer(Int64(id)), .integer(Int64(limit))]
      ).map { row in
        let dag = try row.text("dag")
        return BackfillRun(
          ordinal: Int(try row.integer("ordinal")),
          logicalDate: try row.moment("logical_date") ?? .distantPast,
          run: try row.optionalText("run").map { RunID(dag: dag, name: $0) },
          decision: try row.word("decision"))
      }
    }
  }

  /// The runs that there are for the times of a backfill: the latest of each logical date.
  ///
  /// - Throws: `StoreError`.
  public func existing(for backfill: Backfill) async throws -> [Timestamp: RunSummary] {
    let found = try await runs(
      of: backfill.dag, RunFilter(about: backfill.range), limit: Backfill.longest)
    var existing: [Timestamp: RunSummary] = [:]
    for run in found {
      guard let date = run.logicalDate else { continue }
      // Of several runs about the same moment, the one that began last counts, as in Airflow.
      let start = existing[date].map { $0.startedAt ?? .distantPast }
      if let start, start >= run.startedAt ?? .distantPast { continue }
      existing[date] = run
    }
    return existing
  }

  /// What a backfill would do, without doing it.
  ///
  /// - Parameters:
  ///   - backfill: the backfill.
  ///   - dag: its DAG.
  ///   - now: the present moment.
  /// - Returns: a step for each time, in order.
  /// - Throws: ``BackfillError`` if it cannot be made, and `StoreError`.
  public func steps(
    of backfill: Backfill, _ dag: DAG, now: Timestamp
  ) async throws -> [Backfill.Step] {
    var known = backfill
    known.existing = try await existing(for: backfill).mapValues(\.state)
    try known.check(dag, now: now)
    return known.steps(of: dag.rules.timetable, now: now)
  }
}

extension StoreTransaction {
  func keep(_ standing: BackfillStanding, of id: Int) throws {
    let now = Timestamp.now
    try execute(
      """
      UPDATE orchestration_backfills
      SET is_paused = ?, has_begun = ?, completed_at = ?,
        updated_at = CASE WHEN updated_at > ? THEN updated_at ELSE ? END
      WHERE id = ?
      """,
      [
        .boolean(standing.isPaused), .boolean(standing.hasBegun), .moment(standing.completedAt),
        .moment(now), .moment(now), .integer(Int64(id)),
      ])
  }

  func keep(_ run: BackfillRun, of id: Int) throws {
    try execute(
      """
      INSERT INTO orchestration_backfill_runs (backfill, ordinal, logical_date, dag, run, decision)
      VALUES (?, ?, ?, (SELECT dag FROM orchestration_backfills WHERE id = ?), ?, ?)
      ON CONFLICT (backfill, ordinal) DO NOTHING
      """,
      [
        .integer(Int64(id)), .integer(Int64(run.ordinal)), .moment(run.logicalDate),
        .integer(Int64(id)), .optional(run.run?.name), .text(run.decision.rawValue),
      ])
  }

  /// The backfills that are not over.
  func openBackfills() throws -> [(backfill: Backfill, standing: BackfillStanding)] {
    try rows(
      "SELECT * FROM orchestration_backfills WHERE completed_at IS NULL ORDER BY id"
    ).map { (try Backfill($0), try BackfillStanding($0)) }
  }

  func backfill(_ row: StoreRow) throws -> RecordedBackfill {
    let id = try row.integer("id")
    var counts: [DAGRunState: Int] = [:]
    let states = try rows(
      """
      SELECT runs.state AS state, COUNT(*) AS n FROM orchestration_backfill_runs AS mine
      JOIN orchestration_runs AS runs ON runs.dag = mine.dag AND runs.run = mine.run
      WHERE mine.backfill = ? GROUP BY runs.state
      """, [.integer(id)])
    for state in states { counts[try state.word("state")] = Int(try state.integer("n")) }
    let kept = try rows(
      "SELECT COUNT(*) AS n FROM orchestration_backfill_runs WHERE backfill = ? AND run IS NULL",
      [.integer(id)])
    return RecordedBackfill(
      backfill: try Backfill(row), standing: try BackfillStanding(row),
      createdAt: try row.moment("created_at") ?? .distantPast,
      updatedAt: try row.moment("updated_at") ?? .distantPast,
      kept: Int(try kept.first?.integer("n") ?? 0), counts: counts)
  }
}

extension Backfill {
  fileprivate init(_ row: StoreRow) throws {
    let start = try row.moment("range_start") ?? .distantPast
    self.init(
      id: Int(try row.integer("id")), dag: try row.text("dag"),
      range: start...max(start, try row.moment("range_end") ?? start),
      reprocessing: try row.word("reprocessing"),
      isReversed: try row.integer("is_reversed") != 0,
      maxActiveRuns: Int(try row.integer("max_active_runs")), conf: try row.optionalText("conf"))
  }
}

extension BackfillStanding {
  fileprivate init(_ row: StoreRow) throws {
    self.init(
      isPaused: try row.integer("is_paused") != 0, hasBegun: try row.integer("has_begun") != 0,
      completedAt: try row.moment("completed_at"))
  }
}
