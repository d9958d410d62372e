import Catalog
import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

extension Session {
  /// Runs a query and streams its rows.
  func query(_ source: SQLText, parameters: [Value]) async throws -> StatementResult {
    var scope = StatementScope()
    let (edits, _) = try await gather(source, schema: schema, into: &scope)
    let report = try await register(scope)
    let sql = MappedSQL(source, edits: edits)
    let rows = try await run(sql, parameters: parameters, scope: scope)
    return streaming(rows, tag: "SELECT", scan: report, query: sql)
  }

  /// The plan of a query, and which files it would read.
  func explain(
    _ source: SQLText, analyzes: Bool, _ inner: Statement, _ body: Range<Int>,
    parameters: [Value]
  ) async throws -> StatementResult {
    guard inner == .query else {
      throw StatementFailure(
        QueryError(
          .unsupported, "EXPLAIN takes a query",
          hint: "explain the SELECT the statement is made of"), at: body.lowerBound)
    }
    var scope = StatementScope()
    let (edits, _) = try await gather(source, [body], schema: schema, into: &scope)
    let report = try await register(scope)
    let sql = MappedSQL(source, edits: edits)
    let plan = try await run(sql, parameters: parameters, scope: scope)
    var lines: [(String, String)] = []
    while let chunk = try plan.nextChunk() {
      let batch = try chunk.batch()
      for index in 0..<batch.count {
        lines.append((batch.text(0, index), batch.text(1, index)))
      }
    }
    let tables = report.tables.map(\.description).joined(separator: "\n")
    if !tables.isEmpty { lines.append(("lake_scan", tables)) }
    let values = lines.map { "(\(SQLQuoting.string($0.0)), \(SQLQuoting.string($0.1)))" }
    return try table(
      ["explain_key", "explain_value"], values: values, tag: "EXPLAIN", scan: report)
  }

  /// A result with rows of our own making, each written as a parenthesized list.
  func table(
    _ columns: [String], types: [String]? = nil, values: [String], tag: String,
    scan: ScanReport = ScanReport()
  ) throws -> StatementResult {
    let names = columns.map { SQLQuoting.name($0) }
    let types = types ?? columns.map { _ in "VARCHAR" }
    let list = zip(names, types).map { "CAST(\($0) AS \($1)) AS \($0)" }.joined(separator: ", ")
    let nulls = columns.map { _ in "NULL" }.joined(separator: ", ")
    let rows = values.isEmpty ? "(\(nulls))" : values.joined(separator: ", ")
    let text =
      "SELECT \(list) FROM (VALUES \(rows)) AS t(\(names.joined(separator: ", ")))"
      + (values.isEmpty ? " WHERE false" : "")
    var sql = MappedSQL()
    sql.append(text)
    return streaming(try run(text), tag: tag, scan: scan, query: sql)
  }

  // MARK: Putting tables and views into the workspace

  /// Makes what a statement names visible to DuckDB, and says what of it will be read.
  func register(_ scope: StatementScope) async throws -> ScanReport {
    var report = ScanReport()
    for key in scope.order {
      guard let source = scope.sources[key] else { continue }
      report.tables.append(try await register(source))
    }
    for view in scope.views {
      let newest = view.reads.compactMap { registrations[$0]?.generation }.max() ?? 0
      try register(
        schema: view.object.name.schema, name: view.object.name.name, identity: view.text,
        dependsOn: newest
      ) { view.text }
    }
    return report
  }

  private func register(_ source: StatementScope.Source) async throws -> ScanReport.Table {
    let snapshot = source.table.snapshot
    let predicate = source.condition.flatMap { condition in
      Predicate(condition, schema: snapshot.schema, isUTC: !changesTimeZone)
    }
    let plan = await snapshot.parallelScan(predicate ?? .always(true))
    let name = source.table.name.name
    let identity =
      "\(source.table.location)|\(snapshot.metadata.id)|\(snapshot.version)|"
      + (predicate.map { "\($0)" } ?? "")
    var relation = FileRelation(metadata: snapshot.metadata, files: plan.files)
    let key = WorkspaceName(schema: source.schema, name: name)
    if registrations[key]?.identity != identity {
      relation = try await self.relation(plan.files, of: snapshot, isPlanned: true)
    }
    relation.hasFileMetadata = source.hasFileMetadata
    try register(schema: source.schema, name: name, identity: identity) { relation.sql }
    return ScanReport.Table(
      name: source.table.displayName, version: snapshot.version, files: snapshot.fileCount,
      prunedByPartition: plan.prunedByPartition, prunedByStatistics: plan.prunedByStatistics,
      bytes: plan.files.reduce(0) { $0 + Int64($1.size) })
  }
}
