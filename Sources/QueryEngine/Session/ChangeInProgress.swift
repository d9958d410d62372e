import Columnar
import DeltaLake
import SQLAnalysis

/// A `DELETE`, `UPDATE` or `MERGE` on its way: the statement, the table at the version it is based
/// on, and how it is carried out.
struct ChangeInProgress {
  let change: Change
  let source: SQLText
  let name: QualifiedName
  let table: LakeTable
  let edits: [TextEdit]
  let parameters: [Value]
  let scope: StatementScope
  /// Whether the statement names its target once more, as in a subquery: it then has to see
  /// every row.
  let readsItself: Bool
  /// What every row to change fulfils, as far as files can be judged by it.
  let predicate: Predicate?

  /// Whether the statement may ask for `_metadata` of the rows it changes.
  let asksForMetadata: Bool

  var snapshot: Snapshot { table.snapshot }

  /// The columns that the native table has beside the table's own.
  var hiddenColumns: Set<String> {
    let tracking = snapshot.metadata.rowTrackingColumns
    let moved = [tracking?.rowId, tracking?.commitVersion].compactMap(\.self)
    return Set(moved + (asksForMetadata ? [FileMetadata.name] : []))
  }

  /// The target's name within the statement.
  var alias: String { SQLQuoting.name(change.alias ?? name.name) }

  /// Whether the rows to change can be found by a query of their own.
  var canFindRows: Bool {
    guard !readsItself, parameters.isEmpty, !change.changesUnmatchedBySource else { return false }
    switch change.selection {
    case .rows: return true
    case .everyRow, .joined: return change.source != nil && change.joinCondition != nil
    }
  }

  /// Whether rows are deleted by deletion vectors.
  var usesVectors: Bool {
    canFindRows && snapshot.metadata.hasDeletionVectors && snapshot.protocol.has(.deletionVectors)
  }

  var recordsChanges: Bool { snapshot.metadata.hasChangeDataFeed }

  /// Whether finding the rows is all there is to do.
  var onlyDeletes: Bool { change.verb == .delete && !change.returnsRows && !recordsChanges }

  /// Appends what chooses the rows to change of a relation that is called as the target is:
  /// a join or a condition.
  func appendSelection(to query: inout MappedSQL) {
    func join(_ words: String, _ end: String) {
      guard let other = change.source, let condition = change.joinCondition else { return }
      query.append(words)
      query.append(source, other, edits: edits)
      query.append(change.verb == .merge ? " ON (" : " WHERE (")
      query.append(source, condition, edits: edits)
      query.append(end)
    }
    switch change.selection {
    case .rows(let range):
      query.append(" WHERE (")
      query.append(source, range, edits: edits)
      query.append("\n)")
    case .everyRow, .joined:
      if change.verb == .merge {
        join(" SEMI JOIN ", "\n)")
      } else {
        join(" WHERE EXISTS (SELECT 1 FROM ", "\n))")
      }
    }
  }

  /// Appends the common table expressions of the statement.
  func appendPrologue(to query: inout MappedSQL) {
    guard let prologue = change.prologue else { return }
    query.append(source, prologue, edits: edits)
    query.append(" ")
  }

  /// What the table's history says was done.
  var operation: DeltaLake.Operation {
    var predicate: String?
    if case .rows(let range) = change.selection { predicate = source[range] }
    switch change.verb {
    case .delete: return .delete(predicate: predicate)
    case .update: return .update(predicate: predicate)
    case .merge: return .merge(predicate: change.joinCondition.map { source[$0] } ?? "true")
    }
  }
}

/// The rows that a statement may change, as they were.
struct AffectedRows {
  /// A query for them, with the table's columns.
  var before: String
  /// The files that are written anew without them.
  var files: [DataFile] = []
  /// Where they are, if deletion vectors delete them.
  var deletions: [RowDeletion]?
  /// How many rows there are; known with ``deletions``.
  var count = 0
}
