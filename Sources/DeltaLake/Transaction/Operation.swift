/// What a transaction does, as its commit says it (`operation` and `operationParameters`).
public struct Operation: Sendable, Hashable {
  /// How rows are written.
  public enum WriteMode: String, Sendable {
    /// New rows beside the old.
    case append = "Append"
    /// New rows in the place of the old.
    case overwrite = "Overwrite"
  }

  /// The name, in Delta's spelling.
  public var name: String
  /// How it is done; values that are not text are JSON.
  public var parameters: [String: String]

  /// An operation by its name in Delta's history.
  public init(_ name: String, parameters: [String: String] = [:]) {
    self.name = name
    self.parameters = parameters
  }

  /// Rows are written.
  ///
  /// - Parameters:
  ///   - mode: what becomes of the old rows.
  ///   - columns: the partition columns.
  ///   - predicate: for overwriting: which rows are replaced; all if `nil`.
  /// - Returns: the operation `WRITE`.
  public static func write(
    _ mode: WriteMode, partitionedBy columns: [String] = [], predicate: String? = nil
  ) -> Operation {
    var parameters = ["mode": mode.rawValue, "partitionBy": list(columns)]
    parameters["predicate"] = predicate
    return Operation("WRITE", parameters: parameters)
  }

  /// A table is created, with or without rows.
  public static func createTable(
    asSelect: Bool = false, partitionedBy columns: [String] = []
  ) -> Operation {
    Operation(
      asSelect ? "CREATE TABLE AS SELECT" : "CREATE TABLE",
      parameters: ["isManaged": "false", "partitionBy": list(columns)])
  }

  /// A table takes the place of another under the same name.
  public static func replaceTable(
    asSelect: Bool = false, partitionedBy columns: [String] = []
  ) -> Operation {
    Operation(
      asSelect ? "CREATE OR REPLACE TABLE AS SELECT" : "CREATE OR REPLACE TABLE",
      parameters: ["isManaged": "false", "partitionBy": list(columns)])
  }

  /// Rows are deleted; all of them if there is no predicate.
  public static func delete(predicate: String?) -> Operation {
    Operation("DELETE", parameters: ["predicate": list(predicate.map { [$0] } ?? [])])
  }

  /// Rows are changed; all of them if there is no predicate.
  public static func update(predicate: String?) -> Operation {
    Operation("UPDATE", parameters: predicate.map { ["predicate": list([$0])] } ?? [:])
  }

  /// Rows are merged in from another relation.
  public static func merge(predicate: String) -> Operation {
    Operation("MERGE", parameters: ["predicate": list([predicate])])
  }

  /// Files are rearranged; the rows stay.
  public static func optimize(predicate: String? = nil) -> Operation {
    Operation("OPTIMIZE", parameters: ["predicate": list(predicate.map { [$0] } ?? [])])
  }

  /// Small files become large ones, and rows that belong together come together.
  ///
  /// - Parameters:
  ///   - predicate: which files take part; all if `nil`.
  ///   - columns: the columns of the Z-order.
  ///   - clusteredBy: the columns that the table is clustered by.
  /// - Returns: the operation `OPTIMIZE`.
  public static func optimize(
    predicate: String?, zOrderBy columns: [String], clusteredBy: [String]
  ) -> Operation {
    var operation = optimize(predicate: predicate)
    operation.parameters["zOrderBy"] = list(columns)
    if !clusteredBy.isEmpty { operation.parameters["clusterBy"] = list(clusteredBy) }
    return operation
  }

  /// Small files are put together behind a write.
  public static var autoCompaction: Operation {
    var operation = optimize()
    operation.parameters["auto"] = "true"
    return operation
  }

  /// Rows that deletion vectors delete go from the files.
  public static func purge(predicate: String?) -> Operation {
    Operation(
      "REORG",
      parameters: ["predicate": list(predicate.map { [$0] } ?? []), "applyPurge": "true"])
  }

  /// The table becomes what it was.
  public static func restore(version: Int) -> Operation {
    Operation("RESTORE", parameters: ["version": "\(version)"])
  }

  /// A table is made of another's files.
  public static func clone(of source: String, version: Int) -> Operation {
    Operation(
      "CLONE",
      parameters: ["source": source, "sourceVersion": "\(version)", "isShallow": "true"])
  }

  /// A folder of Parquet files becomes a table.
  ///
  /// - Parameters:
  ///   - files: how many files there are.
  ///   - columns: the partition columns.
  /// - Returns: the operation `CONVERT`.
  public static func convert(files: Int, partitionedBy columns: [String]) -> Operation {
    Operation(
      "CONVERT",
      parameters: [
        "numFiles": "\(files)", "partitionedBy": list(columns), "collectStats": "true",
      ])
  }

  /// Files that no version needs are going to be deleted; times in milliseconds.
  static func vacuumStart(retention: Int64, tableRetention: Int64) -> Operation {
    Operation(
      "VACUUM START",
      parameters: [
        "retentionCheckEnabled": "\(retention >= tableRetention)",
        "specifiedRetentionMillis": "\(retention)",
        "defaultRetentionMillis": "\(tableRetention)",
      ])
  }

  /// They are deleted.
  static let vacuumEnd = Operation("VACUUM END", parameters: ["status": "COMPLETED"])

  /// All rows are deleted.
  public static let truncate = Operation("TRUNCATE")

  /// Properties of the table are set.
  public static let setProperties = Operation("SET TBLPROPERTIES")

  /// Columns are added.
  public static let addColumns = Operation("ADD COLUMNS")

  /// A micro-batch of a stream is written.
  public static func streamingUpdate(queryId: String, epoch: Int64) -> Operation {
    Operation(
      "STREAMING UPDATE",
      parameters: ["outputMode": "Append", "queryId": queryId, "epochId": String(epoch)])
  }

  private static func list(_ values: [String]) -> String {
    JSONValue.array(values.map { .string($0) }).rendered
  }
}

/// What concurrent transactions may do to each other.
public enum IsolationLevel: String, Sendable, Hashable {
  /// The history is the order in which transactions seem to run, reads included.
  case serializable = "Serializable"
  /// Writes seem to run in some order; one may miss a blind append that committed before it.
  case writeSerializable = "WriteSerializable"
  /// The transaction changes no rows, so that nothing it missed matters.
  case snapshot = "SnapshotIsolation"
}

/// How often and how soon a transaction that lost a race is tried again.
public struct RetryPolicy: Sendable, Hashable {
  /// Attempts in all, the first among them; at least 1.
  public var maximumAttempts: Int
  /// The longest wait before the second attempt; it doubles from then on. The wait is random.
  public var firstDelay: Duration
  /// The longest wait there is.
  public var maximumDelay: Duration

  /// Makes a policy.
  public init(
    maximumAttempts: Int = 100, firstDelay: Duration = .milliseconds(2),
    maximumDelay: Duration = .milliseconds(500)
  ) {
    self.maximumAttempts = max(1, maximumAttempts)
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
  }

  /// A random wait after so many lost attempts, from 1 on.
  public func delay(after attempts: Int) -> Duration {
    let longest = min(maximumDelay, firstDelay * (1 << min(attempts - 1, 16)))
    return longest * Double.random(in: 0...1)
  }
}
