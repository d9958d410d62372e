public import Store

/// What a scheduler has decided, kept so that another process can go on from there.
///
/// Changes are written in the order in which they were decided, a batch in one transaction, before
/// what they decide is done: whenever the process is killed, what is recorded as executing may have
/// begun, and nothing else has.
public struct SchedulerState: Sendable {
  /// The steps of the schema, for opening the ``StateStore``.
  public static let migrations: [Migration] = [
    Migration(
      module: "orchestration", version: 1,
      statements: [
        """
        CREATE TABLE orchestration_dags (
          dag TEXT PRIMARY KEY, is_paused INTEGER NOT NULL, last_start INTEGER, last_end INTEGER,
          queued_assets TEXT NOT NULL DEFAULT '')
        """,
        """
        CREATE TABLE orchestration_runs (
          dag TEXT NOT NULL, run TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
          interval_start INTEGER, interval_end INTEGER, run_after INTEGER NOT NULL,
          started_at INTEGER, ended_at INTEGER, conf TEXT, backfill INTEGER,
          PRIMARY KEY (dag, run))
        """,
        """
        CREATE INDEX orchestration_runs_by_time ON orchestration_runs (dag, run_after)
        """,
        """
        CREATE INDEX orchestration_active_runs ON orchestration_runs (dag)
          WHERE state IN ('queued', 'running')
        """,
        """
        CREATE TABLE orchestration_tasks (
          dag TEXT NOT NULL, run TEXT NOT NULL, task TEXT NOT NULL, map_index INTEGER NOT NULL,
          state TEXT NOT NULL, attempt INTEGER NOT NULL, last_attempt INTEGER NOT NULL,
          resumes_at INTEGER, started_at INTEGER, ended_at INTEGER, output INTEGER,
          skips TEXT NOT NULL DEFAULT '',
          PRIMARY KEY (dag, run, task, map_index))
        """,
        """
        CREATE TABLE orchestration_xcoms (
          dag TEXT NOT NULL, run TEXT NOT NULL, task TEXT NOT NULL, map_index INTEGER NOT NULL,
          key TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (dag, run, task, map_index, key))
        """,
        """
        CREATE TABLE orchestration_asset_events (
          asset TEXT NOT NULL, at INTEGER NOT NULL, dag TEXT, run TEXT, task TEXT,
          map_index INTEGER)
        """,
        """
        CREATE INDEX orchestration_asset_events_by_time
          ON orchestration_asset_events (asset, at)
        """,
        """
        CREATE TABLE orchestration_pools (pool TEXT PRIMARY KEY, slots INTEGER)
        """,
        """
        CREATE TABLE orchestration_secrets (
          kind TEXT NOT NULL CHECK (kind IN ('connection', 'variable')), name TEXT NOT NULL,
          sealed BLOB NOT NULL, PRIMARY KEY (kind, name))
        """,
        """
        CREATE TABLE orchestration_leases (
          name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL)
        """,
      ]),
    Migration(
      module: "orchestration", version: 2,
      statements: [
        """
        CREATE TABLE orchestration_requests (
          number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, dag TEXT NOT NULL,
          run TEXT, conf TEXT, moment INTEGER)
        """
      ]),
    Migration(
      module: "orchestration", version: 3,
      statements: [
        """
        CREATE INDEX orchestration_runs_by_due ON orchestration_runs (run_after)
        """
      ]),
    Migration(
      module: "orchestration", version: 4,
      statements: [
        """
        CREATE TABLE orchestration_deadlines (
          dag TEXT NOT NULL, run TEXT NOT NULL, position INTEGER NOT NULL, name TEXT,
          due_at INTEGER NOT NULL, missed_at INTEGER, PRIMARY KEY (dag, run, position))
        """,
        """
        CREATE INDEX orchestration_open_deadlines ON orchestration_deadlines (dag)
          WHERE missed_at IS NULL
        """,
      ]),
    Migration(
      module: "orchestration", version: 5,
      statements: [
        """
        CREATE TABLE orchestration_backfills (
          id INTEGER PRIMARY KEY AUTOINCREMENT, dag TEXT NOT NULL, range_start INTEGER NOT NULL,
          range_end INTEGER NOT NULL, reprocessing TEXT NOT NULL, is_reversed INTEGER NOT NULL,
          max_active_runs INTEGER NOT NULL, conf TEXT, is_paused INTEGER NOT NULL,
          has_begun INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
          completed_at INTEGER)
        """,
        """
        CREATE INDEX orchestration_backfills_by_dag ON orchestration_backfills (dag)
        """,
        """
        CREATE TABLE orchestration_backfill_runs (
          backfill INTEGER NOT NULL, ordinal INTEGER NOT NULL, logical_date INTEGER NOT NULL,
          dag TEXT NOT NULL, run TEXT, decision TEXT NOT NULL, PRIMARY KEY (backfill, ordinal))
        """,
      ]),
  ]

  let store: StateStore
  /// What has to be held for changes to be kept.
  var lease: Lease?

  /// Keeps the state in a store that was opened with ``migrations``.
  public init(_ store: StateStore) {
    self.store = store
  }

