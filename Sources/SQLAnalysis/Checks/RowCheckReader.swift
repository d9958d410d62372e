/// Reads queries as ``RowCheck``, from the inside out.
struct RowCheckReader {
  /// Common table expressions by name in lower case: the query, and what it may name itself.
  indirect enum Scope {
    case none
    case expression(String, SyntaxNode, outer: Scope)

    func find(_ name: String) -> (query: SyntaxNode, outer: Scope)? {
      switch self {
      case .none: nil
      case .expression(let own, let query, let outer):
        own == name ? (query, outer) : outer.find(name)
      }
    }
  }

  /// The functions that make a value of one row.
  let functions: Set<String>

  func query(_ node: SyntaxNode, within outer: Scope) -> CheckedRows? {
    guard node["type"].text == "SELECT_NODE", node["sample"].isNull, node["qualify"].isNull,
      node["aggregate_handling"].text == "STANDARD_HANDLING"
    else { return nil }
    var scope = outer
    for entry in node["cte_map"]["map"].elements {
      guard let name = entry["key"].text, entry["value"]["aliases"].elements.isEmpty else {
        return nil
      }
      scope = .expression(name.lowercased(), entry["value"]["query"]["node"], outer: scope)
    }
    var isDistinct = false
    for modifier in node["modifiers"].elements {
      switch modifier["type"].text {
      case "ORDER_MODIFIER": break
      case "DISTINCT_MODIFIER" where modifier["distinct_on_targets"].elements.isEmpty:
        isDistinct = true
      default: return nil
      }
    }
    guard var rows = select(node, within: scope) else { return nil }
    if isDistinct { rows.isExact = false }
    return rows
  }

  private func select(_ node: SyntaxNode, within scope: Scope) -> CheckedRows? {
    let from = node["from_table"]
    if from["type"].text == "JOIN" { return orphans(node, within: scope) }
    guard let (source, alias) = source(from, within: scope) else { return nil }
    var rows = source
    let groups = node["group_expressions"].elements
    guard rows.isOpen else {
      // What is found is no row of the table any more: it can be passed on, and nothing else.
      let isPlain = node["where_clause"].isNull && groups.isEmpty && node["having"].isNull
      return isPlain && node["select_list"].elements.allSatisfy(\.passesOn) ? rows : nil
    }
    if !node["where_clause"].isNull {
      guard let condition = expression(node["where_clause"], of: rows, alias) else { return nil }
      rows.levels.append(condition.conjuncts)
    }
    let items = node["select_list"].elements
    guard !groups.isEmpty else {
      guard node["having"].isNull else { return nil }
      return choose(items, of: rows, alias, isGrouped: false)
    }
    guard node["group_sets"].elements.count == 1,
      node["group_sets"].elements.first?.elements.count == groups.count
    else { return nil }
    guard !node["having"].isNull else {
      rows.isExact = false
      return choose(items, of: rows, alias, isGrouped: true)
    }
    guard node["having"].isMoreThanOneRow else { return nil }
    var keys: [SyntaxNode] = []
    for group in groups {
      guard let key = key(group, items, of: rows, alias) else { return nil }
      keys.append(key)
    }
    rows.finding = .repeats(keys)
    return rows
  }

  /// What a query reads from, and its name there.
  private func source(
    _ node: SyntaxNode, within scope: Scope
  ) -> (rows: CheckedRows, alias: String)? {
    guard node["sample"].isNull, node["column_name_alias"].elements.isEmpty else { return nil }
    let alias = node["alias"].text ?? ""
    switch node["type"].text {
    case "SUBQUERY":
      return query(node["subquery"]["node"], within: scope).map { ($0, alias.lowercased()) }
    case "BASE_TABLE":
      guard node["at_clause"].isNull, let name = node["table_name"].text else { return nil }
      let parts = ["catalog_name", "schema_name"].compactMap { node[$0].text }
        .filter { !$0.isEmpty }
      let own = (alias.isEmpty ? name : alias).lowercased()
      if parts.isEmpty, let (inner, outer) = scope.find(name.lowercased()) {
        return query(inner, within: outer).map { ($0, own) }
      }
      return (CheckedRows(table: parts + [name], hasAll: true), own)
    default: return nil
    }
  }

