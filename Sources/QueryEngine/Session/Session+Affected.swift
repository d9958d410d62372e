import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// Which rows a statement may change, and where they are.
extension Session {
  private static let fileColumn = "file number"
  private static let rowColumn = "row number"
  private static let staging = "temp.affected_rows"

  /// Whether the statement names its target once more.
  func readsTarget(
    _ change: Change, _ name: QualifiedName, _ source: SQLText
  ) async throws -> Bool {
    for chain in QualifiedChain.all(in: source)
    where !chain.isCalled && chain.parts.count <= 3
      && chain.range.lowerBound != change.target.range.lowerBound
      && chain.parts.last?.lowercased() == name.name.lowercased()
    {
      if try await self.name(chain.parts, schema: schema) == name { return true }
    }
    return false
  }

  /// What the statement's condition says of the rows it changes, as far as files can be judged
  /// by it.
  func predicate(of change: Change, _ table: LakeTable, _ source: SQLText) throws -> Predicate? {
    guard case .rows(let range) = change.selection else { return nil }
    return try predicate(
      range, named: change.alias ?? change.target.name, table.snapshot.schema, source)
  }

  /// A condition in a statement as one that files can be judged by.
  func predicate(
    _ range: Range<Int>, named name: String, _ schema: Schema, _ source: SQLText
  ) throws -> Predicate? {
    let masked = try SQLText(source.masking([]))
    let query = "SELECT * FROM target AS \(SQLQuoting.name(name)) WHERE \(masked[range])"
    let tree = QueryTree(json: try serialize(query))
    let condition = tree?.tables.first { $0.parts == ["target"] }?.condition
    return condition.flatMap { Predicate($0, schema: schema, isUTC: !changesTimeZone) }
  }

  /// Finds the rows that the statement may change in the files of a plan.
  func affectedRows(_ work: ChangeInProgress, _ plan: ScanPlan) async throws -> AffectedRows {
    let files = work.readsItself ? work.snapshot.files : plan.files
    if work.usesVectors { return try await positions(work, files) }
    let affected = try await affectedFiles(work, files)
    var relation = try await relation(affected, of: work.snapshot, isPlanned: true)
    relation.hasRowIds = true
    relation.hasFileMetadata = work.asksForMetadata
    return AffectedRows(before: relation.sql, files: affected)
  }

  /// A view on files with each row's place, under the target's name in a schema of its own.
  private func withPlaces<T>(
    _ work: ChangeInProgress, _ files: [DataFile], rows: Bool,
    _ body: (String) async throws -> T
  ) async throws -> T {
    var relation = try await relation(files, of: work.snapshot, isPlanned: true)
    relation.fileIndexColumn = Self.fileColumn
    if rows { relation.rowNumberColumn = Self.rowColumn }
    relation.hasRowIds = rows && !work.onlyDeletes
    relation.hasFileMetadata = work.asksForMetadata
    let schema = work.name.schema + "@files"
    try register(schema: schema, name: work.name.name, identity: "") { relation.sql }
    defer { _ = try? unregister(schema: schema, name: work.name.name) }
    return try await body("\(workspaceName(schema, work.name.name)) AS \(work.alias)")
  }

  /// Of files those that hold a row to change, found by one query over them.
  private func affectedFiles(
    _ work: ChangeInProgress, _ files: [DataFile]
  ) async throws -> [DataFile] {
    guard files.count > 1, work.canFindRows else { return files }
    return try await withPlaces(work, files, rows: false) { target in
      var query = MappedSQL()
      work.appendPrologue(to: &query)
      query.append("SELECT DISTINCT \(work.alias).\(SQLQuoting.name(Self.fileColumn)) FROM ")
      query.append(target)
      work.appendSelection(to: &query)
      let rows = try await run(query, parameters: [], scope: work.scope).rows()
      return rows.compactMap { $0.first?.count }.sorted().compactMap { index in
        files.indices.contains(index) ? files[index] : nil
      }
    }
  }

  /// The rows to change with their places, in a temporary table.
  private func positions(
    _ work: ChangeInProgress, _ files: [DataFile]
  ) async throws -> AffectedRows {
    try await withPlaces(work, files, rows: true) { target in
      let places = [Self.fileColumn, Self.rowColumn].map { SQLQuoting.name($0) }
      let columns = work.onlyDeletes ? places.joined(separator: ", ") : "*"
      // What is staged may hide under no name of the statement.
      var query = MappedSQL()
      query.append("CREATE OR REPLACE TEMP TABLE affected_rows AS ")
      work.appendPrologue(to: &query)
      query.append("SELECT \(work.onlyDeletes ? "" : "\(work.alias).")\(columns) FROM \(target)")
      work.appendSelection(to: &query)
      _ = try await run(query, parameters: [], scope: work.scope)
      var affected = AffectedRows(
        before: "SELECT * EXCLUDE (\(places.joined(separator: ", "))) FROM \(Self.staging)")
      affected.deletions = try rowDeletions(
        "SELECT \(places.joined(separator: ", ")) FROM \(Self.staging) ORDER BY ALL", files)
      affected.files = affected.deletions?.map(\.file) ?? []
      affected.count = affected.deletions?.reduce(0) { $0 + $1.rows.count } ?? 0
      return affected
    }
  }

  /// Reads file and row numbers, in order, from a query.
  private func rowDeletions(_ query: String, _ files: [DataFile]) throws -> [RowDeletion] {
    var deletions: [RowDeletion] = []
    var last = -1
    let result = try run(query)
    while let batch = try result.nextBatch() {
      for row in 0..<batch.count {
        guard let place = batch.columns[0].int64(at: row).flatMap({ Int(exactly: $0) }),
          files.indices.contains(place), let position = batch.columns[1].int64(at: row)
        else { throw QueryError(.internal, "a row without a place") }
        if place != last { deletions.append(RowDeletion(file: files[place], rows: [])) }
        last = place
        deletions[deletions.count - 1].rows.append(Int(position))
      }
    }
    return deletions
  }

  func dropAffectedRows() {
    // One that stays is replaced by the next.
    _ = try? run("DROP TABLE IF EXISTS \(Self.staging)")
  }
}
