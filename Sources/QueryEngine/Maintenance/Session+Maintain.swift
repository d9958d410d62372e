import DeltaLake
import SQLAnalysis

/// `MAINTAIN TABLE`: finds out what a table needs, and does it.
extension Session {
  /// From so many small files on that could be fewer, they are put together.
  private static let smallFiles = 8
  /// From so many commits behind a checkpoint on, a new one is written.
  private static let staleCommits = 20

  /// One thing that a table needs.
  private enum Need: String {
    case compaction = "OPTIMIZE"
    case checkpoint = "CHECKPOINT"
    case vacuum = "VACUUM"
    case cleanup = "LOG CLEANUP"
  }

  func maintain(
    _ reference: ObjectReference, isDryRun: Bool, _ source: SQLText
  ) async throws -> StatementResult {
    if !isDryRun { try requireWritable() }
    let table = try await tableToChange(reference)
    let delta = table.snapshot.table
    var lines: [String] = []
    func say(_ need: Need, _ reason: String, _ outcome: String?) {
      let texts = [need.rawValue, reason].map { SQLQuoting.string($0) }
      let done = outcome.map { SQLQuoting.string($0) } ?? "NULL"
      lines.append("(\(texts.joined(separator: ", ")), \(done))")
    }
    if let reason = compactionReason(table.snapshot) {
      var outcome: String?
      if !isDryRun {
        let result = try await optimize(
          reference, condition: nil, zOrder: [], isFull: false, source)
        let row = try await result.rows().first ?? []
        outcome = "\(row[1].count ?? 0) files became \(row[0].count ?? 0)"
      }
      say(.compaction, reason, outcome)
    }
    let files = try await delta.vacuum(VacuumOptions(isDryRun: true)).files
    if !files.isEmpty {
      if !isDryRun { _ = try await delta.vacuum() }
      say(
        .vacuum, "\(files.count) files are needed by no version within the retention",
        isDryRun ? nil : "\(files.reduce(0) { $0 + $1.size }) bytes deleted")
    }
    let latest = try await lake.snapshots.latest(of: delta)
    let stale = latest.version - (try await latest.lastCheckpoint())
    if stale >= Self.staleCommits {
      if !isDryRun { try await latest.checkpoint() }
      say(
        .checkpoint, "\(stale) commits since the last checkpoint",
        isDryRun ? nil : "version \(latest.version)")
    }
    let expired = try await delta.cleanUpLog(isDryRun: isDryRun)
    if !expired.isEmpty {
      say(
        .cleanup, "\(expired.count) files of the log are older than the retention",
        isDryRun ? nil : "deleted")
    }
    return try self.table(["action", "reason", "outcome"], values: lines, tag: "MAINTAIN")
  }

  /// Why the table's files should be rearranged; `nil` if they are well as they are.
  private func compactionReason(_ snapshot: Snapshot) -> String? {
    let files = snapshot.files
    if !snapshot.clusteringColumns.isEmpty {
      let unordered = files.count { $0.addFile.clusteringProvider == nil }
      return unordered >= Self.smallFiles ? "\(unordered) files are not clustered" : nil
    }
    let plan = Rearrangement.packing(files, targetSize: snapshot.metadata.targetFileSize)
    let count = plan.groups.reduce(0) { $0 + $1.files.count }
    guard count - plan.groups.count >= Self.smallFiles else { return nil }
    return "\(count) files would fit into \(plan.groups.count)"
  }
}
