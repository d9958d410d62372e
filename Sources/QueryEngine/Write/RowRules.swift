import Columnar
import DeltaLake
import SQLAnalysis

/// What a table asks of every row that is written: values that follow from others, numbers that
/// are given, and conditions that must hold.
struct RowRules {
  let metadata: Metadata
  /// A condition of the write itself, beside those of the table, with what to say where it fails.
  var condition: (sql: String, message: String)?

  /// Whether there are none.
  var isEmpty: Bool {
    metadata.checkConstraints.isEmpty && metadata.invariants.isEmpty
      && metadata.generatedColumns.isEmpty && identities.isEmpty && condition == nil
  }

  /// The columns that give numbers to rows.
  var identities: [Field] { metadata.schema.fields.filter { $0.identity != nil } }

  /// The rows of a relation with the table's columns, by their names, each as the table asks. The
  /// generated columns in `given` are held against their expressions; all others are computed.
  func applied(to relation: MappedSQL, given: Set<String>) -> MappedSQL {
    var rows = relation
    let computed = computedColumns(given: given)
    if !computed.isEmpty {
      rows = Self.select("* REPLACE (\(computed.joined(separator: ", ")))", from: rows)
    }
    let conditions = conditions(given: given)
    guard !conditions.isEmpty else { return rows }
    var sql = Self.select("*", from: rows)
    let guarded = conditions.map { condition, message in
      "CASE WHEN (\(condition)) THEN true ELSE error(\(SQLQuoting.string(message))) END"
    }
    sql.append(" WHERE \(guarded.joined(separator: " AND "))")
    return sql
  }

  private static func select(_ columns: String, from rows: MappedSQL) -> MappedSQL {
    var sql = MappedSQL()
    sql.append("SELECT \(columns) FROM (")
    sql.append(rows)
    sql.append("\n) AS t")
    return sql
  }

  private func computedColumns(given: Set<String>) -> [String] {
    var columns: [String] = []
    for field in metadata.schema.fields {
      let name = SQLQuoting.name(field.name)
      if let expression = field.generationExpression, !given.contains(field.name) {
        columns.append("CAST((\(expression)) AS \(field.type)) AS \(name)")
      } else if let numbers = field.identity {
        let next = numbers.next ?? numbers.start
        columns.append(
          "coalesce(\(name), \(next) + \(numbers.step) * (row_number() OVER () - 1)) AS \(name)")
      }
    }
    return columns
  }

  private func conditions(given: Set<String>) -> [(String, String)] {
    var conditions: [(String, String)] = []
    for (name, expression) in metadata.checkConstraints.sorted(by: { $0.key < $1.key }) {
      conditions.append((expression, "CHECK constraint \"\(name)\" failed: \(expression)"))
    }
    for (column, expression) in metadata.invariants {
      conditions.append((expression, "the invariant of \"\(column)\" failed: \(expression)"))
    }
    for (column, expression) in metadata.generatedColumns where given.contains(column) {
      conditions.append(
        (
          "\(SQLQuoting.name(column)) IS NOT DISTINCT FROM (\(expression))",
          "the column \"\(column)\" is not what it is generated as: \(expression)"
        ))
    }
    if let condition { conditions.append((condition.sql, condition.message)) }
    return conditions
  }

  /// The table once rows have got their numbers; `nil` if it gives none.
  func numbering(_ count: Int) -> Metadata? {
    guard count > 0, !identities.isEmpty else { return nil }
    var result = metadata
    for index in result.schema.fields.indices {
      guard var numbers = result.schema.fields[index].identity, let next = numbers.next else {
        continue
      }
      let (distance, overflow) = numbers.step.multipliedReportingOverflow(by: Int64(count - 1))
      let (last, pastEnd) = next.addingReportingOverflow(distance)
      numbers.highWaterMark = overflow || pastEnd ? nil : last
      result.schema.fields[index].identity = numbers
    }
    return result
  }
}
