extension StatementParser {
  /// `INSERT`, `DELETE`, `UPDATE` or `MERGE`, after the common table expressions in
  /// `prologue`.
  mutating func change(prologue: Range<Int>?) throws(StatementError) -> Statement {
    if cursor.take("INSERT") { return .insert(try insert(prologue: prologue)) }
    var change: Change
    if cursor.take("DELETE") {
      try cursor.expect("FROM")
      change = try delete()
    } else if cursor.take("UPDATE") {
      change = try update()
    } else {
      try cursor.expect("MERGE")
      let start = cursor.position
      let evolves = cursor.take("WITH", "SCHEMA", "EVOLUTION")
      let evolution = start..<cursor.position
      try cursor.expect("INTO")
      change = try merge()
      if evolves { change.evolutionClause = evolution }
    }
    change.prologue = prologue
    return .change(change)
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
    var result = Insert(
      target: target, overwrites: overwrites, matching: matching, prologue: prologue, query: nil)
    if overwrites, cursor.take("PARTITION") {
      _ = try cursor.names()
      result.overwritesPartitions = true
    }
    if cursor.take("REPLACE", "WHERE") {
      result.replaced = cursor.skip { token in
        ["SELECT", "VALUES", "FROM", "TABLE", "WITH"].contains { token.isKeyword($0) }
      }
    }
    let mark = cursor
    if cursor.take("DEFAULT", "VALUES") {
      try end()
      return result
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
    result.query = query
    return result
  }

  /// `COPY INTO`; `nil` for DuckDB's own `COPY`.
  mutating func copy() throws(StatementError) -> Statement? {
    guard cursor.take("COPY", "INTO") else { return nil }
    let target = try cursor.reference("the name of a table")
    try cursor.expect("FROM")
    var copy = CopyInto(
      target: target, path: try cursor.string("a path in quotes"), format: "", files: [],
      formatOptions: [:], copyOptions: [:])
    while let word = cursor.current, word.kind == .word {
      cursor.advance()
      switch word.value {
      case "FILEFORMAT":
        try cursor.expect(symbol: "=")
        copy.format = try cursor.name("PARQUET, CSV or JSON").uppercased()
      case "PATTERN":
        try cursor.expect(symbol: "=")
        copy.pattern = try cursor.string("a pattern in quotes")
      case "FILES":
        try cursor.expect(symbol: "=")
        try cursor.expect(symbol: "(")
        repeat { copy.files.append(try cursor.string()) } while cursor.take(symbol: ",")
        try cursor.expect(symbol: ")")
      case "FORMAT_OPTIONS": copy.formatOptions = try properties()
      case "COPY_OPTIONS": copy.copyOptions = try properties()
      default:
        throw cursor.unexpected("FILEFORMAT, FILES, PATTERN, FORMAT_OPTIONS or COPY_OPTIONS")
      }
    }
    try end()
    guard ["PARQUET", "CSV", "JSON"].contains(copy.format) else {
      throw StatementError(
        "COPY INTO needs to know the format of the files",
        hint: "write FILEFORMAT = PARQUET, CSV or JSON", at: target.range.lowerBound)
    }
    return .copyInto(copy)
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
      returnsRows: false)
  }

  private mutating func delete() throws(StatementError) -> Change {
    var change = try target(.delete, stop: ["USING", "WHERE", "RETURNING"])
    finish(&change, readsOthers: cursor.take("USING"))
    return change
  }

  private mutating func update() throws(StatementError) -> Change {
    var change = try target(.update, stop: ["SET"])
    guard cursor.isNext("SET") else { throw cursor.unexpected("SET") }
    _ = cursor.skip { token in
      token.isKeyword("FROM") || token.isKeyword("WHERE") || token.isKeyword("RETURNING")
    }
    finish(&change, readsOthers: cursor.take("FROM"))
    return change
  }

