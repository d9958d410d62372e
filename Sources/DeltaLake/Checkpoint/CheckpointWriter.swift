import Columnar

/// Writes checkpoints: all that is left of the log up to a version, in one Parquet file.
struct CheckpointWriter: Sendable {
  let table: Table
  let engine: any Engine

  /// The rows of a batch of files; bounds the memory that encoding takes at a time.
  private static let batchSize = 65_536

  /// Writes the checkpoint of a version and points `_last_checkpoint` at it.
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
    let expired = Transaction.now() - metadata.deletedFileRetention
    let removes = replay.tombstones.filter { ($0.deletionTimestamp ?? 0) > expired }
    var rows = CheckpointRows()
    try rows.table(tableProtocol, metadata)
    for value in replay.transactions.values.sorted(by: { $0.appId < $1.appId }) {
      rows.append("txn", CheckpointRows.transaction(value))
    }
    for value in replay.domains.values.sorted(by: { $0.domain < $1.domain }) where !value.removed {
      rows.append("domainMetadata", CheckpointRows.domain(value))
    }
    for file in removes { rows.append("remove", CheckpointRows.remove(file)) }
    var batches: [ColumnBatch] = []
    let context = FileContext(root: table.store.root, metadata: metadata)
    var files = 0
    try FileList(replay.files.compactSegment()).forEach { segment, row in
      let file = DataFile(segment: segment, row: row, context: context)
      rows.append("add", CheckpointRows.add(file.addFile))
      files += 1
      if rows.count >= Self.batchSize { batches.append(try rows.finish()) }
    }
    if rows.count > 0 { batches.append(try rows.finish()) }
    let bytes = try await engine.encode(batches)
    try await table.store.put(LogPath.checkpointPath(version), bytes)
    let size = batches.reduce(0) { $0 + $1.count }
    let hint = LastCheckpoint(
      version: version, size: size, sizeInBytes: bytes.count, numberOfFiles: files)
    try await table.store.put(LogPath.lastCheckpoint, hint.encoded)
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