  /// Keeps changes, all of them or none.
  ///
  /// Of a task instance that changed more than once only the last state is written.
  ///
  /// - Parameters:
  ///   - changes: what has changed, in order.
  ///   - requests: the numbers of requests that led to them; they are gone then.
  ///   - alongside: keeps what else follows from the changes, in the same transaction.
  /// - Throws: `StoreError`, ``LostLease``, and what `alongside` throws.
  public func keep(
    _ changes: [Change],
    taking requests: [Int64] = [],
    alongside: (@Sendable ([Change], StoreTransaction) throws -> Void)? = nil
  ) async throws {
    guard !changes.isEmpty || !requests.isEmpty else { return }
    try await store.write { [lease] transaction in
      if let lease { try transaction.require(lease) }
      var instances: [TaskInstanceID: TaskInstance] = [:]
      var expanded: Set<TaskInstanceID> = []
      for change in changes {
        switch change {
        case .instance(let id, let instance): instances[id] = instance
        case .expanded(let run, let task):
          let id = TaskInstanceID(run: run, task: task)
          instances[id] = nil
          expanded.insert(id)
        default: try transaction.keep(change)
        }
      }
      for id in expanded {
        try transaction.execute(
          """
          DELETE FROM orchestration_tasks
          WHERE dag = ? AND run = ? AND task = ? AND map_index = -1
          """, [.text(id.run.dag), .text(id.run.name), .text(id.task.name)])
      }
      try transaction.keep(instances)
      try transaction.execute(
        "DELETE FROM orchestration_requests WHERE number = ?", each: requests.map { [.integer($0)] }
      )
      try alongside?(changes, transaction)
    }
  }

  /// Adds or changes a pool.
  ///
  /// - Throws: `StoreError`.
  public func keep(_ pool: Pool) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO orchestration_pools (pool, slots) VALUES (?, ?)
        ON CONFLICT (pool) DO UPDATE SET slots = excluded.slots
        """, [.text(pool.name), pool.slots.map { .integer(Int64($0)) } ?? .null])
    }
  }
}

extension StoreTransaction {
  fileprivate func keep(_ change: Change) throws {
    switch change {
    case .run(let run): try keep(run)
    case .dag(let dag, let last, let isPaused):
      try execute(
        """
        INSERT INTO orchestration_dags (dag, is_paused, last_start, last_end) VALUES (?, ?, ?, ?)
        ON CONFLICT (dag) DO UPDATE SET is_paused = excluded.is_paused,
          last_start = excluded.last_start, last_end = excluded.last_end
        """,
        [
          .text(dag), .boolean(isPaused), .moment(last?.start), .moment(last?.end),
        ])
    case .queuedAssets(let dag, let assets):
      try execute(
        """
        INSERT INTO orchestration_dags (dag, is_paused, queued_assets) VALUES (?, 0, ?)
        ON CONFLICT (dag) DO UPDATE SET queued_assets = excluded.queued_assets
        """, [.text(dag), .text(assets.map(\.name).joined(separator: "\n"))])
    case .assetEvent(let event):
      try execute(
        """
        INSERT INTO orchestration_asset_events (asset, at, dag, run, task, map_index)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(event.asset.name), .moment(event.at), .optional(event.source?.run.dag),
          .optional(event.source?.run.name), .optional(event.source?.task.name),
          event.source?.mapIndex.map { .integer(Int64($0)) } ?? .null,
        ])
    case .backfill(let id, let standing): try keep(standing, of: id)
    case .backfillRun(let id, let run): try keep(run, of: id)
    case .deadline(let run, let deadline): try keep(deadline, of: run)
    case .deadlinesMet(let run): try removeDeadlines(of: run)
    case .instance, .expanded: break
    }
  }

  private func keep(_ run: DAGRun) throws {
    try execute(
      """
      INSERT INTO orchestration_runs (dag, run, kind, state, interval_start, interval_end,
        run_after, started_at, ended_at, conf, backfill)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (dag, run) DO UPDATE SET state = excluded.state, kind = excluded.kind,
        started_at = excluded.started_at, ended_at = excluded.ended_at, conf = excluded.conf,
        backfill = excluded.backfill
      """,
      [
        .text(run.id.dag), .text(run.id.name), .text(run.kind.rawValue),
        .text(run.state.rawValue), .moment(run.interval?.start), .moment(run.interval?.end),
        .moment(run.runAfter), .moment(run.startedAt), .moment(run.endedAt), .optional(run.conf),
        run.backfill.map { .integer(Int64($0)) } ?? .null,
      ])
  }

  fileprivate func keep(_ instances: [TaskInstanceID: TaskInstance]) throws {
    try execute(
      """
      INSERT INTO orchestration_tasks (dag, run, task, map_index, state, attempt, last_attempt,
        resumes_at, started_at, ended_at, output, skips)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (dag, run, task, map_index) DO UPDATE SET state = excluded.state,
        attempt = excluded.attempt, last_attempt = excluded.last_attempt,
        resumes_at = excluded.resumes_at, started_at = excluded.started_at,
        ended_at = excluded.ended_at, output = excluded.output, skips = excluded.skips
      """,
      each: instances.map { id, instance in
        [
          .text(id.run.dag), .text(id.run.name), .text(id.task.name),
          .integer(Int64(id.mapIndex ?? -1)), .text(instance.state.rawValue),
          .integer(Int64(instance.attempt)), .integer(Int64(instance.lastAttempt)),
          .moment(instance.resumesAt), .moment(instance.startedAt), .moment(instance.endedAt),
          instance.output.stored, .text(instance.skips.map(\.name).joined(separator: "\n")),
        ]
      })
  }
}

extension StoreValue {
  static func moment(_ moment: Timestamp?) -> StoreValue {
    moment.map { .integer($0.microseconds) } ?? .null
  }
}

extension TaskOutput {
  /// Nothing as null, a value as -1, a list as its length.
  fileprivate var stored: StoreValue {
    switch self {
    case .nothing: .null
    case .value: -1
    case .list(let length): .integer(Int64(length))
    }
  }

  init(stored: Int64?) {
    switch stored {
    case nil: self = .nothing
    case let length? where length >= 0: self = .list(Int(length))
    default: self = .value
    }
  }
}
