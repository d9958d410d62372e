import Columnar

/// The add actions in a batch of a checkpoint.
struct CheckpointFiles: Sendable {
  let count: Int
  private let path: Column
  private let size: Column
  private let partitionValues: Column?
  private let modificationTime: Column?
  private let stats: Column?
  private let parsedStats: Column?
  private let deletionVector: Column?
  private let tags: Column?
  private let baseRowId: Column?
  private let commitVersion: Column?
  private let clusteringProvider: Column?

  init(_ columns: [String: Column], count: Int) throws {
    guard let path = columns["path"], let size = columns["size"] else {
      throw DeltaError(.corruptLog, "its add actions have no path or no size")
    }
    self.count = count
    self.path = path
    self.size = size
    partitionValues = columns["partitionValues"]
    modificationTime = columns["modificationTime"]
    stats = columns["stats"]
    parsedStats = columns["stats_parsed"]
    deletionVector = Self.present(columns["deletionVector"])
    tags = Self.present(columns["tags"])
    baseRowId = Self.present(columns["baseRowId"])
    commitVersion = Self.present(columns["defaultRowCommitVersion"])
    clusteringProvider = Self.present(columns["clusteringProvider"])
  }

  /// Columns without a single value are not looked at for each row.
  private static func present(_ column: Column?) -> Column? {
    column.flatMap { $0.nullCount == $0.count ? nil : $0 }
  }

  /// The bytes of the paths and statistics.
  var textBytes: Int {
    [path, stats].reduce(0) { sum, column in
      guard let column, case .bytes = column.storage else { return sum }
      return sum + column.ownRange.count
    }
  }

  /// Appends the path of a row as the log encodes it; `false` if there is none.
  func appendPath(_ row: Int, to bytes: inout [UInt8]) -> Bool {
    path.withBytes(at: row) { bytes.append(contentsOf: $0) } != nil
  }

  /// Appends the statistics of a row as JSON text.
  func appendStatistics(_ row: Int, to bytes: inout [UInt8]) {
    if let stats, stats.withBytes(at: row, { bytes.append(contentsOf: $0) }) != nil { return }
    guard let parsed = parsedStats?.value(at: row), !parsed.isNull else { return }
    bytes.append(contentsOf: JSONValue(parsed).rendered.utf8)
  }

  func size(_ row: Int) -> Int64 { Self.integer(size, row) ?? 0 }
  func modificationTime(_ row: Int) -> Int64 { Self.integer(modificationTime, row) ?? 0 }

  private static func integer(_ column: Column?, _ row: Int) -> Int64? {
    if let value = column?.int64(at: row) { return value }
    guard case .integer(let value)? = column?.value(at: row) else { return nil }
    return value
  }

  /// Makes `key` the bytes of the partition values, which are alike only for like values.
  func takePartitionKey(_ row: Int, into key: inout [UInt8]) {
    key.removeAll(keepingCapacity: true)
    guard let partitionValues,
      case .map(let offsets, let keys, let values) = partitionValues.storage,
      !partitionValues.isNull(at: row)
    else { return }
    let start = offsets.load(Int64.self, at: partitionValues.offset + row)
    let end = offsets.load(Int64.self, at: partitionValues.offset + row + 1)
    for entry in Int(start)..<Int(end) {
      Self.append(keys, entry, to: &key)
      Self.append(values, entry, to: &key)
    }
  }

  private static func append(_ column: Column, _ row: Int, to key: inout [UInt8]) {
    let start = key.count
    key.append(contentsOf: [0, 0, 0, 0, 0])
    let isPresent = column.withBytes(at: row) { key.append(contentsOf: $0) } != nil
    let length = key.count - start - 5
    key[start] = isPresent ? 1 : 0
    for byte in 0..<4 { key[start + 1 + byte] = UInt8(truncatingIfNeeded: length >> (8 * byte)) }
  }

  func partitionValues(_ row: Int) -> [String: String?] {
    guard let value = partitionValues?.value(at: row) else { return [:] }
    return ActionDecoding.partitionValues(JSONValue(value)) ?? [:]
  }

  func extras(_ row: Int) throws -> FileExtras {
    var extras = FileExtras()
    if let value = deletionVector?.value(at: row), !value.isNull {
      let tree = JSONValue(value)
      // Some writers leave a struct of nulls where there is none.
      if tree["storageType"]?.isNull == false {
        extras.deletionVector = try ActionDecoding.deletionVector(tree)
      }
    }
    if let value = tags?.value(at: row), !value.isNull { extras.tags = JSONValue(value).stringMap }
    extras.baseRowId = Self.integer(baseRowId, row)
    extras.defaultRowCommitVersion = Self.integer(commitVersion, row)
    extras.clusteringProvider = clusteringProvider?.string(at: row)
    return extras
  }
}
