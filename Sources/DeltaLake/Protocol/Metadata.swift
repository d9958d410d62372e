public import Columnar

/// What a table is: Delta's `metaData` action.
public struct Metadata: Sendable, Hashable {
  /// A UUID that stays with the table for its whole life.
  public var id: String
  /// The name the table was given, if any.
  public var name: String?
  /// What the table was described as, if it was.
  public var description: String?
  /// The columns, those of the partitions among them. Delta's own column metadata (comments,
  /// column mapping, generation expressions …) is in each field's `metadata`: strings as they
  /// are, other JSON values as JSON text.
  public var schema: Schema
  /// The columns that the files are partitioned by, in order.
  public var partitionColumns: [String]
  /// The table properties (`delta.…` and the user's own).
  public var configuration: [String: String]
  /// When the table was created, in milliseconds since 1970-01-01 UTC, if that is recorded.
  public var createdTime: Int64?
  /// The format of the data files; Delta knows `parquet` alone.
  var format = "parquet"
  var formatOptions: [String: String] = [:]

  /// Describes a table.
  public init(
    id: String, name: String? = nil, description: String? = nil, schema: Schema,
    partitionColumns: [String] = [], configuration: [String: String] = [:],
    createdTime: Int64? = nil
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.schema = schema
    self.partitionColumns = partitionColumns
    self.configuration = configuration
    self.createdTime = createdTime
  }
}

extension Metadata {
  /// How columns are found in data files.
  public enum ColumnMapping: String, Sendable {
    /// By their name.
    case none
    /// By the physical name in the field's metadata.
    case name
    /// By the Parquet field id in the field's metadata.
    case id
  }

  /// How columns are found in data files (`delta.columnMapping.mode`).
  public var columnMapping: ColumnMapping {
    configuration["delta.columnMapping.mode"].flatMap(ColumnMapping.init) ?? .none
  }

  /// The name of a field in data files, in partition values and in statistics.
  public func physicalName(of field: Field) -> String {
    guard columnMapping != .none else { return field.name }
    return field.metadata["delta.columnMapping.physicalName"] ?? field.name
  }

  /// The id that a field's column has in data files; `nil` without column mapping.
  public func fieldId(of field: Field) -> Int? {
    guard columnMapping != .none else { return nil }
    return field.metadata["delta.columnMapping.id"].flatMap { Int($0) }
  }

  /// The ids that the elements, keys and values within a column have in data files, by their
  /// paths, such as `col.element` and `col.key` (`delta.columnMapping.nested.ids`).
  public func nestedFieldIds(of field: Field) -> [String: Int] {
    guard columnMapping != .none, let raw = field.metadata[IcebergCompatibility.nestedIdsKey],
      case .object(let members)? = try? JSONValue(parsing: raw)
    else { return [:] }
    var ids: [String: Int] = [:]
    for member in members {
      if let id = member.value.integerValue { ids[member.name] = Int(id) }
    }
    return ids
  }

  /// Whether rows may be added but never changed or deleted (`delta.appendOnly`).
  public var isAppendOnly: Bool { flag("delta.appendOnly") }

  /// Whether commits carry their own time (`delta.enableInCommitTimestamps`).
  public var hasInCommitTimestamps: Bool { flag("delta.enableInCommitTimestamps") }

  /// Whether changes are recorded for `table_changes` (`delta.enableChangeDataFeed`).
  public var hasChangeDataFeed: Bool { flag("delta.enableChangeDataFeed") }

  /// Whether rows may be deleted by deletion vectors (`delta.enableDeletionVectors`).
  public var hasDeletionVectors: Bool { flag("delta.enableDeletionVectors") }

  /// Whether checkpoints keep the table's files in sidecars (`delta.checkpointPolicy` is `v2`).
  public var hasCheckpointsV2: Bool {
    configuration["delta.checkpointPolicy"]?.lowercased() == "v2"
  }

  /// Commits between two checkpoints (`delta.checkpointInterval`), 100 unless set.
  public var checkpointInterval: Int {
    configuration["delta.checkpointInterval"].flatMap { Int($0) }.map { max(1, $0) } ?? 100
  }

  /// The `CHECK` constraints by name, as SQL expressions that hold for every row
  /// (`delta.constraints.*`). The host enforces them when it writes.
  public var checkConstraints: [String: String] {
    let prefix = "delta.constraints."
    var found: [String: String] = [:]
    for (key, value) in configuration where key.hasPrefix(prefix) {
      found[String(key.dropFirst(prefix.count))] = value
    }
    return found
  }

  /// The properties that somebody may set: without those of constraints, and without what a
  /// writer keeps there for itself.
  public var settableProperties: [String: String] {
    let own = [
      "delta.columnMapping.maxColumnId", RowTracking.rowIdKey,
      RowTracking.commitVersionKey,
    ]
    return configuration.filter { key, _ in
      !key.hasPrefix("delta.constraints.") && !own.contains(key)
    }
  }

  /// Properties are compared without regard to the case of `true`, as Spark does.
  func flag(_ name: String) -> Bool { configuration[name]?.lowercased() == "true" }
}
