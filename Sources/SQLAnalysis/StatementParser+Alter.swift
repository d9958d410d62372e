extension StatementParser {
  mutating func alter() throws(StatementError) -> Statement {
    cursor.advance()
    let isView = cursor.take("VIEW")
    guard isView || cursor.take("TABLE") else { return .native }
    _ = cursor.take("IF", "EXISTS")
    let name = try cursor.reference("a name")
    if cursor.take("RENAME", "TO") {
      let newName = try cursor.reference("the new name")
      try end()
      return .rename(name, to: newName.name, isView: isView)
    }
    guard !isView else { throw cursor.unexpected("RENAME TO") }
    let alteration = try self.alteration()
    try end()
    return .alter(name, alteration)
  }

  private mutating func alteration() throws(StatementError) -> TableAlteration {
    if cursor.take("ADD", "CONSTRAINT") {
      let name = try cursor.name("the name of a constraint")
      try cursor.expect("CHECK")
      return .addConstraint(name, try parenthesized())
    }
    if cursor.take("DROP", "CONSTRAINT") {
      let ifExists = cursor.take("IF", "EXISTS")
      return .dropConstraint(try cursor.name("the name of a constraint"), ifExists: ifExists)
    }
    if cursor.take("ADD") { return try addColumns() }
    if cursor.take("RENAME") {
      _ = cursor.take("COLUMN")
      let column = try columnReference()
      try cursor.expect("TO")
      return .renameColumn(column, to: try cursor.name("the new name"))
    }
    if cursor.take("DROP") { return try dropColumns() }
    if cursor.take("ALTER") || cursor.take("CHANGE") {
      _ = cursor.take("COLUMN")
      return try alterColumn()
    }
    if cursor.take("SET", "TBLPROPERTIES") { return .setProperties(try properties()) }
    if cursor.take("UNSET", "TBLPROPERTIES") {
      let ifExists = cursor.take("IF", "EXISTS")
      return .unsetProperties(try propertyNames(), ifExists: ifExists)
    }
    if cursor.take("CLUSTER", "BY") {
      return .clusterBy(cursor.take("NONE") ? [] : try columnNames())
    }
    throw cursor.error(
      "this change of a table is not known here",
      hint: "ALTER TABLE takes RENAME TO, ADD COLUMN, RENAME COLUMN, DROP COLUMN, ALTER COLUMN, "
        + "SET TBLPROPERTIES, UNSET TBLPROPERTIES, ADD CONSTRAINT, DROP CONSTRAINT and CLUSTER BY")
  }

  private mutating func addColumns() throws(StatementError) -> TableAlteration {
    _ = cursor.take("COLUMN") || cursor.take("COLUMNS")
    let ifNotExists = cursor.take("IF", "NOT", "EXISTS")
    let isList = cursor.take(symbol: "(")
    var columns: [ColumnDefinition] = []
    var places: [TableAlteration.Place] = []
    repeat {
      columns.append(try columnDefinition())
      if cursor.take("FIRST") {
        places.append(.first)
      } else if cursor.take("AFTER") {
        places.append(.after(try cursor.name("a column name")))
      } else {
        places.append(.last)
      }
    } while isList && cursor.take(symbol: ",")
    if isList { try cursor.expect(symbol: ")") }
    return .addColumns(columns, places: places, ifNotExists: ifNotExists)
  }

  private mutating func dropColumns() throws(StatementError) -> TableAlteration {
    _ = cursor.take("COLUMN") || cursor.take("COLUMNS")
    let ifExists = cursor.take("IF", "EXISTS")
    guard cursor.take(symbol: "(") else {
      return .dropColumns([try columnReference()], ifExists: ifExists)
    }
    var columns: [ColumnReference] = []
    repeat { columns.append(try columnReference()) } while cursor.take(symbol: ",")
    try cursor.expect(symbol: ")")
    return .dropColumns(columns, ifExists: ifExists)
  }

  private mutating func alterColumn() throws(StatementError) -> TableAlteration {
    let column = try columnReference()
    if cursor.take("SET", "NOT", "NULL") { return .setRequired(column, true) }
    if cursor.take("DROP", "NOT", "NULL") { return .setRequired(column, false) }
    if cursor.take("DROP", "DEFAULT") { return .setDefault(column, nil) }
    if cursor.take("SET", "DEFAULT") { return .setDefault(column, try rest("an expression")) }
    if cursor.take("COMMENT") { return .commentColumn(column, try cursor.string()) }
    if cursor.take("SET", "DATA", "TYPE") || cursor.take("SET", "TYPE") || cursor.take("TYPE") {
      return .changeType(column, try rest("a type"))
    }
    throw cursor.unexpected("TYPE, COMMENT, SET NOT NULL, DROP NOT NULL or SET DEFAULT")
  }

  /// Everything to the end of the statement.
  private mutating func rest(_ wanted: String) throws(StatementError) -> Range<Int> {
    guard !cursor.isAtEnd else { throw cursor.unexpected(wanted) }
    return cursor.skip { _ in false }
  }

  /// What stands in the parentheses that come next.
  mutating func parenthesized() throws(StatementError) -> Range<Int> {
    try cursor.expect(symbol: "(")
    let inner = cursor.skip { $0.isSymbol(")") }
    try cursor.expect(symbol: ")")
    return inner
  }

  private mutating func columnReference() throws(StatementError) -> ColumnReference {
    let reference = try cursor.reference("a column name")
    return ColumnReference(path: reference.parts, range: reference.range)
  }

  private mutating func propertyNames() throws(StatementError) -> [String] {
    try cursor.expect(symbol: "(")
    var names: [String] = []
    repeat {
      if cursor.current?.kind == .string {
        names.append(try cursor.string())
      } else {
        names.append(
          try cursor.reference("the name of a property").parts.joined(separator: "."))
      }
    } while cursor.take(symbol: ",")
    try cursor.expect(symbol: ")")
    return names
  }
}
