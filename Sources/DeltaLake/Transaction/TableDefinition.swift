public import Columnar
import FoundationEssentials

/// What a new table is to be.
public struct TableDefinition: Sendable, Hashable {
  /// The columns, those of the partitions among them.
  public var schema: Schema
  /// The columns to partition files by, in order.
  public var partitionColumns: [String]
  /// The columns to cluster rows by, as paths; none for a table that is partitioned or neither.
  public var clusteringColumns: [[String]] = []
  /// The table properties.
  public var properties: [String: String]
  /// A name, if it has one.
  public var name: String?
  /// What it is.
  public var description: String?

  /// Defines a table.
  public init(
    schema: Schema, partitionColumns: [String] = [], properties: [String: String] = [:],
    name: String? = nil, description: String? = nil
  ) {
    self.schema = schema
    self.partitionColumns = partitionColumns
    self.properties = properties
    self.name = name
    self.description = description
  }

  /// The actions that make the table: its metadata and the lowest protocol that it needs.
  func resolved(createdTime: Int64) throws -> (Metadata, TableProtocol) {
    try checkColumns()
    _ = try schema.deltaJSON()
    let partitions = try partitionColumns.map(resolvePartition)
    var metadata = Metadata(
      id: UUID().uuidString.lowercased(), name: name, description: description, schema: schema,
      partitionColumns: partitions, configuration: properties, createdTime: createdTime)
    if metadata.icebergCompatibility != nil, metadata.columnMapping == .none {
      metadata.configuration["delta.columnMapping.mode"] = "name"
    }
    if metadata.columnMapping != .none { metadata.assignColumnMapping() }
    try metadata.checkIcebergCompatibility()
    metadata.assignRowTrackingColumns()
    var tableProtocol = TableProtocol.portable
    for feature in Self.features(of: metadata) { tableProtocol = tableProtocol.adding(feature) }
    try tableProtocol.checkWritable(at: name ?? "", version: 0)
    return (metadata, tableProtocol)
  }

  private func checkColumns() throws {
    guard !schema.fields.isEmpty else {
      throw DeltaError(.invalidArgument, "a table needs at least one column")
    }
    var seen: Set<String> = []
    for field in schema.fields {
      guard seen.insert(field.name.lowercased()).inserted else {
        throw DeltaError(
          .invalidArgument, "the column \"\(field.name)\" is there twice (case does not count)",
          hint: "rename one of them")
      }
      // What Parquet readers cannot have in a name, says the protocol, without column mapping.
      guard
        !field.name.contains(where: { " ,;{}()\n\t=".contains($0) })
          || properties["delta.columnMapping.mode"] != nil
      else {
        throw DeltaError(
          .invalidArgument,
          "the column name \"\(field.name)\" has a character that Delta does not allow: one of"
            + " \" ,;{}()\\n\\t=\"",
          hint: "rename it, as with AS")
      }
    }
  }

  private func resolvePartition(_ name: String) throws -> String {
    guard let field = schema[name] else {
      throw DeltaError(
        .invalidArgument, "the partition column \"\(name)\" is not a column of the table",
        hint: "the columns are \(schema.names.joined(separator: ", "))")
    }
    guard !field.type.isNested else {
      throw DeltaError(
        .invalidArgument,
        "the partition column \"\(name)\" has the type \(field.type), which cannot partition")
    }
    return field.name
  }

  /// The features that a table needs beyond the portable protocol.
  static func features(of metadata: Metadata) -> [TableFeature] {
    var features: [TableFeature] = []
    if metadata.schema.fields.contains(where: { $0.type.holds(Self.isLocalTimestamp) }) {
      features.append(.timestampNtz)
    }
    if metadata.schema.fields.contains(where: \.type.holdsVariants) {
      features.append(.variantType)
    }
    if !metadata.checkConstraints.isEmpty { features.append(.checkConstraints) }
    if metadata.hasChangeDataFeed { features.append(.changeDataFeed) }
    if metadata.hasDeletionVectors { features.append(.deletionVectors) }
    if metadata.hasCheckpointsV2 { features.append(.v2Checkpoint) }
    if metadata.hasInCommitTimestamps { features.append(.inCommitTimestamp) }
    if metadata.columnMapping != .none { features.append(.columnMapping) }
    if metadata.configuration["delta.enableTypeWidening"]?.lowercased() == "true" {
      features.append(.typeWidening)
    }
    if let version = metadata.icebergCompatibility { features.append(version.feature) }
    if metadata.hasRowTracking {
      features += [.domainMetadata, .rowTracking]
    }
    let fields = metadata.schema.fields
    if fields.contains(where: { $0.generationExpression != nil }) {
      features.append(.generatedColumns)
    }
    if fields.contains(where: { $0.defaultExpression != nil }) {
      features.append(.allowColumnDefaults)
    }
    if fields.contains(where: { $0.identity != nil }) { features.append(.identityColumns) }
    for feature in TableFeature.allCases
    where metadata.configuration["delta.feature.\(feature.rawValue)"] == "supported" {
      features.append(feature)
    }
    return features
  }

  private static func isLocalTimestamp(_ type: LogicalType) -> Bool {
    if case .timestamp(_, isAdjustedToUTC: false) = type { true } else { false }
  }
}
