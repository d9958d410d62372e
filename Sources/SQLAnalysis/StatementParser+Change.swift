extension StatementParser {
  /// `INSERT`, `DELETE`, `UPDATE` or `MERGE`, after the common table expressions in
  /// `prologue`.
  mutating func change(prologue: Range<Int>?) throws(StatementError) -> Statement {
    if cursor.take("INSERT") { return .insert(try insert(prologue: prologue)) }
    if cursor.take("DELETE") {
      try cursor.expect("FROM")
      return .change(try delete())
    }
    if cursor.take("UPDATE") { return .change(try update()) }
    try cursor.expect("MERGE")
    try cursor.expect("INTO")
    return .change(try merge())
  }

  private mutating func insert(prologue: Range<Int>?) throws(StatementError) -> Insert {
    if cursor.isNext("OR") {
      throw cursor.error(
        "Delta tables have no keys for INSERT OR to look at", hint: "use MERGE INTO")
    }
    let overwrites = cursor.take("OVERWRITE")
    if !cursor.take("INTO"), !overwrites { throw cursor.unexpected("INTO") }
    _ = cursor.take("TABLE")
    let target = try cursor.reference("the name of a table")
    if cursor.take("AS") { _ = try cursor.name("an alias") }
    var matching = Insert.Matching.position(columns: nil)
    if cursor.isNext(symbol: "("), let inner = cursor.peek(1), inner.isName,
      cursor.peek(2)?.isSymbol(",") == true || cursor.peek(2)?.isSymbol(")") == true
    {
      matching = .position(columns: try cursor.names())
    }
    if cursor.take("BY", "NAME") {
      matching = .name
    } else {
      _ = cursor.take("BY", "POSITION")
    }
    let mark = cursor
    if cursor.take("DEFAULT", "VALUES") {
      try end()
      return Insert(
        target: target, overwrites: overwrites, matching: matching, prologue: prologue, query: nil)
    }
    guard !cursor.isAtEnd else { throw cursor.unexpected("a query or VALUES") }
    let query = cursor.skip { $0.isKeyword("RETURNING") || $0.isKeyword("CONFLICT") }
    if cursor.isNext("CONFLICT") {
      throw cursor.error(
        "Delta tables have no keys for ON CONFLICT to look at", hint: "use MERGE INTO")
    }
    if cursor.isNext("RETURNING") {
      throw cursor.error("INSERT into a Delta table returns no rows")
    }
    cursor = mark
    return Insert(
      target: target, overwrites: overwrites, matching: matching, prologue: prologue,
      query: query)
  }

  private mutating func target(
    _ verb: Change.Verb, stop: Set<String>
  ) throws(StatementError) -> Change {
    let target = try cursor.reference("the name of a table")
    var alias: String?
    if cursor.take("AS") {
      alias = try cursor.name("an alias")
    } else if let token = cursor.current, token.isName,
      token.kind == .quotedName || !stop.contains(token.value)
    {
      alias = try cursor.name()
    }
    return Change(
      verb: verb, target: target, alias: alias, selection: .joined, source: nil, joinCondition: nil,
      changesUnmatchedBySource: false, returnsRows: false)
  }

  private mutating func delete() throws(StatementError) -> Change {
    var change = try target(.delete, stop: ["USING", "WHERE", "RETURNING"])
    let readsOthers = cursor.isNext("USING")
    finish(&change, readsOthers: readsOthers)
    return change
  }

  private mutating func update() throws(StatementError) -> Change {
    var change = try target(.update, stop: ["SET"])
    guard cursor.isNext("SET") else { throw cursor.unexpected("SET") }
    _ = cursor.skip { token in
      token.isKeyword("FROM") || token.isKeyword("WHERE") || token.isKeyword("RETURNING")
    }
    let readsOthers = cursor.isNext("FROM")
    finish(&change, readsOthers: readsOthers)
    return change
  }

  /// Reads up to the end of a `DELETE` or `UPDATE`.
  private mutating func finish(_ change: inout Change, readsOthers: Bool) {
    _ = cursor.skip { $0.isKeyword("WHERE") || $0.isKeyword("RETURNING") }
    if cursor.take("WHERE") {
      let condition = cursor.skip { $0.isKeyword("RETURNING") }
      change.selection = readsOthers ? .joined : .rows(condition)
    } else {
      change.selection = readsOthers ? .joined : .everyRow
    }
    change.returnsRows = cursor.isNext("RETURNING")
  }

  private mutating func merge() throws(StatementError) -> Change {
    var change = try target(.merge, stop: ["USING"])
    try cursor.expect("USING")
    change.source = cursor.skip { $0.isKeyword("ON") || $0.isKeyword("WHEN") }
    if cursor.take("ON") {
      change.joinCondition = cursor.skip { $0.isKeyword("WHEN") }
    }
    while !cursor.isAtEnd {
      if cursor.isNext("WHEN", "NOT", "MATCHED", "BY", "SOURCE") {
        change.changesUnmatchedBySource = true
      }
      if cursor.isNext("RETURNING") { change.returnsRows = true }
      cursor.advance()
    }
    return change
  }
}
