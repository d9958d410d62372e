/// A statement that looks after a table: its files, its log, its versions.
public enum Maintenance: Sendable, Hashable {
  /// `OPTIMIZE`: small files become large ones; rows are put into an order by the columns of
  /// `ZORDER BY` or those the table is clustered by.
  case optimize(ObjectReference, condition: Range<Int>?, zOrder: [String], isFull: Bool)
  /// `REORG TABLE … APPLY (PURGE)`: rows that are deleted only by deletion vectors go.
  case purge(ObjectReference, condition: Range<Int>?)
  /// `VACUUM`: files that no version needs are deleted.
  case vacuum(ObjectReference, hours: Double?, isDryRun: Bool)
  /// `DESCRIBE HISTORY`.
  case history(ObjectReference, limit: Int?)
  /// `DESCRIBE DETAIL`.
  case detail(ObjectReference)
  /// `RESTORE TABLE … TO`: the table becomes what it was.
  case restore(ObjectReference, TimeTravel.Target)
  /// `CREATE TABLE … SHALLOW CLONE`.
  case clone(TableClone)
  /// `CONVERT TO DELTA`: a folder of Parquet files becomes a table.
  case convert(ObjectReference, partitions: Range<Int>?)
  /// `FSCK REPAIR TABLE`: missing files are found, and taken out of the table.
  case check(ObjectReference, repairs: Bool)
  /// `CHECKPOINT TABLE`: the log is summed up.
  case checkpoint(ObjectReference)
  /// `COMPACT LOG OF`: versions, by default all since the last checkpoint, in one file of the log.
  case compactLog(ObjectReference, versions: ClosedRange<Int>?)
  /// `MAINTAIN TABLE`: all of this, as far as the table needs it.
  case maintain(ObjectReference, isDryRun: Bool)
  /// `SHOW TBLPROPERTIES`: the properties, or one of them.
  case showProperties(ObjectReference, key: String?)
  /// `SHOW CREATE TABLE`: the statement that makes such a table or view.
  case showCreate(ObjectReference)
  /// `SHOW PARTITIONS`: the values that files are partitioned by.
  case showPartitions(ObjectReference)
  /// `SHOW COLUMNS`: the names of the columns.
  case showColumns(ObjectReference)
}

/// `CREATE TABLE … SHALLOW CLONE`.
public struct TableClone: Sendable, Hashable {
  /// The table to make.
  public var name: ObjectReference
  /// The table whose files it gets.
  public var source: ObjectReference
  /// The version of the source, its newest if `nil`.
  public var target: TimeTravel.Target?
  /// Whether an existing table is kept.
  public var ifNotExists: Bool
  /// The text after `LOCATION`.
  public var location: String?
}

/// What `ALTER TABLE` changes.
public enum TableAlteration: Sendable, Hashable {
  /// Where an added column stands.
  public enum Place: Sendable, Hashable {
    case last, first
    case after(String)
  }

  case addColumns([ColumnDefinition], places: [Place], ifNotExists: Bool)
  case renameColumn(ColumnReference, to: String)
  case dropColumns([ColumnReference], ifExists: Bool)
  /// `ALTER COLUMN … TYPE`; the type stands in the range.
  case changeType(ColumnReference, Range<Int>)
  case setRequired(ColumnReference, Bool)
  /// `SET DEFAULT`; the expression stands in the range, `nil` for `DROP DEFAULT`.
  case setDefault(ColumnReference, Range<Int>?)
  case commentColumn(ColumnReference, String)
  case setProperties([String: String])
  case unsetProperties([String], ifExists: Bool)
  case addConstraint(String, Range<Int>)
  case dropConstraint(String, ifExists: Bool)
  /// `CLUSTER BY`; no columns for `CLUSTER BY NONE`.
  case clusterBy([String])
}

/// A column of the table that a statement changes; a member of a struct by the names on the way.
public struct ColumnReference: Sendable, Hashable {
  /// The names.
  public var path: [String]
  /// Where they stand, in UTF-8 bytes.
  public var range: Range<Int>
}
