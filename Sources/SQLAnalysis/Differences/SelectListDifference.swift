/// How one query differs from another that is the same but for items of its select lists.
///
/// An item that the other query has not at that place is marked: its value comes to depend on a
/// relation that nothing else reads. Whoever plans the marked query sees which columns of its
/// result the items reach. All that could be changed without being reached is refused: items that
/// make rows or take them together, numbers that stand for columns, lists matched by position.
public struct SelectListDifference: Sendable, Hashable {
  /// The first query; what the second has not is marked.
  public let old: SyntaxNode
  /// The second query; what the first has not is marked.
  public let new: SyntaxNode

  /// Compares two queries; nil where they differ in more than select lists, or in items that cannot
  /// be marked.
  ///
  /// - Parameters:
  ///   - old: the first, as `json_serialize_sql` writes it.
  ///   - new: the second.
  ///   - mark: the relation that marked items read, in three parts, and its column.
  ///   - aggregates: the names of functions that make one value of many rows, in lower case.
  public init?(
    from old: SyntaxNode, to new: SyntaxNode, mark: (table: [String], column: String),
    aggregates: Set<String>
  ) {
    var marking = ItemMarking(mark: Self.condition(mark.table, mark.column), aggregates: aggregates)
    let pair = (old.withoutPlaces, new.withoutPlaces)
    guard let marked = try? marking.compare(pair.0, pair.1) else { return nil }
    if marking.shifts, pair.0.countsPositions || pair.1.countsPositions { return nil }
    self.old = marked.0
    self.new = marked.1
  }

  /// The scalar subquery that reads the mark.
  private static func condition(_ table: [String], _ column: String) -> SyntaxNode {
    let source: SyntaxNode = .object([
      "type": .string("BASE_TABLE"), "alias": .string(""), "sample": .null,
      "schema_name": .string(table[1]), "table_name": .string(table[2]),
      "column_name_alias": .array([]), "catalog_name": .string(table[0]), "at_clause": .null,
    ])
    let query: SyntaxNode = .object([
      "type": .string("SELECT_NODE"), "modifiers": .array([]),
      "cte_map": .object(["map": .array([])]), "select_list": .array([.column([column])]),
      "from_table": source, "where_clause": .null, "group_expressions": .array([]),
      "group_sets": .array([]), "aggregate_handling": .string("STANDARD_HANDLING"),
      "having": .null, "sample": .null, "qualify": .null,
    ])
    return .object([
      "class": .string("SUBQUERY"), "type": .string("SUBQUERY"), "alias": .string(""),
      "subquery_type": .string("SCALAR"), "child": .null, "comparison_type": .string("INVALID"),
      "subquery": .object(["node": query, "named_param_map": .array([])]),
    ])
  }
}

/// Thrown where queries differ in more than can be marked.
private struct OtherDifference: Error {}

private struct ItemMarking {
  let mark: SyntaxNode
  let aggregates: Set<String>
  /// Whether an item that both queries have stands at another place.
  private(set) var shifts = false

  init(mark: SyntaxNode, aggregates: Set<String>) {
    self.mark = mark
    self.aggregates = aggregates
  }

  mutating func compare(
    _ old: SyntaxNode, _ new: SyntaxNode
  ) throws(OtherDifference) -> (SyntaxNode, SyntaxNode) {
    if old == new { return (old, new) }
    switch (old, new) {
    case (.array(let first), .array(let second)):
      guard first.count == second.count else { throw OtherDifference() }
      var pairs: [(SyntaxNode, SyntaxNode)] = []
      for (left, right) in zip(first, second) { pairs.append(try compare(left, right)) }
      return (.array(pairs.map(\.0)), .array(pairs.map(\.1)))
    case (.object(var first), .object(var second)):
      guard first.count == second.count else { throw OtherDifference() }
      let isSelect = old["type"].text == "SELECT_NODE"
      for (key, left) in first {
        guard let right = second[key] else { throw OtherDifference() }
        (first[key], second[key]) =
          isSelect && key == "select_list"
          ? try lists(left.elements, right.elements, of: (old, new)) : try compare(left, right)
      }
      return (.object(first), .object(second))
    default: throw OtherDifference()
    }
  }

