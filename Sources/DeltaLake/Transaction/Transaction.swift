import Columnar
import FoundationEssentials

/// Changes to a table that become its next version together or not at all.
///
/// A transaction is prepared on a snapshot (or for a table that does not exist), told what it
/// has read and what it changes, and committed once:
/// ```
/// var transaction = Transaction(on: snapshot, .write(.append))
/// transaction.add(file)
/// let result = try await transaction.commit()
/// ```
/// If other transactions committed meanwhile, Delta's rules decide whether this one still holds:
/// if so it goes behind them by itself, if not it fails with a conflict
/// (``DeltaError/isConflict``) and has changed nothing. One that only adds files and has read
/// nothing (a blind append) conflicts with changes of schema or protocol alone.
public struct Transaction: Sendable {
  /// The table.
  public let table: Table
  /// The version that the transaction is based on; `nil` if it creates the table.
  public let snapshot: Snapshot?
  /// What the commit says was done.
  public var operation: Operation
  /// What the commit says came of it, under Delta's names (`numOutputRows` …).
  public var metrics: [String: String] = [:]
  /// The program that the commit names.
  public var engineInfo = "Millrace"
  /// Whether rows that stand in other files than before keep their ids and versions there, in the
  /// columns of ``Metadata/rowTrackingColumns``.
  public var preservesRowIds = false

  /// Files of the transaction that a crash of the machine may still lose: the commit forces them to
  /// the disk before it appears.
  public var unsecuredFiles: [String] = []

  var adds: [AddFile] = []
  var removes: [RemoveFile] = []
  var changes: [ChangeFile] = []
  var identifiers: [TransactionIdentifier] = []
  var domains: [DomainMetadata] = []
  var newMetadata: Metadata?
  var newProtocol: TableProtocol?
  var reads = ReadSet()
  let startTime: Int64

  /// Prepares changes to an existing table.
  public init(on snapshot: Snapshot, _ operation: Operation) {
    table = snapshot.table
    self.snapshot = snapshot
    self.operation = operation
    startTime = Transaction.now()
  }

  /// Prepares a new table. Committing fails with ``DeltaError/Kind/alreadyExists`` if there is
  /// one by then.
  ///
  /// The protocol is the lowest that the schema and the properties need: the portable one
  /// (reader 1, writer 2) where possible.
  ///
  /// - Throws: ``DeltaError`` if Delta cannot store the schema or partition it so.
  public init(
    creating table: Table, _ definition: TableDefinition, _ operation: Operation? = nil
  ) throws {
    self.table = table
    snapshot = nil
    self.operation = operation ?? .createTable(partitionedBy: definition.partitionColumns)
    startTime = Transaction.now()
    let (metadata, tableProtocol) = try definition.resolved(createdTime: startTime)
    newMetadata = metadata
    newProtocol = tableProtocol
    if !definition.clusteringColumns.isEmpty { try setClustering(definition.clusteringColumns) }
  }

  /// What the table is once this is committed.
  public var metadata: Metadata? { newMetadata ?? snapshot?.metadata }

  /// What readers and writers must know once this is committed.
  public var `protocol`: TableProtocol? { newProtocol ?? snapshot?.protocol }

  /// Now, in milliseconds since 1970-01-01 UTC.
  static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  // MARK: Changes

  /// Adds a file that is in the table's storage already. Its partition values may stand under
  /// the columns' logical names.
  public mutating func add(_ file: AddFile) { adds.append(file) }

  /// Removes a file from the table; its bytes stay for readers of older versions.
  ///
  /// - Parameters:
  ///   - file: a file of the snapshot.
  ///   - dataChange: `false` if its rows are added again in other files.
  public mutating func remove(_ file: DataFile, dataChange: Bool = true) {
    let add = file.addFile
    removes.append(
      RemoveFile(
        path: add.path, deletionTimestamp: startTime, dataChange: dataChange,
        partitionValues: add.partitionValues, size: add.size,
        deletionVector: add.deletionVector, baseRowId: add.baseRowId,
        defaultRowCommitVersion: add.defaultRowCommitVersion))
  }

