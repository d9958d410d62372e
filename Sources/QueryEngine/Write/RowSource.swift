import Columnar
import DuckDB
import DeltaLake
import SQLAnalysis

/// Rows that are to be written: a query that is ready to run in the session's workspace.
struct RowSource {
  /// The query.
  var query: MappedSQL
  /// Its columns. One of the type null may be of any type: it is cast to the table's.
  var fields: [Field]
  /// Values of the query's parameters.
  var parameters: [Value] = []
  /// The rows themselves, where they are known. Those of batches are in no workspace yet: the
  /// query finds them once ``staged(on:)`` has put them there.
  var rows: KnownRows?

  /// Rows in memory, to be written.
  init(_ batches: [ColumnBatch], _ schema: Schema) {
    query = MappedSQL()
    query.append("SELECT * FROM temp.\(Self.stagingName)")
    fields = schema.fields
    rows = .batches(batches)
  }

  /// A query's rows.
  init(query: MappedSQL, fields: [Field], parameters: [Value] = [], rows: KnownRows? = nil) {
    self.query = query
    self.fields = fields
    self.parameters = parameters
    self.rows = rows
  }

  private static let stagingName = "millrace_staging"

  /// Puts rows that are in memory where the query finds them.
  ///
  /// - Returns: where that is, to be dropped behind the query; `nil` for other rows.
  func staged(on connection: Connection) throws -> Staging? {
    guard case .batches(let batches)? = rows else { return nil }
    let staging = Staging(connection: connection, name: Self.stagingName)
    try staging.fill(batches, Schema(fields))
    return staging
  }

  /// The name a column of the query has in ``relation(selecting:)``.
  static func column(_ index: Int) -> String { "c\(index)" }

  /// The query as a relation `q` with columns `c0`, `c1` …, behind a list of expressions.
  func relation(selecting expressions: [String]) -> MappedSQL {
    var sql = MappedSQL()
    sql.append("SELECT \(expressions.joined(separator: ", ")) FROM (")
    sql.append(query)
    let names = fields.indices.map { Self.column($0) }.joined(separator: ", ")
    sql.append("\n) AS q(\(names))")
    return sql
  }
}

/// A column to write: an expression over a ``RowSource`` and the table's column it becomes.
struct WrittenColumn {
  var expression: String
  var field: Field
  /// Whether the source has the column.
  var isGiven: Bool { index != nil }
  /// Which column of the source it is; `nil` if the source lacks it.
  let index: Int?

  /// The column `index` of a source, cast where its type is not the table's.
  init(_ index: Int, _ source: RowSource, as field: Field) {
    self.index = index
    let column = RowSource.column(index)
    let same = source.fields[index].type == field.type && field.type != .json
    expression = same ? column : "CAST(\(column) AS \(field.type))"
    self.field = field
  }

  /// A column the source lacks: its default, or null.
  init(missing field: Field) {
    expression = "CAST((\(field.defaultExpression ?? "NULL")) AS \(field.type))"
    self.field = field
    index = nil
  }

  /// Whether a column may be left out: it is null then, or follows from the table.
  static func mayBeMissing(_ field: Field) -> Bool {
    field.isNullable || field.defaultExpression != nil || field.generationExpression != nil
      || field.identity != nil
  }
}
