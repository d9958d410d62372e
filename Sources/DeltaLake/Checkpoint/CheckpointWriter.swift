import Columnar
import FoundationEssentials

/// Writes checkpoints: all that is left of the log up to a version, in one Parquet file.
struct CheckpointWriter: Sendable {
  let table: Table
  let engine: any Engine

  /// The rows of a batch of files; bounds the memory that encoding takes at a time.
  private static let batchSize = 65_536

  /// Writes the checkpoint of a version and points `_last_checkpoint` at it: in one file, or with
  /// the files in a sidecar where the table's `delta.checkpointPolicy` is `v2`.
  ///
  /// A reader sees the whole checkpoint or none. Writing one that is there already is harmless.
  func write(version: Int) async throws {
    let reader = LogReader(store: table.store, engine: engine)
    let listing = try await reader.listing(for: version)
    let segment = try listing.segment(version: version, root: table.store.root)
    guard segment.checkpoint?.version != version else { return }
    let replay = try await reader.replay(segment, collectsTombstones: true)
    guard let metadata = replay.metadata, let tableProtocol = replay.tableProtocol else {
      throw DeltaError(
        .corruptLog, "version \(version) has no protocol or metaData action up to it",
        path: table.store.root, version: version)
    }
    let hasSidecars = metadata.hasCheckpointsV2 && tableProtocol.has(.v2Checkpoint)
    var rows = CheckpointRows(hasSidecars ? CheckpointRows.manifest : CheckpointRows.classic)
    if hasSidecars {
      rows.append("checkpointMetadata", CheckpointRows.checkpoint(version: version))
    }
    try rows.table(tableProtocol, metadata)
    for value in replay.transactions.values.sorted(by: { $0.appId < $1.appId }) {
      rows.append("txn", CheckpointRows.transaction(value))
    }
    for value in replay.domains.values.sorted(by: { $0.domain < $1.domain }) where !value.removed {
      rows.append("domainMetadata", CheckpointRows.domain(value))
    }
    let hint: LastCheckpoint
    if hasSidecars {
      hint = try await writeManifest(version, rows, replay, metadata)
    } else {
      var batches: [ColumnBatch] = []
      let files = try append(replay, metadata, to: &rows, &batches)
      let bytes = try await engine.encode(batches)
      try await table.store.put(LogPath.checkpointPath(version), bytes)
      hint = LastCheckpoint(
        version: version, size: batches.reduce(0) { $0 + $1.count }, sizeInBytes: bytes.count,
        numberOfFiles: files)
    }
    try await table.store.put(LogPath.lastCheckpoint, hint.encoded)
  }

  /// Writes the sidecar with the files, then the manifest that names it.
  private func writeManifest(
    _ version: Int, _ manifest: CheckpointRows, _ replay: LogReplay, _ metadata: Metadata
  ) async throws -> LastCheckpoint {
    var manifest = manifest
    var rows = CheckpointRows(CheckpointRows.fileActions)
    var batches: [ColumnBatch] = []
    let files = try append(replay, metadata, to: &rows, &batches)
    var size = 0
    if !batches.isEmpty {
      let bytes = try await engine.encode(batches)
      let name = UUID().uuidString.lowercased() + ".parquet"
      try await table.store.put("\(LogPath.sidecarFolder)/\(name)", bytes)
      manifest.append(
        "sidecar",
        CheckpointRows.sidecar(name, size: bytes.count, modified: Transaction.now()))
      size = bytes.count
    }
    let own = try manifest.finish()
    let bytes = try await engine.encode([own])
    let path = LogPath.uuidCheckpointPath(version, uuid: UUID().uuidString.lowercased())
    try await table.store.put(path, bytes)
    return LastCheckpoint(
      version: version, size: batches.reduce(own.count) { $0 + $1.count },
      sizeInBytes: size + bytes.count, numberOfFiles: files)
  }

  /// Appends the removals that are to be remembered and the files, in batches, and counts the
  /// files.
  private func append(
    _ replay: LogReplay, _ metadata: Metadata, to rows: inout CheckpointRows,
    _ batches: inout [ColumnBatch]
  ) throws -> Int {
    let expired = Transaction.now() - metadata.deletedFileRetention
    for file in replay.tombstones where (file.deletionTimestamp ?? 0) > expired {
      rows.append("remove", CheckpointRows.remove(file))
    }
    let context = FileContext(root: table.store.root, metadata: metadata)
    var files = 0
    try replay.fileList().forEach { segment, row in
      let file = DataFile(segment: segment, row: row, context: context)
      rows.append("add", CheckpointRows.add(file.addFile))
      files += 1
      if rows.count >= Self.batchSize { batches.append(try rows.finish()) }
    }
    if rows.count > 0 { batches.append(try rows.finish()) }
    return files
  }
}

extension Metadata {
  /// How long removed files are remembered (`delta.deletedFileRetentionDuration`, a week unless
  /// set), in milliseconds.
  var deletedFileRetention: Int64 {
    let week: Int64 = 7 * 86_400_000
    let text = configuration["delta.deletedFileRetentionDuration"]
    return text.flatMap(Self.milliseconds(interval:)) ?? week
  }

  /// The length of `interval 2 weeks` and the like; `nil` for what is not understood.
  static func milliseconds(interval text: String) -> Int64? {
    var words = text.lowercased().split(separator: " ")
    if words.first == "interval" { words.removeFirst() }
    guard words.count % 2 == 0, !words.isEmpty else { return nil }
    var total: Int64 = 0
    for index in stride(from: 0, to: words.count, by: 2) {
      guard let count = Int64(words[index]) else { return nil }
      let unit: Int64
      switch words[index + 1].hasSuffix("s") ? words[index + 1].dropLast() : words[index + 1] {
      case "week": unit = 7 * 86_400_000
      case "day": unit = 86_400_000
      case "hour": unit = 3_600_000
      case "minute": unit = 60_000
      case "second": unit = 1_000
      case "millisecond": unit = 1
      default: return nil
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: unit)
      let (sum, carry) = total.addingReportingOverflow(product)
      if overflow || carry { return nil }
      total = sum
    }
    return total
  }
}
