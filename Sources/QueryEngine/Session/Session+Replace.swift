import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// `INSERT INTO … REPLACE WHERE`: new rows stand instead of those that a condition chooses, and
/// all of them fulfil it.
extension Session {
  private static let attempts = 20

  func replace(
    _ condition: Range<Int>, with rows: RowSource, _ options: WriteOptions, listed: [String]?,
    _ reference: ObjectReference, _ source: SQLText
  ) async throws -> StatementResult {
    let retries = RetryPolicy()
    var attempt = 1
    while true {
      let table = try await tableToChange(reference)
      do {
        return try await replace(condition, with: rows, options, listed: listed, table, source)
      } catch let error as DeltaError where error.isConflict && attempt < Self.attempts {
        try await Task.sleep(for: retries.delay(after: attempt))
        attempt += 1
      }
    }
  }

  private func replace(
    _ condition: Range<Int>, with rows: RowSource, _ options: WriteOptions, listed: [String]?,
    _ table: LakeTable, _ source: SQLText
  ) async throws -> StatementResult {
    let snapshot = table.snapshot
    let text = source[condition]
    let matching = ColumnMatching(
      source: rows, schema: snapshot.schema, table: table.displayName)
    let outcome =
      options.schemaPolicy == .byPosition
      ? try matching.byPosition(listed) : try matching.byName(adding: false)
    var writer = FileWriter(metadata: snapshot.metadata, root: table.location)
    writer.condition = (text, "a row does not fulfil REPLACE WHERE \(text)")
    var keeper = FileWriter(metadata: snapshot.metadata, root: table.location)
    keeper.enforcesRules = false
    let recorder = ChangeFeedWriter(metadata: snapshot.metadata, root: table.location)
    let predicate = try predicate(condition, named: table.name.name, snapshot.schema, source)
    let candidates = snapshot.scan(predicate ?? .always(true)).files
    do {
      let written = try await writeFiles(writer, rows, outcome.columns)
      let gone = try await removal(of: text, from: candidates, table, keeper)
      var transaction = Transaction(
        on: snapshot,
        .write(.overwrite, partitionedBy: snapshot.partitionColumns, predicate: text))
      transaction.read(predicate ?? .always(true))
      transaction.read(gone.files)
      for file in gone.files { transaction.remove(file) }
      for file in written.files + gone.kept.files { transaction.add(file) }
      if let numbered = RowRules(metadata: snapshot.metadata).numbering(written.rows) {
        transaction.setMetadata(numbered)
      }
      if snapshot.metadata.hasChangeDataFeed {
        for file in try await changes(gone, written, snapshot, recorder) {
          transaction.addChanges(file)
        }
      }
      transaction.preservesRowIds = true
      transaction.metrics = [
        "numFiles": "\(written.files.count)", "numOutputRows": "\(written.rows)",
        "numRemovedFiles": "\(gone.files.count)",
      ]
      let result = try await transaction.commit()
      lake.snapshots.keep(result.snapshot)
      return StatementResult(
        tag: "INSERT 0 \(written.rows)", rowsAffected: written.rows,
        committedVersion: result.version)
    } catch {
      await removeFiles(of: [writer, keeper, recorder.writer])
      throw error
    }
  }

  /// Files with rows that go, and what stays of them.
  private struct Removal {
    var files: [DataFile] = []
    /// Their rows that stay, written anew.
    var kept = WrittenFiles()
    /// A query for their rows that go.
    var rows = ""
  }

  private func removal(
    of condition: String, from candidates: [DataFile], _ table: LakeTable, _ keeper: FileWriter
  ) async throws -> Removal {
    let number = "\u{1}file"
    let snapshot = table.snapshot
    var relation = try await relation(candidates, of: snapshot)
    relation.fileIndexColumn = number
    let name = SQLQuoting.name(table.name.name)
    let found = try rows(
      "SELECT DISTINCT \(SQLQuoting.name(number)) FROM (\(relation.sql)) AS \(name) "
        + "WHERE (\(condition))"
    ).compactMap { $0.first?.count }.sorted()
    var removal = Removal(files: found.map { candidates[$0] })
    guard !removal.files.isEmpty else { return removal }
    var affected = try await self.relation(removal.files, of: snapshot)
    removal.rows = "SELECT * FROM (\(affected.sql)) AS \(name) WHERE (\(condition))"
    affected.hasRowIds = true
    var query = MappedSQL()
    query.append("SELECT * FROM (\(affected.sql)) AS \(name) WHERE (\(condition)) IS NOT TRUE")
    let fields = snapshot.metadata.movedFields
    let source = RowSource(query: query, fields: fields)
    let columns = fields.indices.map { WrittenColumn($0, source, as: fields[$0]) }
    removal.kept = try await writeFiles(keeper, source, columns)
    return removal
  }

  private func changes(
    _ gone: Removal, _ written: WrittenFiles, _ snapshot: Snapshot, _ recorder: ChangeFeedWriter
  ) async throws -> [ChangeFile] {
    let files = snapshot.table.files(written.files, of: snapshot)
    let type = ChangeFeedWriter.typeColumn
    let inserted = try await relation(files, of: snapshot)
    var parts = ["SELECT *, 'insert' AS \(type) FROM (\(inserted.sql))"]
    if !gone.rows.isEmpty { parts.append("SELECT *, 'delete' AS \(type) FROM (\(gone.rows))") }
    var feed = MappedSQL()
    feed.append(parts.joined(separator: " UNION ALL "))
    return try await writeChanges(recorder, feed)
  }
}
