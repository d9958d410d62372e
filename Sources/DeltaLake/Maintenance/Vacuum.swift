import FoundationEssentials

/// How files that no version needs any more are deleted.
public struct VacuumOptions: Sendable, Hashable {
  /// How long removed files are kept for readers of older versions; the table's
  /// `delta.deletedFileRetentionDuration` (a week unless set) if `nil`.
  public var retention: Duration?
  /// Whether files are only found, not deleted.
  public var isDryRun: Bool
  /// Whether ``retention`` may be shorter than the table's own. Whoever reads an older version, or
  /// writes at the time, may lose files by that.
  public var allowsShorterRetention: Bool

  /// Describes a vacuum.
  public init(
    retention: Duration? = nil, isDryRun: Bool = false, allowsShorterRetention: Bool = false
  ) {
    self.retention = retention
    self.isDryRun = isDryRun
    self.allowsShorterRetention = allowsShorterRetention
  }
}

/// What a vacuum found or deleted.
public struct VacuumReport: Sendable, Hashable {
  /// The files, relative to the table's root, in byte order.
  public var files: [ObjectInfo]
  /// The newest version of the table afterwards.
  public var version: Int

  /// Their bytes, all together.
  public var sizeInBytes: Int64 { files.reduce(0) { $0 + Int64($1.size) } }
}

extension Table {
  /// Deletes the files in the table's folder that no version needs any more: those removed
  /// longer ago than the retention, and those that a writer left which never committed.
  ///
  /// Kept are the files of the newest version and of every version younger than the retention,
  /// their deletion vectors, files younger than the retention, and whatever is hidden (`_…`,
  /// `.…`) but change data. Before and after, a commit without changes says so in the history.
  ///
  /// - Throws: ``DeltaError``: ``DeltaError/Kind/notAllowed`` for a retention below the table's.
  public func vacuum(_ options: VacuumOptions = VacuumOptions()) async throws -> VacuumReport {
    let snapshot = try await snapshot()
    try snapshot.protocol.checkWritable(at: store.root, version: snapshot.version)
    let own = snapshot.metadata.deletedFileRetention
    let wanted = options.retention?.milliseconds ?? own
    guard wanted >= own || options.allowsShorterRetention else {
      throw DeltaError(
        .notAllowed,
        "files removed less than \(own / 3_600_000) hours ago may still be read, says the table",
        hint: "keep them longer, or set delta.deletedFileRetentionDuration to a shorter interval",
        path: store.root)
    }
    let expired = Transaction.now() - wanted
    let needed = try await filesNeeded(snapshot, since: expired)
    let found = try await store.listAll("").filter { object in
      object.modified.milliseconds < expired && !needed.contains(object.path)
        && !Self.isHidden(object.path)
    }.sorted { $0.path.precedesInBytes($1.path) }
    guard !options.isDryRun, !found.isEmpty else {
      return VacuumReport(files: found, version: snapshot.version)
    }
    var start = Transaction(on: snapshot, .vacuumStart(retention: wanted, tableRetention: own))
    start.metrics = [
      "numFilesToDelete": "\(found.count)",
      "sizeOfDataToDelete": "\(found.reduce(0) { $0 + $1.size })",
    ]
    let started = try await start.commit()
    try await store.delete(found.map(\.path))
    var end = Transaction(on: started.snapshot, .vacuumEnd)
    end.metrics = ["numDeletedFiles": "\(found.count)"]
    return VacuumReport(files: found, version: try await end.commit().version)
  }

  /// The paths below the root that a version since a time refers to.
  private func filesNeeded(_ snapshot: Snapshot, since expired: Int64) async throws -> Set<String> {
    var needed: Set<String> = []
    func keep(_ path: String, _ vector: DeletionVectorDescriptor?) throws {
      if let own = FilePath.relative(path, root: store.root) { needed.insert(own) }
      guard let vector, vector.storage != .inline else { return }
      if let own = FilePath.relative(try vector.filePath(), root: store.root) {
        needed.insert(own)
      }
    }
    for file in snapshot.files { try keep(file.path, file.deletionVector) }
    for file in try await snapshot.tombstones() where (file.deletionTimestamp ?? 0) >= expired {
      try keep(file.path, file.deletionVector)
    }
    return needed
  }

  /// Whether readers of tables overlook a path. A partition folder may begin with `_`.
  private static func isHidden(_ path: String) -> Bool {
    if path.hasPrefix("_change_data/") { return false }
    return path.split(separator: "/").contains { part in
      part.hasPrefix(".") || (part.hasPrefix("_") && !part.contains("="))
    }
  }
}

extension Snapshot {
  /// The removals that the log still knows of.
  func tombstones() async throws -> [RemoveFile] {
    let reader = LogReader(store: table.store, engine: table.engine)
    let listing = try await reader.listing(for: version)
    let segment = try listing.segment(version: version, root: table.store.root)
    return try await reader.replay(segment, collectsTombstones: true).tombstones
  }
}

extension Duration {
  /// The length in whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
