import Columnar

/// The rows of a checkpoint: one action each, in a column for its kind.
struct CheckpointRows {
  private static let strings = LogicalType.map(
    key: Field("key", .string, isNullable: false), value: Field("value", .string))
  private static let list = LogicalType.list(Field("element", .string))
  private static let vector = LogicalType.structure([
    Field("storageType", .string), Field("pathOrInlineDv", .string), Field("offset", .int32),
    Field("sizeInBytes", .int32), Field("cardinality", .int64),
  ])

  /// The columns of a checkpoint in one file.
  static let classic = Schema(ownActions.fields + fileActions.fields)

  /// The columns of a checkpoint of the second kind, whose files are in sidecars.
  static let manifest = Schema(
    ownActions.fields + fileActions.fields + [
      Field(
        "checkpointMetadata", .structure([Field("version", .int64), Field("tags", strings)])),
      Field(
        "sidecar",
        .structure([
          Field("path", .string), Field("sizeInBytes", .int64),
          Field("modificationTime", .int64), Field("tags", strings),
        ])),
    ])

  private static let ownActions = Schema([
    Field(
      "txn",
      .structure([
        Field("appId", .string), Field("version", .int64), Field("lastUpdated", .int64),
      ])),
    Field(
      "metaData",
      .structure([
        Field("id", .string), Field("name", .string), Field("description", .string),
        Field(
          "format", .structure([Field("provider", .string), Field("options", strings)])),
        Field("schemaString", .string), Field("partitionColumns", list),
        Field("configuration", strings), Field("createdTime", .int64),
      ])),
    Field(
      "protocol",
      .structure([
        Field("minReaderVersion", .int32), Field("minWriterVersion", .int32),
        Field("readerFeatures", list), Field("writerFeatures", list),
      ])),
    Field(
      "domainMetadata",
      .structure([
        Field("domain", .string), Field("configuration", .string), Field("removed", .boolean),
      ])),
  ])

  /// The columns of a sidecar.
  static let fileActions = Schema([
    Field(
      "add",
      .structure([
        Field("path", .string), Field("partitionValues", strings), Field("size", .int64),
        Field("modificationTime", .int64), Field("dataChange", .boolean),
        Field("stats", .string), Field("tags", strings), Field("deletionVector", vector),
        Field("baseRowId", .int64), Field("defaultRowCommitVersion", .int64),
        Field("clusteringProvider", .string),
      ])),
    Field(
      "remove",
      .structure([
        Field("path", .string), Field("deletionTimestamp", .int64),
        Field("dataChange", .boolean), Field("extendedFileMetadata", .boolean),
        Field("partitionValues", strings), Field("size", .int64),
        Field("deletionVector", vector), Field("baseRowId", .int64),
        Field("defaultRowCommitVersion", .int64),
      ])),
  ])

  private let schema: Schema
  private var rows: [[Value]] = []

  init(_ schema: Schema) {
    self.schema = schema
  }

  var count: Int { rows.count }

  /// Adds a row with an action of one kind.
  mutating func append(_ kind: String, _ values: [Value]) {
    rows.append(
      schema.fields.map { field in
        guard field.name == kind else { return .null }
        return Self.structure(field.type, values)
      })
  }

  /// Gives the rows and begins anew.
  mutating func finish() throws -> ColumnBatch {
    defer { rows.removeAll(keepingCapacity: true) }
    return try ColumnBatch(schema: schema, rows: rows)
  }

  private static func structure(_ type: LogicalType, _ values: [Value]) -> Value {
    guard case .structure(let fields) = type else { return .null }
    return .structure(zip(fields, values).map { Value.Member($0.name, $1) })
  }

  mutating func table(_ tableProtocol: TableProtocol, _ metadata: Metadata) throws {
    append(
      "protocol",
      [
        .integer(Int64(tableProtocol.minReaderVersion)),
        .integer(Int64(tableProtocol.minWriterVersion)),
        Self.list(tableProtocol.readerFeatures?.sorted()),
        Self.list(tableProtocol.writerFeatures?.sorted()),
      ])
    append(
      "metaData",
      [
        .string(metadata.id), Self.text(metadata.name), Self.text(metadata.description),
        .structure([
          Value.Member("provider", .string(metadata.format)),
          Value.Member("options", Self.map(metadata.formatOptions)),
        ]),
        .string(try metadata.schema.deltaJSON()), Self.list(metadata.partitionColumns),
        Self.map(metadata.configuration), Self.integer(metadata.createdTime),
      ])
  }

  static func checkpoint(version: Int) -> [Value] { [.integer(Int64(version)), .null] }

  static func sidecar(_ name: String, size: Int, modified: Int64) -> [Value] {
    [.string(name), .integer(Int64(size)), .integer(modified), .null]
  }

  static func transaction(_ value: TransactionIdentifier) -> [Value] {
    [.string(value.appId), .integer(value.version), integer(value.lastUpdated)]
  }

  static func domain(_ value: DomainMetadata) -> [Value] {
    [.string(value.domain), .string(value.configuration), .boolean(value.removed)]
  }

  static func add(_ file: AddFile) -> [Value] {
    [
      .string(FilePath.encode(file.path)), map(file.partitionValues), .integer(Int64(file.size)),
      .integer(file.modificationTime),
      // What a checkpoint holds is no change any more.
      .boolean(false), text(file.statistics), file.tags.map { map($0) } ?? .null,
      deletionVector(file.deletionVector), integer(file.baseRowId),
      integer(file.defaultRowCommitVersion), text(file.clusteringProvider),
    ]
  }

  static func remove(_ file: RemoveFile) -> [Value] {
    [
      .string(FilePath.encode(file.path)), integer(file.deletionTimestamp), .boolean(false),
      .boolean(file.partitionValues != nil && file.size != nil),
      file.partitionValues.map { map($0) } ?? .null, integer(file.size.map { Int64($0) }),
      deletionVector(file.deletionVector), integer(file.baseRowId),
      integer(file.defaultRowCommitVersion),
    ]
  }

  private static func deletionVector(_ value: DeletionVectorDescriptor?) -> Value {
    guard let value else { return .null }
    return structure(
      vector,
      [
        .string(value.storage.rawValue), .string(value.pathOrInlineData),
        integer(value.offset.map { Int64($0) }), .integer(Int64(value.sizeInBytes)),
        .integer(Int64(value.cardinality)),
      ])
  }

  private static func text(_ value: String?) -> Value { value.map { .string($0) } ?? .null }
  private static func integer(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }

  private static func list(_ values: [String]?) -> Value {
    values.map { .list($0.map { .string($0) }) } ?? .null
  }

  private static func map(_ values: [String: String?]) -> Value {
    .map(
      values.sorted { $0.key < $1.key }.map { Value.Entry(.string($0.key), text($0.value)) })
  }

  private static func map(_ values: [String: String]) -> Value {
    map(values.mapValues { Optional($0) })
  }
}
