import Columnar

/// Actions as the lines of a log file.
extension JSONWriter {
  /// Writes an action and ends its line.
  mutating func line(_ action: Action) throws {
    beginObject()
    switch action {
    case .add(let file):
      key("add")
      add(file)
    case .remove(let file):
      key("remove")
      remove(file)
    case .change(let file):
      key("cdc")
      change(file)
    case .metadata(let metadata):
      key("metaData")
      try self.metadata(metadata)
    case .protocol(let value):
      key("protocol")
      tableProtocol(value)
    case .transaction(let value):
      key("txn")
      transaction(value)
    case .domain(let value):
      key("domainMetadata")
      domain(value)
    case .commitInfo(let info):
      key("commitInfo")
      commitInfo(info)
    }
    endObject()
    newline()
  }

  mutating func add(_ file: AddFile) {
    beginObject()
    member("path", FilePath.encode(file.path))
    partitionValues(file.partitionValues)
    member("size", Int64(file.size))
    member("modificationTime", file.modificationTime)
    member("dataChange", file.dataChange)
    if let statistics = file.statistics { member("stats", statistics) }
    if let tags = file.tags { member("tags", tags) }
    if let vector = file.deletionVector { deletionVector(vector) }
    rowTracking(file.baseRowId, file.defaultRowCommitVersion)
    if let provider = file.clusteringProvider { member("clusteringProvider", provider) }
    endObject()
  }

  mutating func remove(_ file: RemoveFile) {
    beginObject()
    member("path", FilePath.encode(file.path))
    if let time = file.deletionTimestamp { member("deletionTimestamp", time) }
    member("dataChange", file.dataChange)
    // Only with all three may the last two be relied on, says the protocol.
    if let values = file.partitionValues, let size = file.size {
      member("extendedFileMetadata", true)
      partitionValues(values)
      member("size", Int64(size))
    }
    if let vector = file.deletionVector { deletionVector(vector) }
    rowTracking(file.baseRowId, file.defaultRowCommitVersion)
    endObject()
  }

  private mutating func change(_ file: ChangeFile) {
    beginObject()
    member("path", FilePath.encode(file.path))
    partitionValues(file.partitionValues)
    member("size", Int64(file.size))
    member("dataChange", false)
    endObject()
  }

  private mutating func partitionValues(_ values: [String: String?]) {
    key("partitionValues")
    beginObject()
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      key(name)
      string(value)
    }
    endObject()
  }

  private mutating func rowTracking(_ baseRowId: Int64?, _ commitVersion: Int64?) {
    if let baseRowId { member("baseRowId", baseRowId) }
    if let commitVersion { member("defaultRowCommitVersion", commitVersion) }
  }

  private mutating func deletionVector(_ vector: DeletionVectorDescriptor) {
    key("deletionVector")
    beginObject()
    member("storageType", vector.storage.rawValue)
    member("pathOrInlineDv", vector.pathOrInlineData)
    if let offset = vector.offset { member("offset", Int64(offset)) }
    member("sizeInBytes", Int64(vector.sizeInBytes))
    member("cardinality", Int64(vector.cardinality))
    endObject()
  }

  mutating func metadata(_ metadata: Metadata) throws {
    let schema = try metadata.schema.deltaJSON()
    beginObject()
    member("id", metadata.id)
    if let name = metadata.name { member("name", name) }
    if let description = metadata.description { member("description", description) }
    key("format")
    beginObject()
    member("provider", metadata.format)
    member("options", metadata.formatOptions)
    endObject()
    member("schemaString", schema)
    strings("partitionColumns", metadata.partitionColumns)
    member("configuration", metadata.configuration)
    if let time = metadata.createdTime { member("createdTime", time) }
    endObject()
  }

  mutating func tableProtocol(_ value: TableProtocol) {
    beginObject()
    member("minReaderVersion", Int64(value.minReaderVersion))
    member("minWriterVersion", Int64(value.minWriterVersion))
    if let features = value.readerFeatures { strings("readerFeatures", features.sorted()) }
    if let features = value.writerFeatures { strings("writerFeatures", features.sorted()) }
    endObject()
  }

  mutating func transaction(_ value: TransactionIdentifier) {
    beginObject()
    member("appId", value.appId)
    member("version", value.version)
    if let time = value.lastUpdated { member("lastUpdated", time) }
    endObject()
  }

  mutating func domain(_ value: DomainMetadata) {
    beginObject()
    member("domain", value.domain)
    member("configuration", value.configuration)
    member("removed", value.removed)
    endObject()
  }

  private mutating func commitInfo(_ info: CommitInfo) {
    beginObject()
    if let time = info.inCommitTimestamp { member("inCommitTimestamp", time) }
    if let time = info.timestamp { member("timestamp", time) }
    if let operation = info.operation { member("operation", operation) }
    member("operationParameters", info.operationParameters)
    if let version = info.readVersion { member("readVersion", Int64(version)) }
    if let level = info.isolationLevel { member("isolationLevel", level) }
    if let isBlind = info.isBlindAppend { member("isBlindAppend", isBlind) }
    member("operationMetrics", info.operationMetrics)
    if let engine = info.engineInfo { member("engineInfo", engine) }
    if let id = info.txnId { member("txnId", id) }
    if let isPreserved = info.preservesRowIds {
      member("tags", [RowTracking.preservedTag: "\(isPreserved)"])
    }
    endObject()
  }

  private mutating func strings(_ name: String, _ values: [String]) {
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }
}
