/// `FOR VERSION AS OF 3` and its kin, after the name of a table.
public struct TimeTravel: Sendable, Hashable {
  /// Which of the table's states is meant.
  public enum Target: Sendable, Hashable {
    case version(Int)
    /// The last state at or before a time, as the statement writes it.
    case timestamp(String)

    /// The version, where it is asked for by its number.
    public var version: Int? { if case .version(let version) = self { version } else { nil } }
  }

  /// Which state is meant.
  public var target: Target
  /// Where the clause stands, in UTF-8 bytes.
  public var range: Range<Int>
  /// Where the name before it ends.
  public var nameEnd: Int

  /// The clauses of a statement: `[FOR] VERSION AS OF n`, `[FOR] TIMESTAMP AS OF '…'`, the same
  /// with `SYSTEM_VERSION` and `SYSTEM_TIME`, and `AT (VERSION => n)`, `AT (TIMESTAMP => '…')`.
  ///
  /// - Throws: ``StatementError`` where a clause has no constant.
  public static func clauses(in source: SQLText) throws(StatementError) -> [TimeTravel] {
    var clauses: [TimeTravel] = []
    var index = 1
    while index < source.tokens.count {
      let previous = source.tokens[index - 1]
      var cursor = TokenCursor(source, from: index)
      if previous.isName, let target = try clause(&cursor) {
        let end = source.tokens[cursor.index - 1].range.upperBound
        let start = source.tokens[index].range.lowerBound
        clauses.append(
          TimeTravel(target: target, range: start..<end, nameEnd: previous.range.upperBound))
        index = cursor.index
      } else {
        index += 1
      }
    }
    return clauses
  }

  /// The clause that comes next, if one does.
  static func target(_ cursor: inout TokenCursor) throws(StatementError) -> Target? {
    try clause(&cursor)
  }

  private static func clause(_ cursor: inout TokenCursor) throws(StatementError) -> Target? {
    if cursor.isNext("AT"), cursor.peek(1)?.isSymbol("(") == true, let unit = cursor.peek(2),
      unit.isKeyword("VERSION") || unit.isKeyword("TIMESTAMP"),
      cursor.peek(3)?.isSymbol("=>") == true
    {
      cursor.advance(4)
      let target = try constant(&cursor, isVersion: unit.isKeyword("VERSION"))
      try cursor.expect(symbol: ")")
      return target
    }
    let mark = cursor
    _ = cursor.take("FOR")
    for (word, isVersion) in [
      ("VERSION", true), ("SYSTEM_VERSION", true), ("TIMESTAMP", false), ("SYSTEM_TIME", false),
    ] where cursor.take(word, "AS", "OF") {
      return try constant(&cursor, isVersion: isVersion)
    }
    cursor = mark
    return nil
  }

  private static func constant(
    _ cursor: inout TokenCursor, isVersion: Bool
  ) throws(StatementError) -> Target {
    if isVersion {
      guard let token = cursor.current, token.kind == .number || token.kind == .string,
        let version = Int(token.value), version >= 0
      else { throw cursor.error("a version is a whole number, as in FOR VERSION AS OF 3") }
      cursor.advance()
      return .version(version)
    }
    _ = cursor.take("TIMESTAMPTZ") || cursor.take("TIMESTAMP") || cursor.take("DATE")
    guard let token = cursor.current, token.kind == .string else {
      throw cursor.error("a time is a text, as in FOR TIMESTAMP AS OF '2026-01-31 12:00:00'")
    }
    cursor.advance()
    if cursor.take(symbol: "::") {
      cursor.advance()
    }
    return .timestamp(token.value)
  }
}
