extension Snapshot {
  /// A transaction that makes the table what it was at an older version: its files, its schema
  /// and its properties. What readers and writers must know is never less than now.
  ///
  /// - Parameters:
  ///   - older: the version to go back to.
  ///   - ignoresMissingFiles: whether files that were deleted meanwhile stay away, instead of the
  ///     whole being refused.
  /// - Returns: the transaction, to be committed.
  /// - Throws: ``DeltaError/Kind/notFound`` where files of the older version are gone, with their
  ///   number and one of them.
  public func restoring(
    _ older: Snapshot, ignoresMissingFiles: Bool = false
  ) async throws -> Transaction {
    var transaction = Transaction(on: self, .restore(version: older.version))
    transaction.readWholeTable()
    transaction.preservesRowIds = true
    let now = Dictionary(files.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    let then = Dictionary(
      older.files.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    var restored = then.filter { now[$0.key] == nil }.values.sorted { $0.path < $1.path }
    let missing = try await table.store.missing(restored.map(\.path))
    if let example = missing.sorted().first, !ignoresMissingFiles {
      throw DeltaError(
        .notFound,
        "\(missing.count) of the files of version \(older.version) are gone: it cannot be"
          + " restored", hint: "a vacuum deleted them; restore a younger version", path: example,
        version: older.version)
    }
    restored.removeAll { missing.contains($0.path) }
    let removed = now.filter { then[$0.key] == nil }.values.sorted { $0.path < $1.path }
    for file in removed { transaction.remove(file) }
    for file in restored { transaction.add(file.addFile) }
    if older.metadata != metadata { transaction.setMetadata(older.metadata) }
    var needed = self.protocol
    for feature in TableFeature.allCases where older.protocol.has(feature) {
      needed = needed.adding(feature)
    }
    if needed != self.protocol { transaction.setProtocol(needed) }
    transaction.metrics = [
      "numRestoredFiles": "\(restored.count)", "numRemovedFiles": "\(removed.count)",
      "restoredFilesSize": "\(restored.reduce(0) { $0 + $1.size })",
      "removedFilesSize": "\(removed.reduce(0) { $0 + $1.size })",
      "tableSizeAfterRestore": "\(older.sizeInBytes)",
      "numOfFilesAfterRestore": "\(older.fileCount - missing.count)",
    ]
    return transaction
  }
}

extension DataFile {
  /// What tells states of files apart: the path, and the rows of it that are deleted.
  var identity: String { path + "\u{0}" + (deletionVector?.uniqueId ?? "") }
}

extension ObjectStore {
  /// Those of the files that are not there.
  func missing(_ paths: [String]) async throws -> Set<String> {
    var missing: Set<String> = []
    for path in paths {
      let place = try place(of: path)
      if try await place.store.head(place.path) == nil { missing.insert(path) }
    }
    return missing
  }
}