  /// The rows with the columns that a part chooses.
  private func choose(
    _ items: [SyntaxNode], of rows: CheckedRows, _ alias: String, isGrouped: Bool
  ) -> CheckedRows? {
    var result = rows
    result.hasAll = false
    result.columns = [:]
    for item in items {
      if item["class"].text == "STAR" {
        guard item.isPlainStar(of: alias), !isGrouped else { return nil }
        result.hasAll = rows.hasAll
        result.columns.merge(rows.columns) { _, _ in nil }
        continue
      }
      let value = expression(item, of: rows, alias)?.named(.string(""))
      // An aggregate makes one row of all, unless they are grouped.
      guard isGrouped || value != nil else { return nil }
      guard let name = item.outputName else { continue }
      result.columns[name] = result.columns.keys.contains(name) ? .some(nil) : .some(value)
    }
    return result
  }

  /// What a query groups by, which may be the number or the name of something it chooses.
  private func key(
    _ group: SyntaxNode, _ items: [SyntaxNode], of rows: CheckedRows, _ alias: String
  ) -> SyntaxNode? {
    if group["class"].text == "CONSTANT" {
      guard let number = group["value"]["value"].integer, items.indices.contains(number - 1) else {
        return nil
      }
      return expression(items[number - 1], of: rows, alias)?.named(.string(""))
    }
    guard let key = expression(group, of: rows, alias) else { return nil }
    let names = group["column_names"].elements
    guard names.count == 1, let name = names.first?.text?.lowercased() else { return key }
    // A name that is chosen for something else may mean that, or a column of the table.
    let others = items.filter {
      $0["alias"].text?.lowercased() == name
        && expression($0, of: rows, alias)?.named(.string("")) != key
    }
    return others.isEmpty ? key : nil
  }

  /// An expression over the rows as one over the table; nil where it is not one of a row alone.
  func expression(_ node: SyntaxNode, of rows: CheckedRows, _ alias: String) -> SyntaxNode? {
    guard case .object(var members) = node else {
      guard case .array(let elements) = node else { return node }
      var mapped: [SyntaxNode] = []
      for element in elements {
        guard let element = expression(element, of: rows, alias) else { return nil }
        mapped.append(element)
      }
      return .array(mapped)
    }
    switch node["class"].text {
    case "COLUMN_REF":
      // An argument of a function may have a name, as the fields of a struct do.
      return rows.column(node["column_names"].elements.compactMap(\.text), alias: alias)?
        .named(node["alias"])
    case "CONSTANT":
      members["query_location"] = nil
      return .object(members)
    case "FUNCTION":
      guard isRowFunction(node) else { return nil }
    case "OPERATOR":
      guard Self.operators.contains(node["type"].text ?? "") else { return nil }
    case "COMPARISON", "CONJUNCTION", "CAST", "CASE", "BETWEEN", "COLLATE", nil: break
    default: return nil
    }
    for (name, member) in members {
      // A type is no expression.
      if name == "cast_type" { continue }
      guard let mapped = expression(member, of: rows, alias) else { return nil }
      members[name] = mapped
    }
    members["query_location"] = nil
    return .object(members)
  }

  private static let operators: Set<String> = [
    "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "COMPARE_IN", "COMPARE_NOT_IN",
    "OPERATOR_COALESCE", "OPERATOR_NULLIF", "ARRAY_EXTRACT", "STRUCT_EXTRACT", "ARRAY_SLICE",
  ]

  private func isRowFunction(_ node: SyntaxNode) -> Bool {
    let schema = node["schema"].text ?? ""
    return functions.contains((node["function_name"].text ?? "").lowercased())
      && ["", "main", "pg_catalog"].contains(schema) && (node["catalog"].text ?? "").isEmpty
      && node["filter"].isNull && !node["distinct"].isTrue && !node["export_state"].isTrue
      && node["order_bys"]["orders"].elements.isEmpty
  }

