import Catalog
import Columnar
import DeltaLake
import FoundationEssentials
import SQLAnalysis

extension Session {
  /// Carries out a statement that looks after a table.
  func maintain(_ statement: Maintenance, _ source: SQLText) async throws -> StatementResult {
    switch statement {
    case .optimize(let name, let condition, let zOrder, let isFull):
      return try await optimize(
        name, condition: condition, zOrder: zOrder, isFull: isFull, source)
    case .purge(let name, let condition):
      return try await purge(name, condition: condition, source)
    case .vacuum(let name, let hours, let isDryRun):
      return try await vacuum(name, hours: hours, isDryRun: isDryRun)
    case .history(let name, let limit): return try await history(of: name, limit: limit)
    case .detail(let name): return try await detail(of: name)
    case .restore(let name, let target): return try await restore(name, to: target)
    case .clone(let clone): return try await self.clone(clone)
    case .convert(let folder, let partitions):
      return try await convert(folder, partitions: partitions, source)
    case .check(let name, let repairs): return try await check(name, repairs: repairs)
    case .checkpoint(let name): return try await checkpoint(name)
    case .compactLog(let name, let versions):
      return try await compactLog(of: name, versions: versions)
    case .maintain(let name, let isDryRun):
      return try await maintain(name, isDryRun: isDryRun, source)
    case .showProperties(let name, let key): return try await showProperties(of: name, key: key)
    case .showCreate(let name): return try await showCreate(name)
    case .showPartitions(let name): return try await showPartitions(of: name)
    case .showColumns(let name): return try await showColumns(of: name)
    }
  }

  /// The table that a statement changes, at its newest version.
  func tableToChange(_ reference: ObjectReference) async throws -> LakeTable {
    let name = try await target(reference)
    switch try await lake.object(name) {
    case .table(let table)?: return table
    case .view?:
      throw StatementFailure(
        QueryError(.binding, "\"\(name.schema).\(name.name)\" is a view, and has no files"),
        at: reference.range.lowerBound)
    case nil:
      throw StatementFailure(try await lake.notFound(name), at: reference.range.lowerBound)
    }
  }

  // MARK: Files and log

  /// `VACUUM`: the files that were deleted, or would be.
  func vacuum(
    _ reference: ObjectReference, hours: Double?, isDryRun: Bool
  ) async throws -> StatementResult {
    if !isDryRun { try requireWritable() }
    let table = try await tableToChange(reference)
    let report = try await table.snapshot.table.vacuum(
      VacuumOptions(retention: hours.map { .seconds($0 * 3_600) }, isDryRun: isDryRun))
    if !isDryRun { _ = try await lake.snapshots.latest(of: table.snapshot.table) }
    return try self.table(
      ["path", "size"], types: ["VARCHAR", "BIGINT"],
      values: report.files.map { "(\(SQLQuoting.string($0.path)), \($0.size))" }, tag: "VACUUM")
  }

  /// `CHECKPOINT TABLE`.
  func checkpoint(_ reference: ObjectReference) async throws -> StatementResult {
    try requireWritable()
    let table = try await tableToChange(reference)
    try await table.snapshot.checkpoint()
    return StatementResult(tag: "CHECKPOINT", committedVersion: table.snapshot.version)
  }

  /// `COMPACT LOG OF`: the file that the versions are in now; no row where the last checkpoint
  /// leaves less than two.
  func compactLog(
    of reference: ObjectReference, versions: ClosedRange<Int>?
  ) async throws -> StatementResult {
    try requireWritable()
    let snapshot = try await tableToChange(reference).snapshot
    let first = try await snapshot.lastCheckpoint() + 1
    var rows: [String] = []
    if versions != nil || first < snapshot.version {
      let compacted = versions ?? first...snapshot.version
      let path = try await snapshot.compactLog(compacted)
      rows.append(
        "(\(SQLQuoting.string(path)), \(compacted.lowerBound), \(compacted.upperBound))")
    }
    return try table(
      ["path", "from_version", "to_version"], types: ["VARCHAR", "BIGINT", "BIGINT"],
      values: rows, tag: "COMPACT LOG")
  }

  // MARK: Versions

  /// `RESTORE TABLE`.
  func restore(
    _ reference: ObjectReference, to target: TimeTravel.Target
  ) async throws -> StatementResult {
    try requireWritable()
    let table = try await tableToChange(reference)
    let older = try await self.table(table, at: target)
    let transaction = try await table.snapshot.restoring(older.snapshot)
    let metrics = transaction.metrics
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    let write = WriteTarget(
      name: table.name, table: table, location: table.location, replacesView: false)
    try await record(write, result.snapshot)
    let values = ["numRestoredFiles", "numRemovedFiles", "tableSizeAfterRestore"].map {
      metrics[$0] ?? "NULL"
    }
    return try self.table(
      ["files_restored", "files_removed", "bytes", "version"],
      types: Array(repeating: "BIGINT", count: 4),
      values: ["(\(values.joined(separator: ", ")), \(result.version))"], tag: "RESTORE")
  }

