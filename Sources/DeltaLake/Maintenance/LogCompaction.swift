extension Snapshot {
  /// Writes the actions of several versions, reconciled, into one file of the log, so that fewer
  /// files have to be read to open the table. It is harmless if there is one already.
  ///
  /// - Parameter versions: the versions; none later than this snapshot's, at least two.
  /// - Returns: the path of the file.
  /// - Throws: ``DeltaError``: ``DeltaError/Kind/versionNotFound`` where the log no longer holds
  ///   one of the versions.
  @discardableResult
  public func compactLog(_ versions: ClosedRange<Int>) async throws -> String {
    let store = table.store
    guard versions.count > 1, versions.lowerBound >= 0, versions.upperBound <= version else {
      throw DeltaError(
        .invalidArgument,
        "versions \(versions.lowerBound) to \(versions.upperBound) cannot be made one file: the"
          + " table has versions 0 to \(version), and two are the least", path: store.root)
    }
    let files = versions.reversed().map {
      LogListing.Segment.File(path: LogPath.commitPath($0), version: $0)
    }
    var replay = LogReplay(collectsTombstones: true)
    do {
      try await LogReader(store: store, engine: table.engine).replayFiles(files, into: &replay)
    } catch let error as DeltaError where error.kind == .notFound {
      throw DeltaError(
        .versionNotFound, "the log no longer holds all of the versions", path: error.path)
    }
    let path = LogPath.compactedPath(versions)
    do {
      try await store.putIfAbsent(path, try encode(replay))
    } catch let error as DeltaError where error.kind == .alreadyExists {
      // The same versions make the same file.
    }
    return path
  }

  private func encode(_ replay: LogReplay) throws -> [UInt8] {
    var writer = JSONWriter()
    if let value = replay.tableProtocol { try writer.line(.protocol(value)) }
    if let value = replay.metadata { try writer.line(.metadata(value)) }
    for value in replay.transactions.values.sorted(by: { $0.appId < $1.appId }) {
      try writer.line(.transaction(value))
    }
    for value in replay.domains.values.sorted(by: { $0.domain < $1.domain }) {
      try writer.line(.domain(value))
    }
    for value in replay.tombstones { try writer.line(.remove(value)) }
    let segment = replay.files.segment()
    for row in segment.entries.indices where !segment.entries[row].isTombstone {
      try writer.line(.add(DataFile(segment: segment, row: row, context: context).addFile))
    }
    return writer.bytes
  }
}
