import CDuckDB
import Columnar

extension Connection {
  /// Makes a function known to the database, for all its connections, until it is closed. It takes
  /// the place of one of the same name and parameters.
  ///
  /// - Throws: ``DuckDBError`` of kind `notImplemented` for a type DuckDB has no form for.
  public func register(_ function: ScalarFunction) throws(DuckDBError) {
    var raw = duckdb_create_scalar_function()
    defer { duckdb_destroy_scalar_function(&raw) }
    duckdb_scalar_function_set_name(raw, function.name)
    for type in function.parameters {
      ForeignType(type).lent { duckdb_scalar_function_add_parameter(raw, $0) }
    }
    if let variadic = function.variadic {
      ForeignType(variadic).lent { duckdb_scalar_function_set_varargs(raw, $0) }
    }
    ForeignType(function.result).lent { duckdb_scalar_function_set_return_type(raw, $0) }
    if function.nulls == .received { duckdb_scalar_function_set_special_handling(raw) }
    if function.isVolatile { duckdb_scalar_function_set_volatile(raw) }
    let call = Unmanaged.passRetained(ScalarCall(function))
    duckdb_scalar_function_set_extra_info(raw, call.toOpaque()) { held in
      if let held { Unmanaged<ScalarCall>.fromOpaque(held).release() }
    }
    duckdb_scalar_function_set_function(raw) { info, input, output in
      guard let held = duckdb_scalar_function_get_extra_info(info) else { return }
      do {
        try Unmanaged<ScalarCall>.fromOpaque(held).takeUnretainedValue().run(input, output)
      } catch {
        duckdb_scalar_function_set_error(info, "\(error)")
      }
    }
    guard duckdb_register_scalar_function(handle.raw, raw) == DuckDBSuccess else {
      throw DuckDBError(
        .notImplemented, "could not register the function \(function.name)",
        hint: "DuckDB has no form for one of its types")
    }
  }
}

/// A function as DuckDB calls it: rows in vectors of DuckDB's.
private final class ScalarCall: Sendable {
  private let function: ScalarFunction
  private let layouts: [VectorLayout]
  private let variadic: VectorLayout?

  init(_ function: ScalarFunction) {
    self.function = function
    layouts = function.parameters.map { VectorLayout(of: $0) }
    variadic = function.variadic.map { VectorLayout(of: $0) }
  }

  func run(_ input: duckdb_data_chunk?, _ output: duckdb_vector?) throws {
    let count = Int(duckdb_data_chunk_get_size(input))
    var arguments: [Column] = []
    for index in 0..<Int(duckdb_data_chunk_get_column_count(input)) {
      guard let layout = index < layouts.count ? layouts[index] : variadic else { break }
      let raw = duckdb_data_chunk_get_vector(input, idx_t(index))
      // The vectors are valid for this call only: without an owner, the column is a copy.
      arguments.append(
        try Vector(raw: raw, layout: layout, count: count, owner: nil).column())
    }
    let result = try function.body(arguments, count)
    guard result.type == function.result, result.count == count else {
      throw DuckDBError(
        .invalidInput,
        "the function \(function.name) made \(result.count) values of \(result.type), "
          + "not \(count) of \(function.result)")
    }
    VectorWriter.write(result, into: output)
    if function.nulls == .propagated {
      for argument in arguments { VectorWriter.writeNulls(of: argument, into: output) }
    }
  }
}
