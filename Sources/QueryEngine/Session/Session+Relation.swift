import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// What has to be known of the files of a table before DuckDB can read them as its rows.
extension Session {
  /// The rows of files of a snapshot. They are those of the table's newest columns, or of those
  /// in `metadata`. Where the scan `isPlanned`, DuckDB takes the columns from the files if it can.
  func relation(
    _ files: [DataFile], of snapshot: Snapshot, as metadata: Metadata? = nil,
    isPlanned: Bool = false
  ) async throws -> FileRelation {
    let metadata = metadata ?? snapshot.metadata
    var relation = FileRelation(metadata: metadata, files: files)
    relation.deletedRows = try await deletedRows(in: files, of: snapshot)
    if isPlanned { relation.columnSource = columnSource(files, metadata) }
    relation.variantForms = try variantForms(files, metadata)
    return relation
  }

  /// The rows that deletion vectors delete in these files; `nil` if none has one. They are there
  /// for this statement, and for as long as views stand that it makes.
  func deletedRows(in files: [DataFile], of snapshot: Snapshot) async throws -> DeletedRows? {
    var rows: [[Int]] = []
    for file in files where file.deletionVector != nil {
      rows.append(try await snapshot.deletedRows(of: file))
    }
    guard !rows.isEmpty else { return nil }
    let deleted = try lake.deletedRows.add(rows, connection)
    deletedRowsInUse.append(deleted)
    return deleted
  }
}
