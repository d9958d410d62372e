import Columnar
import DeltaLake
import FoundationEssentials
public import QueryEngine
import SQLAnalysis

/// Loads the files of a source into its table, each file exactly once.
///
/// Files are loaded in batches. A batch is read, its rows are committed to the table, and what
/// could not be loaded goes to `<table>__rejected`; how the list of loaded files stays in step
/// with the rows, whatever is interrupted, is described at ``LoadedFiles``.
public struct Ingestion: Sendable {
  private let table: SourceTable
  private let lake: Lake

  /// Prepares to load a source into a lake.
  public init(of table: SourceTable, into lake: Lake) {
    self.table = table
    self.lake = lake
  }

  /// Loads what is new.
  ///
  /// - Parameter progress: called as work goes on, in order.
  /// - Returns: what was loaded; rows that a failed batch would have brought are not visible.
  /// - Throws: ``IngestError``. Batches committed before the failure stay.
  public func run(
    progress: @escaping @Sendable (IngestProgress) -> Void = { _ in }
  ) async throws(IngestError) -> IngestReport {
    do {
      let session = try await lake.session()
      let outcome: Result<IngestReport, any Error>
      do {
        outcome = .success(try await IngestRun(table: table, session: session).run(progress))
      } catch {
        outcome = .failure(error)
      }
      await session.close()
      return try outcome.get()
    } catch {
      throw IngestError(error, while: "loading \(table.displayName)")
    }
  }
}

/// One run over a source's files.
struct IngestRun {
  let table: SourceTable
  let session: Session

  private var loaded: LoadedFiles { LoadedFiles(table: table, session: session) }
  private var rejects: RejectedRecords { RejectedRecords(loaded: loaded) }

  func run(_ progress: @escaping @Sendable (IngestProgress) -> Void) async throws -> IngestReport {
    try await session.countProgress()
    let clock = ContinuousClock()
    let start = clock.now
    var report = IngestReport(table: table.displayName)
    try await run("CREATE SCHEMA IF NOT EXISTS \(SQLQuoting.name(table.schema))")
    var last = try await loaded.lastBatch(of: loaded.target)
    try await rejects.finish(last)
    let files = try await newFiles(last, &report)
    progress(.found(files: files.count, bytes: size(of: files)))
    let groups = Batch.groups(
      files, count: table.filesPerBatch, bytes: table.bytesPerBatch.bytes)
    for group in groups {
      try Task.checkCancellation()
      progress(.reading(files: group.count, bytes: size(of: group)))
      let batch = Batch(group, after: last)
      let written = try await BatchProgress(session: session, tell: progress).watching {
        try await load(batch)
      }
      last = batch.number
      report.rows += written.rows
      report.rejected += written.rejected
      report.files += group.count
      report.bytes += size(of: group)
      report.version = written.version
      progress(
        .committed(
          rows: written.rows, rejected: written.rejected, files: group.count,
          bytes: size(of: group)))
    }
    report.duration = clock.now - start
    return report
  }

  private func size(of files: [ListedFile]) -> ByteCount {
    ByteCount(files.reduce(0) { $0 + $1.size })
  }

  /// The files that were never loaded; those that changed since are noted.
  private func newFiles(_ last: Int64?, _ report: inout IngestReport) async throws -> [ListedFile] {
    let listed = try await SourceListing(table: table, session: session).files()
    let known = try await loaded.files(upTo: last)
    var new: [ListedFile] = []
    for file in listed {
      guard let before = known[file.key] else {
        new.append(file)
        continue
      }
      guard before.size != file.size || before.modified != file.modified else { continue }
      switch table.onChange {
      case .ignore: break
      case .warn: report.changedFiles.append(file.key)
      case .fail:
        throw IngestError(
          .changedFile, "\(file.key) has changed since \(table.displayName) loaded it",
          hint: "restore the file, or give what is new a file of its own")
      }
    }
    return new
  }

  // MARK: A batch

  private struct Written {
    var rows: Int
    var rejected: Int
    var version: Int?
  }

  private func load(_ batch: Batch) async throws -> Written {
    try await checkWhole(batch.files)
    try await register(batch)
    let context = ReadContext(
      table: table, session: session, known: try await knownColumns(), now: batch.number)
    do {
      try await reader(batch.files, context).read(batch.files)
    } catch {
      throw try await blame(error, batch.files, context)
    }
    try await loaded.plan(batch)
    let rejected = try await context.count("SELECT count(*) FROM temp.ingest_rejects")
    if rejected > 0 { try await rejects.stage(batch) }
    let report = try await session.write(
      "SELECT * FROM temp.ingest_rows", to: loaded.target,
      options: WriteOptions(
        schemaPolicy: .addColumns, createsTable: true, partitionColumns: table.partitionColumns,
        transactions: [
          TransactionIdentifier(appId: LoadedFiles.application, version: batch.number)
        ],
        expectedTransactions: [LoadedFiles.application: batch.previous],
        operation: "INGEST"))
    try await rejects.finish(batch.number)
    return Written(rows: report.rows, rejected: rejected, version: report.version)
  }

