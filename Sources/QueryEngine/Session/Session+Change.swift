import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// `DELETE`, `UPDATE` and `MERGE`: the rows that may change are read into a native table under
/// the target's name, DuckDB runs the statement on it as it is written, and what is left is
/// written as new files, in one commit.
///
/// Where the table has deletion vectors, the rows that may change are those that the statement's
/// condition chooses; vectors delete them where they were. Elsewhere they are all rows of the
/// files with such rows, and the new files take the place of the old.
extension Session {
  private static let attempts = 20

  /// Carries out a change, anew where another writer came first.
  func change(
    _ change: Change, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    try requireWritable()
    if change.returnsRows,
      let clause = change.clauses.first(where: { $0.kind == .notMatchedBySource })
    {
      // DuckDB crashes on it.
      throw StatementFailure(
        QueryError(
          .unsupported, "MERGE returns no rows where it has WHEN NOT MATCHED BY SOURCE",
          hint: "leave RETURNING out; table_changes shows what a version changed"),
        at: clause.range.lowerBound)
    }
    let name = try await target(change.target)
    let retries = RetryPolicy()
    var attempt = 1
    while true {
      do {
        return try await attemptChange(change, name, source, parameters: parameters)
      } catch let error as DeltaError where error.isConflict && attempt < Self.attempts {
        try await Task.sleep(for: retries.delay(after: attempt))
        attempt += 1
      }
    }
  }

  private func attemptChange(
    _ change: Change, _ name: QualifiedName, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    guard case .table(let table)? = try await lake.object(name) else {
      throw StatementFailure(
        QueryError(
          .tableNotFound, "there is no table \"\(name.schema).\(name.name)\" to change",
          hint: try await lake.notFound(name).hint), at: change.target.range.lowerBound)
    }
    var scope = StatementScope()
    var (edits, _) = try await gather(
      source, schema: schema, changesTables: true, into: &scope)
    if let words = change.evolutionClause { edits.append(TextEdit(words, "")) }
    var report = try await register(scope)
    let work = ChangeInProgress(
      change: change, source: source, name: name, table: table, edits: edits,
      parameters: parameters, scope: scope,
      readsItself: try await readsTarget(change, name, source),
      predicate: try predicate(of: change, table, source),
      asksForMetadata: table.snapshot.schema[FileMetadata.name] == nil
        && FileMetadata.isNamed(in: QualifiedChain.all(in: source)))
    try Transaction(on: table.snapshot, work.operation).checkWritable()
    let plan = await table.snapshot.parallelScan(work.predicate ?? .always(true))
    report.tables.removeAll { $0.name == table.displayName }
    report.tables.append(
      ScanReport.Table(
        name: table.displayName, version: table.snapshot.version, files: plan.totalFiles,
        prunedByPartition: plan.prunedByPartition, prunedByStatistics: plan.prunedByStatistics,
        bytes: plan.sizeInBytes))
    if change.verb == .delete, change.selection == .everyRow, work.onlyDeletes,
      let count = table.snapshot.rowCount
    {
      return try await deleteEverything(work, count, report)
    }
    let affected = try await affectedRows(work, plan)
    defer { dropAffectedRows() }
    if work.usesVectors, work.onlyDeletes {
      guard affected.count > 0 else { return unchanged(work, report) }
      let version = try await commit(work, affected, WrittenFiles(), [])
      return StatementResult(
        tag: "\(change.verb.tag) \(affected.count)", rowsAffected: affected.count,
        committedVersion: version, scan: report)
    }
    let result = try await carryOut(work, affected, report)
    await compactAfterWrite(table)
    return result
  }

  private func unchanged(_ work: ChangeInProgress, _ report: ScanReport) -> StatementResult {
    StatementResult(tag: work.change.verb.tag, rowsAffected: 0, scan: report)
  }

  /// A `DELETE` without a condition looks at no row.
  private func deleteEverything(
    _ work: ChangeInProgress, _ count: Int, _ report: ScanReport
  ) async throws -> StatementResult {
    guard count > 0 else { return unchanged(work, report) }
    var transaction = Transaction(on: work.snapshot, work.operation)
    transaction.removeAll()
    transaction.metrics = [
      "numRemovedFiles": "\(work.snapshot.fileCount)", "numDeletedRows": "\(count)",
    ]
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    return StatementResult(
      tag: "\(work.change.verb.tag) \(count)", rowsAffected: count,
      committedVersion: result.version, scan: report)
  }

