import CDuckDB
public import Columnar

/// What a statement yields: rows that are computed as they are fetched, or a count.
public final class QueryResult {
  /// Names and types of the columns.
  public let schema: Schema
  /// What kind of result it is.
  public let kind: Kind

  /// What a statement yields.
  public enum Kind: Sendable, Hashable {
    /// Rows.
    case rows
    /// The number of rows inserted, updated or deleted.
    case changedRows
    /// Neither: the statement only has an effect.
    case nothing
  }

  private var raw: duckdb_result
  private let layouts: [VectorLayout]
  private let connection: ConnectionHandle
  /// Which execution of the connection's this is.
  private let execution: Int
  /// Keeps what the execution refers to alive.
  private let statement: PreparedStatement
  private let sql: String
  private var isFinished = false

  init(
    owning result: duckdb_result, of statement: PreparedStatement, connection: ConnectionHandle,
    execution: Int, sql: String
  ) {
    var result = result
    let columns = duckdb_column_count(&result)
    layouts = (0..<columns).map { index in
      VectorLayout(owning: duckdb_column_logical_type(&result, index))
    }
    let types = layouts.map(\.type)
    schema = Schema(
      (0..<Int(columns)).map { index in
        let name = duckdb_column_name(&result, idx_t(index)).map { String(cString: $0) }
        return Field(name ?? "", types[index])
      })
    kind =
      switch duckdb_result_return_type(result) {
      case DUCKDB_RESULT_TYPE_QUERY_RESULT: .rows
      case DUCKDB_RESULT_TYPE_CHANGED_ROWS: .changedRows
      default: .nothing
      }
    raw = result
    self.statement = statement
    self.connection = connection
    self.execution = execution
    self.sql = sql
    if !duckdb_result_is_streaming(result) { connection.end(execution) }
  }

  deinit {
    duckdb_destroy_result(&raw)
    if !isFinished { connection.end(execution) }
  }

  /// The number of rows the statement inserted, updated or deleted; 0 for other statements.
  public var rowsChanged: Int { Int(duckdb_rows_changed(&raw)) }

  var error: DuckDBError {
    let report = duckdb_result_error(&raw).map { String(cString: $0) }
    return DuckDBError(report: report ?? "the statement failed", statement: sql)
  }

  /// The next rows, at most ``DataChunk/capacity`` of them; `nil` after the last.
  ///
  /// - Throws: ``DuckDBError`` where computing the rows fails, is interrupted, or was ended by
  ///   another statement on the connection.
  public func nextChunk() throws(DuckDBError) -> DataChunk? {
    guard !isFinished else { return nil }
    while let chunk = duckdb_fetch_chunk(raw) {
      let owned = DataChunk(owning: chunk, layouts: layouts, schema: schema, connection: connection)
      if owned.count > 0 { return owned }
    }
    isFinished = true
    connection.end(execution)
    if duckdb_result_error(&raw) != nil { throw error }
    return nil
  }

  /// The next rows in memory of their own.
  ///
  /// - Throws: ``DuckDBError``, as ``nextChunk()`` does.
  public func nextBatch() throws(DuckDBError) -> ColumnBatch? {
    try nextChunk()?.batch()
  }

  /// All rows that have not been fetched yet, as one batch.
  ///
  /// - Throws: ``DuckDBError``, as ``nextChunk()`` does.
  public func collect() throws(DuckDBError) -> ColumnBatch {
    var batches: [ColumnBatch] = []
    while let batch = try nextBatch() { batches.append(batch) }
    do {
      return try ColumnBatch.concatenating(batches, schema: schema)
    } catch {
      throw DuckDBError(.other, error.message)
    }
  }

  /// The values of all rows that have not been fetched yet.
  ///
  /// - Throws: ``DuckDBError``, as ``nextChunk()`` does.
  public func rows() throws(DuckDBError) -> [[Value]] {
    var rows: [[Value]] = []
    while let batch = try nextBatch() { rows.append(contentsOf: batch.rows) }
    return rows
  }
}
