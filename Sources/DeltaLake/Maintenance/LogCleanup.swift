import FoundationEssentials

extension Table {
  /// Deletes the files of the log that only versions older than a retention need, and gives their
  /// paths.
  ///
  /// A checkpoint stands for what is deleted: every version from the oldest within the retention
  /// on stays readable, and the newest always does. Without such a checkpoint nothing is deleted.
  ///
  /// - Parameters:
  ///   - retention: how long versions stay; the table's `delta.logRetentionDuration` (30 days
  ///     unless set) if `nil`. As Delta does, it is counted from the beginning of today in UTC.
  ///   - isDryRun: whether files are only found, not deleted.
  /// - Returns: the paths, in the order they are deleted.
  /// - Throws: ``DeltaError``.
  public func cleanUpLog(
    retention: Duration? = nil, isDryRun: Bool = false
  ) async throws -> [String] {
    let snapshot = try await snapshot()
    try snapshot.protocol.checkWritable(at: store.root, version: snapshot.version)
    let expired = Self.expiry(retention?.milliseconds ?? snapshot.metadata.logRetention)
    let objects = try await store.list(LogPath.folder + "/")
    let cleanup = LogCleanup(objects, expired: expired)
    var paths = cleanup.obsolete
    paths += try await obsoleteSidecars(cleanup.listing, obsolete: Set(paths), expired: expired)
    // A writer that stopped halfway leaves a hidden file; none takes a day to finish.
    paths += objects.filter { object in
      object.path.hasPrefix(LogPath.folder + "/.") && object.path.hasSuffix(".tmp")
        && object.modified.milliseconds < Transaction.now() - Self.day
    }.map(\.path)
    guard !isDryRun else { return paths }
    // One after the other, oldest versions first: whatever is left at any moment is a log.
    for path in paths { try await store.delete(path) }
    return paths
  }

  private static let day: Int64 = 86_400_000

  /// Versions written before this time need not stay, in milliseconds.
  private static func expiry(_ retention: Int64) -> Int64 {
    Transaction.now() / day * day - retention
  }

  /// Whether cleaning up may find something: the oldest version of the log is out of its retention,
  /// or there is a hidden file that no writer still works on. Looks at two files, however long the
  /// log is.
  func mayHaveObsoleteLog(_ metadata: Metadata) async throws -> Bool {
    let folder = LogPath.folder + "/"
    if let first = try await store.first(folder, startingAfter: nil),
      first.path.hasPrefix(folder + "."), first.modified.milliseconds < Transaction.now() - Self.day
    {
      return true
    }
    // In byte order the last character before the digits, and behind the point.
    let oldest = try await store.first(folder, startingAfter: folder + "/")
    return oldest.map { $0.modified.milliseconds < Self.expiry(metadata.logRetention) } ?? false
  }

  /// Sidecars that no checkpoint names which stays. A young one may be part of a checkpoint that
  /// is being written.
  private func obsoleteSidecars(
    _ listing: LogListing, obsolete: Set<String>, expired: Int64
  ) async throws -> [String] {
    let sidecars = try await store.list(LogPath.sidecarFolder + "/").filter {
      $0.modified.milliseconds < expired
    }
    guard !sidecars.isEmpty else { return [] }
    let reader = CheckpointReader(store: store, engine: engine)
    var named: Set<String> = []
    for checkpoint in listing.checkpoints where !obsolete.contains(checkpoint.paths[0]) {
      named.formUnion(try await reader.sidecars(of: checkpoint))
    }
    return sidecars.map(\.path).filter { !named.contains($0) }
  }
}

/// Decides which files of a log only expired versions need.
struct LogCleanup {
  let listing: LogListing
  private(set) var obsolete: [String] = []

  /// - Parameters:
  ///   - objects: the log's folder.
  ///   - expired: versions written before this time, in milliseconds, need not stay.
  init(_ objects: [ObjectInfo], expired: Int64) {
    listing = LogListing(objects)
    guard let latest = listing.latest else { return }
    let kept = listing.commits.filter { $0.value.milliseconds >= expired }.keys.min() ?? latest
    guard let floor = listing.checkpoints.last(where: { $0.version <= min(kept, latest) })?.version
    else { return }
    // The versions lead every name with as many digits, so that byte order is the order of age.
    obsolete = objects.map(\.path).filter { path in
      LogPath(path).map { $0.firstVersion < floor } ?? false
    }.sorted()
  }
}

extension LogPath {
  /// The version of the file, the first of several.
  var firstVersion: Int {
    switch self {
    case .commit(let version), .checkpoint(let version), .checkpointPart(let version, _, _),
      .uuidCheckpoint(let version, _), .checksum(let version):
      version
    case .compacted(let versions): versions.lowerBound
    }
  }
}

extension Metadata {
  /// How long versions can be read (`delta.logRetentionDuration`, 30 days unless set), in
  /// milliseconds.
  var logRetention: Int64 {
    let month: Int64 = 30 * 86_400_000
    let text = configuration["delta.logRetentionDuration"]
    return text.flatMap(Self.milliseconds(interval:)) ?? month
  }

  /// Whether writing a checkpoint deletes the log of expired versions
  /// (`delta.enableExpiredLogCleanup`, true unless set).
  var cleansUpLog: Bool {
    configuration["delta.enableExpiredLogCleanup"]?.lowercased() != "false"
  }
}
