import FoundationEssentials
import GRDB

/// The durable state of a project: what must survive the process, apart from the tables of the
/// lake themselves.
///
/// State is kept in one SQLite database, in write-ahead mode, which several processes may use at
/// once. Transactions are serializable: a write transaction sees what every finished one
/// wrote, and either all of its changes are kept or none is, whatever is killed when. Blocking
/// work runs on threads of the store, never on the caller's.
public final class StateStore: Sendable {
  private let database: any DatabaseWriter
  /// Where the database is; `nil` for one in memory.
  public let path: String?

  /// Opens the database at `path`, or one in memory that ends with the store, and brings its
  /// schema up to the last of `migrations`.
  ///
  /// The folder of `path` is made if it is missing.
  ///
  /// - Throws: ``StoreError`` if the file cannot be opened, is no database, or was written by a
  ///   newer version of the program.
  public init(path: String?, migrations: [Migration]) throws {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.label = "millrace.state"
      if let path {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if !folder.isEmpty {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        }
        configuration.maximumReaderCount = 4
        database = try DatabasePool(path: path, configuration: configuration)
      } else {
        database = try DatabaseQueue(configuration: configuration)
      }
    } catch {
      throw StoreError(opening: path ?? "memory", error)
    }
    try migrate(migrations)
  }

  /// Runs `body` on a consistent view of the state. It may not write.
  ///
  /// - Throws: what `body` throws, and ``StoreError``.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    do {
      return try await database.read { try body(StoreTransaction(database: $0)) }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  /// Runs `body` in a transaction: its changes are kept if it returns and undone if it throws.
  ///
  /// - Throws: what `body` throws, and ``StoreError``.
  @discardableResult
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> T
  ) async throws -> T {
    do {
      return try await database.write { try body(StoreTransaction(database: $0)) }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  private func migrate(_ migrations: [Migration]) throws {
    do {
      try database.write { database in
        let transaction = StoreTransaction(database: database)
        try transaction.execute(
          """
          CREATE TABLE IF NOT EXISTS schema_versions (
            module TEXT PRIMARY KEY, version INTEGER NOT NULL)
          """)
        let steps = Dictionary(grouping: migrations, by: \.module)
        for module in steps.keys.sorted() {
          let ordered = (steps[module] ?? []).sorted { $0.version < $1.version }
          try Self.bring(module, through: ordered, in: transaction)
        }
      }
    } catch let error as DatabaseError {
      throw StoreError(error)
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
