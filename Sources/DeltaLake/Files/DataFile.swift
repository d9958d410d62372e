import Columnar

/// What the files of a snapshot share: the names and the place that make their entries readable.
final class FileContext: Sendable {
  let root: String
  let metadata: Metadata
  /// The logical names of partition columns by the names that the log uses.
  let logicalNames: [String: String]

  init(root: String, metadata: Metadata) {
    self.root = root
    self.metadata = metadata
    var names: [String: String] = [:]
    for name in metadata.partitionColumns {
      guard let field = metadata.schema[name] else { continue }
      names[metadata.physicalName(of: field)] = field.name
    }
    logicalNames = names
  }
}

/// An active file of a snapshot. It refers to the snapshot's memory; what it says is read from
/// there when asked.
public struct DataFile: Sendable {
  let segment: FileSegment
  let row: Int
  let context: FileContext

  private var entry: FileEntry { segment.entries[row] }

  /// The path, relative to the table's root or absolute, in plain text.
  public var path: String { segment.path(row) }

  /// Where the file is, as a query engine would name it: an absolute path, or a URL.
  public var location: String { FilePath.location(path, root: context.root) }

  /// The size in bytes.
  public var size: Int { Int(entry.size) }

  /// When the file was written, in milliseconds since 1970-01-01 UTC.
  public var modificationTime: Int64 { entry.modificationTime }

  /// The values of the partition columns, by their logical names, in Delta's text form; `nil` is
  /// null. An empty text is null too, for every type.
  public var partitionValues: [String: String?] {
    var values: [String: String?] = [:]
    for entry in segment.partitions[Int(entry.partition)].entries {
      let name = context.logicalNames[entry.name] ?? entry.name
      values.updateValue(entry.value == "" ? nil : entry.value, forKey: name)
    }
    return values
  }

  /// The value of one partition column by its physical name; `nil` for null or none.
  func partitionValue(physicalName: String) -> String? {
    let value = segment.partitions[Int(entry.partition)][physicalName] ?? nil
    return value == "" ? nil : value
  }

  /// A number that files of the snapshot's segment share if and only if they share the partition.
  var partitionIndex: Int { Int(entry.partition) }

  /// The statistics as Delta's JSON text, or `nil` if the writer recorded none.
  public var statisticsJSON: String? {
    let range = segment.statisticsRange(row)
    return range.isEmpty ? nil : String(decoding: segment.arena[range], as: UTF8.self)
  }

  /// How many rows the file holds, those that its deletion vector deletes among them; `nil` if
  /// the writer recorded no statistics.
  public var physicalRowCount: Int? {
    FileStatistics.rowCount(segment.arena, in: segment.statisticsRange(row))
  }

  /// How many rows of the file are part of the table; `nil` if the writer recorded no statistics.
  public var rowCount: Int? {
    physicalRowCount.map { $0 - (deletionVector?.cardinality ?? 0) }
  }

  /// Which of the file's rows are deleted, if any are. ``Snapshot/deletedRows(of:)`` reads them.
  public var deletionVector: DeletionVectorDescriptor? { segment.extras(row)?.deletionVector }

  /// The row id of the first row, where row tracking assigned one.
  public var baseRowId: Int64? { segment.extras(row)?.baseRowId }

  /// The version that the file's rows are of, where row tracking recorded it and a row itself does
  /// not say otherwise.
  public var defaultRowCommitVersion: Int64? { segment.extras(row)?.defaultRowCommitVersion }

  /// The file as the action that adds it.
  public var addFile: AddFile {
    let extras = segment.extras(row)
    return AddFile(
      path: path, partitionValues: segment.partitions[Int(entry.partition)].dictionary,
      size: size, modificationTime: modificationTime, dataChange: true,
      statistics: statisticsJSON, deletionVector: extras?.deletionVector,
      baseRowId: extras?.baseRowId, defaultRowCommitVersion: extras?.defaultRowCommitVersion,
      clusteringProvider: extras?.clusteringProvider, tags: extras?.tags)
  }
}
