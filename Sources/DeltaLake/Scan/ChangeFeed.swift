public import FoundationEssentials

/// What a version changed, in files: the change data feed.
public struct VersionChanges: Sendable {
  /// Rows of a file whose deletion vector changed.
  public struct RowChange: Sendable {
    /// The file.
    public let file: DataFile
    /// The positions of the rows that the version deleted.
    public let deleted: [Int]
    /// The positions of the rows that the version brought back.
    public let restored: [Int]
  }

  /// The version.
  public let version: Int
  /// When it was committed, in milliseconds since 1970-01-01 UTC.
  public let timestamp: Int64
  /// Files of changed rows, with a column `_change_type`. If there are any, they are all there is
  /// to say of the version, and the other lists are empty.
  public internal(set) var changeFiles: [DataFile] = []
  /// Files all of whose rows the version inserted.
  public internal(set) var added: [DataFile] = []
  /// Files all of whose rows the version deleted.
  public internal(set) var removed: [DataFile] = []
  /// Files some of whose rows the version deleted or brought back.
  public internal(set) var rowChanges: [RowChange] = []
}

extension Table {
  /// What versions changed, oldest first.
  ///
  /// - Parameters:
  ///   - first: the first version.
  ///   - last: a snapshot of the last version; its columns are those of the changes.
  /// - Returns: the changes, one for each version.
  /// - Throws: ``DeltaError``: ``DeltaError/Kind/notAllowed`` where one of the versions has no
  ///   change data feed, ``DeltaError/Kind/versionNotFound`` where the log no longer holds one.
  public func changes(from first: Int, to last: Snapshot) async throws -> [VersionChanges] {
    guard first >= 0, first <= last.version else {
      throw DeltaError(
        .versionNotFound,
        "there are no changes from version \(first) to version \(last.version)", path: store.root,
        version: first)
    }
    var metadata = try await snapshot(version: first).metadata
    let listing = try await LogReader(store: store, engine: engine).wholeListing()
    var changes: [VersionChanges] = []
    for version in first...last.version {
      guard let bytes = try await store.getIfPresent(LogPath.commitPath(version)) else {
        throw DeltaError(
          .versionNotFound, "version \(version) is no longer in the log", path: store.root,
          version: version)
      }
      let actions = try CommitFile.actions(bytes, version: version)
      for case .metadata(let changed) in actions { metadata = changed }
      guard metadata.hasChangeDataFeed else {
        throw DeltaError(
          .notAllowed, "version \(version) recorded no changes: the table has no change data feed",
          hint: "set the property delta.enableChangeDataFeed to true; changes are recorded from"
            + " then on", path: store.root, version: version)
      }
      let written = listing.commits[version]?.milliseconds ?? 0
      changes.append(
        try await self.changes(actions, version: version, written: written, last.context))
    }
    return changes
  }

  /// The first version that was committed at a time or after it; `nil` if all were before.
  ///
  /// - Throws: ``DeltaError``.
  public func firstVersion(since time: Date) async throws -> Int? {
    try await history().last { $0.timestamp >= time.milliseconds }?.version
  }

  private func changes(
    _ actions: [Action], version: Int, written: Int64, _ context: FileContext
  ) async throws -> VersionChanges {
    var time = written
    var recorded: [AddFile] = []
    var adds: [AddFile] = []
    var removes: [RemoveFile] = []
    for action in actions {
      switch action {
      case .change(let file):
        recorded.append(
          AddFile(
            path: file.path, partitionValues: file.partitionValues, size: file.size,
            modificationTime: 0))
      case .add(let file) where file.dataChange: adds.append(file)
      case .remove(let file) where file.dataChange: removes.append(file)
      case .commitInfo(let info): time = info.inCommitTimestamp ?? written
      default: break
      }
    }
    var changes = VersionChanges(version: version, timestamp: time)
    guard recorded.isEmpty else {
      changes.changeFiles = Self.files(recorded, context)
      return changes
    }
    let byPath = Dictionary(adds.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var changedPaths: Set<String> = []
    var gone: [AddFile] = []
    for remove in removes {
      guard let add = byPath[remove.path] else {
        gone.append(AddFile(removed: remove))
        continue
      }
      changedPaths.insert(add.path)
      let before = Set(try await remove.deletionVector?.rows(in: store) ?? [])
      let after = Set(try await add.deletionVector?.rows(in: store) ?? [])
      var whole = add
      whole.deletionVector = nil
      changes.rowChanges += Self.files([whole], context).map {
        VersionChanges.RowChange(
          file: $0, deleted: after.subtracting(before).sorted(),
          restored: before.subtracting(after).sorted())
      }
    }
    changes.added = Self.files(adds.filter { !changedPaths.contains($0.path) }, context)
    changes.removed = Self.files(gone, context)
    return changes
  }

  /// Files that are about to be part of the table, as those of a snapshot are.
  ///
  /// - Parameters:
  ///   - files: the files, with partition values under the names that the log uses.
  ///   - snapshot: whose columns they have.
  /// - Returns: the files, in order.
  public func files(_ files: [AddFile], of snapshot: Snapshot) -> [DataFile] {
    Self.files(files, snapshot.context)
  }

  private static func files(_ files: [AddFile], _ context: FileContext) -> [DataFile] {
    var builder = FileSegmentBuilder()
    for file in files { builder.insert(file) }
    let segment = builder.segment()
    return segment.entries.indices.map { DataFile(segment: segment, row: $0, context: context) }
  }
}

extension AddFile {
  /// A removed file as it was before.
  fileprivate init(removed file: RemoveFile) {
    self.init(
      path: file.path, partitionValues: file.partitionValues ?? [:], size: file.size ?? 0,
      modificationTime: 0, deletionVector: file.deletionVector)
  }
}
