import CDuckDB
import Columnar

extension Connection {
  /// Makes a function known to the database, for all its connections, until it is closed.
  ///
  /// Like a statement, this ends a result of the connection that streams.
  ///
  /// - Throws: ``DuckDBError``: `catalog` if there is a table function of that name,
  ///   `notImplemented` if DuckDB has no form for a type.
  public func register(_ function: TableFunction) throws(DuckDBError) {
    // DuckDB itself would keep the old function and say nothing.
    let namesakes = try rows(
      "FROM duckdb_functions() WHERE function_type = 'table' AND function_name = lower(?)",
      parameters: [.string(function.name)])
    guard namesakes.isEmpty else {
      throw DuckDBError(
        .catalog, "Catalog Error: there is a table function \(function.name) already")
    }
    var raw = duckdb_create_table_function()
    defer { duckdb_destroy_table_function(&raw) }
    duckdb_table_function_set_name(raw, function.name)
    for type in function.parameters {
      ForeignType(type).lent { duckdb_table_function_add_parameter(raw, $0) }
    }
    for (name, type) in function.named {
      ForeignType(type).lent { duckdb_table_function_add_named_parameter(raw, name, $0) }
    }
    duckdb_table_function_supports_projection_pushdown(raw, true)
    duckdb_table_function_set_extra_info(raw, Held.retain(function), releaseHeld)
    duckdb_table_function_set_bind(raw, bindTable)
    duckdb_table_function_set_init(raw, openTable)
    duckdb_table_function_set_local_init(raw) { info in
      duckdb_init_set_init_data(info, Held.retain(TableCursor()), releaseHeld)
    }
    duckdb_table_function_set_function(raw, readTable)
    guard duckdb_register_table_function(handle.raw, raw) == DuckDBSuccess else {
      throw DuckDBError(
        .notImplemented, "could not register the function \(function.name)",
        hint: "DuckDB has no form for one of its types")
    }
  }
}

/// A Swift value that DuckDB keeps behind a pointer.
private final class Held<Content> {
  let content: Content

  private init(_ content: Content) { self.content = content }

  static func retain(_ content: Content) -> UnsafeMutableRawPointer {
    Unmanaged.passRetained(Held(content)).toOpaque()
  }

  static func content(_ pointer: UnsafeMutableRawPointer?) -> Content? {
    pointer.map { Unmanaged<Held>.fromOpaque($0).takeUnretainedValue().content }
  }

}

/// Lets go of a value kept behind a pointer, whatever it is.
private let releaseHeld: duckdb_delete_callback_t = { pointer in
  if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
}

/// A scan that has been opened for some columns.
private struct OpenTable: Sendable {
  let next: TableScan.Next
  let types: [LogicalType]
}

/// Where one thread is in the batch that it took.
private final class TableCursor {
  private var batch: ColumnBatch?
  private var position = 0

  /// Writes the next rows, as many as a chunk holds, or none after the last.
  func read(_ table: OpenTable, into chunk: duckdb_data_chunk?) throws {
    while position >= batch?.count ?? 0 {
      guard let next = try table.next() else { return duckdb_data_chunk_set_size(chunk, 0) }
      guard next.schema.fields.map(\.type) == table.types else {
        throw DuckDBError(.invalidInput, "a batch has other columns than were asked for")
      }
      batch = next
      position = 0
    }
    guard let batch else { return }
    let end = min(position + DataChunk.capacity, batch.count)
    for (index, column) in batch.columns.enumerated() {
      let vector = duckdb_data_chunk_get_vector(chunk, idx_t(index))
      VectorWriter.write(column.slice(position..<end), into: vector)
    }
    duckdb_data_chunk_set_size(chunk, idx_t(end - position))
    position = end
  }
}

private let bindTable: duckdb_table_function_bind_t = { info in
  guard let function = Held<TableFunction>.content(duckdb_bind_get_extra_info(info)) else { return }
  do {
    let scan = try function.bind(TableFunction.Arguments(reading: info, of: function))
    for field in scan.schema.fields {
      ForeignType(field.type).lent { duckdb_bind_add_result_column(info, field.name, $0) }
    }
    if let rowCount = scan.rowCount { duckdb_bind_set_cardinality(info, idx_t(rowCount), true) }
    duckdb_bind_set_bind_data(info, Held.retain(scan), releaseHeld)
  } catch {
    duckdb_bind_set_error(info, "\(error)")
  }
}

private let openTable: duckdb_table_function_init_t = { info in
  guard let scan = Held<TableScan>.content(duckdb_init_get_bind_data(info)) else { return }
  do {
    // A statement that needs no column asks for a row's number, which is none of them.
    let columns = (0..<duckdb_init_get_column_count(info)).compactMap { index in
      Int(exactly: duckdb_init_get_column_index(info, index))
    }.filter { $0 < scan.schema.fields.count }
    let types = columns.map { scan.schema.fields[$0].type }
    let table = OpenTable(next: try scan.open(columns), types: types)
    duckdb_init_set_max_threads(info, idx_t(scan.maximumThreads))
    duckdb_init_set_init_data(info, Held.retain(table), releaseHeld)
  } catch {
    duckdb_init_set_error(info, "\(error)")
  }
}

private let readTable: duckdb_table_function_t = { info, chunk in
  guard let table = Held<OpenTable>.content(duckdb_function_get_init_data(info)),
    let cursor = Held<TableCursor>.content(duckdb_function_get_local_init_data(info))
  else { return }
  do {
    try cursor.read(table, into: chunk)
  } catch {
    duckdb_function_set_error(info, "\(error)")
  }
}

extension TableFunction.Arguments {
  /// Reads what a call of the function gives.
  fileprivate init(
    reading info: duckdb_bind_info?, of function: TableFunction
  ) throws(DuckDBError) {
    var positional: [Value] = []
    for index in 0..<duckdb_bind_get_parameter_count(info) {
      positional.append(try Value(owning: duckdb_bind_get_parameter(info, index)))
    }
    var named: [String: Value] = [:]
    for name in function.named.keys {
      guard let raw = duckdb_bind_get_named_parameter(info, name) else { continue }
      named[name] = try Value(owning: raw)
    }
    self.positional = positional
    self.named = named
  }
}

extension Value {
  /// Reads, and then destroys, a value of DuckDB's.
  init(owning raw: duckdb_value?) throws(DuckDBError) {
    var raw = raw
    // The type belongs to the value. A vector reads values of every type alike.
    let type = duckdb_get_value_type(raw)
    var vector = duckdb_create_vector(type, 1)
    defer {
      duckdb_destroy_vector(&vector)
      duckdb_destroy_value(&raw)
    }
    duckdb_vector_reference_value(vector, raw)
    let layout = VectorLayout(reading: type)
    self = try Vector(raw: vector, layout: layout, count: 1, owner: nil).column().value(at: 0)
  }
}
