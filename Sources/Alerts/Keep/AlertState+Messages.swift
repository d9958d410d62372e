import FoundationEssentials
public import Orchestration
import Store

/// A message on its way to a channel, or at its end.
public struct RecordedAlert: Sendable, Hashable {
  /// Where a message stands.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is to be delivered.
    case waiting
    /// The channel took it.
    case delivered
    /// It was given up.
    case failed
  }

  /// Its number, from 1, in the order in which messages were made.
  public var number: Int64
  /// The channel.
  public var channel: String
  /// The DAG.
  public var dag: String
  /// The run's name.
  public var run: String
  /// What it is about, in one line.
  public var title: String
  /// Where it stands.
  public var state: State
  /// How often delivery was tried.
  public var attempts: Int
  /// When it was made.
  public var madeAt: Timestamp
  /// When it is tried next, while it waits.
  public var dueAt: Timestamp
  /// When it was delivered or given up.
  public var endedAt: Timestamp?
  /// Why the last try failed.
  public var error: String?
}

extension AlertState {
  /// How many messages may wait for one channel; beyond, new ones are given up at once.
  public static let mostWaiting = 1000
  /// How many messages are kept that are delivered or given up.
  public static let mostKept = 10_000

  /// Keeps what was decided on events, and forgets the events.
  ///
  /// - Parameters:
  ///   - decision: what was decided.
  ///   - numbers: the numbers of the events.
  ///   - now: the present moment.
  /// - Throws: `StoreError`.
  func keep(_ decision: AlertDesk.Decision, on numbers: [Int64], now: Timestamp) async throws {
    let contents = try decision.messages.map { ($0.channel, $0.message, try $0.message.json) }
    let firing = decision.firing
    try await store.write { transaction in
      for number in numbers {
        try transaction.execute(
          "DELETE FROM alerts_events WHERE number = ?", [.integer(number)])
      }
      for (key, alert) in firing {
        let name: [StoreValue] = [
          .text(key.channel), .text(key.dag), .text(key.task), .text(key.kind.rawValue),
        ]
        try transaction.execute(
          "DELETE FROM alerts_firing WHERE channel = ? AND dag = ? AND task = ? AND kind = ?",
          name)
        guard let alert else { continue }
        try transaction.execute(
          """
          INSERT INTO alerts_firing (channel, dag, task, kind, since, told, run)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          name + [
            .integer(alert.since.microseconds), .integer(alert.told.microseconds),
            .text(alert.run),
          ])
      }
      for (channel, message, json) in contents {
        try Self.add(message, json, to: channel, now, in: transaction)
      }
    }
  }

  /// Adds a message that was delivered, or given up, at once.
  ///
  /// - Throws: `StoreError`.
  func add(
    _ message: AlertMessage, to channel: String, error: String?, now: Timestamp
  ) async throws {
    let json = try message.json
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO alerts_messages (channel, dag, run, title, content, state, attempts, made_at,
          due_at, ended_at, error)
        VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
        """,
        [
          .text(channel), .text(message.dag), .text(message.run), .text(message.title),
          .text(json), .text(error == nil ? "delivered" : "failed"),
          .integer(message.at), .integer(message.at), .integer(now.microseconds),
          .optional(error),
        ])
    }
  }

  private static func add(
    _ message: AlertMessage, _ json: String, to channel: String, _ now: Timestamp,
    in transaction: StoreTransaction
  ) throws {
    let waiting = try transaction.rows(
      "SELECT COUNT(*) AS n FROM alerts_messages WHERE channel = ? AND state = 'waiting'",
      [.text(channel)]
    ).first?.integer("n")
    let isFull = (waiting ?? 0) >= Int64(mostWaiting)
    try transaction.execute(
      """
      INSERT INTO alerts_messages (channel, dag, run, title, content, state, attempts, made_at,
        due_at, ended_at, error)
      VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
      """,
      [
        .text(channel), .text(message.dag), .text(message.run), .text(message.title),
        .text(json), .text(isFull ? "failed" : "waiting"), .integer(now.microseconds),
        .integer(now.microseconds), isFull ? .integer(now.microseconds) : .null,
        isFull ? .text("\(mostWaiting) messages wait for the channel already") : .null,
      ])
    try transaction.execute(
      """
      DELETE FROM alerts_messages
      WHERE state <> 'waiting' AND number <= (SELECT MAX(number) FROM alerts_messages) - ?
      """, [.integer(Int64(mostKept))])
  }

  /// The message that a channel is to be told next, and what it says.
  ///
  /// - Throws: `StoreError`, and `DecodingError` for what another program has written.
  func next(
    for channel: String
  ) async throws -> (record: RecordedAlert, message: AlertMessage)? {
    let rows = try await store.read { transaction in
      try transaction.rows(
        """
        SELECT * FROM alerts_messages WHERE channel = ? AND state = 'waiting'
        ORDER BY due_at, number LIMIT 1
        """, [.text(channel)])
    }
    guard let row = rows.first else { return nil }
    return (try RecordedAlert(row), try AlertMessage(json: try row.text("content")))
  }

  /// Keeps how a delivery went.
  ///
  /// - Throws: `StoreError`.
  func keep(_ record: RecordedAlert) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        UPDATE alerts_messages SET state = ?, attempts = ?, due_at = ?, ended_at = ?, error = ?
        WHERE number = ?
        """,
        [
          .text(record.state.rawValue), .integer(Int64(record.attempts)),
          .integer(record.dueAt.microseconds),
          record.endedAt.map { .integer($0.microseconds) } ?? .null, .optional(record.error),
          .integer(record.number),
        ])
    }
  }

  /// The messages for channels that there are no longer are given up.
  ///
  /// - Throws: `StoreError`.
  func giveUp(except channels: [String], now: Timestamp) async throws {
    try await store.write { transaction in
      let marks = channels.map { _ in "?" }.joined(separator: ", ")
      try transaction.execute(
        """
        UPDATE alerts_messages SET state = 'failed', ended_at = ?, error = 'the channel is gone'
        WHERE state = 'waiting' AND channel NOT IN (\(marks))
        """, [.integer(now.microseconds)] + channels.map { .text($0) })
    }
  }

  /// A part of the list of messages, the latest first.
  ///
  /// - Throws: `StoreError`.
  public func messages(limit: Int, offset: Int = 0) async throws -> ListPage<RecordedAlert> {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM alerts_messages ORDER BY number DESC LIMIT ? OFFSET ?",
        [.integer(Int64(limit)), .integer(Int64(offset))])
      let count = try transaction.rows("SELECT COUNT(*) AS n FROM alerts_messages")
      return ListPage(
        try rows.map { try RecordedAlert($0) }, total: Int(try count.first?.integer("n") ?? 0))
    }
  }
}

extension RecordedAlert {
  fileprivate init(_ row: StoreRow) throws {
    self.init(
      number: try row.integer("number"), channel: try row.text("channel"),
      dag: try row.text("dag"), run: try row.text("run"), title: try row.text("title"),
      state: State(rawValue: try row.text("state")) ?? .failed,
      attempts: Int(try row.integer("attempts")),
      madeAt: Timestamp(microseconds: try row.integer("made_at")),
      dueAt: Timestamp(microseconds: try row.integer("due_at")),
      endedAt: row.number("ended_at").map { Timestamp(microseconds: $0) },
      error: try row.optionalText("error"))
  }
}

extension AlertMessage {
  fileprivate var json: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  fileprivate init(json: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
  }
}
