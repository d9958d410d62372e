import GRDB
import PostgreSQL

/// The durable state of a project: what must survive the process, apart from the tables of the
/// lake themselves.
///
/// State is kept in one SQLite database, in write-ahead mode, or in one PostgreSQL database; several
/// processes may use it at once. Transactions are serializable: a write transaction sees what every
/// finished one wrote, and either all of its changes are kept or none is, whatever is killed when.
/// Blocking work runs on threads of the store, never on the caller's.
///
/// A PostgreSQL server that is restarted is waited for. What was being read or written then is done
/// again, once: so what is given to ``read(_:)`` and ``write(_:)`` may run more than once and must
/// have no other effects.
public final class StateStore: Sendable {
  private enum Backend: Sendable {
    case sqlite(any DatabaseWriter)
    case postgreSQL(PostgreSQLState)
  }

  private let backend: Backend
  /// Where the state is.
  public let location: StateLocation

  /// Opens the state and brings its schema up to the last of `migrations`.
  ///
  /// The folder of a file is made if it is missing. A server is connected to when the state is first
  /// used, and what is wrong with it is said then.
  ///
  /// - Throws: ``StoreError`` if the file cannot be opened, is no database, or was written by a
  ///   newer version of the program.
  public init(_ location: StateLocation, migrations: [Migration]) throws {
    self.location = location
    switch location {
    case .memory: backend = .sqlite(try SQLiteState.open(nil, migrations))
    case .file(let path): backend = .sqlite(try SQLiteState.open(path, migrations))
    case .postgreSQL(let address):
      backend = .postgreSQL(PostgreSQLState(address, migrations))
    }
  }

  /// Opens the SQLite database at `path`, or one in memory that ends with the store.
  ///
  /// - Throws: ``StoreError``.
  public convenience init(path: String?, migrations: [Migration]) throws {
    try self.init(path.map { .file($0) } ?? .memory, migrations: migrations)
  }

  /// Whether processes on other machines may use the state as well.
  public var isShared: Bool {
    if case .postgreSQL = backend { true } else { false }
  }

  /// Runs `body` on a consistent view of the state. It may not write.
  ///
  /// - Throws: what `body` throws, and ``StoreError``.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    switch backend {
    case .sqlite(let database):
      do {
        return try await database.read { try body(StoreTransaction(SQLiteSession($0))) }
      } catch let error as DatabaseError {
        throw StoreError(error)
      }
    case .postgreSQL(let state): return try await state.read(body)
    }
  }

  /// Runs `body` in a transaction: its changes are kept if it returns and undone if it throws. No
  /// other write transaction runs meanwhile.
  ///
  /// - Throws: what `body` throws, and ``StoreError``.
  @discardableResult
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    switch backend {
    case .sqlite(let database):
      do {
        return try await database.write { try body(StoreTransaction(SQLiteSession($0))) }
      } catch let error as DatabaseError {
        throw StoreError(error)
      }
    case .postgreSQL(let state): return try await state.write(body)
    }
  }
}

extension Migration {
  /// Brings the schema up to the last of the steps.
  static func bring(_ migrations: [Migration], in transaction: StoreTransaction) throws {
    try transaction.execute(
      """
      CREATE TABLE IF NOT EXISTS schema_versions (
        module TEXT PRIMARY KEY, version INTEGER NOT NULL)
      """)
    let steps = Dictionary(grouping: migrations, by: \.module)
    for module in steps.keys.sorted() {
      let ordered = (steps[module] ?? []).sorted { $0.version < $1.version }
      try bring(module, through: ordered, in: transaction)
    }
  }

  private static func bring(
    _ module: String, through steps: [Migration], in transaction: StoreTransaction
  ) throws {
    let row = try transaction.rows(
      "SELECT version FROM schema_versions WHERE module = ?", [.text(module)]
    ).first
    let current = try row?.integer("version") ?? 0
    let last = Int64(steps.last?.version ?? 0)
    guard current <= last else {
      throw StoreError(
        .newerSchema,
        "the state of \"\(module)\" has schema version \(current), this program knows \(last)",
        hint: "use the version of millrace that wrote it, or a newer one")
    }
    for step in steps where Int64(step.version) > current {
      for statement in step.statements { try transaction.execute(statement) }
      try transaction.execute(
        """
        INSERT INTO schema_versions (module, version) VALUES (?, ?)
        ON CONFLICT (module) DO UPDATE SET version = excluded.version
        """, [.text(module), .integer(Int64(step.version))])
    }
  }
}
