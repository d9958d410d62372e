extension ColumnLineage {
  /// The columns of a `SELECT`.
  func select(
    _ node: SyntaxNode, _ outer: LineageScope
  ) throws(UnknownColumns) -> [DerivedColumn] {
    var scope = outer
    scope.sources = []
    scope.joined = [:]
    scope.hidden = []
    scope.aliases = [:]
    try read(node["from_table"], &scope)
    var result: [DerivedColumn] = []
    for item in node["select_list"].elements {
      if item["class"].text == "STAR" {
        result += try star(item, scope)
        continue
      }
      let column = DerivedColumn(name: Self.name(of: item), origins: expression(item, scope))
      if let alias = item["alias"].text, !alias.isEmpty {
        scope.aliases[alias.lowercased()] = column
      }
      result.append(column)
    }
    return result
  }

  /// The name of a column of a select list.
  private static func name(of item: SyntaxNode) -> String? {
    if let alias = item["alias"].text, !alias.isEmpty { return alias }
    guard item["class"].text == "COLUMN_REF" else { return nil }
    return item["column_names"].elements.last?.text
  }

  /// The columns that `*` stands for.
  private func star(
    _ item: SyntaxNode, _ scope: LineageScope
  ) throws(UnknownColumns) -> [DerivedColumn] {
    guard !item["columns"].isTrue, item["expr"].isNull else { throw UnknownColumns() }
    let relation = item["relation_name"].text.flatMap { $0.isEmpty ? nil : $0.lowercased() }
    var left = Set(item["exclude_list"].elements.compactMap { $0.text?.lowercased() })
    for name in item["qualified_exclude_list"].elements {
      if let column = name["column"].text { left.insert(column.lowercased()) }
    }
    var replaced: [String: SyntaxNode] = [:]
    for entry in item["replace_list"].elements {
      replaced[(entry["key"].text ?? "").lowercased()] = entry["value"]
    }
    var renamed: [String: String] = [:]
    for entry in item["rename_list"].elements {
      let key = entry["key"]["column"].text ?? entry["key"].text ?? ""
      renamed[key.lowercased()] = entry["value"].text
    }
    var result: [DerivedColumn] = []
    for (index, source) in scope.sources.enumerated() {
      guard relation == nil || source.alias == relation else { continue }
      guard !source.isOpen else { throw UnknownColumns() }
      for column in source.columns {
        let key = column.name?.lowercased() ?? ""
        if left.contains(key) { continue }
        if relation == nil, scope.hidden.contains(.init(source: index, name: key)) { continue }
        var column = relation == nil ? scope.joined[key] ?? column : column
        if let expression = replaced[key] {
          column.origins = self.expression(expression, scope)
        }
        if let name = renamed[key] { column.name = name }
        result.append(column)
      }
    }
    return result
  }

  // MARK: Expressions

  /// What the values of an expression come from; nil where that cannot be told.
  func expression(_ node: SyntaxNode, _ scope: LineageScope) -> [ColumnOrigin]? {
    switch node["class"].text {
    case "COLUMN_REF":
      let parts = node["column_names"].elements.compactMap(\.text)
      if let first = parts.first, scope.parameters.contains(first.lowercased()) { return [] }
      return scope.resolve(parts)?.origins
    case "CONSTANT", "PARAMETER": return []
    case "FUNCTION":
      let name = (node["function_name"].text ?? "").lowercased()
      return raise(node, to: aggregates.contains(name) ? .aggregated : .derived, scope)
    case "WINDOW":
      let isAggregate = node["type"].text == "WINDOW_AGGREGATE"
      return raise(node, to: isAggregate ? .aggregated : .derived, scope)
    case "SUBQUERY": return subquery(node, scope)
    case "LAMBDA": return lambda(node, scope)
    default: return raise(node, to: .derived, scope)
    }
  }

  /// The origins of all that stands within an expression, with at least so much done to them.
  private func raise(
    _ node: SyntaxNode, to derivation: Derivation, _ scope: LineageScope
  ) -> [ColumnOrigin]? {
    children(of: node, scope).map { Self.raised($0, to: derivation) }
  }

  static func raised(_ origins: [ColumnOrigin], to derivation: Derivation) -> [ColumnOrigin] {
    origins.map { origin in
      var result = origin
      result.derivation = max(origin.derivation, derivation)
      return result
    }
  }

  private func children(of node: SyntaxNode, _ scope: LineageScope) -> [ColumnOrigin]? {
    switch node {
    case .array(let elements):
      return elements.reduce(.some([])) { sum, element in
        sum.flatMap { Self.merged($0, within(element, scope)) }
      }
    case .object(let members):
      // In the order of the keys, so that the same tree gives the same list.
      return members.keys.sorted().reduce(.some([])) { sum, key in
        sum.flatMap { Self.merged($0, within(members[key] ?? .null, scope)) }
      }
    default: return []
    }
  }

  private func within(_ node: SyntaxNode, _ scope: LineageScope) -> [ColumnOrigin]? {
    if case .object = node, node["class"].text != nil { return expression(node, scope) }
    return children(of: node, scope)
  }

  private func subquery(_ node: SyntaxNode, _ scope: LineageScope) -> [ColumnOrigin]? {
    var origins = expression(node["child"], scope)
    if node["child"].isNull { origins = [] }
    // Of `EXISTS` only whether there is a row matters, not what stands in it.
    if node["subquery_type"].text != "EXISTS" {
      guard let columns = try? query(node["subquery"]["node"], scope.inner) else { return nil }
      for column in columns { origins = Self.merged(origins, column.origins) }
    }
    let isValue = node["subquery_type"].text == "SCALAR"
    return origins.map { isValue ? $0 : Self.raised($0, to: .derived) }
  }

  private func lambda(_ node: SyntaxNode, _ scope: LineageScope) -> [ColumnOrigin]? {
    var inner = scope
    for name in Self.names(node["lhs"]) { inner.parameters.insert(name.lowercased()) }
    return expression(node["expr"], inner)
  }

  /// The names that stand within an expression.
  private static func names(_ node: SyntaxNode) -> [String] {
    switch node {
    case .array(let elements): elements.flatMap(names)
    case .object(let members):
      node["class"].text == "COLUMN_REF"
        ? node["column_names"].elements.compactMap(\.text) : members.values.flatMap(names)
    default: []
    }
  }
}