  /// `CREATE TABLE … SHALLOW CLONE`.
  func clone(_ clone: TableClone) async throws -> StatementResult {
    try requireWritable()
    var source = try await tableToChange(clone.source)
    if let target = clone.target { source = try await self.table(source, at: target) }
    let name = try await target(clone.name)
    if try await lake.objectToReplace(name) != nil {
      if clone.ifNotExists { return StatementResult(tag: "CREATE TABLE") }
      throw StatementFailure(
        QueryError(
          .alreadyExists, "\"\(name.schema).\(name.name)\" already exists",
          hint: "use IF NOT EXISTS, or drop it first"), at: clone.name.range.lowerBound)
    }
    let location = try await locating(clone.name) {
      try await self.lake.newLocation(name, clone.location)
    }
    let transaction = try source.snapshot.cloning(to: try await lake.deltaTable(at: location))
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    let target = WriteTarget(name: name, table: nil, location: location, replacesView: false)
    try await record(target, result.snapshot)
    return StatementResult(tag: "CREATE TABLE", committedVersion: result.version)
  }

  // MARK: Inspection

  /// `DESCRIBE HISTORY`, newest first, with Spark's columns.
  func history(of reference: ObjectReference, limit: Int?) async throws -> StatementResult {
    let table = try await tableToChange(reference)
    let entries = try await table.snapshot.table.history(limit: limit)
    let values = entries.map { entry in
      let info = entry.info
      return [
        "\(entry.version)", "epoch_ms(\(entry.timestamp))", Self.text(info.operation),
        Self.map(info.operationParameters), info.readVersion.map { "\($0)" } ?? "NULL",
        Self.text(info.isolationLevel), info.isBlindAppend.map { "\($0)" } ?? "NULL",
        Self.map(info.operationMetrics), Self.text(info.engineInfo),
      ]
    }
    return try self.table(
      [
        "version", "timestamp", "operation", "operationParameters", "readVersion",
        "isolationLevel", "isBlindAppend", "operationMetrics", "engineInfo",
      ],
      types: [
        "BIGINT", "TIMESTAMP", "VARCHAR", "MAP(VARCHAR, VARCHAR)", "BIGINT", "VARCHAR", "BOOLEAN",
        "MAP(VARCHAR, VARCHAR)", "VARCHAR",
      ],
      values: values.map { "(\($0.joined(separator: ", ")))" }, tag: "DESCRIBE")
  }

  /// `DESCRIBE DETAIL`, with Spark's columns.
  func detail(of reference: ObjectReference) async throws -> StatementResult {
    let table = try await tableToChange(reference)
    let snapshot = table.snapshot
    let features = (snapshot.protocol.readerFeatures ?? [])
      .union(snapshot.protocol.writerFeatures ?? [])
    let row = [
      "'delta'", Self.text(snapshot.metadata.id), Self.text(table.displayName),
      Self.text(snapshot.metadata.description), Self.text(table.location),
      snapshot.metadata.createdTime.map { "epoch_ms(\($0))" } ?? "NULL",
      snapshot.timestamp.map { "epoch_ms(\($0))" } ?? "NULL",
      Self.list(snapshot.partitionColumns),
      Self.list(snapshot.clusteringColumns.map { $0.joined(separator: ".") }),
      "\(snapshot.fileCount)", "\(snapshot.sizeInBytes)", Self.map(snapshot.properties),
      "\(snapshot.protocol.minReaderVersion)", "\(snapshot.protocol.minWriterVersion)",
      Self.list(features.sorted()), "\(snapshot.version)",
      snapshot.rowCount.map { "\($0)" } ?? "NULL",
    ]
    return try self.table(
      [
        "format", "id", "name", "description", "location", "createdAt", "lastModified",
        "partitionColumns", "clusteringColumns", "numFiles", "sizeInBytes", "properties",
        "minReaderVersion", "minWriterVersion", "tableFeatures", "version", "numRows",
      ],
      types: [
        "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "TIMESTAMP", "TIMESTAMP",
        "VARCHAR[]", "VARCHAR[]", "BIGINT", "BIGINT", "MAP(VARCHAR, VARCHAR)", "INTEGER",
        "INTEGER", "VARCHAR[]", "BIGINT", "BIGINT",
      ],
      values: ["(\(row.joined(separator: ", ")))"], tag: "DESCRIBE")
  }

  private static func text(_ text: String?) -> String {
    text.map { SQLQuoting.string($0) } ?? "NULL"
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map { SQLQuoting.string($0) }.joined(separator: ", "))]::VARCHAR[]"
  }

  private static func map(_ texts: [String: String]) -> String {
    let sorted = texts.sorted { $0.key < $1.key }
    return "MAP(\(list(sorted.map(\.key))), \(list(sorted.map(\.value))))"
  }

  /// `FSCK`: the faults of a table; missing files are taken out of it where that is asked for.
  func check(_ reference: ObjectReference, repairs: Bool) async throws -> StatementResult {
    if repairs { try requireWritable() }
    let table = try await tableToChange(reference)
    var faults = try await table.snapshot.check()
    let gone = Set(faults.filter { $0.kind == .missingFile }.map(\.path))
    let files = table.snapshot.files.filter { !gone.contains($0.path) }
    faults += try wrongCounts(files)
    faults += try await wrongBounds(files, of: table.snapshot)
    if repairs, !gone.isEmpty {
      let result = try await table.snapshot.dropping(gone).commit()
      lake.snapshots.keep(result.snapshot)
    }
    let values = faults.map { fault in
      let action = repairs && fault.kind == .missingFile ? "'taken out of the table'" : "NULL"
      let texts = [fault.path, fault.kind.rawValue, fault.message].map { SQLQuoting.string($0) }
      return "(\(texts.joined(separator: ", ")), \(action))"
    }
    return try self.table(["path", "fault", "message", "action"], values: values, tag: "FSCK")
  }
}
