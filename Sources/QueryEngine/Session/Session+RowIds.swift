import Columnar
import DeltaLake
import SQLAnalysis

/// Rows keep their ids while a statement changes them: the native table has them in the hidden
/// columns, and the statement's text is completed so that it minds those.
extension Session {
  /// What makes an `UPDATE` or `MERGE` forget the version of a row it changes, and leave the ids of
  /// new rows open.
  func rowIdEdits(_ work: ChangeInProgress) throws -> [TextEdit] {
    guard !work.hiddenColumns.isEmpty else { return [] }
    let tracking = work.snapshot.metadata.rowTrackingColumns
    let change = work.change
    if change.verb == .update {
      let assignments = change.target.range.upperBound..<work.source.count
      return try tracking.map { [try forgetting($0, in: assignments, work)] } ?? []
    }
    return try change.clauses.compactMap { clause in
      switch clause.action {
      case .update: return try tracking.map { try forgetting($0, in: clause.range, work) }
      case .insert: return naming(work.snapshot.schema, in: clause.range, work)
      default: return nil
      }
    }
  }

  private func forgetting(
    _ tracking: RowTrackingColumns, in range: Range<Int>, _ work: ChangeInProgress
  ) throws -> TextEdit {
    let found = work.source.tokens.first {
      range.contains($0.range.lowerBound) && $0.isKeyword("SET")
    }
    guard let end = found?.range.upperBound else {
      throw StatementFailure(
        QueryError(
          .unsupported, "the table tracks its rows: the statement must say which columns it sets",
          hint: "write UPDATE SET a = …, b = …"), at: range.lowerBound)
    }
    return TextEdit(end..<end, " \(tracking.forgotten),")
  }

  /// Without a list of columns the values would be too few.
  private func naming(
    _ schema: Schema, in range: Range<Int>, _ work: ChangeInProgress
  ) -> TextEdit? {
    let tokens = work.source.tokens.drop { $0.range.lowerBound < range.lowerBound }
    guard let insert = tokens.first, tokens.dropFirst().first?.isKeyword("VALUES") == true
    else { return nil }
    let names = schema.fields.map { SQLQuoting.name($0.name) }.joined(separator: ", ")
    return TextEdit(insert.range.upperBound..<insert.range.upperBound, " (\(names))")
  }
}

extension RowTrackingColumns {
  /// The assignment by which a row that is changed takes the version of its new file.
  var forgotten: String { "\(SQLQuoting.name(commitVersion)) = NULL" }
}

extension Schema {
  /// The columns without those of these names.
  func removing(_ hidden: Set<String>) -> Schema {
    Schema(fields.filter { !hidden.contains($0.name) })
  }
}

extension ColumnBatch {
  /// The columns without those of these names.
  func removing(_ hidden: Set<String>) throws -> ColumnBatch {
    guard schema.fields.contains(where: { hidden.contains($0.name) }) else { return self }
    let kept = schema.fields.indices.filter { !hidden.contains(schema.fields[$0].name) }
    return try ColumnBatch(
      schema: Schema(kept.map { schema.fields[$0] }), columns: kept.map { columns[$0] })
  }
}
