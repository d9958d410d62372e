import Columnar
import DeltaLake
import DuckDB
import Foundation

/// An engine that reads and writes Parquet by DuckDB.
actor ParquetEngine: Engine {
  private let executor = ThreadExecutor(name: "parquet")
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init() throws {
    connection = try Database().connect()
  }

  private static func quoted(_ path: [String]) -> String {
    path.map { "\"\($0)\"" }.joined(separator: ".")
  }

  func schema(of file: ParquetFile) async throws -> Schema {
    try connection.execute("SELECT * FROM '\(file.location)' LIMIT 0").schema
  }

  func read(
    _ file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> [ColumnBatch] {
    let list = columns.enumerated().map { "\(Self.quoted($1)) AS c\($0)" }
    let filter =
      switch condition {
      case .notNull(let column): ["\(Self.quoted(column)) IS NOT NULL"]
      case .allNull(let columns): ["true"] + columns.map { "\(Self.quoted($0)) IS NULL" }
      }
    let result = try connection.execute(
      "SELECT \(list.joined(separator: ", ")) FROM '\(file.location)' "
        + "WHERE \(filter.joined(separator: " AND "))")
    var batches: [ColumnBatch] = []
    while let batch = try result.nextBatch() { batches.append(batch) }
    return batches
  }

  func encode(_ batches: [ColumnBatch]) async throws -> [UInt8] {
    guard let schema = batches.first?.schema else { return [] }
    let target = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString).parquet")
    defer { try? FileManager.default.removeItem(at: target) }
    let rows = batches.flatMap(\.rows).map { row in
      "(" + row.map(\.sqlLiteral).joined(separator: ", ") + ")"
    }
    let columns = schema.fields.enumerated().map { "CAST(c\($0) AS \($1.type)) AS \($1.name)" }
    let names = schema.fields.indices.map { "c\($0)" }.joined(separator: ", ")
    _ = try connection.execute(
      "COPY (SELECT \(columns.joined(separator: ", ")) FROM "
        + "(VALUES \(rows.joined(separator: ", "))) AS t(\(names))) "
        + "TO '\(target.path)' (FORMAT parquet, COMPRESSION zstd)")
    return [UInt8](try Data(contentsOf: target))
  }
}
