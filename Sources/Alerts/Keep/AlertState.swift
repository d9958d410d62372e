import Orchestration
public import Store

/// What happened and has not been told, what was told, and what has not ended yet.
///
/// An outbox: events are written in the transaction that records what they tell of, and messages
/// stay until they are delivered or given up. So nothing is lost with the process, and a message
/// that was delivered just before it ended may be delivered twice.
public struct AlertState: Sendable {
  /// The steps of the schema, for opening the `StateStore`.
  public static let migrations: [Migration] = [
    Migration(
      module: "alerts", version: 1,
      statements: [
        """
        CREATE TABLE alerts_events (
          number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,
          dag TEXT NOT NULL, run TEXT NOT NULL, task TEXT, map_index INTEGER,
          attempt INTEGER NOT NULL, detail TEXT NOT NULL)
        """,
        """
        CREATE TABLE alerts_firing (
          channel TEXT NOT NULL, dag TEXT NOT NULL, task TEXT NOT NULL, kind TEXT NOT NULL,
          since INTEGER NOT NULL, told INTEGER NOT NULL, run TEXT NOT NULL,
          PRIMARY KEY (channel, dag, task, kind))
        """,
        """
        CREATE INDEX alerts_firing_by_dag ON alerts_firing (dag)
        """,
        """
        CREATE TABLE alerts_messages (
          number INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, dag TEXT NOT NULL,
          run TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL,
          attempts INTEGER NOT NULL, made_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
          ended_at INTEGER, error TEXT)
        """,
        """
        CREATE INDEX alerts_messages_waiting ON alerts_messages (channel, due_at)
          WHERE state = 'waiting'
        """,
      ])
  ]

  /// How many events may wait to be looked at; what comes beyond is not told.
  public static let mostEvents = 10_000

  let store: StateStore

  /// Keeps it in a store that was opened with ``migrations``.
  public init(_ store: StateStore) {
    self.store = store
  }

  /// Adds something that happened.
  ///
  /// - Throws: `StoreError`.
  public func add(_ event: AlertEvent) async throws {
    try await store.write { try Self.add(event, in: $0) }
  }

  /// Adds what changes mean, in the transaction that keeps them.
  ///
  /// - Parameters:
  ///   - changes: what has changed.
  ///   - settings: who is told of what; what nobody is told of is left out.
  ///   - now: the present moment.
  ///   - transaction: the transaction.
  /// - Returns: whether there was anything.
  /// - Throws: `StoreError`.
  static func add(
    _ changes: [Change], for settings: AlertSettings, now: Timestamp,
    in transaction: StoreTransaction
  ) throws -> Bool {
    var hasAdded = false
    for change in changes {
      guard let event = AlertEvent(change, now: now) else { continue }
      if event.kind == .recovered {
        // That all is well is news only where somebody was told, or is about to be told, that it
        // was not.
        let isNews = try transaction.rows(
          """
          SELECT 1 AS one FROM alerts_firing WHERE dag = ?
          UNION ALL SELECT 1 FROM alerts_events WHERE dag = ? LIMIT 1
          """, [.text(event.run.dag), .text(event.run.dag)])
        guard !isNews.isEmpty else { continue }
      } else if !settings.concerns(event.kind, of: event.run.dag) {
        continue
      }
      try add(event, in: transaction)
      hasAdded = true
    }
    return hasAdded
  }

  private static func add(_ event: AlertEvent, in transaction: StoreTransaction) throws {
    try transaction.execute(
      """
      INSERT INTO alerts_events (at, kind, dag, run, task, map_index, attempt, detail)
      SELECT ?, ?, ?, ?, ?, CAST(? AS BIGINT), ?, ? WHERE (SELECT COUNT(*) FROM alerts_events) < ?
      """,
      [
        .integer(event.at.microseconds), .text(event.kind.rawValue), .text(event.run.dag),
        .text(event.run.name), .optional(event.task?.name),
        event.mapIndex.map { .integer(Int64($0)) } ?? .null, .integer(Int64(event.attempt)),
        .text(event.detail), .integer(Int64(mostEvents)),
      ])
  }

  /// The events that were not looked at yet, in order, each with its number.
  ///
  /// - Throws: `StoreError`.
  func events() async throws -> [(number: Int64, event: AlertEvent)] {
    try await store.read { transaction in
      try transaction.rows("SELECT * FROM alerts_events ORDER BY number").compactMap { row in
        guard let kind = AlertEvent.Kind(rawValue: try row.text("kind")) else { return nil }
        let event = AlertEvent(
          kind, run: RunID(dag: try row.text("dag"), name: try row.text("run")),
          task: try row.optionalText("task").map { TaskID($0) },
          mapIndex: row.number("map_index").map { Int($0) },
          attempt: Int(try row.integer("attempt")),
          at: Timestamp(microseconds: try row.integer("at")), detail: try row.text("detail"))
        return (try row.integer("number"), event)
      }
    }
  }

  /// What the channels were told of a DAG and has not ended.
  ///
  /// - Throws: `StoreError`.
  func firing(of dag: String) async throws -> [FiringAlert.Key: FiringAlert] {
    try await store.read { transaction in
      var firing: [FiringAlert.Key: FiringAlert] = [:]
      for row in try transaction.rows(
        "SELECT * FROM alerts_firing WHERE dag = ?", [.text(dag)])
      {
        guard let kind = AlertEvent.Kind(rawValue: try row.text("kind")) else { continue }
        let key = FiringAlert.Key(
          channel: try row.text("channel"), dag: dag, task: try row.text("task"), kind: kind)
        firing[key] = FiringAlert(
          since: Timestamp(microseconds: try row.integer("since")),
          told: Timestamp(microseconds: try row.integer("told")), run: try row.text("run"))
      }
      return firing
    }
  }
}

extension StoreRow {
  /// A whole number; `nil` where there is none.
  func number(_ name: String) -> Int64? {
    if case .integer(let value) = self[name] { return value }
    return nil
  }
}
