import Store

/// What one process asks of the one that runs the scheduler.
public enum SchedulerRequest: Sendable, Hashable {
  /// A run of a DAG.
  case trigger(dag: String, name: String?, conf: String?, at: Timestamp?)
  /// That a DAG starts runs by itself again, or no longer.
  case pause(dag: String, Bool)

  /// The event that the scheduler takes for it.
  public var event: Scheduler.Event {
    switch self {
    case .trigger(let dag, let name, let conf, let moment):
      .trigger(dag: dag, name: name, conf: conf, at: moment)
    case .pause(let dag, let isPaused): .pause(dag: dag, isPaused)
    }
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
      let values: [StoreValue]
      switch request {
      case .trigger(let dag, let name, let conf, let moment):
        values = [
          .text("trigger"), .text(dag), .optional(name), .optional(conf), .moment(moment),
        ]
      case .pause(let dag, let isPaused):
        values = [.text(isPaused ? "pause" : "unpause"), .text(dag), .null, .null, .null]
      }
      try transaction.execute(
        """
        INSERT INTO orchestration_requests (number, at, kind, dag, run, conf, moment)
        VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM orchestration_requests),
          ?, ?, ?, ?, ?, ?)
        """, [.moment(now)] + values)
      return true
    }
  }

  /// Takes the requests that were left, in order; they are gone then.
  ///
  /// - Throws: `StoreError`.
  public func takeRequests() async throws -> [SchedulerRequest] {
    // Nothing is written while there is nothing, as this is asked often.
    let isEmpty = try await store.read { transaction in
      try transaction.rows("SELECT 1 AS one FROM orchestration_requests LIMIT 1").isEmpty
    }
    guard !isEmpty else { return [] }
    return try await store.write { transaction in
      let rows = try transaction.rows("SELECT * FROM orchestration_requests ORDER BY number")
      try transaction.execute("DELETE FROM orchestration_requests")
      return try rows.map { row in
        let dag = try row.text("dag")
        guard try row.text("kind") == "trigger" else {
          return .pause(dag: dag, try row.text("kind") == "pause")
        }
        return .trigger(
          dag: dag, name: try row.optionalText("run"), conf: try row.optionalText("conf"),
          at: try row.moment("moment"))
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
