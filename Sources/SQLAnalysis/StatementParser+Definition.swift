extension StatementParser {
  mutating func create() throws(StatementError) -> Statement {
    cursor.advance()
    let replaces = cursor.take("OR", "REPLACE")
    let isTemporary = cursor.take("TEMP") || cursor.take("TEMPORARY")
    if cursor.take("SCHEMA") || cursor.take("DATABASE") {
      guard !replaces else {
        throw cursor.error(
          "a schema cannot be replaced", hint: "use CREATE SCHEMA IF NOT EXISTS")
      }
      let ifNotExists = cursor.take("IF", "NOT", "EXISTS")
      let name = try cursor.reference("the name of a schema")
      try end()
      return .createSchema(name: name, ifNotExists: ifNotExists)
    }
    if cursor.take("TABLE") {
      if let clone = try clone(replaces: replaces) { return clone }
      return .createTable(try table(replaces: replaces, isTemporary: isTemporary))
    }
    if cursor.take("VIEW") {
      return .createView(try view(replaces: replaces, isTemporary: isTemporary))
    }
    return .native
  }

  private mutating func view(
    replaces: Bool, isTemporary: Bool
  ) throws(StatementError) -> CreateView {
    let ifNotExists = cursor.take("IF", "NOT", "EXISTS")
    let name = try cursor.reference("the name of a view")
    let columns = cursor.isNext(symbol: "(") ? try cursor.names() : []
    try cursor.expect("AS")
    guard !cursor.isAtEnd else { throw cursor.unexpected("a query") }
    return CreateView(
      name: name, replaces: replaces, ifNotExists: ifNotExists, isTemporary: isTemporary,
      columns: columns, query: cursor.rest)
  }

  private mutating func table(
    replaces: Bool, isTemporary: Bool
  ) throws(StatementError) -> CreateTable {
    let ifNotExists = cursor.take("IF", "NOT", "EXISTS")
    let name = try cursor.reference("the name of a table")
    var table = CreateTable(
      name: name, replaces: replaces, ifNotExists: ifNotExists, isTemporary: isTemporary,
      content: .columns([]), partitionColumns: [], location: nil, comment: nil, properties: [:])
    var names: [String] = []
    var hasColumns = false
    if cursor.isNext(symbol: "(") {
      hasColumns = true
      if let second = cursor.peek(2), second.isSymbol(",") || second.isSymbol(")") {
        names = try cursor.names()
      } else {
        table.content = .columns(try columnDefinitions(into: &table))
      }
    }
    try tableClauses(into: &table)
    if cursor.take("AS") {
      guard !cursor.isAtEnd else { throw cursor.unexpected("a query") }
      let (query, withData) = withDataClause(cursor.rest)
      table.content = .query(query, columns: names, withData: withData)
    } else {
      guard hasColumns, names.isEmpty else { throw cursor.unexpected("columns or AS") }
      try end()
    }
    return table
  }

  /// The query before `WITH NO DATA` or `WITH DATA`, and whether its rows are wanted.
  private func withDataClause(_ rest: Range<Int>) -> (Range<Int>, Bool) {
    let tokens = cursor.source.tokens
    func ends(_ words: [String]) -> Int? {
      let tail = tokens.suffix(words.count)
      guard tail.count == words.count, zip(tail, words).allSatisfy({ $0.isKeyword($1) }) else {
        return nil
      }
      return tail.first?.range.lowerBound
    }
    if let position = ends(["WITH", "NO", "DATA"]) { return (rest.lowerBound..<position, false) }
    if let position = ends(["WITH", "DATA"]) { return (rest.lowerBound..<position, true) }
    return (rest, true)
  }

  private mutating func tableClauses(into table: inout CreateTable) throws(StatementError) {
    while let token = cursor.current, token.kind == .word, token.value != "AS" {
      switch token.value {
      case "PARTITIONED":
        cursor.advance()
        try cursor.expect("BY")
        table.partitionColumns = try cursor.names()
      case "CLUSTER":
        cursor.advance()
        try cursor.expect("BY")
        table.clusterColumns = try columnNames()
      case "USING":
        cursor.advance()
        guard cursor.take("DELTA") else {
          throw cursor.error("tables are Delta tables", hint: "write USING DELTA, or nothing")
        }
      case "LOCATION":
        cursor.advance()
        table.location = try cursor.string("the folder in quotes")
      case "COMMENT":
        cursor.advance()
        table.comment = try cursor.string()
      case "TBLPROPERTIES":
        cursor.advance()
        table.properties = try properties()
      default:
        throw cursor.unexpected(
          "AS, PARTITIONED BY, CLUSTER BY, LOCATION, COMMENT or TBLPROPERTIES")
      }
    }
  }

  mutating func properties() throws(StatementError) -> [String: String] {
    try cursor.expect(symbol: "(")
    var properties: [String: String] = [:]
    repeat {
      var key: String
      if cursor.current?.kind == .string {
        key = try cursor.string()
      } else {
        key = try cursor.reference("the name of a property").parts.joined(separator: ".")
      }
      try cursor.expect(symbol: "=")
      if let value = cursor.current, value.kind == .number || value.kind == .word {
        properties[key] = cursor.source[value.range]
        cursor.advance()
      } else {
        properties[key] = try cursor.string()
      }
    } while cursor.take(symbol: ",")
    try cursor.expect(symbol: ")")
    return properties
  }

  private mutating func columnDefinitions(
    into table: inout CreateTable
  ) throws(StatementError) -> [ColumnDefinition] {
    if table.isTemporary {
      _ = cursor.skip { _ in false }
      return []
    }
    try cursor.expect(symbol: "(")
    var columns: [ColumnDefinition] = []
    repeat {
      if cursor.isNext("CONSTRAINT"), cursor.peek(2)?.isKeyword("CHECK") == true {
        cursor.advance()
        let name = try cursor.name("the name of a constraint")
        cursor.advance()
        table.checks[name] = try parenthesized()
      } else {
        columns.append(try columnDefinition())
      }
    } while cursor.take(symbol: ",")
    try cursor.expect(symbol: ")")
    return columns
  }

  mutating func columnDefinition() throws(StatementError) -> ColumnDefinition {
    let keyed: Set<String> = ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT"]
    if let token = cursor.current, token.kind == .word, keyed.contains(token.value),
      cursor.peek(1)?.isSymbol("(") == true || cursor.peek(1)?.isKeyword("KEY") == true
        || token.value == "CONSTRAINT"
    {
      throw unsupportedConstraint(token.value)
    }
    let nameRange = cursor.current?.range ?? 0..<0
    let name = try cursor.name("a column name")
    let constraints: Set<String> = keyed.union([
      "NOT", "NULL", "DEFAULT", "COMMENT", "GENERATED", "REFERENCES", "COLLATE", "FIRST", "AFTER",
    ])
    let type = cursor.skip { token in
      token.isSymbol(",") || token.isSymbol(")")
        || (token.kind == .word && constraints.contains(token.value))
    }
    guard !type.isEmpty else { throw cursor.unexpected("the type of the column") }
    var column = ColumnDefinition(
      name: name, nameRange: nameRange, type: type, isRequired: false, comment: nil)
    while let token = cursor.current, token.kind == .word,
      !["FIRST", "AFTER"].contains(token.value)
    {
      if cursor.take("NOT", "NULL") {
        column.isRequired = true
      } else if cursor.take("COMMENT") {
        column.comment = try cursor.string()
      } else if cursor.take("DEFAULT") {
        column.defaultValue = cursor.skip { token in
          token.isSymbol(",") || token.isSymbol(")")
            || (token.kind == .word && ["NOT", "COMMENT", "FIRST", "AFTER"].contains(token.value))
        }
      } else if cursor.isNext("GENERATED") {
        try generated(&column)
      } else if !cursor.take("NULL") {
        throw unsupportedConstraint(token.value)
      }
    }
    return column
  }

  /// `GENERATED ALWAYS AS (…)`, `GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY [(…)]`.
  private mutating func generated(_ column: inout ColumnDefinition) throws(StatementError) {
    cursor.advance()
    let allowsExplicit = cursor.take("BY", "DEFAULT")
    if !allowsExplicit { try cursor.expect("ALWAYS") }
    try cursor.expect("AS")
    guard cursor.take("IDENTITY") else {
      if allowsExplicit { throw cursor.unexpected("IDENTITY") }
      column.generation = try parenthesized()
      return
    }
    var identity = IdentityColumn(start: 1, step: 1, allowsExplicit: allowsExplicit)
    if cursor.take(symbol: "(") {
      while !cursor.take(symbol: ")") {
        if cursor.take("START", "WITH") {
          identity.start = try integer()
        } else {
          try cursor.expect("INCREMENT")
          try cursor.expect("BY")
          identity.step = try integer()
        }
      }
    }
    guard identity.step != 0 else {
      throw cursor.error("the numbers of a column must grow or fall")
    }
    column.identity = identity
  }

  private mutating func integer() throws(StatementError) -> Int64 {
    let isNegative = cursor.take(symbol: "-")
    guard let token = cursor.current, token.kind == .number, let value = Int64(token.value) else {
      throw cursor.unexpected("a whole number")
    }
    cursor.advance()
    return isNegative ? -value : value
  }

  private func unsupportedConstraint(_ keyword: String) -> StatementError {
    cursor.error(
      "a Delta table here cannot have \(keyword) on a column",
      hint: "NOT NULL, DEFAULT, GENERATED and COMMENT are kept, and CONSTRAINT name CHECK (…)")
  }

  mutating func drop() throws(StatementError) -> Statement {
    cursor.advance()
    let kind: Drop.Kind
    if cursor.take("TABLE") {
      kind = .table
    } else if cursor.take("VIEW") {
      kind = .view
    } else if cursor.take("SCHEMA") || cursor.take("DATABASE") {
      kind = .schema
    } else {
      return .native
    }
    let ifExists = cursor.take("IF", "EXISTS")
    let name = try cursor.reference("a name")
    let cascades = cursor.take("CASCADE")
    _ = cursor.take("RESTRICT")
    try end()
    return .drop(Drop(kind: kind, name: name, ifExists: ifExists, cascades: cascades))
  }
}
