/// A Delta table: where it is and how its log is read. Holds no state; snapshots do.
public struct Table: Sendable {
  /// The storage of the table.
  public let store: any ObjectStore
  /// What reads and writes checkpoints. Without one, tables that have a Parquet checkpoint cannot
  /// be opened, and none are written.
  public let engine: (any Engine)?

  /// What the host sees to when it adds rows: that constraints and invariants hold, that
  /// generated columns are computed. Rows are not added to a table that uses another.
  public let hostFeatures: Set<TableFeature>
  /// Where checkpoints are written behind commits; `nil` for within them.
  public let background: BackgroundWork?

  /// Names a table, which need not exist.
  ///
  /// - Parameters:
  ///   - store: where it is.
  ///   - engine: what reads and writes its checkpoints.
  ///   - hostFeatures: which of ``TableFeature/checkConstraints``, ``TableFeature/invariants``,
  ///     ``TableFeature/generatedColumns`` and ``TableFeature/identityColumns`` the caller sees to
  ///     when it adds rows.
  ///   - background: where checkpoints are written behind commits; `nil` for within them.
  public init(
    store: any ObjectStore, engine: (any Engine)? = nil, hostFeatures: Set<TableFeature> = [],
    background: BackgroundWork? = nil
  ) {
    self.store = store
    self.engine = engine
    self.hostFeatures = hostFeatures
    self.background = background
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
