import Columnar
import DeltaLake
import SQLAnalysis

extension Session {
  /// `INSERT INTO` and `INSERT OVERWRITE`.
  func insert(
    _ insert: Insert, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(insert.target)
    guard let object = try await lake.object(name) else {
      throw StatementFailure(try await lake.notFound(name), at: insert.target.range.lowerBound)
    }
    var options = WriteOptions(mode: insert.overwrites ? .overwrite : .append)
    if insert.overwritesPartitions { options.mode = .overwritePartitions }
    var listed: [String]?
    switch insert.matching {
    case .name: options.schemaPolicy = .byName
    case .position(let columns):
      options.schemaPolicy = .byPosition
      listed = columns
    }
    let rows: RowSource
    if let query = insert.query {
      rows = try await rowSource(
        source, [insert.prologue, query].compactMap { $0 }, parameters: parameters,
        byPosition: options.schemaPolicy == .byPosition && insert.prologue == nil)
    } else {
      rows = try defaultValues(for: object)
      options.schemaPolicy = .byPosition
    }
    if let condition = insert.replaced {
      return try await replace(
        condition, with: rows, options, listed: listed, insert.target, source)
    }
    var known: WriteTarget?
    if case .table(let table) = object {
      known = WriteTarget(
        name: table.name, table: table, location: table.location, replacesView: false)
    }
    let report = try await locating(insert.target) {
      try await self.store(rows, in: name, options, listed: listed, known: known)
    }
    return StatementResult(
      tag: "INSERT 0 \(report.rows)", rowsAffected: report.rows,
      committedVersion: report.version)
  }

  /// One row of the columns' defaults.
  private func defaultValues(for object: LakeObject) throws -> RowSource {
    guard case .table(let table) = object else {
      throw QueryError(.unsupported, "rows go into tables, not into views")
    }
    let fields = table.snapshot.schema.fields
    let columns = fields.map {
      "\(WrittenColumn(missing: $0).expression) AS \(SQLQuoting.name($0.name))"
    }
    var query = MappedSQL()
    query.append("SELECT \(columns.joined(separator: ", "))")
    return RowSource(query: query, fields: fields)
  }

  /// `TRUNCATE`: a version without files.
  func truncate(_ reference: ObjectReference, _ source: SQLText) async throws -> StatementResult {
    try requireWritable()
    let target = try await writeTarget(try await target(reference))
    guard let table = target.table, !target.replacesView else {
      throw StatementFailure(
        try await lake.notFound(target.name), at: reference.range.lowerBound)
    }
    let count = table.snapshot.rowCount
    var transaction = Transaction(on: table.snapshot, .truncate)
    transaction.removeAll()
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    return StatementResult(
      tag: "TRUNCATE", rowsAffected: count, committedVersion: result.version)
  }
}
