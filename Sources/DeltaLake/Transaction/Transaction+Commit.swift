import FoundationEssentials
import Logging

/// What a committed transaction became.
public struct CommitResult: Sendable {
  /// The version that it is.
  public let version: Int
  /// The table at that version.
  public let snapshot: Snapshot
  /// How many attempts it took; more than 1 where others committed meanwhile.
  public let attempts: Int
}

extension Transaction {
  /// Makes the changes the table's next version.
  ///
  /// When it returns the version is there for everyone and survives a crash. When it throws
  /// nothing of it is visible.
  ///
  /// - Throws: ``DeltaError``: conflicts (``DeltaError/isConflict``), what the table does not
  ///   allow, and failures of the storage.
  public consuming func commit(retries: RetryPolicy = RetryPolicy()) async throws -> CommitResult {
    var attempt = CommitAttempt(try prepared())
    var attempts = 1
    while true {
      do {
        let snapshot = try await attempt.publish()
        await CommitFollowUp(snapshot: snapshot).run()
        return CommitResult(version: snapshot.version, snapshot: snapshot, attempts: attempts)
      } catch let error as DeltaError where error.kind == .alreadyExists {
        guard attempt.base != nil else { throw Self.tableExists(error) }
        guard attempts < retries.maximumAttempts else {
          throw DeltaError(
            .tooManyRetries, "other transactions were faster \(attempts) times in a row",
            hint: "try again when fewer write to the table", version: attempt.version)
        }
      }
      try await attempt.rebase()
      try await Task.sleep(for: retries.delay(after: attempts))
      // Others may have used the wait.
      try await attempt.rebase()
      attempts += 1
    }
  }

  private static func tableExists(_ error: DeltaError) -> DeltaError {
    DeltaError(
      .alreadyExists, "there is a Delta table here already",
      hint: "open it, or replace it in a transaction on its snapshot", path: error.path,
      version: 0)
  }

  /// Checks that this library writes the table as all of its features ask, before and after.
  ///
  /// ``commit(retries:)`` does so as well; asking first saves writing files in vain.
  ///
  /// - Throws: ``DeltaError/Kind/unsupportedFeature``, which names the features.
  public func checkWritable() throws {
    let root = table.store.root
    try snapshot?.protocol.checkWritable(at: root, version: snapshot?.version ?? 0)
    try newProtocol?.checkWritable(at: root, version: (snapshot?.version ?? -1) + 1)
  }

  /// The transaction with everything checked that does not depend on other transactions.
  private func prepared() throws -> Transaction {
    var result = self
    try result.checkWritable()
    try result.beginRowTracking()
    guard let metadata = result.metadata else {
      throw DeltaError(.invalidArgument, "the transaction has no table to change")
    }
    let base = result.snapshot
    if base?.metadata.isAppendOnly == true, result.removes.contains(where: \.dataChange) {
      throw DeltaError(
        .notAllowed, "the table is append-only: no row may be changed or deleted",
        hint: "set the property delta.appendOnly to false first", path: table.store.root)
    }
    try result.checkIcebergCompatibility()
    for feature in TableDefinition.features(of: metadata) {
      guard let current = result.protocol, !current.has(feature) else { continue }
      result.newProtocol = current.adding(feature)
    }
    let unmet = metadata.neededOfHost.subtracting(table.hostFeatures)
    if let feature = unmet.map(\.rawValue).sorted().first, result.adds.contains(where: \.dataChange)
    {
      throw DeltaError(
        .unsupportedFeature,
        "the table uses \"\(feature)\", which the program that writes does not see to",
        path: table.store.root)
    }
    let context = FileContext(root: table.store.root, metadata: metadata)
    for index in result.adds.indices {
      try result.adds[index].partitionValues = context.physicalPartitionValues(result.adds[index])
    }
    return result
  }

  /// Refuses to make an Iceberg table of files that were written for none.
  private func checkIcebergCompatibility() throws {
    guard let newMetadata else { return }
    try newMetadata.checkIcebergCompatibility()
    guard let version = newMetadata.icebergCompatibility, let base = snapshot,
      base.fileCount > removes.filter(\.dataChange).count
    else { return }
    if base.metadata.icebergCompatibility != version {
      throw DeltaError(
        .notAllowed,
        "\(version.property) is for tables that are new: the files of this one were"
          + " written without it",
        hint: "make the table anew, as with CREATE OR REPLACE TABLE … AS SELECT",
        path: table.store.root)
    }
    if base.metadata.partitionColumns != newMetadata.partitionColumns {
      throw DeltaError(
        .notAllowed, "\(version.property) is set: the partition columns stay as they are",
        hint: "make another table", path: table.store.root)
    }
  }

  /// Whether the transaction only adds files and has read nothing.
  var isBlindAppend: Bool {
    reads.isEmpty && removes.isEmpty && newMetadata == nil && newProtocol == nil
  }

  /// The isolation level: that of the table, unless no row is changed.
  var isolation: IsolationLevel {
    let changesData = adds.contains(where: \.dataChange) || removes.contains(where: \.dataChange)
    if !changesData, newMetadata == nil, newProtocol == nil { return .snapshot }
    let level = metadata?.configuration["delta.isolationLevel"]
    return level.flatMap(IsolationLevel.init) ?? .writeSerializable
  }

  /// The rules as they apply to this transaction; `nil` if it creates the table.
  var conflictChecker: ConflictChecker? {
    guard let context = snapshot?.context else { return nil }
    return ConflictChecker(
      isolation: isolation, reads: reads, context: context, removes: Set(removes.map(\.path)),
      changesMetadata: newMetadata != nil, changesProtocol: newProtocol != nil,
      domains: Set(domains.map(\.domain)))
  }

