import Columnar
import DuckDB
import SQLAnalysis

/// A temporary table of a connection that holds batches from memory.
struct Staging {
  let connection: Connection
  let name: String

  /// Makes the table and fills it.
  func fill(_ batches: [ColumnBatch], _ schema: Schema) throws {
    let columns = schema.fields.map { "\(SQLQuoting.name($0.name)) \($0.type)" }
    try connection.execute(
      "CREATE OR REPLACE TEMP TABLE \(name) (\(columns.joined(separator: ", ")))")
    let appender = try connection.appender(to: name, schema: "main", catalog: "temp")
    for batch in batches { try appender.append(batch) }
    try appender.close()
  }

  /// Drops the table. One that stays ends with the connection, or is replaced by the next.
  func drop() {
    _ = try? connection.execute("DROP TABLE IF EXISTS temp.\(name)")
  }
}
