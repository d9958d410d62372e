public import FoundationEssentials

/// A version in a table's history.
public struct HistoryEntry: Sendable, Hashable {
  /// The version.
  public let version: Int
  /// When it was committed, in milliseconds since 1970-01-01 UTC.
  public let timestamp: Int64
  /// What the commit says of itself; empty if its writer said nothing.
  public let info: CommitInfo
}

extension Table {
  /// The version that was the newest at a time.
  ///
  /// The time of a version is that in its commit where the table has in-commit timestamps, else
  /// the time that its file was written. After the newest version it is that one.
  ///
  /// - Throws: as ``snapshot()``, and ``DeltaError/Kind/versionNotFound`` for a time before the
  ///   oldest version that can still be read, which it names.
  public func snapshot(at time: Date) async throws -> Snapshot {
    let wanted = time.milliseconds
    let latest = try await snapshot()
    let listing = try await LogReader(store: store, engine: engine).wholeListing()
    let times = CommitTimes(table: self, listing: listing, metadata: latest.metadata)
    var versions = listing.commits.keys.sorted()
    versions.removeAll { $0 > latest.version || $0 < listing.earliest ?? 0 }
    guard let first = versions.first else { return latest }
    let oldest = try await times.time(of: first)
    guard oldest <= wanted else {
      throw DeltaError(
        .versionNotFound,
        "the oldest version that can be read is \(first), which was committed at "
          + Self.text(oldest) + ", after " + Self.text(wanted),
        hint: "ask for a time from then on", path: store.root, version: first)
    }
    // The last version not after the time, by halving.
    var low = 0
    var high = versions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if try await times.time(of: versions[middle]) <= wanted {
        low = middle
      } else {
        high = middle
      }
    }
    return versions[low] == latest.version ? latest : try await snapshot(version: versions[low])
  }

  private static func text(_ milliseconds: Int64) -> String {
    CivilTime.text(microseconds: milliseconds * 1000, separator: " ", digits: 3).map { $0 + " UTC" }
      ?? "\(milliseconds) ms"
  }

  /// What was done to the table, newest first, as far back as the log goes.
  public func history(limit: Int? = nil) async throws -> [HistoryEntry] {
    let listing = try await LogReader(store: store, engine: engine).wholeListing()
    guard listing.latest != nil else {
      _ = try listing.segment(version: nil, root: store.root)
      return []
    }
    var entries: [HistoryEntry] = []
    for version in listing.commits.keys.sorted(by: >).prefix(limit ?? .max) {
      let info = try await commitInfo(version)
      let written = listing.commits[version]?.milliseconds ?? 0
      entries.append(
        HistoryEntry(
          version: version, timestamp: info?.inCommitTimestamp ?? written,
          info: info ?? CommitInfo()))
    }
    return entries
  }

  /// What a commit says of itself, wherever in the file it says so.
  func commitInfo(_ version: Int) async throws -> CommitInfo? {
    let bytes = try await store.get(LogPath.commitPath(version))
    for case .commitInfo(let info) in try CommitFile.actions(bytes, version: version) {
      return info
    }
    return nil
  }
}

/// When the versions of a table were committed, never earlier than the versions before them.
private struct CommitTimes {
  let table: Table
  private let written: [Int: Int64]
  /// The first version with its time in its commit.
  private let firstInCommit: Int?

  init(table: Table, listing: LogListing, metadata: Metadata) {
    self.table = table
    var times: [Int: Int64] = [:]
    var last = Int64.min
    for version in listing.commits.keys.sorted() {
      guard let time = listing.commits[version]?.milliseconds else { continue }
      // Clocks go back, and copies of tables get the times of copying; the order stays.
      last = max(time, last == .min ? time : last + 1)
      times[version] = last
    }
    written = times
    let enabled = metadata.configuration["delta.inCommitTimestampEnablementVersion"]
    firstInCommit = metadata.hasInCommitTimestamps ? enabled.flatMap { Int($0) } ?? 0 : nil
  }

  func time(of version: Int) async throws -> Int64 {
    if let firstInCommit, version >= firstInCommit,
      let time = try await table.commitInfo(version)?.inCommitTimestamp
    {
      return time
    }
    return written[version] ?? 0
  }
}
