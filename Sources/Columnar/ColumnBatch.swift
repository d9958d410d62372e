/// Rows of several columns of equal length; immutable.
public struct ColumnBatch: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// The columns, in the schema's order.
  public let columns: [Column]
  /// The number of rows.
  public let count: Int

  /// Joins columns to a batch.
  ///
  /// - Parameters:
  ///   - schema: names and types, one for each column.
  ///   - columns: columns of equal length, of the schema's types.
  ///   - count: the number of rows, needed where there is no column.
  /// - Throws: ``ColumnarError`` of kind `shapeMismatch` or `typeMismatch`.
  public init(schema: Schema, columns: [Column], count: Int? = nil) throws(ColumnarError) {
    let rows = count ?? columns.first?.count ?? 0
    guard schema.fields.count == columns.count else {
      throw ColumnarError(
        .shapeMismatch, "\(columns.count) columns for a schema of \(schema.fields.count) fields")
    }
    for (field, column) in zip(schema.fields, columns) {
      guard column.count == rows else {
        throw ColumnarError(
          .shapeMismatch, "column \"\(field.name)\" has \(column.count) rows, not \(rows)")
      }
      guard column.type == field.type else {
        throw ColumnarError(
          .typeMismatch, "column \"\(field.name)\" is \(column.type), not \(field.type)")
      }
    }
    self.schema = schema
    self.columns = columns
    self.count = rows
  }

  /// Builds a batch of rows of values.
  ///
  /// - Throws: ``ColumnarError`` where a value does not fit its column's type, or a row is of
  ///   another length than the schema.
  public init(schema: Schema, rows: [[Value]]) throws(ColumnarError) {
    let builders = schema.fields.map { ColumnBuilder($0.type) }
    for row in rows {
      guard row.count == builders.count else {
        throw ColumnarError(
          .shapeMismatch, "a row of \(row.count) values for \(builders.count) columns")
      }
      for (builder, value) in zip(builders, row) { try builder.append(value) }
    }
    try self.init(schema: schema, columns: builders.map { $0.finish() }, count: rows.count)
  }

  /// Rows and columns whose agreement the caller has established.
  init(agreed schema: Schema, columns: [Column], count: Int) {
    self.schema = schema
    self.columns = columns
    self.count = count
  }

  /// The column called `name`, resolved as ``Schema/index(of:)`` does.
  public subscript(name: String) -> Column? {
    schema.index(of: name).map { columns[$0] }
  }

  /// The values of a row, in the schema's order.
  public func row(at index: Int) -> [Value] {
    columns.map { $0.value(at: index) }
  }

  /// The values of every row.
  public var rows: [[Value]] { (0..<count).map { row(at: $0) } }

  /// The rows of `range`, sharing this batch's memory.
  public func slice(_ range: Range<Int>) -> ColumnBatch {
    ColumnBatch(agreed: schema, columns: columns.map { $0.slice(range) }, count: range.count)
  }

  /// The columns at the given positions, sharing this batch's memory.
  public func selecting(_ positions: [Int]) -> ColumnBatch {
    ColumnBatch(
      agreed: Schema(positions.map { schema.fields[$0] }),
      columns: positions.map { columns[$0] }, count: count)
  }

  /// The rows of all batches, one after another, in memory of their own.
  ///
  /// - Throws: ``ColumnarError`` of kind `typeMismatch` if a batch has other column types.
  public static func concatenating(
    _ batches: [ColumnBatch], schema: Schema
  ) throws(ColumnarError) -> ColumnBatch {
    if batches.count == 1, batches[0].schema == schema { return batches[0] }
    var columns: [Column] = []
    for (index, field) in schema.fields.enumerated() {
      var parts: [Column] = []
      for batch in batches {
        guard batch.columns.count == schema.fields.count else {
          throw ColumnarError(
            .shapeMismatch, "\(batch.columns.count) columns for \(schema.fields.count) fields")
        }
        parts.append(batch.columns[index])
      }
      columns.append(try Column.concatenating(parts, type: field.type))
    }
    return ColumnBatch(
      agreed: schema, columns: columns, count: batches.reduce(0) { $0 + $1.count })
  }
}