  /// The commit's actions in the order that the protocol wants: what it says of itself first.
  func actions(info: CommitInfo) -> [Action] {
    var actions: [Action] = [.commitInfo(info)]
    if let newProtocol { actions.append(.protocol(newProtocol)) }
    if let newMetadata { actions.append(.metadata(newMetadata)) }
    actions += identifiers.map { .transaction($0) }
    actions += domains.map { .domain($0) }
    actions += removes.map { .remove($0) }
    actions += adds.map { .add($0) }
    actions += changes.map { .change($0) }
    return actions
  }
}

extension FileContext {
  /// The partition values of a file under the names that the log uses.
  func physicalPartitionValues(_ file: AddFile) throws -> [String: String?] {
    var values: [String: String?] = [:]
    for (physical, logical) in logicalNames {
      guard let value = file.partitionValues[logical] ?? file.partitionValues[physical] else {
        throw DeltaError(
          .schemaMismatch, "the file has no value for the partition column \"\(logical)\"",
          path: file.path)
      }
      values.updateValue(value, forKey: physical)
    }
    guard values.count == file.partitionValues.count else {
      let known = Set(logicalNames.keys).union(logicalNames.values)
      let extra = file.partitionValues.keys.filter { !known.contains($0) }.sorted()
      throw DeltaError(
        .schemaMismatch,
        "the file has a value for \"\(extra.first ?? "")\", which is not a partition column",
        path: file.path)
    }
    return values
  }
}

/// A transaction on its way into the log.
struct CommitAttempt: Sendable {
  let transaction: Transaction
  /// The version that the transaction goes behind; it moves as others commit.
  private(set) var base: Snapshot?
  private let txnId = UUID().uuidString.lowercased()

  init(_ transaction: Transaction) {
    self.transaction = transaction
    base = transaction.snapshot
  }

  var version: Int { (base?.version ?? -1) + 1 }

  /// Writes the commit and gives the table at its version.
  ///
  /// - Throws: ``DeltaError/Kind/alreadyExists`` if the version is taken.
  func publish() async throws -> Snapshot {
    let store = transaction.table.store
    let path = LogPath.commitPath(version)
    let now = Transaction.now()
    let bytes = try encode(now: now)
    do {
      try await store.putIfAbsent(path, bytes, securing: transaction.unsecuredFiles)
    } catch let error where !(error is CancellationError) {
      // An answer may be lost on its way back; the commit itself tells whether it was ours.
      guard try await store.getIfPresent(path) == bytes else { throw error }
    }
    if let base {
      return try base.applying([(version, bytes)], written: now)
    }
    return try Snapshot.first(transaction.table, bytes, written: now)
  }

  /// Moves behind the versions that were committed meanwhile, if that is allowed.
  mutating func rebase() async throws {
    guard let current = base, let checker = transaction.conflictChecker else { return }
    var commits: [(version: Int, bytes: [UInt8])] = []
    let store = transaction.table.store
    while let bytes = try await store.getIfPresent(
      LogPath.commitPath(current.version + commits.count + 1))
    {
      let version = current.version + commits.count + 1
      try checker.check(try CommitSummary(version: version, bytes))
      commits.append((version, bytes))
    }
    base = try current.applying(commits, written: nil)
  }

  private func encode(now: Int64) throws -> [UInt8] {
    var info = CommitInfo()
    info.timestamp = now
    if self.transaction.metadata?.hasInCommitTimestamps == true {
      info.inCommitTimestamp = max(now, (base?.timestamp ?? 0) + 1)
      info.timestamp = info.inCommitTimestamp
    }
    let transaction = try self.transaction.finished(behind: base, at: info.timestamp ?? now)
    info.operation = transaction.operation.name
    info.operationParameters = transaction.operation.parameters
    info.operationMetrics = transaction.metrics
    info.readVersion = transaction.snapshot?.version
    info.isolationLevel = transaction.isolation.rawValue
    info.isBlindAppend = transaction.isBlindAppend
    info.engineInfo = transaction.engineInfo
    info.txnId = txnId
    info.preservesRowIds = transaction.preservation
    var writer = JSONWriter()
    for action in transaction.actions(info: info) { try writer.line(action) }
    return writer.bytes
  }
}

/// What is done behind a commit to make reading fast. The commit stands whatever becomes of it.
struct CommitFollowUp: Sendable {
  let snapshot: Snapshot

  private static let log = Logger(label: "millrace.delta")

  func run() async {
    let table = snapshot.table
    do {
      try await table.store.putHint(
        LogPath.checksumPath(snapshot.version), try Checksum(snapshot: snapshot).encoded())
    } catch {
      Self.log.debug("no checksum for version \(snapshot.version): \(error)")
    }
    guard let engine = table.engine, snapshot.version > 0,
      snapshot.version % snapshot.metadata.checkpointInterval == 0
    else { return }
    guard let background = table.background else { return await checkpoint(engine) }
    await background.add("checkpoint of \(table.store.root)") { await checkpoint(engine) }
  }

  private func checkpoint(_ engine: any Engine) async {
    let table = snapshot.table
    do {
      try await CheckpointWriter(table: table, engine: engine).write(version: snapshot.version)
      guard snapshot.metadata.cleansUpLog,
        try await table.mayHaveObsoleteLog(snapshot.metadata)
      else { return }
      _ = try await table.cleanUpLog()
    } catch {
      Self.log.warning("no checkpoint of version \(snapshot.version): \(error)")
    }
  }
}
