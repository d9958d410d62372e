/// How a column's values come of those of another.
public enum Derivation: String, Sendable, Hashable, Comparable {
  /// They are the same values.
  case identity
  /// They are computed, each from values of one row.
  case derived
  /// They are computed from the values of many rows.
  case aggregated

  private var rank: Int {
    switch self {
    case .identity: 0
    case .derived: 1
    case .aggregated: 2
    }
  }

  /// Whether less is done to the values.
  public static func < (left: Derivation, right: Derivation) -> Bool { left.rank < right.rank }
}

/// A column of a table that another column's values come from.
public struct ColumnOrigin: Sendable, Hashable {
  /// The table, as the query names it.
  public var table: [String]
  /// The column's name.
  public var column: String
  /// How its values come to be the other's.
  public var derivation: Derivation

  /// Describes an origin.
  public init(table: [String], column: String, derivation: Derivation) {
    self.table = table
    self.column = column
    self.derivation = derivation
  }
}

/// A column of a query's result.
public struct DerivedColumn: Sendable, Hashable {
  /// Its name; nil where DuckDB makes one of the expression's text.
  public var name: String?
  /// The columns that its values come from, those of conditions left out; nil where that cannot be
  /// told.
  public var origins: [ColumnOrigin]?

  /// Describes a column.
  public init(name: String?, origins: [ColumnOrigin]?) {
    self.name = name
    self.origins = origins
  }
}

/// Follows the columns of a query back to the tables it reads, on DuckDB's parse tree.
public struct ColumnLineage {
  /// The columns of a table; nil where they are not known.
  let columns: ([String]) -> [String]?
  /// What a common table expression stands for that is a table of its own to the reader.
  let standsFor: (String) -> [String]?
  /// The names of functions that make one value of many rows.
  let aggregates: Set<String>

  /// Makes something that follows columns.
  ///
  /// - Parameters:
  ///   - aggregates: The names of functions that make one value of many rows, in lower case.
  ///   - columns: The columns of a table that is named in one to three parts; nil where they are
  ///     not known.
  ///   - standsFor: The table that a common table expression of a name stands for, if it does.
  public init(
    aggregates: Set<String>, columns: @escaping ([String]) -> [String]?,
    standsFor: @escaping (String) -> [String]? = { _ in nil }
  ) {
    self.aggregates = aggregates
    self.columns = columns
    self.standsFor = standsFor
  }

  /// Follows the columns of a query's result.
  ///
  /// - Parameter root: The tree, as `json_serialize_sql` writes it.
  /// - Returns: The columns in their order; nil where a `*` or another form of the query gives
  ///   columns that cannot be told.
  public func derive(_ root: SyntaxNode) -> [DerivedColumn]? {
    guard let statement = root["statements"].elements.first, root["statements"].elements.count == 1
    else { return nil }
    return try? query(statement["node"], LineageScope())
  }

  // MARK: Queries

  func query(_ node: SyntaxNode, _ outer: LineageScope) throws(UnknownColumns) -> [DerivedColumn] {
    var scope = outer
    for entry in node["cte_map"]["map"].elements {
      define(entry["key"].text ?? "", entry["value"], &scope)
    }
    switch node["type"].text {
    case "SELECT_NODE": return try select(node, scope)
    case "SET_OPERATION_NODE": return try combine(node, scope)
    case "RECURSIVE_CTE_NODE":
      let first = Self.renamed(try query(node["left"], scope), node["aliases"].elements)
      scope.expressions[(node["cte_name"].text ?? "").lowercased()] = .some(first)
      return Self.union(first, try query(node["right"], scope))
    default: throw UnknownColumns()
    }
  }

  /// Puts a common table expression into the scope.
  private func define(_ name: String, _ value: SyntaxNode, _ scope: inout LineageScope) {
    let key = name.lowercased()
    let found = try? Self.renamed(
      query(value["query"]["node"], scope), value["aliases"].elements)
    guard let table = standsFor(name) else {
      scope.expressions[key] = .some(found)
      return
    }
    scope.expressions[key] = .some(
      found?.map { column in
        DerivedColumn(
          name: column.name,
          origins: column.name.map {
            [ColumnOrigin(table: table, column: $0, derivation: .identity)]
          })
      })
  }

  /// The columns under other names, as far as there are names.
  static func renamed(_ columns: [DerivedColumn], _ names: [SyntaxNode]) -> [DerivedColumn] {
    var result = columns
    for (index, name) in names.enumerated() where index < result.count {
      if let text = name.text { result[index].name = text }
    }
    return result
  }

  private func combine(
    _ node: SyntaxNode, _ scope: LineageScope
  ) throws(UnknownColumns) -> [DerivedColumn] {
    // Several operations of one kind may come as a list of their own.
    var parts = node["children"].elements
    if parts.isEmpty { parts = [node["left"], node["right"]] }
    var result = try query(parts[0], scope)
    for part in parts.dropFirst() {
      let other = try query(part, scope)
      switch node["setop_type"].text {
      case "UNION_BY_NAME": result = Self.unionByName(result, other)
      case "UNION": result = Self.union(result, other)
      // Rows of the first query are kept or not: no value comes from the others.
      default: break
      }
    }
    return result
  }

  private static func union(_ left: [DerivedColumn], _ right: [DerivedColumn]) -> [DerivedColumn] {
    left.indices.map { index in
      guard index < right.count else { return left[index] }
      return DerivedColumn(
        name: left[index].name, origins: merged(left[index].origins, right[index].origins))
    }
  }

  private static func unionByName(
    _ left: [DerivedColumn], _ right: [DerivedColumn]
  ) -> [DerivedColumn] {
    var result = left
    for column in right {
      let place = result.firstIndex { $0.name?.lowercased() == column.name?.lowercased() }
      if let place {
        result[place].origins = merged(result[place].origins, column.origins)
      } else {
        result.append(column)
      }
    }
    return result
  }

  /// Both lists of origins, each column once, with the most that is done to it.
  static func merged(_ left: [ColumnOrigin]?, _ right: [ColumnOrigin]?) -> [ColumnOrigin]? {
    guard var result = left, let right else { return nil }
    for origin in right {
      let place = result.firstIndex {
        $0.table == origin.table && $0.column.lowercased() == origin.column.lowercased()
      }
      if let place {
        result[place].derivation = max(result[place].derivation, origin.derivation)
      } else {
        result.append(origin)
      }
    }
    return result
  }
}

/// Thrown where the columns of a query cannot be told.
struct UnknownColumns: Error {}
