import Columnar
import DeltaLake
import DuckDB
import FoundationEssentials
import SQLAnalysis

/// Reads and writes the Parquet files of a table's log, on a connection and a thread of its
/// own.
actor DuckDBEngine: Engine {
  private let executor = ThreadExecutor(name: "checkpoints")
  private let database: Database
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(database: Database) throws {
    self.database = database
    connection = try database.connect()
  }

  func schema(of file: ParquetFile) async throws -> Schema {
    try Self.reading(file) {
      let schema = try connection.prepare("SELECT * FROM \(Self.relation(file))").schema
      let filled = try connection.rows(Self.filledColumns(file)).map { $0.compactMap(\.content) }
      return Schema(schema.fields.compactMap { Self.filled($0, Set(filled)) })
    }
  }

  /// The columns and members of columns that have values, as the file's footer counts them.
  private static func filledColumns(_ file: ParquetFile) -> String {
    """
    SELECT DISTINCT string_split(path_in_schema, ', ')[1], string_split(path_in_schema, ', ')[2]
    FROM parquet_metadata(\(SQLQuoting.string(FileRelation.escapeGlob(file.location))))
    WHERE stats_null_count IS NULL OR stats_null_count < num_values
    """
  }

  /// A column as far as it has values; `nil` if it has none.
  private static func filled(_ field: Field, _ filled: Set<[String]>) -> Field? {
    guard case .structure(let members) = field.type else {
      return filled.contains { $0.first == field.name } ? field : nil
    }
    var field = field
    let kept = members.filter { filled.contains([field.name, $0.name]) }
    field.type = .structure(kept)
    return kept.isEmpty ? nil : field
  }

  func read(
    _ file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> [ColumnBatch] {
    let sql = Self.query(file, columns, condition)
    return try Self.reading(file) { try connection.execute(sql).allBatches() }
  }

  nonisolated func batches(
    of file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> AsyncThrowingStream<ColumnBatch, any Error> {
    let cursor = ParquetCursor(
      database: database, file: file, sql: Self.query(file, columns, condition))
    return AsyncThrowingStream { try await cursor.next() }
  }

  private static func query(
    _ file: ParquetFile, _ columns: [[String]], _ condition: RowCondition
  ) -> String {
    let list = columns.enumerated().map { "\(SQLQuoting.name($1)) AS c\($0)" }
    let filter =
      switch condition {
      case .notNull(let column): ["\(SQLQuoting.name(column)) IS NOT NULL"]
      case .allNull(let columns): ["true"] + columns.map { "\(SQLQuoting.name($0)) IS NULL" }
      }
    return "SELECT \(list.joined(separator: ", ")) FROM \(relation(file)) "
      + "WHERE \(filter.joined(separator: " AND "))"
  }

  func encode(_ batches: [ColumnBatch]) async throws -> [UInt8] {
    guard let schema = batches.first?.schema else { return [] }
    let files = FileManager.default
    let path = files.temporaryDirectory.path + "/checkpoint-\(UUID().uuidString).parquet"
    defer { try? files.removeItem(atPath: path) }
    do {
      let staging = Staging(connection: connection, name: "checkpoint")
      try staging.fill(batches, schema)
      defer { staging.drop() }
      try connection.execute(
        "COPY temp.checkpoint TO \(SQLQuoting.string(path)) (FORMAT parquet, COMPRESSION zstd)")
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw DeltaError(
        .storage, "the checkpoint could not be written: \(QueryError(error).message)")
    }
  }

  /// Loads the extension that reads and writes remote files, for all connections.
  ///
  /// - Throws: ``QueryError`` if it is in none of the folders.
  func loadRemoteFiles(from directories: [String]) throws {
    let platform = try connection.rows("PRAGMA platform").first?.first?.content ?? ""
    let below = "\(Database.libraryVersion)/\(platform)/httpfs.duckdb_extension"
    let paths = directories.map { "\($0)/\(below)" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw QueryError(
        .unsupported, "reading remote files needs DuckDB's extension httpfs, which is not here",
        hint: paths.isEmpty ? "no folder of extensions is configured" : "put it at \(paths[0])")
    }
    try connection.loadExtension(path: path)
  }

  /// Runs a statement for all connections.
  func run(_ sql: String) throws {
    try connection.execute(sql)
  }

  private static func relation(_ file: ParquetFile) -> String {
    "read_parquet(\(SQLQuoting.string(FileRelation.escapeGlob(file.location))))"
  }

  /// Runs `body`, whose errors are the file's.
  static func reading<T>(_ file: ParquetFile, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw DeltaError(
        .corruptLog, "the checkpoint cannot be read: \(QueryError(error).message)",
        hint: "delete it if the commits before it are still there", path: file.path)
    }
  }
}

/// The rows of one file, read as they are asked for, on a connection and a thread of their own.
private actor ParquetCursor {
  private let executor = ThreadExecutor(name: "checkpoint")
  private let database: Database
  private let file: ParquetFile
  private let sql: String
  private var result: QueryResult?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(database: Database, file: ParquetFile, sql: String) {
    self.database = database
    self.file = file
    self.sql = sql
  }

  func next() throws -> ColumnBatch? {
    try DuckDBEngine.reading(file) {
      let result = try result ?? database.connect().execute(sql)
      self.result = result
      return try result.nextBatch()
    }
  }
}
