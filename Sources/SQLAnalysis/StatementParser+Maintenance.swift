/// Statements that look after tables, in the words of Spark and Databricks.
extension StatementParser {
  mutating func optimize() throws(StatementError) -> Statement {
    cursor.advance()
    let table = try cursor.reference("the name of a table")
    let isFull = cursor.take("FULL")
    let condition = condition(until: ["ZORDER"])
    var columns: [String] = []
    if cursor.take("ZORDER") {
      try cursor.expect("BY")
      columns = cursor.isNext(symbol: "(") ? try columnNames() : [try columnName()]
      while cursor.take(symbol: ",") { columns.append(try columnName()) }
    }
    try end()
    return .maintenance(.optimize(table, condition: condition, zOrder: columns, isFull: isFull))
  }

  /// What comes after `WHERE`, if that is next.
  private mutating func condition(until stops: Set<String>) -> Range<Int>? {
    guard cursor.take("WHERE") else { return nil }
    return cursor.skip { $0.kind == .word && stops.contains($0.value) }
  }

  private mutating func columnName() throws(StatementError) -> String {
    try cursor.reference("a column name").parts.joined(separator: ".")
  }

  mutating func columnNames() throws(StatementError) -> [String] {
    try cursor.expect(symbol: "(")
    var names: [String] = []
    repeat { names.append(try columnName()) } while cursor.take(symbol: ",")
    try cursor.expect(symbol: ")")
    return names
  }

  mutating func reorganize() throws(StatementError) -> Statement {
    cursor.advance()
    try cursor.expect("TABLE")
    let table = try cursor.reference("the name of a table")
    let condition = condition(until: ["APPLY"])
    try cursor.expect("APPLY")
    try cursor.expect(symbol: "(")
    try cursor.expect("PURGE")
    try cursor.expect(symbol: ")")
    try end()
    return .maintenance(.purge(table, condition: condition))
  }

  /// `VACUUM t`; without a table it is DuckDB's own.
  mutating func vacuum() throws(StatementError) -> Statement {
    cursor.advance()
    if cursor.isAtEnd || cursor.isNext("ANALYZE") { return .native }
    _ = cursor.take("TABLE")
    let table = try cursor.reference("the name of a table")
    _ = cursor.take("LITE") || cursor.take("FULL")
    var hours: Double?
    if cursor.take("RETAIN") {
      guard let number = cursor.current, number.kind == .number, let value = Double(number.value),
        value >= 0
      else { throw cursor.unexpected("a number of hours") }
      cursor.advance()
      hours = value
      if cursor.take("DAYS") || cursor.take("DAY") {
        hours = value * 24
      } else if !cursor.take("HOUR") {
        try cursor.expect("HOURS")
      }
    }
    let isDryRun = cursor.take("DRY", "RUN")
    try end()
    return .maintenance(.vacuum(table, hours: hours, isDryRun: isDryRun))
  }

  /// What comes after `DESCRIBE HISTORY` or `DESCRIBE DETAIL`.
  mutating func inspection() throws(StatementError) -> Statement? {
    let mark = cursor
    let isHistory = cursor.take("HISTORY")
    guard isHistory || cursor.take("DETAIL"), cursor.current?.isName == true else {
      cursor = mark
      return nil
    }
    let table = try cursor.reference("the name of a table")
    guard isHistory else {
      try end()
      return .maintenance(.detail(table))
    }
    var limit: Int?
    if cursor.take("LIMIT") {
      guard let number = cursor.current, number.kind == .number, let value = Int(number.value)
      else { throw cursor.unexpected("a number of versions") }
      cursor.advance()
      limit = value
    }
    try end()
    return .maintenance(.history(table, limit: limit))
  }

  /// What comes after `SHOW`, if it asks what a table is. DuckDB has a `SHOW` of its own, for
  /// which these words would be the names of tables.
  mutating func showOfTable() throws(StatementError) -> Statement? {
    let mark = cursor
    let statement: (ObjectReference) -> Maintenance
    if cursor.take("CREATE", "TABLE") || cursor.take("CREATE", "VIEW") {
      statement = Maintenance.showCreate
    } else if cursor.take("COLUMNS"), cursor.take("IN") || cursor.take("FROM") {
      statement = Maintenance.showColumns
    } else if cursor.take("PARTITIONS"), cursor.current?.isName == true {
      statement = Maintenance.showPartitions
    } else if cursor.take("TBLPROPERTIES"), cursor.current?.isName == true {
      return try showProperties()
    } else {
      cursor = mark
      return nil
    }
    let table = try cursor.reference("the name of a table")
    try end()
    return .maintenance(statement(table))
  }

