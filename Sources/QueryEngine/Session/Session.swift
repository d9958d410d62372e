public import Columnar
import DuckDB
import SQLAnalysis

/// A connection to a lake: statements run one after the other on a thread of its own.
///
/// Each statement sees the newest version of the tables it names, one version throughout, and
/// changes at most one table, in one commit: a statement either takes effect whole or not at
/// all. `BEGIN`, `COMMIT` and `ROLLBACK` are accepted and have no further effect.
///
/// Calls made at the same time wait for each other in order.
public actor Session {
  /// The lake.
  public nonisolated let lake: Lake
  /// The schema of names without one.
  public internal(set) var schema: String

  nonisolated let executor: ThreadExecutor
  nonisolated let interruption: InterruptHandle

  /// The DuckDB catalogue that holds what this session's statements see of the lake.
  let workspace: String
  let connection: Connection
  /// What stands in the workspace, by folded schema and name.
  var registrations: [WorkspaceName: Registration] = [:]
  var workspaceSchemas: Set<String> = []
  /// Grows with every change of the workspace.
  var generation = 0
  /// The folded names of temporary tables and views; `nil` if statements since may have made or
  /// dropped some.
  var temporaryNames: Set<String>? = []
  /// The deletion vectors that the statement reads.
  var deletedRowsInUse: [DeletedRows] = []
  /// The statement that asks DuckDB for a parse tree.
  var serialization: PreparedStatement?
  /// Whether a statement may have set another time zone than UTC.
  var changesTimeZone = false
  private var isClosed = false

  /// The rows a reader may still ask for, and which result they belong to.
  private var openRows: QueryResult?
  private var resultNumber = 0

  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// The thread that all work of the session is done on.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(lake: Lake, number: Int, schema: String?) throws {
    self.lake = lake
    self.schema = schema ?? lake.configuration.defaultSchema
    executor = ThreadExecutor(name: "session \(number)")
    workspace = "session_\(number)"
    do {
      let connection = try lake.database.connect()
      interruption = connection.interruptHandle
      self.connection = connection
    } catch {
      throw QueryError(error)
    }
  }

  /// Makes the session's place in DuckDB.
  func prepare() throws {
    do {
      let name = SQLQuoting.name(workspace)
      try run("ATTACH ':memory:' AS \(name)")
      try useSchema(schema)
      try run("SET TimeZone = 'UTC'")
    } catch {
      throw QueryError(error)
    }
  }

  /// Runs one or more statements, with semicolons between, and gives the result of the last.
  ///
  /// - Parameters:
  ///   - sql: The statements.
  ///   - parameters: The values of `?`, `$1` …, for a single statement.
  /// - Returns: The result of the last statement, whose rows are computed as they are read.
  /// - Throws: ``QueryError``, with the place in `sql`. Statements before the one that failed
  ///   have taken effect.
  @discardableResult
  public func execute(_ sql: String, parameters: [Value] = []) async throws -> StatementResult {
    await begin()
    defer { end() }
    return try await withTaskCancellationHandler {
      try await runAll(sql, parameters: parameters)
    } onCancel: {
      interruption.interrupt()
    }
  }

  /// Stops the statement that runs, which then fails with ``QueryError/Kind/interrupted``.
  public nonisolated func interrupt() {
    interruption.interrupt()
  }

  /// Ends the session: its temporary tables are gone, and later statements are refused. What its
  /// statements left to be done behind them is done then.
  public func close() async {
    await closeConnection()
    await lake.finishBackgroundWork()
  }

  /// Ends the session without waiting.
  func closeConnection() async {
    await begin()
    defer { end() }
    guard !isClosed else { return }
    isClosed = true
    openRows = nil
    // The workspace is this session's alone; what cannot be detached ends with the lake.
    _ = try? run("USE memory")
    _ = try? run("DETACH \(SQLQuoting.name(workspace))")
  }

  private func runAll(_ sql: String, parameters: [Value]) async throws -> StatementResult {
    guard !isClosed else { throw QueryError(.invalidArgument, "the session is closed") }
    let statements: [SQLText]
    do {
      statements = try SQLText.statements(of: sql)
    } catch {
      throw QueryError(StatementFailure(QueryError(error), at: error.position), offset: 0, in: sql)
    }
    guard parameters.isEmpty || statements.count == 1 else {
      throw QueryError(.invalidArgument, "parameters belong to a single statement")
    }
    var result = StatementResult(tag: "")
    for statement in statements {
      do {
        closeRows()
        deletedRowsInUse = []
        try Task.checkCancellation()
        result = try await dispatch(statement, parameters: parameters)
      } catch {
        throw QueryError(error, offset: statement.offset, in: sql)
      }
    }
    return result
  }

  // MARK: One at a time

  func begin() async {
    if isBusy {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isBusy = true
    }
  }

  func end() {
    if waiting.isEmpty {
      isBusy = false
    } else {
      waiting.removeFirst().resume()
    }
  }

  // MARK: Rows

  /// A result whose rows come from DuckDB as they are read.
  func streaming(
    _ rows: QueryResult, tag: String, scan: ScanReport, query: MappedSQL
  ) -> StatementResult {
    resultNumber += 1
    let number = resultNumber
    openRows = rows
    return StatementResult(schema: rows.schema, tag: tag, scan: scan) {
      try await self.nextBatch(of: number, query: query)
    }
  }

  private func nextBatch(of number: Int, query: MappedSQL) async throws -> ColumnBatch? {
    await begin()
    defer { end() }
    guard number == resultNumber, !isClosed else {
      throw QueryError(
        .interrupted, "the rows are gone: the session went on to another statement",
        hint: "read all rows first, or use a second session")
    }
    guard let rows = openRows else { return nil }
    return try await withTaskCancellationHandler {
      do {
        try Task.checkCancellation()
        if let chunk = try rows.nextChunk() { return try chunk.batch() }
        openRows = nil
        return nil
      } catch {
        openRows = nil
        throw QueryError(error)
      }
    } onCancel: {
      interruption.interrupt()
    }
  }

  private func closeRows() {
    openRows = nil
    resultNumber += 1
  }
}
