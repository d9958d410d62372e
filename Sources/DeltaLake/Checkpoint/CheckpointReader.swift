import Columnar

/// Reads checkpoints of every form into a replay: Parquet in one file or several, and those of
/// the second kind (Parquet or JSON) with the sidecars that they name.
struct CheckpointReader: Sendable {
  let store: any ObjectStore
  let engine: (any Engine)?

  /// Takes the actions of a checkpoint, which is older than all that the replay has taken.
  func read(_ checkpoint: LogListing.Checkpoint, into replay: inout LogReplay) async throws {
    for path in checkpoint.paths {
      do {
        if path.hasSuffix(".json") {
          let bytes = try await store.get(path)
          try replay.replay(bytes, version: checkpoint.version, path: path)
        } else {
          try await readParquet(path, isSidecar: false, into: &replay)
        }
      } catch {
        throw Self.located(error, checkpoint, path)
      }
    }
    for sidecar in replay.sidecars {
      let path = sidecarPath(sidecar)
      do {
        try await readParquet(path, isSidecar: true, into: &replay)
      } catch {
        throw Self.located(error, checkpoint, path)
      }
    }
  }

  /// The paths of the sidecars that a checkpoint names.
  func sidecars(of checkpoint: LogListing.Checkpoint) async throws -> [String] {
    var names: [String] = []
    for path in checkpoint.paths {
      if path.hasSuffix(".json") {
        var replay = LogReplay()
        try replay.replay(
          try await store.get(path), version: checkpoint.version, path: path)
        names += replay.sidecars
      } else if let engine {
        let file = ParquetFile(store: store, path: path)
        names += try await CheckpointParquet(engine: engine, file: file).sidecars()
      }
    }
    return names.map(sidecarPath)
  }

  private func sidecarPath(_ name: String) -> String {
    FilePath.isAbsolute(name)
      ? FilePath.relative(name, root: store.root) ?? name : "\(LogPath.sidecarFolder)/\(name)"
  }

  private static func located(
    _ error: any Error, _ checkpoint: LogListing.Checkpoint, _ path: String
  ) -> any Error {
    if error is CancellationError { return error }
    if let error = error as? DeltaError, error.kind != .notFound, error.kind != .corruptLog {
      return error
    }
    let reason = (error as? DeltaError)?.message ?? "\(error)"
    return DeltaError(
      .corruptLog, "the checkpoint of version \(checkpoint.version) cannot be read: \(reason)",
      path: path, version: checkpoint.version)
  }

  private func readParquet(
    _ path: String, isSidecar: Bool, into replay: inout LogReplay
  ) async throws {
    guard let engine else {
      throw DeltaError(
        .engineRequired, "the log has a Parquet checkpoint, and there is no engine to read it",
        hint: "open the table with an Engine", path: path)
    }
    let parquet = CheckpointParquet(engine: engine, file: ParquetFile(store: store, path: path))
    try await parquet.read(isSidecar: isSidecar, into: &replay)
  }
}

/// One Parquet file of a checkpoint.
private struct CheckpointParquet {
  let engine: any Engine
  let file: ParquetFile

  func read(isSidecar: Bool, into replay: inout LogReplay) async throws {
    let schema = try await engine.schema(of: file)
    if !isSidecar { try await readTable(schema, into: &replay) }
    try await readFiles(schema, into: &replay)
    if replay.collectsTombstones { try await readRemoves(schema, into: &replay) }
  }

  /// The names of the sidecars, where there are any.
  func sidecars() async throws -> [String] {
    try await actions("sidecar", try await engine.schema(of: file)).compactMap {
      $0["path"]?.text.map(FilePath.decode)
    }
  }

  /// The rows of one kind of action, as the trees that log lines would be.
  private func actions(_ name: String, _ schema: Schema) async throws -> [JSONValue] {
    guard schema.fields.contains(where: { $0.name == name }) else { return [] }
    let batches = try await engine.read(file, columns: [[name]], whereNotNull: [name])
    return batches.flatMap { batch in
      (0..<batch.count).compactMap { row in
        let value = batch.columns[0].value(at: row)
        return value.isNull ? nil : JSONValue(value)
      }
    }
  }

  private func readTable(_ schema: Schema, into replay: inout LogReplay) async throws {
    for value in try await actions("protocol", schema) where value["minReaderVersion"] != .null {
      replay.take(try ActionDecoding.tableProtocol(value))
    }
    for value in try await actions("metaData", schema) where value["id"] != .null {
      replay.take(try ActionDecoding.metadata(value))
    }
    for value in try await actions("txn", schema) where value["appId"] != .null {
      replay.take(try ActionDecoding.transaction(value))
    }
    for value in try await actions("domainMetadata", schema) where value["domain"] != .null {
      replay.take(try ActionDecoding.domain(value))
    }
    for value in try await actions("sidecar", schema) {
      if let path = value["path"]?.text { replay.takeSidecar(FilePath.decode(path)) }
    }
  }

