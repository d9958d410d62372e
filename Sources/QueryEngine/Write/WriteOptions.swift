public import DeltaLake

/// How rows go into a table.
public struct WriteOptions: Sendable {
  /// What happens to the rows that are there.
  public enum Mode: Sendable, Hashable {
    case append
    /// The new rows stand instead of all there were; the schema stays.
    case overwrite
    /// The new rows stand instead of all there were in the partitions that they are in.
    case overwritePartitions
    /// The table becomes what the query gives, schema and partitioning included, in one commit.
    case replace
  }

  /// What happens where the query's columns are not the table's.
  public enum SchemaPolicy: Sendable, Hashable {
    /// Columns find each other by position and must be as many.
    case byPosition
    /// Columns find each other by name; those the query lacks are null, more are refused.
    case byName
    /// As ``byName``, but a column the table lacks is added to it, nullable.
    case addColumns
  }

  /// What happens to the rows that are there.
  public var mode: Mode
  /// What happens where the query's columns are not the table's.
  public var schemaPolicy: SchemaPolicy
  /// Whether a missing table is made, with the query's columns.
  public var createsTable: Bool
  /// The partition columns of a table that is made or replaced.
  public var partitionColumns: [String]
  /// How far applications have written, committed with the rows: a commit is refused if the
  /// table already has one of these at its version or later.
  public var transactions: [TransactionIdentifier]
  /// How far applications must have written by now, `nil` for not at all; a commit is refused
  /// with a conflict if the table says otherwise.
  public var expectedTransactions: [String: Int64?]
  /// Settings to keep in the table's log, committed with the rows.
  public var domains: [DomainMetadata]
  /// What the history says was done, such as `WRITE`.
  public var operation: String

  /// Describes a write; an append by name unless said otherwise.
  public init(
    mode: Mode = .append, schemaPolicy: SchemaPolicy = .byName, createsTable: Bool = false,
    partitionColumns: [String] = [], transactions: [TransactionIdentifier] = [],
    expectedTransactions: [String: Int64?] = [:], domains: [DomainMetadata] = [],
    operation: String = "WRITE"
  ) {
    self.mode = mode
    self.schemaPolicy = schemaPolicy
    self.createsTable = createsTable
    self.partitionColumns = partitionColumns
    self.transactions = transactions
    self.expectedTransactions = expectedTransactions
    self.domains = domains
    self.operation = operation
  }
}

/// What a write did.
public struct WriteReport: Sendable, Hashable {
  /// The rows written.
  public var rows: Int
  /// The data files written.
  public var files: Int
  /// Their size in bytes.
  public var bytes: Int64
  /// The version that was committed; `nil` if there was nothing to commit.
  public var version: Int?

  /// Describes a write.
  public init(rows: Int = 0, files: Int = 0, bytes: Int64 = 0, version: Int? = nil) {
    self.rows = rows
    self.files = files
    self.bytes = bytes
    self.version = version
  }
}