  /// Reads a `DELETE` or `UPDATE` from behind `USING` or `FROM`, or from where they would be.
  private mutating func finish(_ change: inout Change, readsOthers: Bool) {
    let others = cursor.skip { $0.isKeyword("WHERE") || $0.isKeyword("RETURNING") }
    if readsOthers { change.source = others }
    if cursor.take("WHERE") {
      let condition = cursor.skip { $0.isKeyword("RETURNING") }
      change.selection = readsOthers ? .joined : .rows(condition)
      if readsOthers { change.joinCondition = condition }
    } else {
      change.selection = readsOthers ? .joined : .everyRow
    }
    change.returnsRows = cursor.isNext("RETURNING")
  }

  private mutating func merge() throws(StatementError) -> Change {
    var change = try target(.merge, stop: ["USING"])
    try cursor.expect("USING")
    let start = cursor.index
    change.source = cursor.skip { $0.isKeyword("ON") || $0.isKeyword("WHEN") }
    change.sourceName = Self.name(of: TokenCursor(cursor.source, from: start, to: cursor.index))
    if cursor.take("ON") {
      change.joinCondition = cursor.skip { $0.isKeyword("WHEN") }
    }
    while cursor.take("WHEN") { change.clauses.append(try mergeClause()) }
    change.returnsRows = cursor.isNext("RETURNING")
    return change
  }

  /// What the source of a `MERGE` is called: its alias, or the last part of its name.
  private static func name(of tokens: TokenCursor) -> String? {
    var cursor = tokens
    var name: String?
    if cursor.isNext(symbol: "(") {
      cursor.advance()
      _ = cursor.skip { $0.isSymbol(")") }
      cursor.advance()
    } else {
      name = (try? cursor.reference("a name"))?.name
      _ = try? TimeTravel.target(&cursor)
    }
    _ = cursor.take("AS")
    if cursor.current?.isName == true { name = try? cursor.name() }
    return name
  }

  private mutating func mergeClause() throws(StatementError) -> MergeClause {
    let isNegated = cursor.take("NOT")
    try cursor.expect("MATCHED")
    let bySource = cursor.take("BY", "SOURCE")
    _ = cursor.take("BY", "TARGET")
    var clause = MergeClause(
      kind: !isNegated ? .matched : bySource ? .notMatchedBySource : .notMatched, condition: nil,
      action: .other, range: 0..<0)
    if cursor.take("AND") { clause.condition = mergeCondition() }
    try cursor.expect("THEN")
    let start = cursor.position
    if cursor.isNext("DELETE") {
      clause.action = .delete
    } else if cursor.isNext("UPDATE") {
      let isAll = cursor.isNext("UPDATE", "SET") && cursor.peek(2)?.isSymbol("*") == true
      clause.action = isAll ? .updateAll : .update
    } else if cursor.isNext("INSERT") {
      clause.action = cursor.peek(1)?.isSymbol("*") == true ? .insertAll : .insert
    }
    let end = mergeAction()
    clause.range = start..<end
    return clause
  }

  /// Steps over a condition: up to `THEN`, but for those of `CASE`.
  private mutating func mergeCondition() -> Range<Int> {
    let start = cursor.position
    var end = start
    var cases = 0
    while let token = cursor.current, cases > 0 || !token.isKeyword("THEN") {
      if token.isKeyword("CASE") { cases += 1 }
      if token.isKeyword("END"), cases > 0 { cases -= 1 }
      end = token.range.upperBound
      cursor.advance()
    }
    return start..<end
  }

  /// Steps over an action: up to the next clause, but for the `WHEN` of `CASE`.
  private mutating func mergeAction() -> Int {
    var end = cursor.position
    var cases = 0
    while let token = cursor.current {
      if cases == 0, token.isKeyword("WHEN") || token.isKeyword("RETURNING") { break }
      if token.isKeyword("CASE") { cases += 1 }
      if token.isKeyword("END"), cases > 0 { cases -= 1 }
      end = token.range.upperBound
      cursor.advance()
    }
    return end
  }
}

extension Change {
  /// Whether a `MERGE` changes rows that its source does not name.
  public var changesUnmatchedBySource: Bool {
    clauses.contains { $0.kind == .notMatchedBySource && $0.action != .other }
  }
}
