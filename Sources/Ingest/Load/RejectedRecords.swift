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

  private func file(_ batch: Int64) -> String? { folder.map { "\($0)/\(batch).parquet" } }

  /// Writes what `ingest_rejects` holds to the batch's file.
  func stage(_ batch: Batch) async throws {
    guard let folder, let file = file(batch.number) else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
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
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard !names.isEmpty else { return }
    if let batch, let file = file(batch), FileManager.default.fileExists(atPath: file) {
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
    for name in names {
      // What another run may still commit has a number above the last one.
      guard let number = Int64(name.prefix { $0.isNumber }), number <= batch ?? .min else {
        continue
      }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
