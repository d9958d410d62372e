import Columnar
import DeltaLake
import SQLAnalysis
import Spelling

/// What rearranging a table did.
struct RearrangementReport {
  var added: [AddFile] = []
  var removed: [DataFile] = []
  var version: Int?

  static func size(_ sizes: [Int]) -> String { "\(sizes.reduce(0, +))" }

  /// The figures under Delta's names.
  var metrics: [String: String] {
    [
      "numAddedFiles": "\(added.count)", "numRemovedFiles": "\(removed.count)",
      "numAddedBytes": Self.size(added.map(\.size)),
      "numRemovedBytes": Self.size(removed.map(\.size)),
    ]
  }
}

/// `OPTIMIZE` and `REORG`: rows move to other files, and stay the same.
extension Session {
  private static let attempts = 5

  /// `OPTIMIZE`.
  func optimize(
    _ reference: ObjectReference, condition: Range<Int>?, zOrder: [String], isFull: Bool,
    _ source: SQLText
  ) async throws -> StatementResult {
    let report = try await rearrange(reference) { table in
      let snapshot = table.snapshot
      let files = try self.files(of: snapshot, condition, source)
      let clustering = snapshot.clusteringColumns
      let ordered = try zOrder.map { try self.orderColumn($0, snapshot) }
      guard zOrder.isEmpty || clustering.isEmpty else {
        throw QueryError(
          .unsupported, "the table is clustered by \(clustering.map { $0.joined(separator: ".") })",
          hint: "OPTIMIZE orders its rows by these; leave ZORDER BY out")
      }
      let operation = DeltaLake.Operation.optimize(
        predicate: condition.map { source[$0] }, zOrderBy: zOrder,
        clusteredBy: clustering.map { $0.joined(separator: ".") })
      if !clustering.isEmpty {
        let columns = clustering.map { SQLQuoting.name($0) }
        let unordered = isFull ? files : files.filter { $0.addFile.clusteringProvider == nil }
        return (
          unordered.isEmpty ? Rearrangement() : .ordering(unordered),
          SpaceFillingCurve(kind: .hilbert, columns: columns), operation
        )
      }
      if !ordered.isEmpty {
        return (.ordering(files), SpaceFillingCurve(kind: .zOrder, columns: ordered), operation)
      }
      return (
        .packing(files, targetSize: snapshot.metadata.targetFileSize), nil, operation
      )
    }
    return try result(report, tag: "OPTIMIZE")
  }

  /// `REORG TABLE … APPLY (PURGE)`.
  func purge(
    _ reference: ObjectReference, condition: Range<Int>?, _ source: SQLText
  ) async throws -> StatementResult {
    let report = try await rearrange(reference) { table in
      let files = try self.files(of: table.snapshot, condition, source)
      return (.purging(files), nil, .purge(predicate: condition.map { source[$0] }))
    }
    return try result(report, tag: "REORG")
  }

  private func result(
    _ report: RearrangementReport, tag: String
  ) throws -> StatementResult {
    let metrics = report.metrics
    let values = [
      metrics["numAddedFiles"], metrics["numRemovedFiles"], metrics["numAddedBytes"],
      metrics["numRemovedBytes"], report.version.map { "\($0)" },
    ]
    return try table(
      ["files_added", "files_removed", "bytes_added", "bytes_removed", "version"],
      types: Array(repeating: "BIGINT", count: 5),
      values: ["(\(values.map { $0 ?? "NULL" }.joined(separator: ", ")))"], tag: tag)
  }

  private func orderColumn(_ name: String, _ snapshot: Snapshot) throws -> String {
    let path = name.split(separator: ".").map(String.init)
    guard let first = path.first, let field = snapshot.schema[first] else {
      let nearest = NearestName.of(name, among: snapshot.schema.names)
      throw QueryError(
        .binding, "the table has no column \"\(name)\"",
        hint: nearest.map { "did you mean \"\($0)\"?" })
    }
    guard !snapshot.partitionColumns.contains(field.name) else {
      throw QueryError(
        .binding, "\"\(name)\" is a partition column: it has one value in each file",
        hint: "name other columns")
    }
    return SQLQuoting.name(path)
  }