  /// `left join … where right.x is null`: the rows on the left that have none on the right.
  private func orphans(_ node: SyntaxNode, within scope: Scope) -> CheckedRows? {
    let join = node["from_table"]
    let condition = join["condition"]
    guard join["join_type"].text == "LEFT", join["ref_type"].text == "REGULAR",
      join["using_columns"].elements.isEmpty, condition["type"].text == "COMPARE_EQUAL",
      node["group_expressions"].elements.isEmpty, node["having"].isNull,
      node["select_list"].elements.allSatisfy(\.passesOn),
      let (left, leftName) = source(join["left"], within: scope), left.isOpen,
      let (right, rightName) = source(join["right"], within: scope), right.isOpen,
      leftName != rightName, node["where_clause"]["type"].text == "OPERATOR_IS_NULL",
      let absent = node["where_clause"]["children"].elements.first?.qualified
    else { return nil }
    let sides = [condition["left"].qualified, condition["right"].qualified].compactMap { $0 }
    guard sides.count == 2,
      let own = sides.first(where: { $0.first == leftName }),
      let other = sides.first(where: { $0.first == rightName }), other == absent,
      let value = left.column(own, alias: leftName),
      let found = right.column(other, alias: rightName)
    else { return nil }
    var rows = left
    rows.finding = .orphans(
      value,
      RowCheck.Parent(
        table: right.table, value: found, conditions: right.levels.flatMap { $0 }))
    return rows
  }
}

extension SyntaxNode {
  /// The conditions that all have to hold for this one to hold.
  var conjuncts: [SyntaxNode] {
    guard self["type"].text == "CONJUNCTION_AND" else { return [self] }
    return self["children"].elements.flatMap(\.conjuncts)
  }

  /// Whether something chosen leaves the number of rows as it is.
  fileprivate var passesOn: Bool {
    ["COLUMN_REF", "CONSTANT", "STAR"].contains(self["class"].text)
  }

  fileprivate func named(_ alias: SyntaxNode) -> SyntaxNode {
    guard case .object(var members) = self else { return self }
    members["alias"] = alias
    return .object(members)
  }

  fileprivate var outputName: String? {
    if let alias = self["alias"].text, !alias.isEmpty { return alias.lowercased() }
    guard self["class"].text == "COLUMN_REF" else { return nil }
    return self["column_names"].elements.last?.text?.lowercased()
  }

  /// The parts of a column's name in lower case, where it has the table's before it.
  fileprivate var qualified: [String]? {
    guard self["class"].text == "COLUMN_REF" else { return nil }
    let parts = self["column_names"].elements.compactMap { $0.text?.lowercased() }
    return parts.count == 2 ? parts : nil
  }

  fileprivate func isPlainStar(of alias: String) -> Bool {
    let lists = ["exclude_list", "replace_list", "qualified_exclude_list", "rename_list"]
    let relation = (self["relation_name"].text ?? "").lowercased()
    return !self["columns"].isTrue && self["expr"].isNull
      && lists.allSatisfy { self[$0].elements.isEmpty } && (relation.isEmpty || relation == alias)
  }

  /// Whether it is `count(*) > 1`.
  fileprivate var isMoreThanOneRow: Bool {
    let (count, limit): (SyntaxNode, SyntaxNode)
    switch self["type"].text {
    case "COMPARE_GREATERTHAN": (count, limit) = (self["left"], self["right"])
    case "COMPARE_LESSTHAN": (count, limit) = (self["right"], self["left"])
    default: return false
    }
    return count["class"].text == "FUNCTION" && count["function_name"].text == "count_star"
      && count["filter"].isNull && limit["class"].text == "CONSTANT"
      && limit["value"]["type"]["id"].text == "INTEGER" && limit["value"]["value"].integer == 1
  }
}