  private mutating func lists(
    _ old: [SyntaxNode], _ new: [SyntaxNode], of queries: (SyntaxNode, SyntaxNode)
  ) throws(OtherDifference) -> (SyntaxNode, SyntaxNode) {
    let pairs = Self.common(old, new)
    if pairs.contains(where: { $0.0 != $0.1 }) { shifts = true }
    let kept = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
    let loose =
      old.indices.filter { !kept.0.contains($0) }.map { old[$0] }
      + new.indices.filter { !kept.1.contains($0) }.map { new[$0] }
    // Without groups, whether there is an aggregate decides how many rows there are.
    let isGrouped = queries.0["group_expressions"].elements.isEmpty == false
    if !isGrouped, loose.contains(where: takesRowsTogether),
      !pairs.contains(where: { takesRowsTogether(old[$0.0]) })
    {
      throw OtherDifference()
    }
    return (
      .array(try marked(old, but: kept.0)), .array(try marked(new, but: kept.1))
    )
  }

  private func marked(
    _ items: [SyntaxNode], but kept: Set<Int>
  ) throws(OtherDifference) -> [SyntaxNode] {
    var result: [SyntaxNode] = []
    for (index, item) in items.enumerated() {
      result.append(kept.contains(index) ? item : try marked(item))
    }
    return result
  }

  /// `CASE WHEN mark THEN item END`, under the item's name.
  private func marked(_ item: SyntaxNode) throws(OtherDifference) -> SyntaxNode {
    guard item["class"].text != "STAR", !item.mentions(functions: ["unnest"]) else {
      throw OtherDifference()
    }
    var name = item["alias"].text ?? ""
    if name.isEmpty, item["class"].text == "COLUMN_REF" {
      name = item["column_names"].elements.last?.text ?? ""
    }
    let nothing: SyntaxNode = .object([
      "class": .string("CONSTANT"), "type": .string("VALUE_CONSTANT"), "alias": .string(""),
      "value": .object([
        "type": .object(["id": .string("NULL"), "type_info": .null]), "is_null": .boolean(true),
      ]),
    ])
    return .object([
      "class": .string("CASE"), "type": .string("CASE_EXPR"), "alias": .string(name),
      "case_checks": .array([.object(["when_expr": mark, "then_expr": item])]),
      "else_expr": nothing,
    ])
  }

  private func takesRowsTogether(_ item: SyntaxNode) -> Bool {
    item.mentions(functions: aggregates)
  }

  /// The places of the longest list of items that both lists have in the same order.
  private static func common(_ old: [SyntaxNode], _ new: [SyntaxNode]) -> [(Int, Int)] {
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for left in old.indices.reversed() {
      for right in new.indices.reversed() {
        lengths[left][right] =
          old[left] == new[right]
          ? lengths[left + 1][right + 1] + 1
          : max(lengths[left + 1][right], lengths[left][right + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (left, right) = (0, 0)
    while left < old.count, right < new.count {
      if old[left] == new[right] {
        pairs.append((left, right))
        left += 1
        right += 1
      } else if lengths[left + 1][right] >= lengths[left][right + 1] {
        left += 1
      } else {
        right += 1
      }
    }
    return pairs
  }
}

extension SyntaxNode {
  /// The tree as JSON, as `json_deserialize_sql` reads it.
  public var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Whether a function of one of the names is called within.
  fileprivate func mentions(functions: Set<String>) -> Bool {
    switch self {
    case .array(let elements): return elements.contains { $0.mentions(functions: functions) }
    case .object(let members):
      if let name = self["function_name"].text, functions.contains(name.lowercased()) {
        // A window looks at other rows and takes none together.
        if self["class"].text != "WINDOW" || functions.contains("unnest") { return true }
      }
      return members.values.contains { $0.mentions(functions: functions) }
    default: return false
    }
  }

  /// Whether anything within depends on the place of a column rather than on its name.
  fileprivate var countsPositions: Bool {
    switch self {
    case .array(let elements): return elements.contains(where: \.countsPositions)
    case .object(let members):
      if self["class"].text == "POSITIONAL_REFERENCE" { return true }
      switch self["type"].text {
      case "SET_OPERATION_NODE" where self["setop_type"].text != "UNION_BY_NAME",
        "RECURSIVE_CTE_NODE":
        return true
      default: break
      }
      let named = ["column_name_alias", "aliases"].flatMap { self[$0].elements }
      let ordinals =
        self["group_expressions"].elements + self["distinct_on_targets"].elements
        + self["orders"].elements.map { $0["expression"] }
      if !named.isEmpty || ordinals.contains(where: { $0["class"].text == "CONSTANT" }) {
        return true
      }
      return members.values.contains(where: \.countsPositions)
    default: return false
    }
  }
}
