/// One place where a query reads a table or view by name.
public struct TableUse: Sendable, Hashable {
  /// Catalogue, schema and name, or fewer of the last, as the query writes them.
  public var parts: [String]
  /// Where the name stands, in UTF-8 bytes from the beginning of the query.
  public var position: Int
  /// What holds for every row the query can use from here.
  public var condition: ScanCondition?

  /// Describes a place.
  public init(parts: [String], position: Int, condition: ScanCondition? = nil) {
    self.parts = parts
    self.position = position
    self.condition = condition
  }
}

/// What a query reads, from DuckDB's own parse tree.
public struct QueryTree: Sendable, Hashable {
  /// The places where it reads tables and views of a catalogue, in no particular order. Names of
  /// common table expressions are not among them.
  public let tables: [TableUse]

  /// Finds the tables in a parse tree, as `json_serialize_sql` writes it; `nil` if DuckDB could
  /// not serialize the statement, which it does for `SELECT` statements only.
  ///
  /// - Parameters:
  ///   - json: The tree.
  ///   - condition: What holds for every row of the result that is used.
  public init?(json: String, condition: ScanCondition? = nil) {
    guard let root = SyntaxNode(json: json), root["error"] == .boolean(false) else { return nil }
    self.init(root: root, condition: condition)
  }

  /// Finds the tables in a parse tree.
  ///
  /// - Parameters:
  ///   - root: The tree, as `json_serialize_sql` writes it.
  ///   - condition: What holds for every row of the result that is used.
  public init(root: SyntaxNode, condition: ScanCondition? = nil) {
    var walk = TreeWalk()
    for statement in root["statements"].elements {
      walk.query(statement["node"], scope: [:], inherited: condition)
    }
    tables = walk.tables
  }
}

/// A common table expression within its scope, and what its readers ask of it.
private final class CommonTable {
  let name: String
  var readers: [ScanCondition?] = []

  init(_ name: String) { self.name = name }

  /// What holds for every row any reader can use.
  var condition: ScanCondition? {
    let conditions = readers.compactMap { $0 }
    guard !readers.isEmpty, conditions.count == readers.count else { return nil }
    return conditions.count == 1 ? conditions[0] : .any(conditions)
  }
}

private typealias Scope = [String: CommonTable]

/// Goes through a tree once, carrying down which names are common table expressions and which
/// conditions the outside puts on a subquery's rows.
private struct TreeWalk {
  var tables: [TableUse] = []

  /// A query node: its expressions in `WITH`, then itself, then the expressions' queries with
  /// what their readers ask.
  mutating func query(_ node: SyntaxNode, scope: Scope, inherited: ScanCondition?) {
    var scope = scope
    var definitions: [(CommonTable, SyntaxNode, Scope)] = []
    for entry in node["cte_map"]["map"].elements {
      guard let name = entry["key"].text else { continue }
      let table = CommonTable(name)
      definitions.append((table, entry["value"], scope))
      scope[name.lowercased()] = table
    }
    if node["type"].text == "RECURSIVE_CTE_NODE", let name = node["cte_name"].text {
      let table = CommonTable(name)
      table.readers = [nil]
      scope[name.lowercased()] = table
    }
    if node["type"].text == "SELECT_NODE" {
      select(node, scope: scope, inherited: inherited)
    } else {
      children(of: node, scope: scope)
    }
    for (table, definition, outer) in definitions.reversed() {
      let renames = !definition["aliases"].elements.isEmpty
      query(
        definition["query"]["node"], scope: outer, inherited: renames ? nil : table.condition)
    }
  }

  /// Everything below a node, without conditions.
  private mutating func children(of node: SyntaxNode, scope: Scope) {
    switch node {
    case .array(let elements):
      for element in elements { other(element, scope: scope) }
    case .object(let members):
      for (key, member) in members where key != "cte_map" { other(member, scope: scope) }
    default: return
    }
  }

  private mutating func other(_ node: SyntaxNode, scope: Scope) {
    guard case .object = node else { return children(of: node, scope: scope) }
    if !node["cte_map"].isNull {
      query(node, scope: scope, inherited: nil)
    } else if node["type"].text == "BASE_TABLE", node["table_name"].text != nil {
      read(node, scope: scope, condition: nil)
    } else {
      children(of: node, scope: scope)
    }
  }

  // MARK: SELECT

  private mutating func select(_ node: SyntaxNode, scope: Scope, inherited: ScanCondition?) {
    var conditions: [ScanCondition] = []
    if let condition = ScanCondition(node["where_clause"]) { conditions.append(condition) }
    let source = node["from_table"]
    let isSole = Self.isSole(source)
    if isSole, let inherited, let passed = Self.pass(inherited, through: node) {
      conditions.append(passed)
    }
    let sampled = !node["sample"].isNull
    from(source, scope: scope, conditions: sampled ? [] : Self.flatten(conditions), isSole: isSole)
    if case .object(let members) = node {
      for (key, member) in members where key != "cte_map" && key != "from_table" {
        other(member, scope: scope)
      }
    }
  }