  /// What comes after `SHOW TBLPROPERTIES`.
  private mutating func showProperties() throws(StatementError) -> Statement {
    let table = try cursor.reference("the name of a table")
    var key: String?
    if cursor.take(symbol: "(") {
      key =
        cursor.current?.kind == .string
        ? try cursor.string()
        : try cursor.reference("the name of a property").parts.joined(separator: ".")
      try cursor.expect(symbol: ")")
    }
    try end()
    return .maintenance(.showProperties(table, key: key))
  }

  mutating func restore() throws(StatementError) -> Statement {
    cursor.advance()
    _ = cursor.take("TABLE")
    let table = try cursor.reference("the name of a table")
    _ = cursor.take("TO")
    guard let target = try TimeTravel.target(&cursor) else {
      throw cursor.unexpected("VERSION AS OF or TIMESTAMP AS OF")
    }
    try end()
    return .maintenance(.restore(table, target))
  }

  /// What comes after `CREATE TABLE`, if it is a clone.
  mutating func clone(replaces: Bool) throws(StatementError) -> Statement? {
    let mark = cursor
    let ifNotExists = cursor.take("IF", "NOT", "EXISTS")
    let name = try cursor.reference("the name of a table")
    let isDeep = cursor.isNext("DEEP", "CLONE") || cursor.isNext("CLONE")
    guard isDeep || cursor.take("SHALLOW", "CLONE") else {
      cursor = mark
      return nil
    }
    if isDeep || replaces {
      throw cursor.error(
        isDeep ? "only shallow clones are made here" : "a clone replaces no table",
        hint: isDeep ? "copy the rows with CREATE TABLE AS SELECT" : "drop the table first")
    }
    let source = try cursor.reference("the name of a table")
    let target = try TimeTravel.target(&cursor)
    var location: String?
    if cursor.take("LOCATION") { location = try cursor.string("the folder in quotes") }
    try end()
    return .maintenance(
      .clone(
        TableClone(
          name: name, source: source, target: target, ifNotExists: ifNotExists,
          location: location)))
  }

  mutating func convert() throws(StatementError) -> Statement {
    cursor.advance()
    try cursor.expect("TO")
    try cursor.expect("DELTA")
    let table = try cursor.reference("parquet.`/path/of/the/folder`")
    var partitions: Range<Int>?
    if cursor.take("PARTITIONED", "BY") {
      guard cursor.isNext(symbol: "(") else { throw cursor.unexpected("\"(\"") }
      let list = cursor.skip { _ in false }
      partitions = list.lowerBound + 1..<max(list.lowerBound + 1, list.upperBound - 1)
    }
    try end()
    return .maintenance(.convert(table, partitions: partitions))
  }

  mutating func check() throws(StatementError) -> Statement {
    cursor.advance()
    let repairs = cursor.take("REPAIR")
    _ = cursor.take("TABLE")
    let table = try cursor.reference("the name of a table")
    let isDryRun = cursor.take("DRY", "RUN")
    try end()
    return .maintenance(.check(table, repairs: repairs && !isDryRun))
  }

  /// `CHECKPOINT TABLE` and `MAINTAIN TABLE`; `nil` if another word follows.
  mutating func tableCommand() throws(StatementError) -> Statement? {
    let isCheckpoint = cursor.isNext("CHECKPOINT", "TABLE")
    guard isCheckpoint || cursor.isNext("MAINTAIN", "TABLE") else { return nil }
    cursor.advance(2)
    let table = try cursor.reference("the name of a table")
    let isDryRun = !isCheckpoint && cursor.take("DRY", "RUN")
    try end()
    return .maintenance(isCheckpoint ? .checkpoint(table) : .maintain(table, isDryRun: isDryRun))
  }

  /// `COMPACT LOG OF t`, with or without `FROM 3 TO 9`; `nil` if another word follows.
  mutating func compactLog() throws(StatementError) -> Statement? {
    guard cursor.isNext("COMPACT", "LOG") else { return nil }
    cursor.advance(2)
    try cursor.expect("OF")
    let table = try cursor.reference("the name of a table")
    var versions: ClosedRange<Int>?
    if cursor.take("FROM") {
      let first = try version(from: 0)
      try cursor.expect("TO")
      versions = first...(try version(from: first))
    }
    try end()
    return .maintenance(.compactLog(table, versions: versions))
  }

  private mutating func version(from least: Int) throws(StatementError) -> Int {
    guard let number = cursor.current, number.kind == .number, let value = Int(number.value),
      value >= least
    else { throw cursor.unexpected(least == 0 ? "a version" : "a version not before \(least)") }
    cursor.advance()
    return value
  }
}
