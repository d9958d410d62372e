import FoundationEssentials

extension Snapshot {
  /// Reads a version from the log.
  static func load(_ table: Table, version: Int?) async throws -> Snapshot {
    let reader = LogReader(store: table.store, engine: table.engine)
    var listing = try await reader.listing(for: version)
    if let version, listing.earliest.map({ version < $0 }) ?? true {
      listing = try await reader.wholeListing()
    }
    let segment = try listing.segment(version: version, root: table.store.root)
    let replay = try await reader.replay(segment)
    return try make(
      table, segment.version, replay, written: listing.commits[segment.version]?.milliseconds,
      isNamed: version != nil)
  }

  /// The first version of a table, from its commit.
  static func first(_ table: Table, _ bytes: [UInt8], written: Int64) throws -> Snapshot {
    var replay = LogReplay()
    try replay.replay(bytes, version: 0, path: LogPath.commitPath(0))
    return try make(table, 0, replay, written: written)
  }

  private static func make(
    _ table: Table, _ version: Int, _ replay: LogReplay, written: Int64?,
    isNamed: Bool = false
  ) throws -> Snapshot {
    let root = table.store.root
    guard let tableProtocol = replay.tableProtocol else {
      throw DeltaError(
        .corruptLog, "version \(version) has no protocol action up to it", path: root,
        version: version)
    }
    try tableProtocol.checkReadable(at: root, version: version, isNamed: isNamed)
    guard let metadata = replay.metadata else {
      throw DeltaError(
        .corruptLog, "version \(version) has no metaData action up to it", path: root,
        version: version)
    }
    return Snapshot(
      table: table, version: version, tableProtocol: tableProtocol, metadata: metadata,
      timestamp: metadata.hasInCommitTimestamps ? replay.inCommitTimestamp ?? written : written,
      transactions: replay.transactions,
      domainMetadata: replay.domains.filter { !$0.value.removed },
      fileList: replay.fileList())
  }

  /// The newest version of the table, reading only what was committed since this one.
  ///
  /// - Throws: ``DeltaError``; the snapshot itself stays as it is.
  public func update() async throws -> Snapshot {
    let reader = LogReader(store: table.store, engine: table.engine)
    var commits: [(version: Int, bytes: [UInt8])] = []
    while let bytes = try await table.store.getIfPresent(
      LogPath.commitPath(version + commits.count + 1))
    {
      commits.append((version + commits.count + 1, bytes))
      // Far behind, a checkpoint is the shorter way.
      if commits.count > 2 * metadata.checkpointInterval {
        return try await Self.load(table, version: nil)
      }
    }
    guard let last = commits.last else { return try await afterCleanup(reader) }
    let info = try await table.store.head(LogPath.commitPath(last.version))
    return try applying(commits, written: info?.modified.milliseconds)
  }

  /// There is no next commit; unless the log was cleaned up to behind it or the table is gone,
  /// this is the newest.
  private func afterCleanup(_ reader: LogReader) async throws -> Snapshot {
    if let bytes = try await table.store.getIfPresent(LogPath.lastCheckpoint),
      let hint = LastCheckpoint(bytes), hint.version > version
    {
      return try await Self.load(table, version: nil)
    }
    if try await table.store.head(LogPath.commitPath(version)) == nil {
      return try await Self.load(table, version: nil)
    }
    return self
  }

  /// The version after commits that follow this one, oldest first.
  func applying(_ commits: [(version: Int, bytes: [UInt8])], written: Int64?) throws -> Snapshot {
    guard let last = commits.last else { return self }
    var replay = LogReplay()
    for commit in commits.reversed() {
      try replay.replay(
        commit.bytes, version: commit.version, path: LogPath.commitPath(commit.version))
    }
    let tableProtocol = replay.tableProtocol ?? self.protocol
    try tableProtocol.checkReadable(at: table.store.root, version: last.version)
    let metadata = replay.metadata ?? self.metadata
    let domains = domainMetadata.merging(replay.domains) { $1 }.filter { !$0.value.removed }
    return Snapshot(
      table: table, version: last.version, tableProtocol: tableProtocol, metadata: metadata,
      timestamp: metadata.hasInCommitTimestamps ? replay.inCommitTimestamp ?? written : written,
      transactions: transactions.merging(replay.transactions) { $1 },
      domainMetadata: domains, fileList: fileList.applying(replay.files))
  }
}

extension Date {
  /// Milliseconds since 1970-01-01 UTC.
  var milliseconds: Int64 { Int64(timeIntervalSince1970 * 1000) }
}
