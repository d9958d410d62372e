import Columnar
import DeltaLake
import Spelling

/// Decides which column of a query becomes which column of a table.
struct ColumnMatching {
  /// What a query's columns become.
  struct Outcome {
    /// One for each column of the table, in order.
    var columns: [WrittenColumn]
    /// The table's schema, with added columns.
    var schema: Schema
    /// Whether columns were added.
    var addsColumns: Bool
  }

  var source: RowSource
  var schema: Schema
  var table: String

  /// By position, to all columns or to those listed.
  func byPosition(_ listed: [String]?) throws -> Outcome {
    let targets = try listed.map { try $0.map(position) } ?? Array(schema.fields.indices)
    guard targets.count == source.fields.count else {
      let what = listed == nil ? "the table \"\(table)\" has" : "the list names"
      throw QueryError(
        .binding, "\(what) \(targets.count) columns, but the query gives \(source.fields.count)",
        hint: "name the columns, as in INSERT INTO t (a, b), or use INSERT INTO t BY NAME")
    }
    var sources: [Int: Int] = [:]
    for (index, target) in targets.enumerated() {
      guard sources.updateValue(index, forKey: target) == nil else {
        throw QueryError(
          .binding, "the column \"\(schema.fields[target].name)\" is named twice")
      }
    }
    return try outcome(sources, schema, addsColumns: false)
  }

  /// By name. Columns the table lacks are added or refused.
  func byName(adding: Bool) throws -> Outcome {
    var schema = schema
    var sources: [Int: Int] = [:]
    for (index, field) in source.fields.enumerated() {
      if let target = schema.index(of: field.name) {
        guard sources.updateValue(index, forKey: target) == nil else {
          throw QueryError(.binding, "the query gives the column \"\(field.name)\" twice")
        }
      } else if adding {
        sources[schema.fields.count] = index
        schema.fields.append(try Self.storable(field))
      } else {
        let nearest = NearestName.of(field.name, among: schema.names)
        throw QueryError(
          .binding, "the table \"\(table)\" has no column \"\(field.name)\"",
          hint: nearest.map { "did you mean \"\($0)\"?" }
            ?? "its columns are \(schema.names.joined(separator: ", "))")
      }
    }
    return try outcome(sources, schema, addsColumns: schema.fields.count > self.schema.fields.count)
  }

  /// The query's columns as those of a new table.
  static func newTable(_ source: RowSource, names: [String] = []) throws -> Outcome {
    guard names.isEmpty || names.count == source.fields.count else {
      throw QueryError(
        .binding, "\(names.count) names for the \(source.fields.count) columns of the query")
    }
    var fields: [Field] = []
    for (index, field) in source.fields.enumerated() {
      var field = try storable(field)
      if !names.isEmpty { field.name = names[index] }
      fields.append(field)
    }
    let columns = fields.indices.map { WrittenColumn($0, source, as: fields[$0]) }
    return Outcome(columns: columns, schema: Schema(fields), addsColumns: false)
  }

  /// A column as Delta can keep it.
  static func storable(_ field: Field) throws -> Field {
    if field.type == .null { return Field(field.name, .int32) }
    guard let type = LogicalType.storable(nearest: field.type) else {
      throw QueryError(
        .conversion,
        "the column \"\(field.name)\" has the type \(field.type), which Delta cannot keep",
        hint: "cast it, for example to VARCHAR")
    }
    return Field(field.name, type, metadata: field.metadata)
  }

  private func position(_ name: String) throws -> Int {
    if let position = schema.index(of: name) { return position }
    let nearest = NearestName.of(name, among: schema.names)
    throw QueryError(
      .binding, "the table \"\(table)\" has no column \"\(name)\"",
      hint: nearest.map { "did you mean \"\($0)\"?" }
        ?? "its columns are \(schema.names.joined(separator: ", "))")
  }

  private func outcome(
    _ sources: [Int: Int], _ schema: Schema, addsColumns: Bool
  ) throws -> Outcome {
    let columns = try schema.fields.enumerated().map { index, field in
      if let column = sources[index] { return WrittenColumn(column, source, as: field) }
      guard WrittenColumn.mayBeMissing(field) else {
        throw QueryError(
          .constraint, "the column \"\(field.name)\" of \"\(table)\" must not be null",
          hint: "give it a value")
      }
      return WrittenColumn(missing: field)
    }
    return Outcome(columns: columns, schema: schema, addsColumns: addsColumns)
  }
}