  /// Removes every file of the snapshot, having read the whole table: an overwrite.
  public mutating func removeAll() {
    readWholeTable()
    for file in snapshot?.files ?? [] { remove(file) }
  }

  /// Removes every file of the partitions that `values` name, having read them: an overwrite of
  /// partitions.
  ///
  /// - Parameter values: for each partition the values of all partition columns, by logical name.
  public mutating func removePartitions(_ values: [[String: String?]]) {
    guard let snapshot else { return }
    let wanted = Set(values.map(PartitionValues.init))
    reads.predicates += wanted.map { snapshot.metadata.predicate(on: $0) }
    for file in snapshot.files where wanted.contains(PartitionValues(file.partitionValues)) {
      reads.files.insert(file.path)
      remove(file)
    }
  }

  /// Records a file of changed rows for the change data feed.
  public mutating func addChanges(_ file: ChangeFile) { changes.append(file) }

  /// Changes the schema, the partitioning or the properties.
  public mutating func setMetadata(_ metadata: Metadata) { newMetadata = metadata }

  /// Changes what readers and writers must know.
  public mutating func setProtocol(_ tableProtocol: TableProtocol) { newProtocol = tableProtocol }

  /// Makes the table a new one under its old history: schema, partitioning and properties are
  /// those of the definition, and no file stays.
  ///
  /// - Throws: as ``init(creating:_:_:)``.
  public mutating func replace(with definition: TableDefinition) throws {
    var (metadata, tableProtocol) = try definition.resolved(createdTime: startTime)
    if let snapshot {
      metadata.id = snapshot.metadata.id
      // Features are never dropped by replacing: older versions of the table still need them.
      for feature in TableFeature.allCases where snapshot.protocol.has(feature) {
        tableProtocol = tableProtocol.adding(feature)
      }
      if tableProtocol != snapshot.protocol { newProtocol = tableProtocol }
    }
    newMetadata = metadata
    let isClustered = snapshot?.clusteringColumns.isEmpty == false
    if isClustered || !definition.clusteringColumns.isEmpty {
      try setClustering(definition.clusteringColumns)
    }
    removeAll()
  }

  /// Records how far an application has written. Read
  /// ``Snapshot/transactionVersion(of:)`` first: what was written before need not be written
  /// again. If the same application commits meanwhile, this transaction fails.
  public mutating func setTransactionIdentifier(appId: String, version: Int64) {
    identifiers.append(
      TransactionIdentifier(appId: appId, version: version, lastUpdated: startTime))
    reads.applications.insert(appId)
  }

  /// Sets or removes a setting of a table feature.
  public mutating func setDomainMetadata(_ domain: DomainMetadata) { domains.append(domain) }

  // MARK: Reads

  /// The outcome relies on every row of the snapshot.
  public mutating func readWholeTable() { reads.wholeTable = true }

  /// Plans a scan of the snapshot whose rows the outcome relies on.
  public mutating func scan(_ predicate: Predicate) -> ScanPlan {
    guard let snapshot else { return ScanPlan() }
    let plan = snapshot.scan(predicate)
    if case .always(true) = predicate {
      readWholeTable()
    } else {
      reads.predicates.append(predicate)
    }
    read(plan.files)
    return plan
  }

  /// The outcome relies on there being no other rows for which a condition is true than those of
  /// the snapshot.
  public mutating func read(_ predicate: Predicate) { reads.predicates.append(predicate) }

  /// The outcome relies on these files of the snapshot being there.
  public mutating func read(_ files: some Sequence<DataFile>) {
    for file in files { reads.files.insert(file.path) }
  }
}

extension Metadata {
  /// The condition of being in a partition.
  func predicate(on partition: PartitionValues) -> Predicate {
    .and(
      partition.entries.map { entry in
        guard let text = entry.value, let field = schema[entry.name] else {
          return .isNull([entry.name])
        }
        return Literal(text, type: field.type).map { .compare([entry.name], .equal, $0) }
          ?? .unknown
      })
  }
}
