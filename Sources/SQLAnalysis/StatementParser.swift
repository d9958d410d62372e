/// Reads what a statement does from its first words; what a query in it means is DuckDB's
/// business.
public struct StatementParser {
  var cursor: TokenCursor

  init(_ cursor: TokenCursor) {
    self.cursor = cursor
  }

  /// Reads a statement.
  ///
  /// - Throws: ``StatementError`` where it has another form than its first words promise.
  public static func parse(_ source: SQLText) throws(StatementError) -> Statement {
    var parser = StatementParser(TokenCursor(source))
    return try parser.statement()
  }

  mutating func statement() throws(StatementError) -> Statement {
    guard let first = cursor.current else { return .native }
    if first.isSymbol("(") { return .query }
    guard first.kind == .word else { return .native }
    switch first.value {
    case "SELECT", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT", "SUMMARIZE": return .query
    case "WITH": return try with()
    case "EXPLAIN": return try explain()
    case "CREATE": return try create()
    case "INSERT", "DELETE", "UPDATE", "MERGE": return try change(prologue: nil)
    case "TRUNCATE":
      cursor.advance()
      _ = cursor.take("TABLE")
      let target = try cursor.reference("the name of a table")
      try end()
      return .truncate(target)
    case "DROP": return try drop()
    case "ALTER": return try alter()
    case "DESCRIBE", "DESC": return try describe()
    case "SHOW": return try show()
    case "USE":
      cursor.advance()
      _ = cursor.take("SCHEMA")
      let reference = try cursor.reference("the name of a schema")
      try end()
      return .use(reference)
    case "COMMENT": return try comment()
    case "COPY": return try copy() ?? .native
    case "OPTIMIZE": return try optimize()
    case "REORG": return try reorganize()
    case "VACUUM": return try vacuum()
    case "RESTORE": return try restore()
    case "CONVERT": return try convert()
    case "FSCK": return try check()
    case "CHECKPOINT", "MAINTAIN": return try tableCommand() ?? .native
    case "COMPACT": return try compactLog() ?? .native
    case "BEGIN", "START", "COMMIT", "ROLLBACK", "ABORT", "END": return .transaction
    default: return .native
    }
  }

  func end() throws(StatementError) {
    guard cursor.isAtEnd else { throw cursor.unexpected("the end of the statement") }
  }

  // MARK: Queries

  /// `WITH` before a query or before a change.
  private mutating func with() throws(StatementError) -> Statement {
    let start = cursor.position
    cursor.advance()
    _ = cursor.take("RECURSIVE")
    let verbs: Set<String> = [
      "SELECT", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT", "INSERT", "DELETE", "UPDATE",
      "MERGE",
    ]
    // A name is followed by AS, a list or USING KEY; the statement proper comes after the
    // parenthesis that closes the last expression.
    repeat {
      _ = try cursor.name("the name of a common table expression")
      _ = cursor.skip { $0.isKeyword("AS") }
      try cursor.expect("AS")
      _ = cursor.skip { $0.isSymbol(",") || (verbs.contains($0.value) && $0.kind == .word) }
    } while cursor.take(symbol: ",")
    let prologue = start..<cursor.position
    guard let verb = cursor.current, verb.kind == .word,
      ["INSERT", "DELETE", "UPDATE", "MERGE"].contains(verb.value)
    else { return .query }
    return try change(prologue: prologue)
  }

  private mutating func explain() throws(StatementError) -> Statement {
    cursor.advance()
    let analyzes = cursor.take("ANALYZE")
    if cursor.isNext(symbol: "(") {
      _ = cursor.skip { $0.kind == .word }
    }
    guard !cursor.isAtEnd else { throw cursor.unexpected("a statement") }
    let body = cursor.rest
    let inner = try statement()
    return .explain(analyzes: analyzes, statement: inner, body: body)
  }

  private mutating func describe() throws(StatementError) -> Statement {
    cursor.advance()
    if let inspection = try inspection() { return inspection }
    let mark = cursor
    _ = cursor.take("TABLE")
    _ = cursor.take("EXTENDED")
    if let current = cursor.current, current.isName,
      !(current.kind == .word
        && ["SELECT", "WITH", "FROM", "VALUES", "TABLES", "DATABASES"].contains(current.value))
    {
      let reference = try cursor.reference("the name of a table")
      if cursor.isAtEnd { return .describe(reference) }
    }
    cursor = mark
    return .query
  }

  private mutating func show() throws(StatementError) -> Statement {
    cursor.advance()
    if cursor.take("ALL", "TABLES") {
      try end()
      return .showTables(schema: nil, all: true)
    }
    if cursor.take("TABLES") || cursor.take("VIEWS") {
      var schema: ObjectReference?
      if cursor.take("FROM") || cursor.take("IN") {
        schema = try cursor.reference("the name of a schema")
      }
      try end()
      return .showTables(schema: schema, all: false)
    }
    if cursor.take("SCHEMAS") || cursor.take("DATABASES") {
      try end()
      return .showSchemas
    }
    return try showOfTable() ?? .native
  }

  private mutating func comment() throws(StatementError) -> Statement {
    cursor.advance()
    try cursor.expect("ON")
    let isColumn = cursor.take("COLUMN")
    guard isColumn || cursor.take("TABLE") || cursor.take("VIEW") else { return .native }
    var reference = try cursor.reference("a name")
    var column: String?
    if isColumn {
      guard reference.parts.count > 1 else {
        throw StatementError(
          "a column is named with its table, as in orders.amount", at: reference.range.lowerBound)
      }
      column = reference.parts.removeLast()
    }
    try cursor.expect("IS")
    let text: String? = cursor.take("NULL") ? nil : try cursor.string()
    try end()
    return .comment(reference, column: column, text: text)
  }
}