  private func readRemoves(_ schema: Schema, into replay: inout LogReplay) async throws {
    for value in try await actions("remove", schema) where value["path"] != .null {
      replay.take(try ActionDecoding.remove(value))
    }
  }

  private func readFiles(_ schema: Schema, into replay: inout LogReplay) async throws {
    guard case .structure(let members)? = schema["add"]?.type else { return }
    let available = Set(members.map(\.name))
    var wanted = ["path", "partitionValues", "size", "modificationTime"]
    guard available.isSuperset(of: ["path", "size"]) else {
      throw DeltaError(.corruptLog, "its add actions have no path or no size")
    }
    wanted += [
      "stats", "deletionVector", "tags", "baseRowId", "defaultRowCommitVersion",
      "clusteringProvider",
    ]
    // The text form is shorter to keep, and the other may hold fewer columns.
    if !available.contains("stats") { wanted.append("stats_parsed") }
    wanted = wanted.filter(available.contains)
    let batches = try await engine.read(
      file, columns: wanted.map { ["add", $0] }, whereNotNull: ["add", "path"])
    let parts = try batches.map { batch in
      guard batch.columns.count == wanted.count else {
        throw DeltaError(.corruptLog, "the engine gave other columns than were asked for")
      }
      let columns = Dictionary(uniqueKeysWithValues: zip(wanted, batch.columns))
      return try CheckpointFiles(columns, count: batch.count)
    }
    replay.reserve(
      parts.reduce(0) { $0 + $1.count }, bytes: parts.reduce(0) { $0 + $1.textBytes })
    for part in parts { try replay.take(part) }
  }
}

/// The add actions in a batch of a checkpoint.
struct CheckpointFiles {
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

  /// The bytes of the partition values, which are alike only for like values.
  func partitionKey(_ row: Int) -> [UInt8] {
    guard let partitionValues,
      case .map(let offsets, let keys, let values) = partitionValues.storage,
      !partitionValues.isNull(at: row)
    else { return [] }
    let start = offsets.load(Int64.self, at: partitionValues.offset + row)
    let end = offsets.load(Int64.self, at: partitionValues.offset + row + 1)
    var key: [UInt8] = []
    for entry in Int(start)..<Int(end) {
      Self.append(keys, entry, to: &key)
      Self.append(values, entry, to: &key)
    }
    return key
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

extension JSONValue {
  /// A value of a column as the log's JSON has it.
  init(_ value: Value) {
    switch value {
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .number(String(number))
    case .unsigned(let number): self = .number(String(number))
    case .hugeInteger(let number): self = .number(String(number))
    case .float(let number): self = number.isFinite ? .number("\(number)") : .null
    case .double(let number): self = number.isFinite ? .number("\(number)") : .null
    case .decimal(let number): self = .number(Literal.text(number.unscaled, number.scale))
    case .string(let text), .json(let text): self = .string(text)
    case .date(let days): self = CivilTime.text(days: Int(days)).map { .string($0) } ?? .null
    case .timestamp(let time, let unit, let isAdjustedToUTC):
      self = JSONValue(time: time, unit, isAdjustedToUTC: isAdjustedToUTC)
    case .list(let elements): self = .array(elements.map { JSONValue($0) })
    case .structure(let members):
      self = .object(members.map { Member(name: $0.name, value: JSONValue($0.value)) })
    case .map(let entries):
      self = .object(
        entries.compactMap { entry in
          guard case .string(let name) = entry.key else { return nil }
          return Member(name: name, value: JSONValue(entry.value))
        })
    default: self = .null
    }
  }

  private init(time: Int64, _ unit: LogicalType.TimeUnit, isAdjustedToUTC: Bool) {
    let micros: Int64? =
      switch unit {
      case .seconds: time.multipliedReportingOverflow(by: 1_000_000).0
      case .milliseconds: time.multipliedReportingOverflow(by: 1_000).0
      case .microseconds: time
      case .nanoseconds: CivilTime.flooredDivision(time, by: 1_000).quotient
      }
    let text = micros.flatMap {
      CivilTime.text(microseconds: $0, separator: "T", digits: 6)
    }
    self = text.map { .string(isAdjustedToUTC ? $0 + "Z" : $0) } ?? .null
  }
}
