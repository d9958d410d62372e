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
    async let table = isSidecar ? [] : tableActions(schema)
    replay.take(try await files(schema, behind: replay.files))
    try Self.take(try await table, into: &replay)
    if replay.collectsTombstones { try await readRemoves(schema, into: &replay) }
  }

  /// The names of the sidecars, where there are any.
  func sidecars() async throws -> [String] {
    let schema = try await engine.schema(of: file)
    return try await actions(["sidecar"], schema, .notNull(["sidecar"])).compactMap {
      $0.value["path"]?.text.map(FilePath.decode)
    }
  }

  /// The actions of some kinds, as the trees that log lines would be.
  private func actions(
    _ kinds: [String], _ schema: Schema, _ condition: RowCondition
  ) async throws -> [(kind: String, value: JSONValue)] {
    let kinds = kinds.filter { schema[$0] != nil }
    guard !kinds.isEmpty else { return [] }
    let batches = try await engine.read(file, columns: kinds.map { [$0] }, where: condition)
    return batches.flatMap { batch in
      zip(kinds, batch.columns).flatMap { kind, column in
        (0..<batch.count).compactMap { row in
          column.isNull(at: row) ? nil : (kind, JSONValue(column.value(at: row)))
        }
      }
    }
  }

  /// All but the files. These few rows are found in one pass by what they are not: a checkpoint's
  /// row is one action, and nearly all of them are files.
  private func tableActions(
    _ schema: Schema
  ) async throws -> [(kind: String, value: JSONValue)] {
    let files = ["add", "remove"].filter { schema.hasMember("path", of: $0) }
    let kinds = ["protocol", "metaData", "txn", "domainMetadata", "sidecar"]
    return try await actions(kinds, schema, .allNull(files.map { [$0, "path"] }))
  }

  private static func take(
    _ found: [(kind: String, value: JSONValue)], into replay: inout LogReplay
  ) throws {
    for (kind, value) in found {
      // Some writers leave a struct of nulls where there is none.
      switch kind {
      case "protocol" where value["minReaderVersion"] != .null:
        replay.take(try ActionDecoding.tableProtocol(value))
      case "metaData" where value["id"] != .null:
        replay.take(try ActionDecoding.metadata(value))
      case "txn" where value["appId"] != .null:
        replay.take(try ActionDecoding.transaction(value))
      case "domainMetadata" where value["domain"] != .null:
        replay.take(try ActionDecoding.domain(value))
      case "sidecar":
        if let path = value["path"]?.text { replay.takeSidecar(FilePath.decode(path)) }
      default: continue
      }
    }
  }

  private func readRemoves(_ schema: Schema, into replay: inout LogReplay) async throws {
    let removes = try await actions(["remove"], schema, .notNull(["remove"]))
    for (_, value) in removes where value["path"] != .null {
      replay.take(try ActionDecoding.remove(value))
    }
  }

  /// The files, but those that newer actions speak of.
  private func files(
    _ schema: Schema, behind newer: FileSegmentBuilder
  ) async throws -> [FileSegment] {
    guard case .structure(let members)? = schema["add"]?.type else { return [] }
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
    let batches = try await engine.batches(
      of: file, columns: wanted.map { ["add", $0] }, where: .notNull(["add", "path"]))
    // Segments are made of what has been read while the next rows are.
    return try await withThrowingTaskGroup(of: (Int, FileSegment).self) { group in
      var parts: [CheckpointFiles] = []
      var count = 0
      var started = 0
      func start() {
        let (number, ready) = (started, parts)
        group.addTask { (number, try Self.segment(of: ready, behind: newer)) }
        started += 1
        parts = []
        count = 0
      }
      for try await batch in batches {
        guard batch.columns.count == wanted.count else {
          throw DeltaError(.corruptLog, "the engine gave other columns than were asked for")
        }
        let columns = Dictionary(uniqueKeysWithValues: zip(wanted, batch.columns))
        parts.append(try CheckpointFiles(columns, count: batch.count))
        count += batch.count
        if count >= Self.segmentSize { start() }
      }
      if count > 0 { start() }
      var segments: [(Int, FileSegment)] = []
      for try await segment in group { segments.append(segment) }
      return segments.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// How many files make a segment: few enough to begin while most are still being read, and enough
  /// for a table to have few segments.
  private static let segmentSize = 32_768

  private static func segment(
    of parts: [CheckpointFiles], behind newer: FileSegmentBuilder
  ) throws -> FileSegment {
    var files = FileSegmentBuilder()
    files.reserve(
      files: parts.reduce(0) { $0 + $1.count }, bytes: parts.reduce(0) { $0 + $1.textBytes })
    for part in parts {
      for row in 0..<part.count { try files.insert(row, of: part, behind: newer) }
    }
    return files.compactSegment()
  }
}

extension Schema {
  /// Whether a column is a struct that has a member.
  fileprivate func hasMember(_ name: String, of column: String) -> Bool {
    guard case .structure(let members)? = self[column]?.type else { return false }
    return members.contains { $0.name == name }
  }
}
