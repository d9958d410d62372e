public import Columnar

/// What loading a source did.
public struct IngestReport: Sendable, Hashable {
  /// The table, `schema.name`.
  public var table: String
  /// The rows loaded.
  public var rows = 0
  /// The records that could not be loaded and stand in `<table>__rejected`.
  public var rejected = 0
  /// The files loaded.
  public var files = 0
  /// The size of the files loaded, as they are stored.
  public var bytes = ByteCount(0)
  /// The files that have changed since they were loaded, which were not loaded again.
  public var changedFiles: [String] = []
  /// The version of the table that the last batch committed; `nil` if there was nothing to load.
  public var version: Int?
  /// How long it took.
  public var duration = Duration.zero

  init(table: String) {
    self.table = table
  }
}

/// How far loading a source has come.
public enum IngestProgress: Sendable, Hashable {
  /// The files that are new, and their size.
  case found(files: Int, bytes: ByteCount)
  /// A batch of files is being read.
  case reading(files: Int, bytes: ByteCount)
  /// How much of the batch is done, from 0 to 1, by estimate; it never goes back.
  case advanced(Double)
  /// A batch was committed: what it brought.
  case committed(rows: Int, rejected: Int, files: Int, bytes: ByteCount)
}
