import Columnar
import DeltaLake
import SQLAnalysis

/// Writes the files of a table's change data feed: changed rows, each with what became of it.
struct ChangeFeedWriter {
  /// The column that says what became of a row.
  static let typeColumn = "_change_type"
  private static let folder = "_change_data"

  let writer: FileWriter
  /// The table's columns and ``typeColumn``.
  let schema: Schema

  /// - Parameters:
  ///   - metadata: the table.
  ///   - root: the table's folder.
  init(metadata: Metadata, root: String) {
    var metadata = metadata
    metadata.schema.fields.append(Field(Self.typeColumn, .string))
    var writer = FileWriter(metadata: metadata, root: root + "/" + Self.folder)
    writer.enforcesRules = false
    self.writer = writer
    schema = metadata.schema
  }

  func changeFile(_ file: AddFile) -> ChangeFile {
    ChangeFile(
      path: "\(Self.folder)/\(file.path)", partitionValues: file.partitionValues, size: file.size)
  }
}

extension Session {
  func writeChanges(_ recorder: ChangeFeedWriter, _ feed: MappedSQL) async throws -> [ChangeFile] {
    let fields = recorder.schema.fields
    let rows = RowSource(query: feed, fields: fields)
    let columns = fields.indices.map { WrittenColumn($0, rows, as: fields[$0]) }
    return try await writeFiles(recorder.writer, rows, columns).files.map(recorder.changeFile)
  }

  private static let keptRows = "temp.rows_before"
  private static let rowNumber = SQLQuoting.name("\u{1}row")

  /// Keeps the rows of the native table with their numbers, before a `MERGE` changes them.
  func keepRows(_ work: ChangeInProgress, _ metadata: Metadata) throws {
    try run(
      "CREATE OR REPLACE TEMP TABLE rows_before AS "
        + numberedRows(work, Self.names(metadata.schema)))
  }

  /// The rows of the native table by columns that are the user's, with their numbers.
  private func numberedRows(_ work: ChangeInProgress, _ names: String) -> String {
    "SELECT rowid AS \(Self.rowNumber), \(names) FROM "
      + workspaceName(work.name.schema, work.name.name)
  }

  private static func names(_ schema: Schema) -> String {
    schema.fields.map { SQLQuoting.name($0.name) }.joined(separator: ", ")
  }

  func dropKeptRows() {
    // They are replaced by the next statement's, if they stay.
    _ = try? run("DROP TABLE IF EXISTS \(Self.keptRows)")
  }

  /// The rows that a statement changed, found by what was there before and what is there now. A
  /// row that is written again as it was is no change.
  func changeFeed(
    _ work: ChangeInProgress, before: String, _ metadata: Metadata
  ) -> MappedSQL {
    let names = Self.names(metadata.schema)
    let native = workspaceName(work.name.schema, work.name.name)
    func typed(_ rows: String, _ type: String) -> String {
      "SELECT \(names), \(SQLQuoting.string(type)) AS \(ChangeFeedWriter.typeColumn) FROM (\(rows))"
    }
    let parts: [String]
    if work.change.verb == .merge {
      // Rows keep their numbers while they are updated in place, as all are but nested ones:
      // those count as deleted and inserted.
      let now = numberedRows(work, names)
      let then = "SELECT * FROM \(Self.keptRows)"
      func among(_ rows: String, _ not: String, _ others: String) -> String {
        "SELECT * FROM (\(rows)) WHERE \(Self.rowNumber) \(not) IN "
          + "(SELECT \(Self.rowNumber) FROM (\(others)))"
      }
      parts = [
        typed(among(then, "NOT", now), "delete"), typed(among(now, "NOT", then), "insert"),
        typed("(\(among(then, "", now))) EXCEPT (\(now))", "update_preimage"),
        typed("(\(among(now, "", then))) EXCEPT (\(then))", "update_postimage"),
      ]
    } else {
      let now = "SELECT \(names) FROM \(native)"
      let then = "SELECT \(names) FROM (\(before))"
      let gone = "(\(then)) EXCEPT ALL (\(now))"
      let came = "(\(now)) EXCEPT ALL (\(then))"
      parts =
        work.change.verb == .delete
        ? [typed(gone, "delete")]
        : [typed(gone, "update_preimage"), typed(came, "update_postimage")]
    }
    var feed = MappedSQL()
    feed.append(parts.joined(separator: " UNION ALL "))
    return feed
  }
}

extension Metadata {
  /// The partition values of a written file by the columns' logical names.
  func logicalPartitions(of file: AddFile) -> [String: String?] {
    var values: [String: String?] = [:]
    for name in partitionColumns {
      guard let field = schema[name] else { continue }
      let value = file.partitionValues[physicalName(of: field)] ?? nil
      values.updateValue(value, forKey: field.name)
    }
    return values
  }
}
