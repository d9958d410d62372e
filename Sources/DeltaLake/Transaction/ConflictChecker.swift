/// What a committed version did, as far as conflicts go.
struct CommitSummary: Sendable {
  var version: Int
  var adds: [AddFile] = []
  var removes: [RemoveFile] = []
  var metadata: Metadata?
  var tableProtocol: TableProtocol?
  var applications: Set<String> = []
  var domains: Set<String> = []
  var isBlindAppend = false

  init(version: Int) {
    self.version = version
  }

  /// Reads the actions of a commit.
  init(version: Int, _ bytes: [UInt8]) throws {
    self.version = version
    for action in try CommitFile.actions(bytes, version: version) { take(action) }
  }

  private mutating func take(_ action: Action) {
    switch action {
    case .add(let file): adds.append(file)
    case .remove(let file): removes.append(file)
    case .metadata(let value): metadata = value
    case .protocol(let value): tableProtocol = value
    case .transaction(let value): applications.insert(value.appId)
    case .domain(let value): domains.insert(value.domain)
    case .commitInfo(let info): isBlindAppend = info.isBlindAppend ?? false
    case .change: break
    }
  }
}

/// Delta's rules on whether a transaction may go behind a version that committed after the one
/// it was based on. A function of both, without I/O.
struct ConflictChecker: Sendable {
  /// The transaction's isolation level.
  var isolation: IsolationLevel
  /// What the transaction has read.
  var reads: ReadSet
  /// The names that the table's files are judged by.
  var context: FileContext
  /// The paths of the files that it removes.
  var removes: Set<String>
  /// Whether it changes the schema, the partitioning or the properties.
  var changesMetadata: Bool
  /// Whether it changes the protocol.
  var changesProtocol: Bool
  /// The domains that it sets.
  var domains: Set<String>

  /// - Throws: ``DeltaError`` of the kind of the conflict, which names the winning version.
  func check(_ winner: CommitSummary) throws {
    try checkTable(winner)
    try checkAppends(winner)
    try checkRemovals(winner)
    let shared = reads.applications.intersection(winner.applications).sorted()
    if let application = shared.first {
      throw conflict(
        .concurrentTransaction, winner,
        "it was written by the same application (\"\(application)\")",
        "read its progress again and write only what is behind that")
    }
    if let domain = domains.intersection(winner.domains).sorted().first {
      throw conflict(
        .metadataChanged, winner, "it changed the setting \"\(domain)\" as well", retry)
    }
  }

  private let retry = "plan the work again on the latest version"

  private func conflict(
    _ kind: DeltaError.Kind, _ winner: CommitSummary, _ what: String, _ hint: String
  ) -> DeltaError {
    DeltaError(
      kind, "version \(winner.version) was committed meanwhile: \(what)", hint: hint,
      version: winner.version)
  }

  private func checkTable(_ winner: CommitSummary) throws {
    if winner.tableProtocol != nil {
      throw conflict(.protocolChanged, winner, "it changed the table's protocol", retry)
    }
    if winner.metadata != nil {
      throw conflict(
        .metadataChanged, winner, "it changed the table's schema, partitioning or properties",
        retry)
    }
  }

  /// Files that this transaction would have read, had they been there.
  private func checkAppends(_ winner: CommitSummary) throws {
    let matters =
      switch isolation {
      case .serializable: true
      case .writeSerializable: !winner.isBlindAppend || changesMetadata
      case .snapshot: false
      }
    guard matters else { return }
    let added = winner.adds.filter(\.dataChange)
    guard wouldHaveRead(added) else { return }
    throw conflict(
      .concurrentAppend, winner, "it added files that this transaction should have read", retry)
  }

  private func wouldHaveRead(_ added: [AddFile]) -> Bool {
    if added.isEmpty || reads.wholeTable { return !added.isEmpty }
    if reads.predicates.isEmpty { return false }
    var builder = FileSegmentBuilder()
    for file in added { builder.insert(file) }
    let segment = builder.segment()
    return reads.predicates.contains { predicate in
      var judge = FileJudge(predicate, context)
      return segment.entries.indices.contains { row in
        judge.verdict(on: DataFile(segment: segment, row: row, context: context)) == .mayMatch
      }
    }
  }

  /// Files that this transaction has read or removes itself.
  private func checkRemovals(_ winner: CommitSummary) throws {
    for file in winner.removes {
      if removes.contains(file.path) {
        throw conflict(
          .concurrentDeleteDelete, winner, "it deleted a file that this transaction deletes", retry)
      }
      if reads.files.contains(file.path) || (reads.wholeTable && file.dataChange) {
        throw conflict(
          .concurrentDeleteRead, winner, "it deleted a file that this transaction has read", retry)
      }
    }
  }
}
