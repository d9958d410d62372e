/// What a statement read of the lake's tables, file by file counted.
public struct ScanReport: Sendable, Hashable {
  /// What was read of one table.
  public struct Table: Sendable, Hashable {
    /// The table, as `schema.name` or its path.
    public var name: String
    /// The version that was read.
    public var version: Int
    /// The files of that version.
    public var files: Int
    /// Files that were not read because their partition cannot match.
    public var prunedByPartition: Int
    /// Files that were not read because their statistics cannot match.
    public var prunedByStatistics: Int
    /// The size of the files that were left, in bytes.
    public var bytes: Int64

    /// The files that were left to read.
    public var filesRead: Int { files - prunedByPartition - prunedByStatistics }

    /// Describes what was read of a table.
    public init(
      name: String, version: Int, files: Int, prunedByPartition: Int, prunedByStatistics: Int,
      bytes: Int64
    ) {
      self.name = name
      self.version = version
      self.files = files
      self.prunedByPartition = prunedByPartition
      self.prunedByStatistics = prunedByStatistics
      self.bytes = bytes
    }
  }

  /// The tables, in the order they were found; views stand for what they read.
  public var tables: [Table]

  /// Makes a report.
  public init(tables: [Table] = []) {
    self.tables = tables
  }
}

extension ScanReport.Table: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    "\(name) version \(version): \(filesRead) of \(files) files"
      + ", \(prunedByPartition) pruned by partition, \(prunedByStatistics) by statistics"
  }
}
