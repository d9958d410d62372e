import CDuckDB
public import Columnar

/// Rows as DuckDB holds them, column by column, in DuckDB's own memory.
///
/// Keeps that memory, and the database it came from, alive. Immutable, and so free to move
/// between tasks.
public final class DataChunk: @unchecked Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// The number of rows.
  public let count: Int
  let layouts: [VectorLayout]
  let raw: duckdb_data_chunk
  /// DuckDB's allocator belongs to the database, which must outlive what it allocated.
  private let connection: ConnectionHandle

  /// The most rows that a chunk of a result has.
  public static var capacity: Int { Int(duckdb_vector_size()) }

  init(
    owning raw: duckdb_data_chunk, layouts: [VectorLayout], schema: Schema,
    connection: ConnectionHandle
  ) {
    self.raw = raw
    self.layouts = layouts
    self.schema = schema
    self.connection = connection
    count = Int(duckdb_data_chunk_get_size(raw))
  }

  deinit {
    var raw: duckdb_data_chunk? = raw
    duckdb_destroy_data_chunk(&raw)
  }

  /// The column at a position, in DuckDB's memory.
  public func column(_ index: Int) -> Vector {
    Vector(
      raw: duckdb_data_chunk_get_vector(raw, idx_t(index)), layout: layouts[index], count: count,
      owner: self)
  }

  /// The rows in Arrow's layout. Columns of fixed width lend DuckDB's memory where the two layouts
  /// agree; the others are copied. A `VARIANT` becomes the JSON text that DuckDB casts it to.
  ///
  /// - Throws: ``DuckDBError`` of kind `notImplemented` for a `VARIANT` that holds a geometry.
  public func batch() throws(DuckDBError) -> ColumnBatch {
    var columns: [Column] = []
    for index in layouts.indices { columns.append(try column(index).column()) }
    do {
      return try ColumnBatch(schema: schema, columns: columns, count: count)
    } catch {
      throw DuckDBError(.other, error.message)
    }
  }
}
