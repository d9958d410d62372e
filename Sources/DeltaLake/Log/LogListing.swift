import struct FoundationEssentials.Date

/// Which files of a log make up a version, from a listing of its folder.
struct LogListing: Sendable {
  /// A complete checkpoint.
  struct Checkpoint: Sendable, Hashable {
    var version: Int
    /// Its files relative to the table's root: one, or all of its parts.
    var paths: [String]
  }

  /// The commits by version, each with the time its file was written.
  private(set) var commits: [Int: Date] = [:]
  private(set) var checkpoints: [Checkpoint] = []
  private(set) var compactions: [ClosedRange<Int>: String] = [:]
  private(set) var checksums: Set<Int> = []

  init(_ objects: [ObjectInfo]) {
    var parts: [Int: [Int: [Int: String]]] = [:]
    for object in objects {
      switch LogPath(object.path) {
      case .commit(let version): commits[version] = object.modified
      case .checkpoint(let version):
        // A file without bytes is what some stores show of a write that is not done.
        if object.size > 0 {
          checkpoints.append(Checkpoint(version: version, paths: [object.path]))
        }
      case .uuidCheckpoint(let version, _):
        if object.size > 0 {
          checkpoints.append(Checkpoint(version: version, paths: [object.path]))
        }
      case .checkpointPart(let version, let part, let count):
        parts[version, default: [:]][count, default: [:]][part] = object.path
      case .compacted(let versions): compactions[versions] = object.path
      case .checksum(let version): checksums.insert(version)
      case nil: break
      }
    }
    for (version, byCount) in parts {
      for (count, byPart) in byCount where byPart.count == count {
        let paths = byPart.sorted { $0.key < $1.key }.map(\.value)
        checkpoints.append(Checkpoint(version: version, paths: paths))
      }
    }
    checkpoints.sort { $0.version < $1.version }
  }

  /// The newest version in the listing, if there is any.
  var latest: Int? {
    [commits.keys.max(), checkpoints.last?.version].compactMap(\.self).max()
  }

  /// The oldest version that can be read, if there is any.
  var earliest: Int? {
    if commits[0] != nil { return 0 }
    return checkpoints.first?.version
  }

  /// What has to be read for a version.
  struct Segment: Sendable, Hashable {
    var version: Int
    var checkpoint: Checkpoint?
    /// Commits and compactions behind the checkpoint, newest first.
    var files: [File]

    struct File: Sendable, Hashable {
      var path: String
      /// The newest version in the file.
      var version: Int
    }
  }

  /// The files of `version`, or of the newest version.
  ///
  /// - Throws: ``DeltaError`` that says which versions are missing from the log.
  func segment(version wanted: Int?, root: String) throws -> Segment {
    guard let latest, let earliest else { throw try nothing(root: root) }
    let version = wanted ?? latest
    guard version >= 0, version <= latest, version >= earliest else {
      throw DeltaError(
        .versionNotFound,
        "version \(version) is not in the log, which holds versions \(earliest) to \(latest)",
        path: root, version: version)
    }
    let checkpoint = checkpoints.last { $0.version <= version }
    let first = (checkpoint?.version ?? -1) + 1
    guard first <= version else {
      return Segment(version: version, checkpoint: checkpoint, files: [])
    }
    for needed in first...version where commits[needed] == nil {
      throw hole(at: needed, from: first, to: version, root: root)
    }
    return Segment(
      version: version, checkpoint: checkpoint, files: files(from: first, to: version))
  }

  /// Newest first, with compactions in the place of the commits that they stand for.
  private func files(from first: Int, to last: Int) -> [Segment.File] {
    let byEnd = Dictionary(grouping: compactions.filter { $0.key.lowerBound >= first }) {
      $0.key.upperBound
    }
    var files: [Segment.File] = []
    var version = last
    while version >= first {
      let widest = byEnd[version]?.min { $0.key.lowerBound < $1.key.lowerBound }
      if let widest {
        files.append(Segment.File(path: widest.value, version: version))
        version = widest.key.lowerBound - 1
      } else {
        files.append(Segment.File(path: LogPath.commitPath(version), version: version))
        version -= 1
      }
    }
    return files
  }

  private func nothing(root: String) throws -> DeltaError {
    guard let oldest = commits.keys.min() else {
      return DeltaError(
        .notATable, "there is no Delta table here: \(LogPath.folder) holds no version",
        path: root)
    }
    return DeltaError(
      .corruptLog,
      "the log begins with version \(oldest): no checkpoint stands for the versions before it",
      hint: "restore the missing files of \(LogPath.folder)", path: root, version: oldest)
  }

  private func hole(at version: Int, from first: Int, to last: Int, root: String) -> DeltaError {
    let before = commits.keys.filter { $0 < version }.max()
    let after = commits.keys.filter { $0 > version }.min()
    let place =
      switch (before, after) {
      case (let before?, let after?): " between \(before) and \(after)"
      case (nil, let after?): " before \(after)"
      default: ""
      }
    return DeltaError(
      .corruptLog, "version \(version) of the log is missing\(place)",
      hint: "restore \(LogPath.commitPath(version)); what is there cannot be read rightly without",
      path: root, version: version)
  }
}
