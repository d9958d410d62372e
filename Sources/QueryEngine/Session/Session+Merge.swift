import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// What `MERGE` asks beyond DuckDB's: a row changes once, and `*` goes by name.
extension Session {
  /// Refuses a `MERGE` in which several rows of the source would change one of the target: which
  /// of them wins would be chance.
  func refuseSeveralMatches(_ work: ChangeInProgress, _ affected: AffectedRows) async throws {
    let matched = work.change.clauses.filter { $0.kind == .matched }
    guard work.change.verb == .merge, let other = work.change.source,
      let join = work.change.joinCondition, work.parameters.isEmpty,
      matched.contains(where: { $0.action != .other })
    else { return }
    // Deleting a row twice is deleting it.
    if matched.count == 1, matched[0].action == .delete, matched[0].condition == nil { return }
    let number = "\"\u{1}row\""
    var query = MappedSQL()
    work.appendPrologue(to: &query)
    query.append("SELECT 1 FROM (SELECT *, row_number() OVER () AS \(number) FROM (")
    query.append(affected.before)
    query.append(")) AS \(work.alias) JOIN ")
    query.append(work.source, other, edits: work.edits)
    query.append(" ON (")
    query.append(work.source, join, edits: work.edits)
    query.append("\n)")
    let conditions = matched.compactMap(\.condition)
    if conditions.count == matched.count {
      query.append(" WHERE ")
      for (index, condition) in conditions.enumerated() {
        query.append(index == 0 ? "(" : " OR (")
        query.append(work.source, condition, edits: work.edits)
        query.append("\n)")
      }
    }
    query.append(" GROUP BY \(work.alias).\(number) HAVING count(*) > 1 LIMIT 1")
    let found = try await run(query, parameters: [], scope: work.scope).rows()
    guard found.isEmpty else {
      throw StatementFailure(
        QueryError(
          .execution, "several rows of the source match the same row of the target",
          hint: "make the source's rows distinct in the columns of ON"), at: join.lowerBound)
    }
  }

  /// What stands for `UPDATE SET *` and `INSERT *`: the target's columns, each from the source's
  /// of the same name. With schema evolution the source's other columns join the target's first.
  func expandStars(
    _ work: ChangeInProgress, _ metadata: inout Metadata
  ) async throws -> [TextEdit] {
    let stars = work.change.clauses.filter { $0.action == .updateAll || $0.action == .insertAll }
    guard let first = stars.first, let other = work.change.source else { return [] }
    guard let name = work.change.sourceName else {
      throw StatementFailure(
        QueryError(.binding, "the source has no name", hint: "write USING (…) AS s"),
        at: other.lowerBound)
    }
    var query = MappedSQL()
    work.appendPrologue(to: &query)
    query.append("SELECT * FROM ")
    query.append(work.source, other, edits: work.edits)
    let columns = try await locating(query, work.scope) { try self.prepared(query) }
    if work.change.evolvesSchema {
      for field in columns.fields where metadata.schema[field.name] == nil {
        metadata = try metadata.adding(try ColumnMatching.storable(field))
      }
    }
    let isComputed = { (field: Field) in
      field.generationExpression != nil || field.identity != nil
    }
    let shared = metadata.schema.fields.filter { columns[$0.name] != nil }
    if !work.change.evolvesSchema,
      let missing = metadata.schema.fields.first(where: {
        columns[$0.name] == nil && !isComputed($0)
      })
    {
      throw StatementFailure(
        QueryError(
          .binding, "the source has no column \"\(missing.name)\", which * stands for",
          hint: "name the columns, or use MERGE WITH SCHEMA EVOLUTION"), at: first.range.lowerBound)
    }
    let names = shared.map { SQLQuoting.name($0.name) }
    let values = shared.map { field in
      SQLQuoting.name([name, columns[field.name]?.name ?? field.name])
    }
    return stars.map { clause in
      if clause.action == .updateAll {
        var pairs = zip(names, values).map { "\($0) = \($1)" }
        if let tracking = metadata.rowTrackingColumns { pairs.append(tracking.forgotten) }
        return TextEdit(clause.range, "UPDATE SET \(pairs.joined(separator: ", "))")
      }
      return TextEdit(
        clause.range,
        "INSERT (\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))")
    }
  }
}
