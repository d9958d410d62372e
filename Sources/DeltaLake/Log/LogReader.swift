/// Reads the files of a log and replays them.
struct LogReader: Sendable {
  let store: any ObjectStore
  let engine: (any Engine)?

  /// How many log files are read at the same time.
  private static let concurrentReads = 16

  /// What the log's folder holds from the checkpoint on that a snapshot of `version` needs.
  func listing(for version: Int?) async throws -> LogListing {
    if let bytes = try await store.getIfPresent(LogPath.lastCheckpoint),
      let hint = LastCheckpoint(bytes), hint.version <= version ?? .max
    {
      let objects = try await store.list(
        LogPath.folder + "/", startingAfter: LogPath.before(version: hint.version))
      let listing = LogListing(objects)
      // The hint counts only if what it promises is there.
      if listing.checkpoints.contains(where: { $0.version <= version ?? .max }) { return listing }
    }
    return try await wholeListing()
  }

  func wholeListing() async throws -> LogListing {
    LogListing(try await store.list(LogPath.folder + "/"))
  }

  /// Replays all that a version is made of.
  func replay(
    _ segment: LogListing.Segment, collectsTombstones: Bool = false
  ) async throws -> LogReplay {
    var replay = LogReplay(collectsTombstones: collectsTombstones)
    try await replayFiles(segment.files, into: &replay)
    if let checkpoint = segment.checkpoint {
      try await CheckpointReader(store: store, engine: engine).read(checkpoint, into: &replay)
    }
    return replay
  }

  /// Replays log files, newest first, reading ahead.
  func replayFiles(_ files: [LogListing.Segment.File], into replay: inout LogReplay) async throws {
    var start = 0
    while start < files.count {
      let window = files[start..<min(start + Self.concurrentReads, files.count)]
      let contents = try await read(Array(window))
      for (file, bytes) in zip(window, contents) {
        try replay.replay(bytes, version: file.version, path: file.path)
      }
      start = window.endIndex
    }
  }

  private func read(_ files: [LogListing.Segment.File]) async throws -> [[UInt8]] {
    if files.count == 1 { return [try await store.get(files[0].path)] }
    return try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for (index, file) in files.enumerated() {
        group.addTask { (index, try await store.get(file.path)) }
      }
      var contents = [[UInt8]](repeating: [], count: files.count)
      for try await (index, bytes) in group { contents[index] = bytes }
      return contents
    }
  }
}
