import Columnar

/// Actions out of the JSON trees of log lines. Replay reads file actions without trees; this is
/// for everything else.
enum ActionDecoding {
  /// The action on a line, or `nil` for one that this library has no use for.
  static func action(_ line: JSONValue) throws -> Action? {
    guard let member = line.members?.first else {
      throw DeltaError(.corruptLog, "the line is not an object with an action")
    }
    let value = member.value
    switch member.name {
    case "add": return .add(try add(value))
    case "remove": return .remove(try remove(value))
    case "cdc": return .change(try change(value))
    case "metaData": return .metadata(try metadata(value))
    case "protocol": return .protocol(try tableProtocol(value))
    case "txn": return .transaction(try transaction(value))
    case "domainMetadata": return .domain(try domain(value))
    case "commitInfo": return .commitInfo(commitInfo(value))
    default: return nil
    }
  }

  private static func required<T>(_ value: T?, _ name: String, in action: String) throws -> T {
    guard let value else {
      throw DeltaError(.corruptLog, "the \(action) action has no valid \"\(name)\"")
    }
    return value
  }

  static func partitionValues(_ value: JSONValue?) -> [String: String?]? {
    guard let members = value?.members else { return nil }
    var values: [String: String?] = [:]
    for member in members {
      // Assigning nil through a subscript would remove the key.
      values.updateValue(member.value.text, forKey: member.name)
    }
    return values
  }

  static func add(_ value: JSONValue) throws -> AddFile {
    AddFile(
      path: FilePath.decode(try required(value["path"]?.text, "path", in: "add")),
      partitionValues: partitionValues(value["partitionValues"]) ?? [:],
      size: Int(try required(value["size"]?.integerValue, "size", in: "add")),
      modificationTime: value["modificationTime"]?.integerValue ?? 0,
      dataChange: value["dataChange"]?.booleanValue ?? true,
      statistics: value["stats"]?.text,
      deletionVector: try value["deletionVector"].flatMap(deletionVector),
      baseRowId: value["baseRowId"]?.integerValue,
      defaultRowCommitVersion: value["defaultRowCommitVersion"]?.integerValue,
      clusteringProvider: value["clusteringProvider"]?.text, tags: value["tags"]?.stringMap)
  }

  static func remove(_ value: JSONValue) throws -> RemoveFile {
    RemoveFile(
      path: FilePath.decode(try required(value["path"]?.text, "path", in: "remove")),
      deletionTimestamp: value["deletionTimestamp"]?.integerValue,
      dataChange: value["dataChange"]?.booleanValue ?? true,
      partitionValues: partitionValues(value["partitionValues"]),
      size: value["size"]?.integerValue.map { Int($0) },
      deletionVector: try value["deletionVector"].flatMap(deletionVector),
      baseRowId: value["baseRowId"]?.integerValue,
      defaultRowCommitVersion: value["defaultRowCommitVersion"]?.integerValue)
  }

  private static func change(_ value: JSONValue) throws -> ChangeFile {
    ChangeFile(
      path: FilePath.decode(try required(value["path"]?.text, "path", in: "cdc")),
      partitionValues: partitionValues(value["partitionValues"]) ?? [:],
      size: Int(value["size"]?.integerValue ?? 0))
  }

  static func deletionVector(_ value: JSONValue) throws -> DeletionVectorDescriptor? {
    if value.isNull { return nil }
    let kind = try required(value["storageType"]?.text, "storageType", in: "deletion vector")
    return DeletionVectorDescriptor(
      storage: try required(
        DeletionVectorDescriptor.Storage(rawValue: kind), "storageType", in: "deletion vector"),
      pathOrInlineData: try required(
        value["pathOrInlineDv"]?.text, "pathOrInlineDv", in: "deletion vector"),
      offset: value["offset"]?.integerValue.map { Int($0) },
      sizeInBytes: Int(
        try required(value["sizeInBytes"]?.integerValue, "sizeInBytes", in: "deletion vector")),
      cardinality: Int(
        try required(value["cardinality"]?.integerValue, "cardinality", in: "deletion vector")))
  }

  static func metadata(_ value: JSONValue) throws -> Metadata {
    let format = value["format"]
    let provider = format?["provider"]?.text ?? "parquet"
    guard provider.lowercased() == "parquet" else {
      throw DeltaError(
        .unsupportedFeature, "the table's data files are \"\(provider)\", not Parquet")
    }
    var metadata = Metadata(
      id: try required(value["id"]?.text, "id", in: "metaData"),
      name: value["name"]?.text, description: value["description"]?.text,
      schema: try SchemaCoding.decode(
        try required(value["schemaString"]?.text, "schemaString", in: "metaData")),
      partitionColumns: (value["partitionColumns"]?.elements ?? []).compactMap(\.text),
      configuration: value["configuration"]?.stringMap ?? [:],
      createdTime: value["createdTime"]?.integerValue)
    metadata.format = provider
    metadata.formatOptions = format?["options"]?.stringMap ?? [:]
    for name in metadata.partitionColumns where metadata.schema[name] == nil {
      throw DeltaError(.corruptLog, "the partition column \"\(name)\" is not in the table's schema")
    }
    return metadata
  }

  static func tableProtocol(_ value: JSONValue) throws -> TableProtocol {
    func features(_ name: String) -> Set<String>? {
      value[name]?.elements.map { Set($0.compactMap(\.text)) }
    }
    return TableProtocol(
      minReaderVersion: Int(
        try required(value["minReaderVersion"]?.integerValue, "minReaderVersion", in: "protocol")),
      minWriterVersion: Int(
        try required(value["minWriterVersion"]?.integerValue, "minWriterVersion", in: "protocol")),
      readerFeatures: features("readerFeatures"), writerFeatures: features("writerFeatures"))
  }

  static func transaction(_ value: JSONValue) throws -> TransactionIdentifier {
    TransactionIdentifier(
      appId: try required(value["appId"]?.text, "appId", in: "txn"),
      version: try required(value["version"]?.integerValue, "version", in: "txn"),
      lastUpdated: value["lastUpdated"]?.integerValue)
  }

  static func domain(_ value: JSONValue) throws -> DomainMetadata {
    DomainMetadata(
      domain: try required(value["domain"]?.text, "domain", in: "domainMetadata"),
      configuration: value["configuration"]?.text ?? "",
      removed: value["removed"]?.booleanValue ?? false)
  }

  static func commitInfo(_ value: JSONValue) -> CommitInfo {
    var info = CommitInfo()
    info.timestamp = value["timestamp"]?.integerValue
    info.inCommitTimestamp = value["inCommitTimestamp"]?.integerValue
    info.operation = value["operation"]?.text
    for member in value["operationParameters"]?.members ?? [] where !member.value.isNull {
      info.operationParameters[member.name] = member.value.text ?? member.value.rendered
    }
    info.operationMetrics = value["operationMetrics"]?.stringMap ?? [:]
    info.readVersion = value["readVersion"]?.integerValue.map { Int($0) }
    info.isolationLevel = value["isolationLevel"]?.text
    info.isBlindAppend = value["isBlindAppend"]?.booleanValue
    info.engineInfo = value["engineInfo"]?.text
    info.txnId = value["txnId"]?.text
    info.preservesRowIds = value["tags"]?[RowTracking.preservedTag]?.text.map { $0 == "true" }
    return info
  }
}
