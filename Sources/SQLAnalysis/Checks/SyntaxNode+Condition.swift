import JSON

extension SyntaxNode {
  /// Whether the condition compares columns with constants and does nothing else, so that DuckDB
  /// leaves out by their statistics the row groups where it cannot hold.
  public var isDecidedByStatistics: Bool {
    let children = self["children"].elements
    switch self["type"].text {
    case "CONJUNCTION_AND", "CONJUNCTION_OR", "OPERATOR_NOT":
      return children.allSatisfy(\.isDecidedByStatistics)
    case "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL":
      return children.allSatisfy(\.isColumn)
    case "COMPARE_IN", "COMPARE_NOT_IN":
      return children.first?.isColumn == true && children.dropFirst().allSatisfy(\.isConstant)
    case "COMPARE_BETWEEN":
      return self["input"].isColumn && self["lower"].isConstant && self["upper"].isConstant
    default:
      guard self["class"].text == "COMPARISON" else { return isConstant }
      let (left, right) = (self["left"], self["right"])
      return left.isColumn && right.isConstant || left.isConstant && right.isColumn
        || left.isConstant && right.isConstant
    }
  }

  /// Whether it is a column, and not a field of one.
  public var isColumn: Bool {
    self["class"].text == "COLUMN_REF" && self["column_names"].elements.count <= 2
  }

  /// The column's own name, where it is one.
  public var columnName: String? {
    isColumn ? self["column_names"].elements.last?.text : nil
  }

  /// Whether it says that an expression is not null; the expression.
  public var notNull: SyntaxNode? {
    self["type"].text == "OPERATOR_IS_NOT_NULL" ? self["children"].elements.first : nil
  }

  private var isConstant: Bool {
    switch self["class"].text {
    case "CONSTANT": true
    case "CAST": self["child"].isConstant
    // A negative number is a call of the operator that negates.
    case "FUNCTION":
      self["is_operator"].isTrue && self["children"].elements.allSatisfy(\.isConstant)
    default: false
    }
  }

  /// The tree without the places in the text, to compare what two texts say.
  var withoutPlaces: SyntaxNode {
    switch self {
    case .array(let elements): .array(elements.map(\.withoutPlaces))
    case .object(let members):
      .object(
        members.filter { $0.key != "query_location" }.reduce(into: [:]) { result, member in
          // Functions that a query names without a schema are written with one.
          let isSchema = member.key == "schema" && member.value == .string("main")
          result[member.key] = isSchema ? .string("") : member.value.withoutPlaces
        })
    default: self
    }
  }

  /// The tree as JSON, as `json_deserialize_sql` reads it.
  func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .number(let digits): text += digits
    case .string(let string): JSONText.append(quoted: string, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, name) in members.keys.sorted().enumerated() {
        if index > 0 { text += "," }
        JSONText.append(quoted: name, to: &text)
        text += ":"
        members[name]?.write(to: &text)
      }
      text += "}"
    }
  }

  /// `SELECT` and an expression, as a document that `json_deserialize_sql` reads.
  public static func document(selecting expression: SyntaxNode) -> String {
    let from: SyntaxNode = .object([
      "type": .string("EMPTY"), "alias": .string(""), "sample": .null,
    ])
    let node: SyntaxNode = .object([
      "type": .string("SELECT_NODE"), "modifiers": .array([]),
      "cte_map": .object(["map": .array([])]), "select_list": .array([expression]),
      "from_table": from, "where_clause": .null, "group_expressions": .array([]),
      "group_sets": .array([]), "aggregate_handling": .string("STANDARD_HANDLING"),
      "having": .null, "sample": .null, "qualify": .null,
    ])
    let statement: SyntaxNode = .object(["node": node, "named_param_map": .array([])])
    var text = ""
    SyntaxNode.object(["error": .boolean(false), "statements": .array([statement])])
      .write(to: &text)
    return text
  }

  /// The expression of a query that selects one and nothing else, without places.
  public static func selected(_ root: SyntaxNode) -> SyntaxNode? {
    root["statements"].elements.first?["node"]["select_list"].elements.first?.withoutPlaces
  }

  /// Whether two expressions say the same, wherever they stand.
  public func saysSame(as other: SyntaxNode) -> Bool { withoutPlaces == other.withoutPlaces }
}
