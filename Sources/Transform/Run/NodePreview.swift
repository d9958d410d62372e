import Columnar
import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine

/// What `show` and `compile` print of a node.
struct NodePreview {
  let node: Node
  let run: TransformRun
  let connection: BlockingConnection

  /// The compiled code, as `compile` prints it.
  static func compiled(_ node: Node, _ code: String, _ invocation: Invocation) -> [String] {
    guard invocation.settings.output == "json" else {
      let head =
        node.resourceType == .sqlOperation
        ? "Compiled inline node is:" : "Compiled node '\(node.name)' is:"
      return ["\(head)\n\(code)"]
    }
    let entry: DataValue =
      node.resourceType == .sqlOperation
      ? ["compiled": .string(code)] : ["node": .string(node.name), "compiled": .string(code)]
    return [entry.indentedJSON()]
  }

  /// Runs the node's code, its rows limited, and gives them as a table or as JSON.
  ///
  /// - Returns: the statement that was run, and what to print.
  func show(
    _ code: String?, _ scope: NodeScope
  ) throws -> (statement: String, lines: [String]) {
    let manifest = run.manifest
    let limit = run.invocation.settings.limit
    let sql =
      code
      ?? "select * from \(node.relationName)"
    var statement = sql
    if let macro = manifest.macros.macro("get_show_sql", from: manifest.project.name) {
      let header = node.config["sql_header"].map { Jinja.Value($0) } ?? .none
      let arguments = Arguments([.string(sql), header, limit < 0 ? .none : .integer(limit)])
      statement = try scope.macro(macro).call(arguments, scope.state).text()
    }
    let result = try connection.execute(statement)
    let names = result.schema.fields.map(\.name)
    let isInline = node.resourceType == .sqlOperation
    guard run.invocation.settings.output == "json" else {
      let head = isInline ? "Previewing inline node:" : "Previewing node '\(node.name)':"
      let rows = result.rows.map { $0.map(Self.text) }
      return (statement, ["\(head)\n\(Self.table(names, rows, result.schema))"])
    }
    let rows = result.rows.map { row -> DataValue in
      var entry = DataValue.Dictionary()
      for (name, value) in zip(names, row) {
        entry[name] = (try? Jinja.Value(value).data()) ?? .null
      }
      return .dictionary(entry)
    }
    let document: DataValue =
      isInline
      ? ["show": .list(rows)] : ["node": .string(node.name), "show": .list(rows)]
    return (statement, [document.indentedJSON()])
  }

  private static func text(_ value: Columnar.Value) -> String {
    if case .null = value { return "" }
    return (try? Jinja.Value(value).text()) ?? "\(value)"
  }

  private static func table(_ names: [String], _ rows: [[String]], _ schema: Schema) -> String {
    let widths = names.indices.map { index in
      min(20, max(names[index].count, rows.map { $0[index].count }.max() ?? 0))
    }
    let isNumber = schema.fields.map { field in
      "\(field.type)".uppercased().hasSuffix("INT") || "\(field.type)".uppercased() == "INTEGER"
        || "\(field.type)".uppercased().hasPrefix("DECIMAL")
        || ["DOUBLE", "FLOAT"].contains("\(field.type)".uppercased())
    }
    func cell(_ text: String, _ index: Int) -> String {
      var shown = text
      if shown.count > 20 { shown = shown.prefix(17) + "..." }
      let pad = String(repeating: " ", count: max(0, widths[index] - shown.count))
      return isNumber[index] ? pad + shown : shown + pad
    }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines = [line(names.indices.map { cell(names[$0], $0) })]
    lines.append(line(widths.map { String(repeating: "-", count: $0) }))
    for row in rows { lines.append(line(row.indices.map { cell(row[$0], $0) })) }
    return lines.joined(separator: "\n")
  }
}

extension DataValue {
  /// JSON over several lines, indented by two blanks, as Python's `json.dumps(indent=2)` writes.
  func indentedJSON(_ depth: Int = 0) -> String {
    let inner = String(repeating: "  ", count: depth + 1)
    let outer = String(repeating: "  ", count: depth)
    switch self {
    case .list(let members) where !members.isEmpty:
      return "[\n" + members.map { inner + $0.indentedJSON(depth + 1) }.joined(separator: ",\n")
        + "\n\(outer)]"
    case .dictionary(let entries) where !entries.isEmpty:
      let lines = entries.map { key, value in
        "\(inner)\(DataValue.string(key).json()): \(value.indentedJSON(depth + 1))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    default: return json()
    }
  }
}
