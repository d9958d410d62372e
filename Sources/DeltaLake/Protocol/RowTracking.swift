public import Columnar
import FoundationEssentials

/// The hidden columns in which files keep what rows that moved there were known by: Delta's
/// materialized row ids and row commit versions. Neither is part of the table's schema.
public struct RowTrackingColumns: Sendable, Hashable {
  /// The column of ids; null where a row has that of its place.
  public var rowId: String
  /// The column of the versions that last changed a row; null where that is the file's.
  public var commitVersion: String

  /// Both as columns of a file, the ids first.
  public var fields: [Field] { [Field(rowId, .int64), Field(commitVersion, .int64)] }
}

extension Metadata {
  /// Whether every row has an id that stays with it (`delta.enableRowTracking`).
  public var hasRowTracking: Bool { flag("delta.enableRowTracking") }

  /// Whether writers give no ids though the table has the feature.
  var suspendsRowTracking: Bool { flag("delta.rowTrackingSuspended") }

  /// The hidden columns that keep ids when rows move; `nil` if the table does not track rows.
  public var rowTrackingColumns: RowTrackingColumns? {
    guard hasRowTracking, let id = configuration[RowTracking.rowIdKey],
      let version = configuration[RowTracking.commitVersionKey]
    else { return nil }
    return RowTrackingColumns(rowId: id, commitVersion: version)
  }

  /// Names the hidden columns of a table that tracks rows, once and for all.
  mutating func assignRowTrackingColumns() {
    guard hasRowTracking else { return }
    let unique = UUID().uuidString.lowercased()
    for (key, name) in [
      (RowTracking.rowIdKey, "_row-id-col-"),
      (RowTracking.commitVersionKey, "_row-commit-version-col-"),
    ] where configuration[key] == nil {
      configuration[key] = name + unique
    }
  }
}

/// How far the ids of a table's rows have got, as the domain `delta.rowTracking` keeps it.
enum RowTracking {
  static let domain = "delta.rowTracking"
  static let preservedTag = "delta.rowTracking.preserved"
  static let rowIdKey = "delta.rowTracking.materializedRowIdColumnName"
  static let commitVersionKey = "delta.rowTracking.materializedRowCommitVersionColumnName"

  static func domainMetadata(highWaterMark: Int64) -> DomainMetadata {
    DomainMetadata(
      domain: domain,
      configuration: JSONValue.object(["rowIdHighWaterMark": .integer(highWaterMark)]).rendered)
  }

  static func highWaterMark(_ setting: DomainMetadata) -> Int64? {
    (try? JSONValue(parsing: setting.configuration))?["rowIdHighWaterMark"]?.integerValue
  }
}

extension Transaction {
  /// Whether rows may have moved between files: files went and new ones came.
  private var movesRows: Bool {
    let gone = Set(removes.map(\.path))
    return !gone.isEmpty && adds.contains { !gone.contains($0.path) }
  }

  /// Whether every row that stays is known by its id and version afterwards, as the commit says
  /// under `delta.rowTracking.preserved`; `nil` if the table has no row tracking.
  var preservation: Bool? {
    guard self.protocol?.has(.rowTracking) == true else { return nil }
    return !movesRows || (preservesRowIds && metadata?.hasRowTracking == true)
  }

  /// Gets a table ready whose rows are tracked from this commit on: its hidden columns are named,
  /// and the files that it has get ids for their rows.
  mutating func beginRowTracking() throws {
    guard var metadata, metadata.hasRowTracking else { return }
    guard !metadata.suspendsRowTracking else {
      throw DeltaError(
        .notAllowed, "rows cannot be tracked while delta.rowTrackingSuspended is true",
        hint: "set one of the two properties to false", path: table.store.root)
    }
    if metadata.rowTrackingColumns == nil {
      metadata.assignRowTrackingColumns()
      newMetadata = metadata
    }
    guard let snapshot, !snapshot.metadata.hasRowTracking else { return }
    // A file that others add meanwhile would be left without ids.
    readWholeTable()
    let gone = Set(removes.map(\.path))
    for file in snapshot.files where file.baseRowId == nil && !gone.contains(file.path) {
      var add = file.addFile
      add.dataChange = false
      adds.append(add)
    }
  }

  /// Gives the rows of added files ids that no row of the table has had.
  mutating func assignRowIds(behind base: Snapshot?, version: Int) throws {
    // A clone begins where its source has got to.
    let settings = [base?.domainMetadata[RowTracking.domain]] + domains.filter { $0.isRowTracking }
    let known = settings.compactMap { $0.flatMap(RowTracking.highWaterMark) }.max()
    var next = (known ?? -1) + 1
    let first = next
    for index in adds.indices where adds[index].baseRowId == nil {
      guard let statistics = adds[index].statistics.map({ Array($0.utf8) }),
        let count = FileStatistics.rowCount(statistics, in: 0..<statistics.count)
      else {
        throw DeltaError(
          .invalidArgument, "the table tracks its rows, and the file does not say how many it has",
          hint: "its statistics need numRecords", path: adds[index].path)
      }
      adds[index].baseRowId = next
      adds[index].defaultRowCommitVersion = adds[index].defaultRowCommitVersion ?? Int64(version)
      next += Int64(count)
    }
    guard next > first else { return }
    domains.removeAll { $0.isRowTracking }
    domains.append(RowTracking.domainMetadata(highWaterMark: next - 1))
  }
}

extension DomainMetadata {
  fileprivate var isRowTracking: Bool { domain == RowTracking.domain }
}
