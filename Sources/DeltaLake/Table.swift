/// A Delta table: where it is and how its log is read. Holds no state; snapshots do.
public struct Table: Sendable {
  /// The storage of the table.
  public let store: any ObjectStore
  /// What reads and writes checkpoints. Without one, tables that have a Parquet checkpoint cannot
  /// be opened, and none are written.
  public let engine: (any Engine)?

  /// Names a table, which need not exist.
  public init(store: any ObjectStore, engine: (any Engine)? = nil) {
    self.store = store
    self.engine = engine
  }

  /// Whether there is a table.
  public func exists() async throws -> Bool {
    let objects = try await store.list(LogPath.folder + "/")
    return LogListing(objects).latest != nil
  }

  /// The newest version.
  ///
  /// - Throws: ``DeltaError``: ``DeltaError/Kind/notATable``, ``DeltaError/Kind/corruptLog``,
  ///   ``DeltaError/Kind/unsupportedFeature`` and those of the storage.
  public func snapshot() async throws -> Snapshot {
    try await Snapshot.load(self, version: nil)
  }

  /// A certain version.
  ///
  /// - Throws: as ``snapshot()``, and ``DeltaError/Kind/versionNotFound``, which names the
  ///   versions there are.
  public func snapshot(version: Int) async throws -> Snapshot {
    try await Snapshot.load(self, version: version)
  }
}
