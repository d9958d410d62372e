import CDuckDB
public import Columnar

/// A connection to a database. Its calls block the thread they are made on.
///
/// Not `Sendable`: one task uses it at a time. Give it to an actor that runs on a
/// ``ThreadExecutor``, so that what blocks is a thread meant for it.
public final class Connection {
  let handle: ConnectionHandle
  /// The names that rows in Swift are registered under, with their numbers in the registry.
  var registeredTables: [String: Int64] = [:]

  init(_ handle: ConnectionHandle) { self.handle = handle }

  deinit {
    for number in registeredTables.values { handle.database.tables.remove(number) }
  }

  /// Interrupts this connection's statements from other tasks and threads.
  public var interruptHandle: InterruptHandle { InterruptHandle(connection: handle) }

  /// Executes one statement, or several separated by semicolons.
  ///
  /// The result streams: what a query yields is computed as it is fetched, and only until the next
  /// statement of this connection. The results of all statements but the last are dropped.
  ///
  /// - Parameters:
  ///   - sql: the statements.
  ///   - parameters: values for `?` or `$1`, `$2` … of the last statement.
  /// - Returns: the result of the last statement.
  /// - Throws: ``DuckDBError``; statements before the one that failed keep their effect.
  @discardableResult
  public func execute(
    _ sql: String, parameters: [Value] = []
  ) throws(DuckDBError) -> QueryResult {
    let parsing = try handle.begin()
    defer { handle.end(parsing) }
    var extracted: duckdb_extracted_statements?
    let count = duckdb_extract_statements(handle.raw, sql, &extracted)
    defer { duckdb_destroy_extracted(&extracted) }
    guard count > 0 else {
      if let report = duckdb_extract_statements_error(extracted) {
        throw DuckDBError(report: String(cString: report), statement: sql)
      }
      throw DuckDBError(.parser, "Parser Error: there is no statement to execute")
    }
    for index in 0..<count {
      var prepared: duckdb_prepared_statement?
      let state = duckdb_prepare_extracted_statement(handle.raw, extracted, index, &prepared)
      let statement = try PreparedStatement(
        owning: prepared, succeeded: state == DuckDBSuccess, of: handle, sql: sql)
      let isLast = index + 1 == count
      if isLast, !parameters.isEmpty { try statement.bind(parameters) }
      let result = try statement.execute(continuing: true)
      if isLast { return result }
      while try result.nextChunk() != nil {}
    }
    throw DuckDBError(.parser, "Parser Error: there is no statement to execute")
  }

  /// Prepares one statement.
  ///
  /// - Throws: ``DuckDBError``, of kind `parser`, `binder` or `catalog` for a statement that
  ///   cannot run, and `invalidInput` for several statements.
  public func prepare(_ sql: String) throws(DuckDBError) -> PreparedStatement {
    let parsing = try handle.begin()
    defer { handle.end(parsing) }
    var prepared: duckdb_prepared_statement?
    let state = duckdb_prepare(handle.raw, sql, &prepared)
    return try PreparedStatement(
      owning: prepared, succeeded: state == DuckDBSuccess, of: handle, sql: sql)
  }

  /// Executes the statements and returns all rows of the last one.
  ///
  /// - Throws: ``DuckDBError``, as ``execute(_:parameters:)`` does.
  public func rows(_ sql: String, parameters: [Value] = []) throws(DuckDBError) -> [[Value]] {
    try execute(sql, parameters: parameters).rows()
  }

  /// Loads the extension in the file at `path`, which must be of this version of DuckDB and this
  /// platform. Extensions signed by DuckDB load always; others need the setting
  /// `allow_unsigned_extensions` when the database is opened.
  ///
  /// - Throws: ``DuckDBError`` of kind `io` or `invalidInput`.
  public func loadExtension(path: String) throws(DuckDBError) {
    try execute("LOAD \(Value.stringLiteral(path))")
  }

  /// Runs `body` so that cancelling the task interrupts the statements of this connection that
  /// `body` runs, and makes those it starts afterwards fail; both with an error of kind
  /// `interrupt`.
  ///
  /// - Parameters:
  ///   - isolation: the actor that uses the connection; `body` runs on its executor.
  ///   - body: what to run, at once and without suspending.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func interruptingOnCancellation<R>(
    isolation: isolated (any Actor)? = #isolation, _ body: (Connection) throws -> R
  ) async throws -> R {
    let handle = handle
    defer { handle.setCancelled(false) }
    return try await withTaskCancellationHandler {
      // Only a closure that captures the actor runs on its executor.
      _ = isolation
      return try body(self)
    } onCancel: {
      handle.setCancelled(true)
    }
  }
}