  /// Refuses compressed files that end before they should.
  private func checkWhole(_ files: [ListedFile]) async throws {
    for file in files {
      guard let codec = CompressedFile.Codec(path: file.path) else { continue }
      try Task.checkCancellation()
      let isWhole: Bool
      if file.path.contains("://") {
        let sql = "SELECT content FROM read_blob(\(SQLQuoting.string(file.path)))"
        guard case .binary(let bytes)? = try await session.execute(sql).rows().first?.first else {
          continue
        }
        isWhole = CompressedFile.isWhole(bytes, codec)
      } else {
        let bytes = try Data(contentsOf: URL(filePath: file.path), options: .alwaysMapped)
        isWhole = CompressedFile.isWhole(bytes, codec)
      }
      guard isWhole else {
        throw IngestError(
          .unreadableFile, "\(file.key) is damaged or ends before its compressed data does",
          hint: "copy it again; write files under another name and rename them when complete")
      }
    }
  }

  /// Makes `ingest_files`, the files of the batch, for the reader and the plan.
  private func register(_ batch: Batch) async throws {
    try await run(
      """
      CREATE OR REPLACE TEMP TABLE ingest_files
        (path VARCHAR, key VARCHAR, size BIGINT, modified_at TIMESTAMPTZ)
      """)
    var start = 0
    while start < batch.files.count {
      let rows = batch.files[start..<min(start + 1000, batch.files.count)].map { file in
        """
        (\(SQLQuoting.string(file.path)), \(SQLQuoting.string(file.key)), \(file.size),
          make_timestamptz(\(file.modified)))
        """
      }
      try await run("INSERT INTO temp.ingest_files VALUES \(rows.joined(separator: ", "))")
      start += 1000
    }
  }

  /// The columns of the table as it is, without Millrace's own.
  private func knownColumns() async throws -> [Field]? {
    guard let snapshot = try await loaded.snapshot(of: loaded.target) else { return nil }
    return snapshot.schema.fields.filter { !$0.name.hasPrefix("_") }
  }

  private func reader(_ files: [ListedFile], _ context: ReadContext) throws -> any BatchReader {
    switch try format(files) {
    case .csv: CSVReader(context: context)
    case .json: JSONReader(context: context)
    case .parquet: ParquetReader(context: context)
    }
  }

  /// The declared format, or the one that all names tell.
  private func format(_ files: [ListedFile]) throws(IngestError) -> SourceTable.Format {
    if let format = table.format { return format }
    var format: SourceTable.Format?
    for file in files {
      guard let told = SourceTable.Format(fileName: file.key), format == nil || format == told
      else {
        throw IngestError(
          .configuration, "\(table.displayName): the format of \(file.key) is not clear",
          hint: "write format: csv, json or parquet")
      }
      format = told
    }
    return format ?? .csv
  }

  /// Finds the file that makes reading fail, by reading each alone.
  private func blame(
    _ error: any Error, _ files: [ListedFile], _ context: ReadContext
  ) async throws -> IngestError {
    if let error = error as? IngestError { return error }
    if let error = error as? QueryError, error.kind == .interrupted {
      return IngestError(error, while: "loading \(table.displayName)")
    }
    for file in files.count > 1 ? files : [] {
      do {
        try await reader([file], context).read([file])
      } catch {
        let cause = IngestError(error, while: "reading it")
        return IngestError(
          .unreadableFile, "\(file.key) cannot be loaded: \(cause.message)", hint: cause.hint,
          cause: cause.cause)
      }
    }
    return IngestError(
      error, while: files.count == 1 ? "reading \(files[0].key)" : "reading \(table.displayName)")
  }

  private func run(_ sql: String) async throws {
    let result = try await session.execute(sql)
    while try await result.next() != nil {}
  }
}

extension SourceTable.Format {
  /// The format that a file's name tells, compression aside.
  init?(fileName: String) {
    var name = fileName.lowercased()
    for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) {
      name.removeLast(suffix.count)
    }
    switch name.split(separator: ".").last {
    case "csv", "tsv", "txt": self = .csv
    case "json", "jsonl", "ndjson": self = .json
    case "parquet", "parq": self = .parquet
    default: return nil
    }
  }
}