  /// The files that a condition on partition columns chooses.
  private func files(
    of snapshot: Snapshot, _ condition: Range<Int>?, _ source: SQLText
  ) throws -> [DataFile] {
    guard let condition else { return snapshot.files }
    let masked = try SQLText(source.masking([]))
    let tree = QueryTree(json: try serialize("SELECT * FROM target WHERE \(masked[condition])"))
    let found = tree?.tables.first { $0.parts == ["target"] }?.condition
    guard
      let predicate = found.flatMap({
        Predicate($0, schema: snapshot.schema, isUTC: !changesTimeZone)
      })
    else {
      throw StatementFailure(
        QueryError(
          .unsupported, "this condition chooses no files",
          hint: "compare columns with constants, as in WHERE day >= '2026-01-01'"),
        at: condition.lowerBound)
    }
    return snapshot.scan(predicate).files
  }

  /// Carries out what `plan` says of the table's newest version, anew where others were first.
  func rearrange(
    _ reference: ObjectReference,
    _ plan: (LakeTable) throws -> (Rearrangement, SpaceFillingCurve?, DeltaLake.Operation)
  ) async throws -> RearrangementReport {
    try requireWritable()
    var attempt = 1
    while true {
      let table = try await tableToChange(reference)
      do {
        let (rearrangement, curve, operation) = try plan(table)
        return try await carryOut(rearrangement, curve, operation, table)
      } catch let error as DeltaError where error.isConflict && attempt < Self.attempts {
        attempt += 1
      }
    }
  }

  /// Carries out a rearrangement of a table as it is.
  func carryOut(
    _ plan: Rearrangement, _ curve: SpaceFillingCurve?, _ operation: DeltaLake.Operation,
    _ table: LakeTable
  ) async throws -> RearrangementReport {
    guard !plan.groups.isEmpty else { return RearrangementReport() }
    let snapshot = table.snapshot
    try Transaction(on: snapshot, operation).checkWritable()
    var report = RearrangementReport()
    var writers: [FileWriter] = []
    do {
      for group in plan.groups {
        var writer = FileWriter(metadata: snapshot.metadata, root: table.location)
        writer.fileSize = snapshot.metadata.targetFileSize
        writer.enforcesRules = false
        writers.append(writer)
        report.added += try await rewrite(group, curve, table, writer)
        report.removed += group.files
      }
      var transaction = Transaction(on: snapshot, operation)
      for file in report.removed { transaction.remove(file, dataChange: false) }
      for file in report.added { transaction.add(file) }
      transaction.metrics = report.metrics
      transaction.preservesRowIds = true
      let result = try await transaction.commit()
      lake.snapshots.keep(result.snapshot)
      report.version = result.version
      return report
    } catch {
      await removeFiles(of: writers)
      throw error
    }
  }

  private func rewrite(
    _ group: Rearrangement.Group, _ curve: SpaceFillingCurve?, _ table: LakeTable,
    _ writer: FileWriter
  ) async throws -> [AddFile] {
    let snapshot = table.snapshot
    var relation = try await relation(group.files, of: snapshot)
    relation.hasRowIds = true
    var query = MappedSQL()
    if let curve, group.isOrdered {
      query.append(curve.ordered(relation.sql))
    } else {
      query.append(relation.sql)
    }
    let fields = snapshot.metadata.movedFields
    let rows = RowSource(query: query, fields: fields)
    let columns = fields.indices.map { WrittenColumn($0, rows, as: fields[$0]) }
    let written = try await writeFiles(writer, rows, columns)
    return written.files.map { file in
      var file = file
      file.dataChange = false
      if curve?.kind == .hilbert { file.clusteringProvider = "liquid" }
      return file
    }
  }
}

extension Metadata {
  /// The size that files should have (`delta.targetFileSize`, 256 MiB unless set), in bytes.
  var targetFileSize: Int64 {
    let text = configuration["delta.targetFileSize"]?.lowercased() ?? ""
    let units: [(String, Int64)] = [("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1 << 30), ("b", 1)]
    let unit = units.first { text.hasSuffix($0.0) }
    let digits = text.dropLast(unit?.0.count ?? 0).filter { $0 != " " }
    guard let count = Int64(digits), count > 0 else { return 256 << 20 }
    let (size, overflow) = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
    return overflow ? Int64.max : size
  }
}
