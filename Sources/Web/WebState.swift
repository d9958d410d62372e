import Orchestration
public import Store

/// What the web server keeps: who may use it, and who did what.
public enum WebState {
  /// The steps of the schema, for opening the `StateStore`.
  public static let migrations: [Migration] = [
    Migration(
      module: "web", version: 1,
      statements: [
        """
        CREATE TABLE web_users (
          name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,
          added_at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE web_sessions (
          digest TEXT PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE web_tokens (
          digest TEXT PRIMARY KEY, user TEXT NOT NULL, label TEXT NOT NULL,
          made_at INTEGER NOT NULL, expires_at INTEGER)
        """,
        """
        CREATE TABLE web_audit (
          number INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL,
          action TEXT NOT NULL, dag TEXT, run TEXT, task TEXT, detail TEXT)
        """,
      ])
  ]
}

/// Something that somebody did.
struct AuditEntry: Sendable, Hashable {
  /// Its number, from 1, in the order in which things were done.
  var number = 0
  /// When.
  var at: Timestamp
  /// Who.
  var actor: String
  /// What, in a word such as `trigger`.
  var action: String
  /// To which DAG.
  var dag: String?
  /// To which run.
  var run: String?
  /// To which task.
  var task: String?
  /// What else there is to say, never a secret.
  var detail: String?
}

/// Who did what, in the order in which it was done.
struct AuditLog: Sendable {
  private let store: StateStore
  /// How many entries are kept; earlier ones are forgotten.
  private static let longest = 100_000

  /// Keeps the log in a store that was opened with ``WebState/migrations``.
  init(_ store: StateStore) {
    self.store = store
  }

  /// Adds an entry.
  ///
  /// - Throws: `StoreError`.
  func write(_ entry: AuditEntry) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO web_audit (number, at, actor, action, dag, run, task, detail)
        VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM web_audit), ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(entry.at.microseconds), .text(entry.actor), .text(entry.action),
          .optional(entry.dag), .optional(entry.run), .optional(entry.task),
          .optional(entry.detail),
        ])
      try transaction.execute(
        "DELETE FROM web_audit WHERE number <= (SELECT MAX(number) FROM web_audit) - ?",
        [.integer(Int64(Self.longest))])
    }
  }

  /// A part of the log, the latest entry first.
  ///
  /// - Throws: `StoreError`.
  func entries(
    of dag: String? = nil, limit: Int, offset: Int = 0
  ) async throws -> ListPage<AuditEntry> {
    let condition = dag == nil ? "" : " WHERE dag = ?"
    let values: [StoreValue] = dag.map { [.text($0)] } ?? []
    return try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT * FROM web_audit\(condition) ORDER BY number DESC LIMIT ? OFFSET ?",
        values + [.integer(Int64(limit)), .integer(Int64(offset))])
      let count = try transaction.rows(
        "SELECT COUNT(*) AS n FROM web_audit\(condition)", values
      ).first?.integer("n")
      return ListPage(
        try rows.map { row in
          AuditEntry(
            number: Int(try row.integer("number")),
            at: Timestamp(microseconds: try row.integer("at")), actor: try row.text("actor"),
            action: try row.text("action"), dag: try row.optionalText("dag"),
            run: try row.optionalText("run"), task: try row.optionalText("task"),
            detail: try row.optionalText("detail"))
        }, total: Int(count ?? 0))
    }
  }
}
