import PostgreSQL
import Synchronization

/// Durable state in a PostgreSQL database.
///
/// Write transactions take turns by a lock of the database, as SQLite's do, so that what is right
/// with one is right with the other. Those that lost the server are done again, but for the one
/// case in which they were kept: of a commit without an answer the server is asked what became of
/// it.
final class PostgreSQLState: Sendable {
  private let address: PostgreSQLAddress
  private let migrations: [Migration]
  private let writer: ConnectionPool
  private let readers: ConnectionPool
  private let isMigrated = Mutex(false)
  private let statements = StatementCache()

  /// How long a server that was there is waited for.
  private static let patience: Duration = .seconds(30)
  private static let pause: Duration = .milliseconds(100)
  /// How often a transaction that lost a race is tried.
  private static let mostRaces = 20

  init(_ address: PostgreSQLAddress, _ migrations: [Migration]) {
    self.address = address
    self.migrations = migrations
    writer = ConnectionPool(address, size: 1, name: "millrace.state") { try Self.prepare($0) }
    readers = ConnectionPool(address, size: 4, name: "millrace.state") { try Self.prepare($0) }
  }

  private static func prepare(_ connection: PostgreSQLConnection) throws {
    guard connection.serverVersion >= 130_000 else {
      throw StoreError(
        .cannotOpen, "the server is older than PostgreSQL 13", hint: "use a newer server")
    }
    // A process that was suspended in the middle must not keep all others from writing.
    try connection.run(
      "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'")
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    try await patiently {
      try await self.readers.withConnection { connection in
        try self.migrate(connection)
        try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        let result = try body(self.transaction(connection))
        try connection.run("COMMIT")
        return result
      }
    }
  }

  func write<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    try await patiently {
      let outcome = try await self.writer.withConnection { connection in
        try self.migrate(connection)
        return try self.attempt(body, connection)
      }
      switch outcome {
      case .kept(let result): return result
      case .unknown(let transaction, let result, let error):
        guard try await self.isKept(transaction) else { throw error }
        return result
      }
    }
  }

  private enum Outcome<T: Sendable>: Sendable {
    case kept(T)
    /// The server was lost before it answered whether the transaction was kept.
    case unknown(transaction: Int64, T, PostgreSQLError)
  }

  /// The lock by which write transactions of one schema take turns.
  private static let lock = "pg_advisory_xact_lock(1836215922, hashtext(current_schema()))"

  private func attempt<T>(
    _ body: (StoreTransaction) throws -> T, _ connection: PostgreSQLConnection
  ) throws -> Outcome<T> {
    let begun = try connection.run(
      "BEGIN; SELECT \(Self.lock); SELECT pg_current_xact_id()::text::bigint")
    guard case .integer(let number)? = begun.rows.first?.first else {
      throw StoreError(.statement, "the server gave a transaction no number")
    }
    let result = try body(transaction(connection))
    // A body that went on after an error would find nothing of what it did kept.
    guard !connection.hasFailed else {
      throw StoreError(.statement, "a transaction went on after a statement that failed")
    }
    guard let failure = Self.commit(connection) else { return .kept(result) }
    guard failure.kind == .unreachable else { throw failure }
    return .unknown(transaction: number, result, failure)
  }

  /// Commits; answers what kept it from that.
  private static func commit(_ connection: PostgreSQLConnection) -> PostgreSQLError? {
    do {
      try connection.run("COMMIT")
      return nil
    } catch {
      return error
    }
  }

  /// Whether a transaction was kept whose commit had no answer.
  private func isKept(_ transaction: Int64) async throws -> Bool {
    try await patiently {
      try await self.readers.withConnection { connection in
        let answer = try connection.run("SELECT txid_status($1)", [.integer(transaction)])
        // The session of a server that was not restarted may still be busy with it.
        guard answer.rows != [[.text("in progress")]] else {
          throw PostgreSQLError(.unreachable, "a commit is still under way")
        }
        return answer.rows == [[.text("committed")]]
      }
    }
  }

  private func transaction(_ connection: PostgreSQLConnection) -> StoreTransaction {
    StoreTransaction(PostgreSQLSession(connection: connection, statements: statements))
  }

  /// Brings the schema up to date before the first use. Of several processes one does it.
  private func migrate(_ connection: PostgreSQLConnection) throws {
    guard !isMigrated.withLock({ $0 }) else { return }
    try connection.run("BEGIN; SELECT \(Self.lock)")
    try Migration.bring(migrations, in: transaction(connection))
    try connection.run("COMMIT")
    isMigrated.withLock { $0 = true }
  }

  private static func result<T: Sendable>(_ body: () async throws -> T) async -> Attempted<T> {
    do {
      let value = try await body()
      return Attempted { value }
    } catch {
      let failure = (error as? SessionFailure)?.cause ?? error as? PostgreSQLError
      return Attempted(value: { throw error }, failure: failure)
    }
  }

  /// Does something again that lost a race, or the server: as long as that may be on its way back.
  private func patiently<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    var races = 0
    var lostSince: ContinuousClock.Instant?
    while true {
      let result = await Self.result(body)
      guard let failure = result.failure else { return try result.value() }
      if failure.isConflict, races < Self.mostRaces {
        races += 1
      } else if failure.kind == .unreachable, isMigrated.withLock({ $0 }),
        lostSince.map({ ContinuousClock.now - $0 < Self.patience }) ?? true
      {
        lostSince = lostSince ?? .now
        try await Task.sleep(for: Self.pause)
      } else {
        throw StoreError(failure, at: address)
      }
    }
  }
}

/// How a transaction went.
private struct Attempted<T: Sendable>: Sendable {
  /// What it came to.
  var value: @Sendable () throws -> T
  /// The error of the server, where there was one.
  var failure: PostgreSQLError?
}

/// Statements in both spellings, as there are few of them and they are used often.
final class StatementCache: Sendable {
  private let statements = Mutex<[String: String]>([:])
  /// Statements beyond are spelled anew each time.
  private static let most = 1000

  subscript(sql: String) -> String {
    if let known = statements.withLock({ $0[sql] }) { return known }
    let statement = PostgreSQLDialect.statement(sql)
    statements.withLock { statements in
      if statements.count < Self.most { statements[sql] = statement }
    }
    return statement
  }
}

/// An error of the server on its way out of a transaction.
struct SessionFailure: Error {
  var cause: PostgreSQLError
}
