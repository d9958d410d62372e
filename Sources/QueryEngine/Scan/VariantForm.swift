import Columnar
import DuckDB
import Parquet
import Synchronization

/// How a file has its columns of variants.
enum VariantForm: Hashable {
  /// Parquet says that they are variants, shredded or not: DuckDB reads them.
  case named
  /// As a struct of two columns of bytes.
  case encoded
  /// As structs of typed columns, which Parquet does not say are a variant. Each file may be
  /// shredded in its own way: there are the types of its columns, by their physical names, and the
  /// functions of SQL that put a variant of such a type together.
  case shredded(columns: [String: LogicalType], functions: [LogicalType: String])
}

/// The functions of SQL that put shredded variants together: DuckDB reads Parquet's own variants
/// only where Parquet names them so.
final class VariantAssembly: Sendable {
  private let names = Mutex<[LogicalType: String]>([:])

  /// Has functions for some types; the database learns those it lacks.
  ///
  /// - Parameters:
  ///   - types: The types of shredded variants.
  ///   - connection: One of the database.
  /// - Returns: The functions' names, by the types that they take.
  /// - Throws: `DuckDBError`.
  func functions(
    for types: [LogicalType], _ connection: Connection
  ) throws(DuckDBError) -> [LogicalType: String] {
    try names.withLock { names throws(DuckDBError) in
      var functions: [LogicalType: String] = [:]
      for type in types {
        if names[type] == nil {
          let name = "millrace_variant_\(names.count)"
          try connection.register(Self.function(name, type))
          names[type] = name
        }
        functions[type] = names[type]
      }
      return functions
    }
  }

  private static func function(_ name: String, _ type: LogicalType) -> ScalarFunction {
    ScalarFunction(
      name, parameters: [type], result: .binary,
      values: { arguments in .binary(try ShreddedVariant.assembled(arguments[0], type)) })
  }
}
