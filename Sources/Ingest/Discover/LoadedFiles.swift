import Columnar
import DeltaLake
import QueryEngine
import SQLAnalysis

/// What a table has loaded: which batches, of which files.
///
/// Each batch is first planned: its files are appended to `<table>__files`, under a number that
/// grows and with the number of the batch it was planned behind. Then its rows are committed to
/// the table together with that number, as Delta's `txn` action of this application, and only if
/// the table still stands at the batch it was planned behind. So the table's own log says which
/// batch came last, the plans chain from there to the first, and a plan that is not in the chain
/// was abandoned: it never counts, whoever wrote it and whenever it was interrupted.
struct LoadedFiles {
  /// The application under whose name batches are committed.
  static let application = "millrace.ingest"

  let table: SourceTable
  let session: Session

  /// The table's name in the lake.
  var target: QualifiedName { QualifiedName(schema: table.schema, name: table.name) }
  /// The name of the table of plans.
  var plans: QualifiedName { QualifiedName(schema: table.schema, name: table.name + "__files") }
  /// The name of the table of lines that could not be loaded.
  var rejected: QualifiedName {
    QualifiedName(schema: table.schema, name: table.name + "__rejected")
  }

  /// The batch that `name` committed last, `nil` if it is no table or has none.
  func lastBatch(of name: QualifiedName) async throws -> Int64? {
    try await snapshot(of: name)?.transactionVersion(of: Self.application)
  }

  /// The newest version of a table, `nil` if there is none.
  func snapshot(of name: QualifiedName) async throws -> Snapshot? {
    do {
      return try await session.lake.table(name).snapshot
    } catch let error as QueryError
      where error.kind == .tableNotFound || error.kind == .schemaNotFound
    {
      return nil
    }
  }

  /// What is remembered of the files that count as loaded, by key.
  ///
  /// - Parameter last: the batch that the table committed last.
  /// - Returns: the size and the time of modification when the file was loaded.
  /// - Throws: `QueryError` if the plans cannot be read.
  func files(upTo last: Int64?) async throws -> [String: (size: Int64, modified: Int64)] {
    guard let last, try await snapshot(of: plans) != nil else { return [:] }
    let batches = try await chain(upTo: last)
    guard !batches.isEmpty else { return [:] }
    let sql = """
      SELECT path, size, epoch_us(modified_at) FROM \(sqlName(plans))
      WHERE batch IN (\(batches.map(String.init).joined(separator: ", ")))
      """
    var files: [String: (size: Int64, modified: Int64)] = [:]
    let result = try await session.execute(sql)
    while let rows = try await result.next() {
      for row in 0..<rows.count {
        guard case .string(let path) = rows.columns[0].value(at: row),
          case .integer(let size) = rows.columns[1].value(at: row),
          case .integer(let modified) = rows.columns[2].value(at: row)
        else { continue }
        files[path] = (size, modified)
      }
    }
    return files
  }

  /// The batches that were committed, the last one first.
  private func chain(upTo last: Int64) async throws -> [Int64] {
    let sql = "SELECT DISTINCT batch, previous FROM \(sqlName(plans))"
    var previous: [Int64: Int64?] = [:]
    for row in try await session.execute(sql).rows() {
      guard case .integer(let batch) = row[0] else { continue }
      if case .integer(let before) = row[1] {
        previous[batch] = before
      } else {
        previous[batch] = .some(nil)
      }
    }
    var batches: [Int64] = []
    var next: Int64? = last
    while let batch = next, let before = previous[batch] {
      batches.append(batch)
      next = before
    }
    return batches
  }

  /// Records which files a batch is going to load.
  func plan(_ batch: Batch) async throws {
    let previous = batch.previous.map(String.init) ?? "NULL"
    let sql = """
      SELECT \(batch.number)::BIGINT AS batch, \(previous)::BIGINT AS previous, key AS path, size,
        modified_at, make_timestamptz(\(batch.number)) AS planned_at
      FROM temp.ingest_files
      """
    _ = try await session.write(
      sql, to: plans, options: WriteOptions(createsTable: true, operation: "PLAN INGEST"))
  }

  /// A qualified name as SQL.
  func sqlName(_ name: QualifiedName) -> String {
    SQLQuoting.name([name.schema, name.name])
  }
}
