import DeltaLake
import FoundationEssentials
import QueryEngine
import SQLAnalysis

/// The records that could not be loaded: `<table>__rejected`.
///
/// They are written to a file beside that table before the batch is committed, and become rows of
/// it after: if the batch is abandoned they never show, and if the work is interrupted between
/// the two, the next run finds the file of the batch that was committed and goes on from there.
struct RejectedRecords {
  let loaded: LoadedFiles

  private var session: Session { loaded.session }

  /// The folder of files that wait; its name keeps it out of sight of readers of the table.
  private var folder: String? {
    session.lake.configuration.root.map {
      "\($0)/\(loaded.rejected.schema)/\(loaded.rejected.name)/_staged"
    }
  }

  private static func name(of batch: Int64) -> String { "\(batch).parquet" }

  /// Writes what `ingest_rejects` holds to the batch's file.
  func stage(_ batch: Batch) async throws {
    guard let folder else { return }
    if !folder.contains("://") {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let file = folder + "/" + Self.name(of: batch.number)
    let result = try await session.execute(
      """
      COPY (SELECT *, make_timestamptz(\(batch.number)) AS _ingested_at FROM temp.ingest_rejects
        ORDER BY _source_file, line_number)
      TO \(SQLQuoting.string(file)) (FORMAT parquet)
      """)
    while try await result.next() != nil {}
  }

  /// Takes the file of a committed batch into the table, if one waits, and drops those of
  /// batches that were abandoned.
  ///
  /// - Parameter batch: the batch that the source's table committed last.
  /// - Throws: `QueryError` if the table cannot be written; the file then waits on.
  func finish(_ batch: Int64?) async throws {
    guard let folder else { return }
    let store = try await session.lake.store(at: folder)
    let names = ((try? await store.list("")) ?? []).map(\.path)
    guard !names.isEmpty else { return }
    if let batch, names.contains(Self.name(of: batch)) {
      let file = folder + "/" + Self.name(of: batch)
      let written = try await loaded.lastBatch(of: loaded.rejected)
      if (written ?? .min) < batch {
        _ = try await session.write(
          "SELECT * FROM read_parquet(\(SQLQuoting.string(file)))", to: loaded.rejected,
          options: WriteOptions(
            schemaPolicy: .addColumns, createsTable: true,
            transactions: [
              TransactionIdentifier(appId: LoadedFiles.application, version: batch)
            ],
            operation: "INGEST"))
      }
    }
    // What another run may still commit has a number above the last one.
    let done = names.filter { name in
      Int64(name.prefix { $0.isNumber }).map { $0 <= batch ?? .min } ?? false
    }
    try? await store.delete(done)
  }
}
