import CDuckDB
public import Columnar

/// Appends batches to a table, faster than INSERT does.
///
/// Rows reach the table in groups, within the transaction of the connection; ``close()`` brings in
/// the rest. Without it they are dropped with the appender.
public final class Appender {
  private var raw: duckdb_appender?
  private let connection: ConnectionHandle

  fileprivate init(owning raw: duckdb_appender?, connection: ConnectionHandle) {
    self.raw = raw
    self.connection = connection
  }

  deinit {
    guard raw != nil else { return }
    // Destroying flushes; what was not closed must not arrive.
    duckdb_appender_clear(raw)
    duckdb_appender_destroy(&raw)
  }

  /// Appends the rows. The batch's columns stand for the table's by position; types that differ
  /// are cast.
  ///
  /// - Throws: ``DuckDBError``: `conversion` for a value that has no form in the table's type,
  ///   `invalidInput` for another number of columns.
  public func append(_ batch: ColumnBatch) throws(DuckDBError) {
    let types = batch.schema.fields.map { ForeignType($0.type) }
    var rawTypes = types.map(\.raw)
    let created = withExtendedLifetime(types) {
      duckdb_create_data_chunk(&rawTypes, idx_t(rawTypes.count))
    }
    guard let created else {
      throw DuckDBError(.notImplemented, "a column's type has no form in DuckDB")
    }
    var chunk: duckdb_data_chunk? = created
    defer { duckdb_destroy_data_chunk(&chunk) }
    var start = 0
    while start < batch.count {
      let end = min(start + DataChunk.capacity, batch.count)
      duckdb_data_chunk_reset(chunk)
      for (index, column) in batch.columns.enumerated() {
        let vector = duckdb_data_chunk_get_vector(chunk, idx_t(index))
        VectorWriter.write(column.slice(start..<end), into: vector)
      }
      duckdb_data_chunk_set_size(chunk, idx_t(end - start))
      try check(duckdb_append_data_chunk(raw, chunk))
      start = end
    }
  }

  /// Brings all rows appended so far into the table.
  ///
  /// - Throws: ``DuckDBError``, such as `constraint`; the rows since the last flush are lost then.
  public func flush() throws(DuckDBError) {
    try check(duckdb_appender_flush(raw))
  }

  /// Brings all rows into the table and ends the appending; nothing can be appended afterwards.
  ///
  /// - Throws: ``DuckDBError``, as ``flush()`` does.
  public func close() throws(DuckDBError) {
    try check(duckdb_appender_close(raw))
    duckdb_appender_destroy(&raw)
    raw = nil
  }

  private func check(_ state: duckdb_state) throws(DuckDBError) {
    guard state != DuckDBSuccess else { return }
    var error = duckdb_appender_error_data(raw)
    defer { duckdb_destroy_error_data(&error) }
    throw DuckDBError(reading: error, otherwise: "the appender is closed")
  }
}

extension Connection {
  /// Starts appending to a table.
  ///
  /// - Parameters:
  ///   - table: the table's name, not quoted.
  ///   - schema: its schema; `nil` for the current one.
  ///   - catalog: its database; `nil` for the current one.
  /// - Returns: an appender, to be closed.
  /// - Throws: ``DuckDBError`` of kind `catalog` if there is no such table.
  public func appender(
    to table: String, schema: String? = nil, catalog: String? = nil
  ) throws(DuckDBError) -> Appender {
    var raw: duckdb_appender?
    let state = duckdb_appender_create_ext(handle.raw, catalog, schema, table, &raw)
    guard state == DuckDBSuccess else {
      var error = duckdb_appender_error_data(raw)
      defer {
        duckdb_destroy_error_data(&error)
        duckdb_appender_destroy(&raw)
      }
      throw DuckDBError(reading: error, otherwise: "could not append to the table")
    }
    return Appender(owning: raw, connection: handle)
  }
}

extension DuckDBError {
  /// Reads an error that carries its class beside its message.
  fileprivate init(reading error: duckdb_error_data?, otherwise: String) {
    let report = duckdb_error_data_message(error).map { String(cString: $0) }
    let read = DuckDBError(report: report ?? otherwise, statement: nil)
    let kind: Kind =
      switch duckdb_error_data_error_type(error) {
      case DUCKDB_ERROR_CONSTRAINT: .constraint
      case DUCKDB_ERROR_CATALOG: .catalog
      case DUCKDB_ERROR_CONVERSION: .conversion
      case DUCKDB_ERROR_OUT_OF_RANGE: .outOfRange
      case DUCKDB_ERROR_INVALID_INPUT: .invalidInput
      case DUCKDB_ERROR_IO: .io
      case DUCKDB_ERROR_OUT_OF_MEMORY: .outOfMemory
      case DUCKDB_ERROR_INTERRUPT: .interrupt
      case DUCKDB_ERROR_TRANSACTION: .transaction
      default: read.kind
      }
    self.init(kind, read.message, position: read.position, candidates: read.candidates)
  }
}
