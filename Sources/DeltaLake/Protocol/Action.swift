import Columnar

/// A file that becomes part of the table.
public struct AddFile: Sendable, Hashable {
  /// The path, relative to the table's root or absolute, in plain text (not percent-encoded).
  public var path: String
  /// The partition values by the columns' names in the log (physical names under column
  /// mapping), in Delta's text form; `nil` is null.
  public var partitionValues: [String: String?]
  /// The size in bytes.
  public var size: Int
  /// When the file was written, in milliseconds since 1970-01-01 UTC.
  public var modificationTime: Int64
  /// Whether the table's rows change by this; not so when files are only rearranged.
  public var dataChange: Bool
  /// The statistics as Delta's JSON text.
  public var statistics: String?
  /// Which of the file's rows are deleted.
  public var deletionVector: DeletionVectorDescriptor?
  /// The row id of the first row, where row tracking assigned one.
  public var baseRowId: Int64?
  /// The version that first held the file's rows, where row tracking recorded it.
  public var defaultRowCommitVersion: Int64?
  /// What clustered the file, if anything did.
  public var clusteringProvider: String?
  /// Whatever the writer noted on the file.
  public var tags: [String: String]?

  /// Describes a file.
  public init(
    path: String, partitionValues: [String: String?] = [:], size: Int, modificationTime: Int64,
    dataChange: Bool = true, statistics: String? = nil,
    deletionVector: DeletionVectorDescriptor? = nil, baseRowId: Int64? = nil,
    defaultRowCommitVersion: Int64? = nil, clusteringProvider: String? = nil,
    tags: [String: String]? = nil
  ) {
    self.path = path
    self.partitionValues = partitionValues
    self.size = size
    self.modificationTime = modificationTime
    self.dataChange = dataChange
    self.statistics = statistics
    self.deletionVector = deletionVector
    self.baseRowId = baseRowId
    self.defaultRowCommitVersion = defaultRowCommitVersion
    self.clusteringProvider = clusteringProvider
    self.tags = tags
  }
}

/// A file that is no longer part of the table.
public struct RemoveFile: Sendable, Hashable {
  /// The path, as in ``AddFile/path``.
  public var path: String
  /// When it was removed, in milliseconds since 1970-01-01 UTC.
  public var deletionTimestamp: Int64?
  /// Whether the table's rows change by this.
  public var dataChange: Bool
  /// The partition values, where the writer recorded them.
  public var partitionValues: [String: String?]?
  /// The size in bytes, where the writer recorded it.
  public var size: Int?
  /// The deletion vector of the file's state that is removed.
  public var deletionVector: DeletionVectorDescriptor?
  /// As in ``AddFile/baseRowId``.
  public var baseRowId: Int64?
  /// As in ``AddFile/defaultRowCommitVersion``.
  public var defaultRowCommitVersion: Int64?

  /// Describes a removal.
  public init(
    path: String, deletionTimestamp: Int64?, dataChange: Bool = true,
    partitionValues: [String: String?]? = nil, size: Int? = nil,
    deletionVector: DeletionVectorDescriptor? = nil, baseRowId: Int64? = nil,
    defaultRowCommitVersion: Int64? = nil
  ) {
    self.path = path
    self.deletionTimestamp = deletionTimestamp
    self.dataChange = dataChange
    self.partitionValues = partitionValues
    self.size = size
    self.deletionVector = deletionVector
    self.baseRowId = baseRowId
    self.defaultRowCommitVersion = defaultRowCommitVersion
  }
}

/// A file of changed rows, for the change data feed.
public struct ChangeFile: Sendable, Hashable {
  /// The path, as in ``AddFile/path``.
  public var path: String
  /// The partition values, as in ``AddFile/partitionValues``.
  public var partitionValues: [String: String?]
  /// The size in bytes.
  public var size: Int

  /// Describes a file of changes.
  public init(path: String, partitionValues: [String: String?] = [:], size: Int) {
    self.path = path
    self.partitionValues = partitionValues
    self.size = size
  }
}

/// How far an application has written: Delta's `txn` action.
public struct TransactionIdentifier: Sendable, Hashable {
  /// The application.
  public var appId: String
  /// The application's own count; it only grows.
  public var version: Int64
  /// When it was committed, in milliseconds since 1970-01-01 UTC.
  public var lastUpdated: Int64?

  /// Describes how far an application has written.
  public init(appId: String, version: Int64, lastUpdated: Int64? = nil) {
    self.appId = appId
    self.version = version
    self.lastUpdated = lastUpdated
  }
}

/// A named setting that a table feature keeps in the log.
public struct DomainMetadata: Sendable, Hashable {
  /// Whose setting it is; names with `delta.` are the protocol's own.
  public var domain: String
  /// The setting, in a form that the domain's owner knows.
  public var configuration: String
  /// Whether the setting is no more.
  public var removed: Bool

  /// Describes a setting.
  public init(domain: String, configuration: String, removed: Bool = false) {
    self.domain = domain
    self.configuration = configuration
    self.removed = removed
  }
}

/// What a commit says of itself: Delta's `commitInfo` action. Every writer may add its own.
public struct CommitInfo: Sendable, Hashable {
  /// When it was committed by the writer's clock, in milliseconds since 1970-01-01 UTC.
  public var timestamp: Int64?
  /// When it was committed, greater than in any earlier version; only with the feature
  /// `inCommitTimestamp`.
  public var inCommitTimestamp: Int64?
  /// What was done, as `WRITE` or `MERGE`.
  public var operation: String?
  /// How it was done. The values are JSON text where they are not strings.
  public var operationParameters: [String: String]
  /// What came of it.
  public var operationMetrics: [String: String]
  /// The version that the transaction read.
  public var readVersion: Int?
  /// The isolation level, as ``IsolationLevel`` spells it.
  public var isolationLevel: String?
  /// Whether files were added without reading the table.
  public var isBlindAppend: Bool?
  /// The program that wrote.
  public var engineInfo: String?
  /// What identifies the commit.
  public var txnId: String?
  /// Whether rows kept their ids and versions where they moved (`delta.rowTracking.preserved`);
  /// only with the feature `rowTracking`.
  public var preservesRowIds: Bool?

  init() {
    operationParameters = [:]
    operationMetrics = [:]
  }
}

/// One line of the log.
enum Action: Sendable, Hashable {
  case add(AddFile)
  case remove(RemoveFile)
  case change(ChangeFile)
  case metadata(Metadata)
  case `protocol`(TableProtocol)
  case transaction(TransactionIdentifier)
  case domain(DomainMetadata)
  case commitInfo(CommitInfo)
}
