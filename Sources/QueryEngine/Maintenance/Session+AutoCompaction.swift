import DeltaLake
import Logging
import SQLAnalysis

/// Compaction behind a write, where a table asks for it (`delta.autoOptimize.autoCompact`).
extension Session {
  private static let log = Logger(label: "millrace.engine")
  /// From so many small files on in a partition they are put together, as Spark's
  /// `spark.databricks.delta.autoCompact.minNumFiles` has it.
  private static let smallFiles = 50
  /// The size that files grow to by it, in bytes.
  private static let fileSize: Int64 = 128 << 20

  /// Has small files put together if there are enough, by a session of its own. The write before
  /// stands whatever becomes of it: what cannot be done now is done behind a later one.
  func compactAfterWrite(_ table: LakeTable) async {
    let setting = table.snapshot.properties["delta.autoOptimize.autoCompact"]?.lowercased()
    guard setting == "true" || setting == "auto" else { return }
    await lake.background.add("compaction of \(table.location)") { [lake] in
      guard let session = try? await lake.session() else { return }
      await session.compact(table)
      await session.closeConnection()
    }
  }

  private func compact(_ table: LakeTable) async {
    guard let latest = try? await lake.snapshots.latest(of: table.snapshot.table),
      let plan = Self.crowded(latest)
    else { return }
    var table = table
    table.snapshot = latest
    do {
      let report = try await carryOut(plan, nil, .autoCompaction, table)
      Self.log.debug(
        "compacted \(table.displayName)",
        metadata: ["files": "\(report.removed.count)", "version": "\(report.version ?? 0)"])
    } catch {
      Self.log.info("\(table.displayName) was not compacted: \(QueryError(error).message)")
    }
  }

  /// The groups of files to put together; `nil` where there are few.
  private static func crowded(_ snapshot: Snapshot) -> Rearrangement? {
    guard snapshot.clusteringColumns.isEmpty, snapshot.fileCount >= smallFiles else { return nil }
    let target = min(snapshot.metadata.targetFileSize, fileSize)
    var plan = Rearrangement.packing(snapshot.files, targetSize: target)
    plan.groups.removeAll { $0.files.count < smallFiles }
    return plan.groups.isEmpty ? nil : plan
  }
}
