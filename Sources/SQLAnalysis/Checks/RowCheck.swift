/// What a query finds, where that can be said of the rows of one table: the queries of most data
/// tests, which give the rows, or the groups of rows, that break a rule.
///
/// Expressions name the table's columns with ``rowName`` before them. A query that does anything
/// which cannot be said so, or calls a function whose value is not one of its row alone, is none.
public struct RowCheck: Sendable, Hashable {
  /// What is found among the rows of the table.
  public enum Finding: Sendable, Hashable {
    /// Every row.
    case rows
    /// Every group of more than one row with the same values of these expressions; null is a value.
    case repeats([SyntaxNode])
    /// Every row whose value equals that of no row of the parent; so every row where it is null.
    case orphans(SyntaxNode, Parent)
  }

  /// The table that values have to be found in.
  public struct Parent: Sendable, Hashable {
    /// Catalogue, schema and name, or fewer of the last.
    public var table: [String]
    /// What has to be equal, of one row of the parent.
    public var value: SyntaxNode
    /// What holds for the rows that count, all of it.
    public var conditions: [SyntaxNode]
  }

  /// What expressions call the table.
  public static let rowName = "millrace_row"

  /// Catalogue, schema and name of the table, or fewer of the last.
  public var table: [String]
  /// What the query's inner parts say of the rows to look at, all of it.
  public var restriction: [SyntaxNode]
  /// What its outermost part says of those that are found, all of it.
  public var conditions: [SyntaxNode]
  /// What is found.
  public var finding: Finding
  /// Whether there are as many rows in the result as are found; else it is empty where nothing is.
  public var isExact: Bool

  /// Reads a parse tree; nil where the query is more than can be said.
  ///
  /// - Parameters:
  ///   - root: the tree, as `json_serialize_sql` writes it.
  ///   - functions: the names of the functions that make a value of one row alone, and the same
  ///     for the same row, in lower case.
  public init?(root: SyntaxNode, functions: Set<String>) {
    let statements = root["statements"].elements
    let reader = RowCheckReader(functions: functions)
    guard statements.count == 1, let first = statements.first,
      let source = reader.query(first["node"], within: .none)
    else { return nil }
    table = source.table
    finding = source.finding
    isExact = source.isExact
    conditions = source.levels.last ?? []
    restriction = source.levels.dropLast().flatMap { $0 }
    if case .rows = finding, conditions.isEmpty { return nil }
  }
}

/// Rows of one table, on the way through the parts of a query.
struct CheckedRows {
  var table: [String]
  /// What each part, from the innermost, says of the rows.
  var levels: [[SyntaxNode]] = []
  var finding = RowCheck.Finding.rows
  var isExact = true
  /// Whether every column of the table can be named.
  var hasAll: Bool
  /// The columns that a part named; nil where a name cannot be used.
  var columns: [String: SyntaxNode?] = [:]

  /// Whether what is found is still one row of the table each.
  var isOpen: Bool { finding == .rows }

  /// A column that a part names, as an expression over the table.
  func column(_ parts: [String], alias: String) -> SyntaxNode? {
    var parts = parts[...]
    if parts.count > 1, parts[0].lowercased() == alias { parts = parts.dropFirst() }
    guard let name = parts.first else { return nil }
    if let column = columns[name.lowercased()] {
      guard let column else { return nil }
      return parts.count == 1 ? column : column.field(parts.dropFirst())
    }
    return hasAll ? .column([RowCheck.rowName] + parts) : nil
  }
}

extension SyntaxNode {
  static func column(_ parts: some Sequence<String>) -> SyntaxNode {
    .object([
      "class": .string("COLUMN_REF"), "type": .string("COLUMN_REF"), "alias": .string(""),
      "column_names": .array(parts.map { .string($0) }),
    ])
  }

  /// A field of a column; nil of anything else.
  fileprivate func field(_ parts: some Sequence<String>) -> SyntaxNode? {
    guard self["class"].text == "COLUMN_REF" else { return nil }
    return .column(self["column_names"].elements.compactMap(\.text) + parts)
  }
}
