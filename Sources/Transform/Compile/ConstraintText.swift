import Jinja
import OrderedCollections

/// The constraints of a contracted model as SQL.
///
/// A column's `not_null`, and every `check`, stand in the table and hold for all rows that ever
/// come. Keys no Delta table knows: they are looked at once, when the table is built.
enum ConstraintText {
  /// A query that gives a row where a constraint is broken, and what to say then.
  struct Check {
    var sql: String
    var message: String
  }

  /// The columns of a table, each with its type and what holds for it alone, then the checks.
  static func columns(_ columns: DataValue.Dictionary) -> [String] {
    var lines: [String] = []
    var checks: [String] = []
    for column in columns.values {
      let name = column["name"]?.string ?? ""
      var line = "\(quoted(column)) \(column["data_type"]?.string ?? "")"
      for constraint in column["constraints"]?.list ?? [] {
        switch constraint["type"]?.string {
        case "not_null", "primary_key":
          if !line.hasSuffix(" not null") { line += " not null" }
        case "check":
          checks.append(check(constraint, named: "\(name)_check_\(checks.count + 1)"))
        default: break
        }
      }
      lines.append(line)
    }
    return lines + checks
  }

  /// The checks of the whole table.
  static func table(_ constraints: [DataValue]) -> [String] {
    constraints.enumerated().compactMap { index, constraint in
      constraint["type"]?.string == "check"
        ? check(constraint, named: "check_\(index + 1)") : nil
    }
  }

  private static func check(_ constraint: DataValue, named fallback: String) -> String {
    let name = constraint["name"]?.string ?? fallback
    return "constraint \(name) check (\(constraint["expression"]?.string ?? "true"))"
  }

  private static func quoted(_ column: DataValue) -> String {
    let name = column["name"]?.string ?? ""
    return column["quote"]?.boolean == true ? "\"\(name)\"" : name
  }

  /// What has to be asked of the rows of `relation`: whether its keys are keys.
  static func checks(of relation: String, _ model: DataValue) -> [Check] {
    var found: [Check] = []
    func add(_ constraint: DataValue, _ columns: [String]) {
      let list = columns.joined(separator: ", ")
      switch constraint["type"]?.string {
      case "primary_key", "unique":
        let key = constraint["type"]?.string == "unique" ? "unique" : "primary key"
        let isNull = columns.map { "\($0) is null" }.joined(separator: " or ")
        let rest = key == "unique" ? " where not (\(isNull))" : ""
        found.append(
          Check(
            sql: "select 1 from \(relation)\(rest) group by \(list) having count(*) > 1 limit 1",
            message: "the \(key) (\(list)) is not unique: rows of the model have it in common"))
        if key == "primary key" {
          found.append(
            Check(
              sql: "select 1 from \(relation) where \(isNull) limit 1",
              message: "the primary key (\(list)) has nulls"))
        }
      default: break
      }
    }
    for column in model["columns"]?.dictionary?.elements.map(\.value) ?? [] {
      for constraint in column["constraints"]?.list ?? [] { add(constraint, [quoted(column)]) }
    }
    for constraint in model["constraints"]?.list ?? [] {
      add(constraint, constraint["columns"]?.stringList ?? [])
    }
    return found
  }
}

/// The message about a contract that a model's code does not keep, as dbt words it.
enum ContractMismatch {
  /// The message; both lists are of dictionaries with `name` and `data_type`.
  static func message(promised: [DataValue], given: [DataValue]) -> String {
    guard !promised.isEmpty else {
      return "This model has an enforced contract, and its 'columns' specification is missing"
    }
    var rows: [[String]] = []
    func name(_ column: DataValue) -> String { column["name"]?.string ?? "" }
    func type(_ column: DataValue) -> String { column["data_type"]?.string ?? "" }
    for column in given {
      guard let other = promised.first(where: { name($0) == name(column) }) else {
        rows.append([name(column), type(column), "", "missing in contract"])
        continue
      }
      guard type(other) != type(column) else { continue }
      rows.append([name(column), type(column), type(other), "data type mismatch"])
    }
    for column in promised where !given.contains(where: { name($0) == name(column) }) {
      rows.append([name(column), "", type(column), "missing in definition"])
    }
    let head = ["column_name", "definition_type", "contract_type", "mismatch_reason"]
    return """
      This model has an enforced contract that failed.
      Please ensure the name, data_type, and number of columns in your contract match the columns \
      in your model's definition.

      \(table([head] + rows.sorted { $0[0] < $1[0] }))
      """
  }

  private static func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return "| \(padded.joined(separator: " | ")) |"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([line(rows[0]), line(rule)] + rows.dropFirst().map(line)).joined(separator: "\n")
  }
}
