import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// `DELETE`, `UPDATE` and `MERGE` copy on write: the files that hold rows to change are read
/// into a native table under the target's name, DuckDB runs the statement on it as it is
/// written, and what is left is written as new files that take the place of the old in one
/// commit.
extension Session {
  private static let attempts = 5

  /// Carries out a change, anew where another writer came first.
  func change(
    _ change: Change, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(change.target)
    var attempt = 1
    while true {
      do {
        return try await attemptChange(change, name, source, parameters: parameters)
      } catch let error as DeltaError where error.isConflict && attempt < Self.attempts {
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
    let (edits, _) = try await gather(source, schema: schema, into: &scope)
    var report = try await register(scope)
    let readsItself = try await readsTarget(change, name, source)
    let candidates =
      readsItself ? table.snapshot.scan() : try await candidates(for: change, table, source)
    let affected =
      readsItself
      ? candidates.files
      : try await affectedFiles(
        change, name, table, candidates, source, edits: edits, parameters: parameters, scope)
    report.tables.removeAll { $0.name == table.displayName }
    report.tables.append(
      ScanReport.Table(
        name: table.displayName, version: table.snapshot.version,
        files: candidates.totalFiles, prunedByPartition: candidates.prunedByPartition,
        prunedByStatistics: candidates.prunedByStatistics, bytes: candidates.sizeInBytes))
    let native = try await loadNative(name, table, affected)
    defer { dropNative(native) }
    let sql = MappedSQL(source, edits: edits)
    let result = try await run(sql, parameters: parameters, scope: scope)
    // The rows a statement returns are kept: the next statement is our own.
    let returned = change.returnsRows ? try result.allBatches() : []
    let count = change.returnsRows ? returned.reduce(0) { $0 + $1.count } : result.rowsChanged
    guard count > 0 else {
      return StatementResult(tag: change.verb.tag, rowsAffected: 0, scan: report)
    }
    let version = try await commitChange(change, source, table, affected, native)
    return StatementResult(
      schema: change.returnsRows ? result.schema : Schema([]), tag: "\(change.verb.tag) \(count)",
      rowsAffected: count, committedVersion: version, scan: report, batches: returned)
  }

  // MARK: Which files

  /// Whether the statement names its target once more, as in a subquery: it then has to see
  /// every row.
  private func readsTarget(
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

  /// The files whose rows the statement may change.
  private func candidates(
    for change: Change, _ table: LakeTable, _ source: SQLText
  ) async throws -> ScanPlan {
    guard case .rows(let range) = change.selection else { return table.snapshot.scan() }
    let alias = SQLQuoting.name(change.alias ?? change.target.name)
    let masked = try SQLText(source.masking([]))
    let query = "SELECT * FROM target AS \(alias) WHERE \(masked[range])"
    let tree = QueryTree(json: try serialize(query))
    let condition = tree?.tables.first { $0.parts == ["target"] }?.condition
    let predicate = condition.flatMap {
      Predicate($0, schema: table.snapshot.schema, isUTC: !changesTimeZone)
    }
    return table.snapshot.scan(predicate ?? .always(true))
  }

  /// Of the candidates those that hold a row to change, found by one query over them.
  private func affectedFiles(
    _ change: Change, _ name: QualifiedName, _ table: LakeTable, _ plan: ScanPlan,
    _ source: SQLText, edits: [TextEdit], parameters: [Value], _ scope: StatementScope
  ) async throws -> [DataFile] {
    guard plan.files.count > 1, parameters.isEmpty else { return plan.files }
    var query = MappedSQL()
    let column = "file number"
    let alias = SQLQuoting.name(change.alias ?? name.name)
    let schema = name.schema + "@files"
    query.append("SELECT DISTINCT \(alias).\(SQLQuoting.name(column)) FROM ")
    query.append("\(workspaceName(schema, name.name)) AS \(alias)")
    switch (change.verb, change.selection) {
    case (.merge, _):
      guard let join = change.joinCondition, let other = change.source,
        !change.changesUnmatchedBySource
      else { return plan.files }
      query.append(" JOIN ")
      query.append(source, other, edits: edits)
      query.append(" ON (")
      query.append(source, join, edits: edits)
    case (_, .rows(let range)):
      query.append(" WHERE (")
      query.append(source, range, edits: edits)
    default: return plan.files
    }
    query.append("\n)")
    var relation = FileRelation(metadata: table.snapshot.metadata, files: plan.files)
    relation.deletions = try await deletions(in: plan.files, of: table.snapshot)
    relation.fileIndexColumn = column
    try register(schema: schema, name: name.name, identity: "") { relation.sql }
    defer { _ = try? unregister(schema: schema, name: name.name) }
    let rows = try await run(query, parameters: [], scope: scope).rows()
    return rows.compactMap { $0.first?.count }.sorted().compactMap { index in
      plan.files.indices.contains(index) ? plan.files[index] : nil
    }
  }

  // MARK: The native table

  /// A native table in the workspace under the target's name.
  private struct NativeTable {
    var schema: String
    var name: String
  }

  private func loadNative(
    _ name: QualifiedName, _ table: LakeTable, _ files: [DataFile]
  ) async throws -> NativeTable {
    var relation = FileRelation(metadata: table.snapshot.metadata, files: files)
    relation.deletions = try await deletions(in: files, of: table.snapshot)
    let native = NativeTable(schema: name.schema, name: name.name)
    try unregister(schema: name.schema, name: name.name)
    let quoted = workspaceName(name.schema, name.name)
    try makeSchema(name.schema)
    try run("CREATE TABLE \(quoted) AS \(relation.sql)")
    for field in table.snapshot.schema.fields where !field.isNullable {
      try run("ALTER TABLE \(quoted) ALTER COLUMN \(SQLQuoting.name(field.name)) SET NOT NULL")
    }
    return native
  }

  private func dropNative(_ table: NativeTable) {
    // A table that cannot be dropped would hide the lake's; the next statement then says so.
    _ = try? run("DROP TABLE IF EXISTS \(workspaceName(table.schema, table.name))")
    generation += 1
  }

  private func commitChange(
    _ change: Change, _ source: SQLText, _ table: LakeTable, _ affected: [DataFile],
    _ native: NativeTable
  ) async throws -> Int? {
    var query = MappedSQL()
    query.append("SELECT * FROM \(workspaceName(native.schema, native.name))")
    let snapshot = table.snapshot
    let rows = RowSource(query: query, fields: snapshot.schema.fields)
    let columns = snapshot.schema.fields.indices.map {
      WrittenColumn($0, rows, as: snapshot.schema.fields[$0])
    }
    let writer = FileWriter(metadata: snapshot.metadata, root: table.location)
    let report = try await publish(writer, rows, columns) { written in
      var transaction = Transaction(on: snapshot, change.operation(source))
      if case .rows = change.selection {
        transaction.read(affected)
      } else {
        transaction.readWholeTable()
      }
      for file in affected { transaction.remove(file) }
      for file in written.files { transaction.add(file) }
      transaction.metrics = [
        "numAddedFiles": "\(written.files.count)", "numRemovedFiles": "\(affected.count)",
      ]
      let result = try await transaction.commit()
      self.lake.snapshots.keep(result.snapshot)
      return result.version
    }
    return report.version
  }
}

extension Change {
  /// What the table's history says was done.
  fileprivate func operation(_ source: SQLText) -> Operation {
    var predicate: String?
    if case .rows(let range) = selection { predicate = source[range] }
    switch verb {
    case .delete: return .delete(predicate: predicate)
    case .update: return .update(predicate: predicate)
    case .merge: return .merge(predicate: joinCondition.map { source[$0] } ?? "true")
    }
  }
}
