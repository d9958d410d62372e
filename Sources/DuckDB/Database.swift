import CDuckDB

/// An open database, in a file or in memory.
///
/// Stays open for as long as it, a connection, a result or a chunk of it is alive.
public final class Database: Sendable {
  let handle: DatabaseHandle

  /// Opens the database in the file at `path`, creating it if there is none, or a new one in
  /// memory.
  ///
  /// - Parameters:
  ///   - path: the file; `nil` for memory.
  ///   - configuration: settings by DuckDB's names, such as `threads` or `memory_limit`.
  /// - Throws: ``DuckDBError``: `io` if the file cannot be opened or another process holds it,
  ///   `configuration`, `catalog` or `invalidInput` for a setting that does not exist or a value
  ///   it does not take.
  public init(
    path: String? = nil, configuration: [String: String] = [:]
  ) throws(DuckDBError) {
    var config: duckdb_config?
    guard duckdb_create_config(&config) == DuckDBSuccess else {
      throw DuckDBError(.outOfMemory, "could not create a configuration")
    }
    defer { duckdb_destroy_config(&config) }
    for (name, value) in configuration.sorted(by: { $0.key < $1.key }) {
      // A name that is not known here may be a setting of an extension: opening decides on it.
      guard duckdb_set_config(config, name, value) == DuckDBSuccess else {
        throw DuckDBError(
          .configuration, "Invalid Configuration Error: \(name) does not take the value given")
      }
    }
    var database: duckdb_database?
    var report: UnsafeMutablePointer<CChar>?
    guard duckdb_open_ext(path, &database, config, &report) == DuckDBSuccess, let database else {
      let text = report.map { String(cString: $0) } ?? "could not open the database"
      duckdb_free(report)
      throw DuckDBError(report: text, statement: nil)
    }
    handle = DatabaseHandle(database)
  }

  /// Opens a connection with a transaction state, settings and temporary tables of its own.
  ///
  /// - Throws: ``DuckDBError`` if the database has failed.
  public func connect() throws(DuckDBError) -> sending Connection {
    var connection: duckdb_connection?
    guard duckdb_connect(handle.raw, &connection) == DuckDBSuccess, let connection else {
      throw DuckDBError(.fatal, "could not connect to the database")
    }
    let result = Connection(ConnectionHandle(connection, database: handle))
    try result.execute("SET errors_as_json = true")
    return result
  }

  /// The version of the DuckDB library, such as `v1.5.5`.
  public static var libraryVersion: String { String(cString: duckdb_library_version()) }
}

/// Owns DuckDB's handle of a database. Safe to share: DuckDB guards a database itself.
final class DatabaseHandle: @unchecked Sendable {
  let raw: duckdb_database
  let tables = TableRegistry()

  init(_ raw: duckdb_database) { self.raw = raw }

  deinit {
    var raw: duckdb_database? = raw
    duckdb_close(&raw)
  }
}