  private mutating func from(
    _ node: SyntaxNode, scope: Scope, conditions: [ScanCondition], isSole: Bool
  ) {
    switch node["type"].text {
    case "JOIN":
      let type = node["join_type"].text ?? ""
      let reference = node["ref_type"].text ?? ""
      let isPlain =
        ["INNER", "LEFT", "RIGHT", "OUTER", "FULL"].contains(type)
        && ["REGULAR", "CROSS", "NATURAL"].contains(reference)
      var conditions = isPlain ? conditions.filter(\.rejectsNulls) : []
      if isPlain, type == "INNER", let condition = ScanCondition(node["condition"]) {
        conditions += Self.flatten([condition]).filter(\.rejectsNulls)
      }
      from(node["left"], scope: scope, conditions: conditions, isSole: false)
      from(node["right"], scope: scope, conditions: conditions, isSole: false)
      other(node["condition"], scope: scope)
    case "BASE_TABLE":
      let alias = Self.alias(of: node, otherwise: node["table_name"].text)
      let usable = node["sample"].isNull && node["column_name_alias"].elements.isEmpty
      let condition = usable ? Self.conditions(conditions, on: alias, isSole: isSole) : nil
      read(node, scope: scope, condition: condition)
    case "SUBQUERY":
      let alias = Self.alias(of: node, otherwise: nil)
      let usable = node["sample"].isNull && node["column_name_alias"].elements.isEmpty
      let condition = usable ? Self.conditions(conditions, on: alias, isSole: isSole) : nil
      query(node["subquery"]["node"], scope: scope, inherited: condition)
    default:
      other(node, scope: scope)
    }
  }

  private mutating func read(_ node: SyntaxNode, scope: Scope, condition: ScanCondition?) {
    let names = ["catalog_name", "schema_name", "table_name"].compactMap { node[$0].text }
    let parts = names.filter { !$0.isEmpty }
    if parts.count == 1, let table = scope[parts[0].lowercased()] {
      table.readers.append(condition)
      return
    }
    guard let position = node["query_location"].integer, position >= 0 else { return }
    tables.append(TableUse(parts: parts, position: position, condition: condition))
  }

  // MARK: Conditions

  private static func alias(of node: SyntaxNode, otherwise name: String?) -> String? {
    if let alias = node["alias"].text, !alias.isEmpty { return alias.lowercased() }
    return name?.lowercased()
  }

  private static func isSole(_ node: SyntaxNode) -> Bool {
    node["type"].text == "BASE_TABLE" || node["type"].text == "SUBQUERY"
  }

  private static func flatten(_ conditions: [ScanCondition]) -> [ScanCondition] {
    conditions.flatMap { condition in
      if case .all(let parts) = condition { flatten(parts) } else { [condition] }
    }
  }

  /// The conditions that speak of the table or subquery called `alias` alone, with its columns'
  /// own names. A column without a qualifier speaks of every one that has it: were there two,
  /// DuckDB would refuse the query.
  private static func conditions(
    _ conditions: [ScanCondition], on alias: String?, isSole: Bool
  ) -> ScanCondition? {
    let own = conditions.compactMap { condition in
      condition.mapColumns { parts in
        if parts.count > 1, parts[0].lowercased() == alias { return Array(parts.dropFirst()) }
        return parts.count == 1 ? parts : nil
      }
    }
    return own.isEmpty ? nil : .all(own)
  }

  /// A condition on a query's result as a condition on the rows of the one table it reads;
  /// `nil` where the query does more than choose columns and rows.
  private static func pass(
    _ condition: ScanCondition, through node: SyntaxNode
  ) -> ScanCondition? {
    let onlyOrders = node["modifiers"].elements.allSatisfy { $0["type"].text == "ORDER_MODIFIER" }
    guard onlyOrders, node["group_expressions"].elements.isEmpty,
      node["group_sets"].elements.isEmpty, node["having"].isNull, node["qualify"].isNull,
      node["aggregate_handling"].text == "STANDARD_HANDLING"
    else { return nil }
    var names: [String: [String]?] = [:]
    var hasStar = false
    for item in node["select_list"].elements {
      if item["class"].text == "COLUMN_REF" {
        let column = item["column_names"].elements.compactMap(\.text)
        guard let last = column.last else { return nil }
        let alias = item["alias"].text ?? ""
        let output = (alias.isEmpty ? last : alias).lowercased()
        // The name twice: which of the two is meant is not ours to say.
        names[output] = names.keys.contains(output) ? .some(nil) : column
      } else if item["class"].text == "STAR", Self.isPlainStar(item) {
        hasStar = true
      } else if Self.isPerRow(item), let alias = item["alias"].text, !alias.isEmpty {
        names[alias.lowercased()] = .some(nil)
      } else {
        return nil
      }
    }
    return condition.mapColumns { parts in
      guard let first = parts.first?.lowercased() else { return nil }
      if let column = names[first] {
        guard !hasStar, let column else { return nil }
        return column + parts.dropFirst()
      }
      return hasStar ? parts : nil
    }
  }

  private static func isPlainStar(_ node: SyntaxNode) -> Bool {
    let lists = ["exclude_list", "replace_list", "qualified_exclude_list", "rename_list"]
    return !node["columns"].isTrue && node["expr"].isNull
      && lists.allSatisfy { node[$0].elements.isEmpty }
  }

  /// Whether an expression makes one value of each row: no aggregate, window or subquery may
  /// hide in it.
  private static func isPerRow(_ node: SyntaxNode) -> Bool {
    switch node["class"].text {
    case "COLUMN_REF", "CONSTANT": true
    case "CAST": isPerRow(node["child"])
    case "FUNCTION":
      node["is_operator"].isTrue && node["children"].elements.allSatisfy { isPerRow($0) }
    default: false
    }
  }
}
