import CDuckDB
public import Columnar

/// A statement that is executed, often several times, with values for its parameters.
public final class PreparedStatement {
  private let raw: duckdb_prepared_statement
  private let connection: ConnectionHandle
  /// The text that error positions refer to.
  private let sql: String

  init(
    owning prepared: duckdb_prepared_statement?, succeeded: Bool, of connection: ConnectionHandle,
    sql: String
  ) throws(DuckDBError) {
    guard succeeded, let prepared else {
      let report = duckdb_prepare_error(prepared).map { String(cString: $0) }
      var failed = prepared
      duckdb_destroy_prepare(&failed)
      throw DuckDBError(report: report ?? "could not prepare the statement", statement: sql)
    }
    raw = prepared
    self.connection = connection
    self.sql = sql
  }

  deinit {
    var raw: duckdb_prepared_statement? = raw
    duckdb_destroy_prepare(&raw)
  }

  /// The number of parameters.
  public var parameterCount: Int { Int(duckdb_nparams(raw)) }

  /// The names of the parameters, in the order of their positions; `1`, `2` … for those without.
  public var parameterNames: [String] {
    (0..<parameterCount).map { index in
      let name = duckdb_parameter_name(raw, idx_t(index + 1))
      defer { duckdb_free(UnsafeMutablePointer(mutating: name)) }
      return name.map { String(cString: $0) } ?? "\(index + 1)"
    }
  }

  /// Names and types of what the statement yields, as far as they are known before it is executed;
  /// types that depend on parameters are `.null`.
  public var schema: Schema {
    Schema(
      (0..<duckdb_prepared_statement_column_count(raw)).map { index in
        let name = duckdb_prepared_statement_column_name(raw, index)
        defer { duckdb_free(UnsafeMutablePointer(mutating: name)) }
        let layout = VectorLayout(owning: duckdb_prepared_statement_column_logical_type(raw, index))
        return Field(name.map { String(cString: $0) } ?? "", layout.type)
      })
  }

  /// Gives the parameters their values, in the order of their positions.
  ///
  /// - Throws: ``DuckDBError`` of kind `invalidInput` if there are more or fewer values than
  ///   parameters, or of kind `conversion` for a value DuckDB has no form for.
  public func bind(_ values: [Value]) throws(DuckDBError) {
    guard values.count == parameterCount else {
      throw DuckDBError(
        .invalidInput,
        "the statement has \(parameterCount) parameters, \(values.count) values were given")
    }
    for (index, value) in values.enumerated() { try bind(value, at: index) }
  }

  /// Gives the parameter at a position, counted from 0, its value.
  ///
  /// - Throws: ``DuckDBError``, as ``bind(_:)-([Value])`` does.
  public func bind(_ value: Value, at index: Int) throws(DuckDBError) {
    let foreign = try ForeignValue(value)
    guard duckdb_bind_value(raw, idx_t(index + 1), foreign.raw) == DuckDBSuccess else {
      let report = duckdb_prepare_error(raw).map { String(cString: $0) }
      throw DuckDBError(
        report: report ?? "the statement has no parameter \(index + 1)", statement: sql)
    }
  }

  /// Gives the parameters `$name` their values.
  ///
  /// - Throws: ``DuckDBError`` of kind `invalidInput` if there is no parameter of a name.
  public func bind(_ values: [String: Value]) throws(DuckDBError) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      var position: idx_t = 0
      guard duckdb_bind_parameter_index(raw, &position, name) == DuckDBSuccess else {
        let names = parameterNames.map { "$\($0)" }.joined(separator: ", ")
        throw DuckDBError(
          .invalidInput, "the statement has no parameter $\(name)",
          hint: names.isEmpty ? "it has no parameters" : "it has \(names)")
      }
      try bind(value, at: Int(position) - 1)
    }
  }

  /// Executes the statement with the values bound last.
  ///
  /// - Throws: ``DuckDBError``.
  public func execute() throws(DuckDBError) -> QueryResult {
    try execute(continuing: false)
  }

  func execute(continuing: Bool) throws(DuckDBError) -> QueryResult {
    let execution = try connection.begin(continuing: continuing)
    do throws(DuckDBError) {
      var pending: duckdb_pending_result?
      defer { duckdb_destroy_pending(&pending) }
      guard duckdb_pending_prepared_streaming(raw, &pending) == DuckDBSuccess else {
        let report = duckdb_pending_error(pending).map { String(cString: $0) }
        throw DuckDBError(report: report ?? "could not start the statement", statement: sql)
      }
      try connection.check()
      var result = duckdb_result()
      let state = duckdb_execute_pending(pending, &result)
      // Owns the result even if the execution failed, for the error is part of it.
      let owned = QueryResult(
        owning: result, of: self, connection: connection, execution: execution,
        sql: sql)
      if state != DuckDBSuccess { throw owned.error }
      return owned
    } catch {
      connection.end(execution)
      throw error
    }
  }
}