  /// Runs the statement on the affected rows and commits what became of them.
  private func carryOut(
    _ work: ChangeInProgress, _ affected: AffectedRows, _ report: ScanReport
  ) async throws -> StatementResult {
    let change = work.change
    try await refuseSeveralMatches(work, affected)
    var metadata = work.snapshot.metadata
    let expansion = try await expandStars(work, &metadata)
    try loadNative(work, affected, metadata)
    defer { dropNative(work.name) }
    if work.recordsChanges, change.verb == .merge { try keepRows(work, metadata) }
    defer { dropKeptRows() }
    let edits = work.edits + expansion + (try rowIdEdits(work))
    let sql = MappedSQL(work.source, edits: edits)
    let result = try await run(sql, parameters: work.parameters, scope: work.scope)
    // The rows a statement returns are kept: the next statement is our own.
    let batches = change.returnsRows ? try result.allBatches() : []
    let returned = try batches.map { try $0.removing(work.hiddenColumns) }
    let count = change.returnsRows ? returned.reduce(0) { $0 + $1.count } : result.rowsChanged
    guard count > 0 else { return unchanged(work, report) }
    let feed =
      work.recordsChanges ? changeFeed(work, before: affected.before, metadata) : nil
    let version = try await write(work, affected, metadata, feed)
    return StatementResult(
      schema: change.returnsRows ? result.schema.removing(work.hiddenColumns) : Schema([]),
      tag: "\(change.verb.tag) \(count)",
      rowsAffected: count, committedVersion: version, scan: report,
      batches: change.returnsRows ? returned : [])
  }

  // MARK: Writing

  /// Writes what is left in the native table, and the change feed, and commits both.
  private func write(
    _ work: ChangeInProgress, _ affected: AffectedRows, _ metadata: Metadata, _ feed: MappedSQL?
  ) async throws -> Int? {
    let fields = metadata.movedFields
    let names = fields.map { SQLQuoting.name($0.name) }.joined(separator: ", ")
    var query = MappedSQL()
    query.append("SELECT \(names) FROM \(workspaceName(work.name.schema, work.name.name))")
    let rows = RowSource(query: query, fields: fields)
    let columns = fields.indices.map { WrittenColumn($0, rows, as: fields[$0]) }
    var writer = FileWriter(metadata: metadata, root: work.table.location)
    writer.recomputesGenerated = true
    let recorder = ChangeFeedWriter(metadata: metadata, root: work.table.location)
    do {
      let written = try await writeFiles(writer, rows, columns)
      var changes: [ChangeFile] = []
      if let feed { changes = try await writeChanges(recorder, feed) }
      return try await commit(work, affected, written, changes, metadata)
    } catch {
      await removeFiles(of: [writer, recorder.writer])
      throw error
    }
  }

  private func commit(
    _ work: ChangeInProgress, _ affected: AffectedRows, _ written: WrittenFiles,
    _ changes: [ChangeFile], _ metadata: Metadata? = nil
  ) async throws -> Int? {
    var transaction = Transaction(on: work.snapshot, work.operation)
    transaction.read(work.predicate ?? .always(true))
    transaction.read(affected.files)
    if work.readsItself { transaction.readWholeTable() }
    if let metadata, metadata != work.snapshot.metadata { transaction.setMetadata(metadata) }
    let base = metadata ?? work.snapshot.metadata
    if let numbered = RowRules(metadata: base).numbering(written.rows) {
      transaction.setMetadata(numbered)
    }
    if let deletions = affected.deletions {
      try await transaction.delete(deletions)
    } else {
      for file in affected.files { transaction.remove(file) }
    }
    for file in written.files { transaction.add(file) }
    for file in changes { transaction.addChanges(file) }
    transaction.preservesRowIds = true
    transaction.metrics = [
      "numAddedFiles": "\(written.files.count)",
      "numRemovedFiles": "\(affected.deletions == nil ? affected.files.count : 0)",
      "numAddedChangeFiles": "\(changes.count)",
    ]
    if affected.deletions != nil {
      transaction.metrics["numDeletionVectorsAdded"] = "\(affected.deletions?.count ?? 0)"
    }
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    if let metadata, metadata.schema != work.snapshot.schema {
      let target = WriteTarget(
        name: work.table.name, table: work.table, location: work.table.location,
        replacesView: false)
      try await record(target, result.snapshot)
    }
    return result.version
  }

  // MARK: The native table

  private func loadNative(
    _ work: ChangeInProgress, _ affected: AffectedRows, _ metadata: Metadata
  ) throws {
    let name = work.name
    try unregister(schema: name.schema, name: name.name)
    let quoted = workspaceName(name.schema, name.name)
    try makeSchema(name.schema)
    try run("CREATE TABLE \(quoted) AS \(affected.before)")
    let known = work.snapshot.schema
    for field in metadata.schema.fields where known[field.name] == nil {
      try run("ALTER TABLE \(quoted) ADD COLUMN \(SQLQuoting.name(field.name)) \(field.type)")
    }
    for field in known.fields where !field.isNullable {
      try run("ALTER TABLE \(quoted) ALTER COLUMN \(SQLQuoting.name(field.name)) SET NOT NULL")
    }
    for field in known.fields {
      guard let expression = field.defaultExpression else { continue }
      try run(
        "ALTER TABLE \(quoted) ALTER COLUMN \(SQLQuoting.name(field.name)) SET DEFAULT (\(expression))"
      )
    }
  }

  private func dropNative(_ name: QualifiedName) {
    // A table that cannot be dropped would hide the lake's; the next statement then says so.
    _ = try? run("DROP TABLE IF EXISTS \(workspaceName(name.schema, name.name))")
    generation += 1
  }
}
