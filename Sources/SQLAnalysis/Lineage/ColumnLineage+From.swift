extension ColumnLineage {
  /// Puts what a `FROM` clause reads into a scope.
  func read(_ node: SyntaxNode, _ scope: inout LineageScope) throws(UnknownColumns) {
    let alias = (node["alias"].text ?? "").lowercased()
    let names = node["column_name_alias"].elements
    switch node["type"].text {
    case "EMPTY": return
    case "BASE_TABLE":
      var source = table(node, scope)
      source.columns = Self.renamed(source.columns, names)
      scope.sources.append(source)
    case "SUBQUERY":
      let columns = try query(node["subquery"]["node"], scope.inner)
      scope.sources.append(
        .init(alias: alias, columns: Self.renamed(columns, names)))
    case "JOIN": try join(node, &scope)
    case "EXPRESSION_LIST":
      scope.sources.append(
        .init(alias: alias, columns: Self.renamed(values(node["values"], scope), names)))
    case "TABLE_FUNCTION":
      let arguments = node["function"]["children"].elements
      var origins: [ColumnOrigin]? = []
      for argument in arguments { origins = Self.merged(origins, expression(argument, scope)) }
      origins = origins.map { Self.raised($0, to: .derived) }
      let function = node["function"]["function_name"].text ?? ""
      let columns = names.map { DerivedColumn(name: $0.text, origins: origins) }
      scope.sources.append(
        .init(
          alias: alias.isEmpty ? function.lowercased() : alias, columns: columns,
          rest: .origins(origins)))
    default: throw UnknownColumns()
    }
  }

  private func table(_ node: SyntaxNode, _ scope: LineageScope) -> LineageScope.Source {
    let parts = ["catalog_name", "schema_name", "table_name"].compactMap { node[$0].text }
      .filter { !$0.isEmpty }
    let name = parts.last ?? ""
    let given = node["alias"].text ?? ""
    let alias = (given.isEmpty ? name : given).lowercased()
    if parts.count == 1, let known = scope.expressions[name.lowercased()] {
      guard let known else {
        return LineageScope.Source(alias: alias, columns: [], rest: .origins(nil))
      }
      return LineageScope.Source(alias: alias, columns: known)
    }
    guard let columns = columns(parts) else {
      return LineageScope.Source(alias: alias, columns: [], rest: .table(parts))
    }
    return LineageScope.Source(
      alias: alias,
      columns: columns.map { column in
        DerivedColumn(
          name: column,
          origins: [ColumnOrigin(table: parts, column: column, derivation: .identity)])
      })
  }

  /// The columns of a list of rows, which DuckDB calls `col0`, `col1` …
  private func values(_ rows: SyntaxNode, _ scope: LineageScope) -> [DerivedColumn] {
    var result: [DerivedColumn] = []
    for row in rows.elements {
      for (index, value) in row.elements.enumerated() {
        if index == result.count { result.append(DerivedColumn(name: "col\(index)", origins: [])) }
        result[index].origins = Self.merged(result[index].origins, expression(value, scope))
      }
    }
    return result
  }

  private func join(_ node: SyntaxNode, _ scope: inout LineageScope) throws(UnknownColumns) {
    try read(node["left"], &scope)
    let middle = scope.sources.count
    let type = node["join_type"].text ?? ""
    if type == "SEMI" || type == "ANTI" { return }
    // What stands on the right may name what stands on the left.
    var right = scope.inner
    try read(node["right"], &right)
    let left = scope
    scope.sources += right.sources
    scope.hidden.formUnion(
      right.hidden.map { LineageScope.Hidden(source: $0.source + middle, name: $0.name) })
    scope.joined.merge(right.joined) { mine, _ in mine }
    var names = node["using_columns"].elements.compactMap { $0.text?.lowercased() }
    if node["ref_type"].text == "NATURAL" {
      names = try Self.common(left.sources, right.sources)
    }
    for name in names {
      let pair = (left.joined[name] ?? Self.column(name, left), Self.column(name, right))
      let origins: [ColumnOrigin]? =
        switch type {
        case "RIGHT": pair.1?.origins
        case "FULL", "OUTER": Self.merged(pair.0?.origins, pair.1?.origins)
        default: pair.0?.origins
        }
      scope.joined[name] = DerivedColumn(name: pair.0?.name ?? name, origins: origins)
      for (index, source) in scope.sources.enumerated() where index >= middle {
        if source.column(name) != nil { scope.hidden.insert(.init(source: index, name: name)) }
      }
    }
  }

  private static func column(_ name: String, _ scope: LineageScope) -> DerivedColumn? {
    scope.joined[name] ?? scope.sources.lazy.compactMap { $0.column(name) }.first
  }

  /// The names that stand on both sides of a join.
  private static func common(
    _ left: [LineageScope.Source], _ right: [LineageScope.Source]
  ) throws(UnknownColumns) -> [String] {
    guard !(left + right).contains(where: \.isOpen) else { throw UnknownColumns() }
    let names = Set(left.flatMap { $0.columns.compactMap { $0.name?.lowercased() } })
    return right.flatMap { $0.columns.compactMap { $0.name?.lowercased() } }.filter(names.contains)
  }
}
