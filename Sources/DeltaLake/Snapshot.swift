public import Columnar

/// A version of a table: its schema, its properties and its files, which never change.
public struct Snapshot: Sendable {
  /// The table.
  public let table: Table
  /// The version; the first is 0.
  public let version: Int
  /// What readers and writers must know.
  public let `protocol`: TableProtocol
  /// What the table is.
  public let metadata: Metadata
  /// When the version was committed, in milliseconds since 1970-01-01 UTC: by the commit itself
  /// where the table has in-commit timestamps, else by the time its file was written; `nil` if
  /// only a checkpoint is left of the version.
  public let timestamp: Int64?
  /// How far each application has written, by its id.
  public let transactions: [String: TransactionIdentifier]
  /// The settings that table features keep, by domain.
  public let domainMetadata: [String: DomainMetadata]

  let fileList: FileList
  let context: FileContext

  init(
    table: Table, version: Int, tableProtocol: TableProtocol, metadata: Metadata,
    timestamp: Int64?, transactions: [String: TransactionIdentifier],
    domainMetadata: [String: DomainMetadata], fileList: FileList
  ) {
    self.table = table
    self.version = version
    self.protocol = tableProtocol
    self.metadata = metadata
    self.timestamp = timestamp
    self.transactions = transactions
    self.domainMetadata = domainMetadata
    self.fileList = fileList
    context = FileContext(root: table.store.root, metadata: metadata)
  }

  /// The columns, those of the partitions among them.
  public var schema: Schema { metadata.schema }

  /// The columns that the files are partitioned by, in order.
  public var partitionColumns: [String] { metadata.partitionColumns }

  /// The table properties.
  public var properties: [String: String] { metadata.configuration }

  /// How many files there are.
  public var fileCount: Int { fileList.count }

  /// The bytes of the files, all together.
  public var sizeInBytes: Int64 { fileList.sizeInBytes }

  /// The files of the version, in no particular order.
  public var files: [DataFile] {
    var files: [DataFile] = []
    files.reserveCapacity(fileList.count)
    fileList.forEach { segment, row in
      files.append(DataFile(segment: segment, row: row, context: context))
    }
    return files
  }

  /// How many rows the version has; `nil` if some file's writer recorded no statistics.
  public var rowCount: Int? {
    var count: Int? = 0
    fileList.forEach { segment, row in
      guard let known = count else { return }
      let file = DataFile(segment: segment, row: row, context: context)
      count = file.rowCount.map { known + $0 }
    }
    return count
  }

  /// Writes a checkpoint of the version, so that opening the table need not read what was
  /// committed up to it. It is harmless if there is one already.
  ///
  /// - Throws: ``DeltaError``, of kind ``DeltaError/Kind/engineRequired`` without an engine.
  public func checkpoint() async throws {
    guard let engine = table.engine else {
      throw DeltaError(
        .engineRequired, "a checkpoint is a Parquet file, and there is no engine to write it",
        hint: "open the table with an Engine", path: table.store.root)
    }
    try await CheckpointWriter(table: table, engine: engine).write(version: version)
  }

  /// The version of the newest checkpoint up to the snapshot's, as the log holds it now, or -1:
  /// the commits since then are what opening the table has to read.
  public func lastCheckpoint() async throws -> Int {
    let listing = try await LogReader(store: table.store, engine: table.engine)
      .listing(for: version)
    return listing.checkpoints.map(\.version).filter { $0 <= version }.max() ?? -1
  }

  /// How far an application has written, or `nil` if it has not.
  public func transactionVersion(of appId: String) -> Int64? { transactions[appId]?.version }

  /// The memory that the snapshot holds for each of its files, in bytes, without the statistics.
  public var bytesPerFile: Int { fileList.bytesPerFile }
}
