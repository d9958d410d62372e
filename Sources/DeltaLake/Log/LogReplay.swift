import Columnar

/// Reconciles the actions of a log, newest version first: of every kind of action the newest
/// counts, so that what is found once need not be read again.
struct LogReplay {
  private(set) var tableProtocol: TableProtocol?
  private(set) var metadata: Metadata?
  private(set) var transactions: [String: TransactionIdentifier] = [:]
  private(set) var domains: [String: DomainMetadata] = [:]
  /// Files and removals of the log's own lines.
  private(set) var files = FileSegmentBuilder()
  /// The files of the checkpoint that no line speaks of.
  private(set) var checkpointFiles: [FileSegment] = []
  /// The removals that a checkpoint must still carry; collected only where asked for.
  private(set) var tombstones: [RemoveFile] = []
  private(set) var inCommitTimestamp: Int64?
  /// What a checkpoint of the second kind refers to.
  private(set) var sidecars: [String] = []

  let collectsTombstones: Bool
  private var isNewest = true

  init(collectsTombstones: Bool = false) {
    self.collectsTombstones = collectsTombstones
  }

  private static let actions = JSONNames([
    "add", "remove", "protocol", "metaData", "txn", "domainMetadata", "commitInfo", "sidecar",
  ])
  private static let fileMembers = JSONNames([
    "path", "partitionValues", "size", "modificationTime", "dataChange", "stats",
    "deletionVector", "tags", "baseRowId", "defaultRowCommitVersion", "clusteringProvider",
    "deletionTimestamp",
  ])

  /// Takes the actions of a log file, which must be older than all that were taken before.
  ///
  /// - Throws: ``DeltaError`` that names version, file, line and what is wrong there.
  mutating func replay(_ bytes: [UInt8], version: Int, path: String) throws {
    // Within a file the last of several actions on one thing counts.
    var lineEnd = bytes.count
    var isBlank = true
    while lineEnd > 0 {
      let newline = bytes[..<lineEnd].lastIndex(of: 0x0A)
      let lineStart = newline.map { $0 + 1 } ?? 0
      do {
        try bytes.withUnsafeBufferPointer { bytes in
          var reader = JSONReader(bytes, in: lineStart..<lineEnd)
          guard reader.peek() != nil else { return }
          isBlank = false
          try line(&reader)
        }
      } catch {
        throw Self.located(error, bytes, at: lineStart, version: version, path: path)
      }
      lineEnd = newline ?? 0
    }
    if isBlank {
      throw DeltaError(
        .corruptLog, "version \(version) of the log is an empty file", path: path,
        version: version)
    }
    isNewest = false
  }

  /// The error of a log line with its place.
  static func located(
    _ error: any Error, _ bytes: [UInt8], at start: Int, version: Int, path: String
  ) -> any Error {
    let line = bytes[..<start].count { $0 == 0x0A } + 1
    let place = "version \(version) of the log, line \(line)"
    switch error {
    case let fault as JSONFault:
      let column = fault.offset - start + 1
      return DeltaError(
        .corruptLog, "\(place), byte \(column): \(fault.message)", path: path, version: version)
    case let error as DeltaError:
      return DeltaError(
        error.kind, "\(place): \(error.message)", hint: error.hint, path: path, version: version)
    default: return error
    }
  }

  private mutating func line(_ reader: inout JSONReader) throws {
    var more = try reader.beginObject()
    while more {
      switch try reader.key(in: Self.actions) {
      case 0: try file(&reader, isTombstone: false)
      case 1: try file(&reader, isTombstone: true)
      case 2 where tableProtocol == nil:
        tableProtocol = try ActionDecoding.tableProtocol(try reader.value())
      case 3 where metadata == nil: metadata = try ActionDecoding.metadata(try reader.value())
      case 4: take(try ActionDecoding.transaction(try reader.value()))
      case 5: take(try ActionDecoding.domain(try reader.value()))
      case 6 where isNewest:
        inCommitTimestamp = ActionDecoding.commitInfo(try reader.value()).inCommitTimestamp
      case 7: try sidecar(try reader.value())
      default: try reader.skipValue()
      }
      more = try reader.endMember()
    }
    try reader.expectEnd()
  }

  private mutating func sidecar(_ value: JSONValue) throws {
    guard let path = value["path"]?.text else {
      throw DeltaError(.corruptLog, "the sidecar action has no valid \"path\"")
    }
    sidecars.append(FilePath.decode(path))
  }

  // MARK: Single actions, for checkpoints in other forms

  mutating func take(_ value: TransactionIdentifier) {
    if transactions[value.appId] == nil { transactions[value.appId] = value }
  }

  mutating func take(_ value: DomainMetadata) {
    if domains[value.domain] == nil { domains[value.domain] = value }
  }

  mutating func take(_ value: TableProtocol) {
    if tableProtocol == nil { tableProtocol = value }
  }

  mutating func take(_ value: Metadata) {
    if metadata == nil { metadata = value }
  }

  mutating func take(_ file: AddFile) { files.insert(file) }

  mutating func take(_ file: RemoveFile) {
    if files.insert(file), collectsTombstones { tombstones.append(file) }
  }

  mutating func take(_ segments: [FileSegment]) { checkpointFiles += segments }

  /// The files that are left.
  func fileList() -> FileList { FileList(checkpointFiles + [files.compactSegment()]) }

  mutating func takeSidecar(_ path: String) { sidecars.append(path) }

  // MARK: Files

  private mutating func file(_ reader: inout JSONReader, isTombstone: Bool) throws {
    if isTombstone, collectsTombstones {
      take(try ActionDecoding.remove(try reader.value()))
      return
    }
    var line: FileSegmentBuilder.Line?
    var found = FileSegmentBuilder.Line(
      path: (0..<0, false), size: -1, modificationTime: 0, extras: FileExtras(),
      isTombstone: isTombstone)
    var member = -1
    var more = try reader.beginObject()
    while more {
      member = try reader.key(in: Self.fileMembers, after: member)
      if try reader.null() {
        more = try reader.endMember()
        continue
      }
      switch member {
      case 0:
        found.path = try reader.rawString()
        line = found
      case 1: found.partitionValues = try reader.skipValue()
      case 2: found.size = try reader.integer()
      case 3: found.modificationTime = try reader.integer()
      case 5: found.statistics = try reader.rawString()
      case 6...10: try extra(member, &reader, &found.extras)
      default: try reader.skipValue()
      }
      more = try reader.endMember()
    }
    try insert(line == nil ? nil : found, isTombstone: isTombstone, from: reader)
  }

  private mutating func insert(
    _ line: FileSegmentBuilder.Line?, isTombstone: Bool, from reader: JSONReader
  ) throws {
    let action = isTombstone ? "remove" : "add"
    guard let line else {
      throw DeltaError(.corruptLog, "the \(action) action has no \"path\"")
    }
    if !isTombstone, line.size < 0 {
      throw DeltaError(.corruptLog, "the add action has no valid \"size\"")
    }
    try files.insert(line, from: reader)
  }

  private func extra(
    _ member: Int, _ reader: inout JSONReader, _ extras: inout FileExtras
  ) throws {
    switch member {
    case 6: extras.deletionVector = try ActionDecoding.deletionVector(try reader.value())
    case 7: extras.tags = try reader.value().stringMap
    case 8: extras.baseRowId = try reader.integer()
    case 9: extras.defaultRowCommitVersion = try reader.integer()
    default: extras.clusteringProvider = try reader.string()
    }
  }
}
