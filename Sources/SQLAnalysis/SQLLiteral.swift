/// A constant as it is written in SQL, of no type yet.
public enum SQLLiteral: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number with its sign, as it is written.
  case number(String)
  /// A plain string, without its quotes.
  case string(String)
  /// What stands in quotes behind `DATE`.
  case date(String)
}

extension SQLText {
  /// The rows of a `VALUES` list in a range; `nil` where something else stands there, where a value
  /// is more than a constant, or where the rows differ in length.
  public func literalRows(in range: Range<Int>) -> [[SQLLiteral]]? {
    var listed = tokens[...]
    listed = listed.drop { !range.contains($0.range.lowerBound) }
    listed = listed.prefix { range.contains($0.range.lowerBound) }
    guard listed.popFirst()?.isKeyword("VALUES") == true else { return nil }
    var rows: [[SQLLiteral]] = []
    repeat {
      guard let row = literalRow(&listed), rows.last.map({ $0.count == row.count }) ?? true
      else { return nil }
      rows.append(row)
    } while listed.popFirst()?.isSymbol(",") == true
    return listed.isEmpty ? rows : nil
  }

  private func literalRow(_ rest: inout ArraySlice<Token>) -> [SQLLiteral]? {
    guard rest.popFirst()?.isSymbol("(") == true else { return nil }
    var row: [SQLLiteral] = []
    while let literal = literal(&rest) {
      row.append(literal)
      guard let next = rest.popFirst() else { return nil }
      if next.isSymbol(")") { return row }
      guard next.isSymbol(",") else { return nil }
    }
    return nil
  }

  private func literal(_ rest: inout ArraySlice<Token>) -> SQLLiteral? {
    guard let token = rest.popFirst() else { return nil }
    switch (token.kind, token.value) {
    case (.number, let text): return .number(text)
    case (.symbol, "-"):
      guard let number = rest.popFirst(), number.kind == .number else { return nil }
      return .number("-" + number.value)
    case (.string, let text): return isPlain(token) ? .string(text) : nil
    case (.word, "NULL"): return .null
    case (.word, "TRUE"): return .boolean(true)
    case (.word, "FALSE"): return .boolean(false)
    case (.word, "DATE"):
      guard let text = rest.popFirst(), text.kind == .string, isPlain(text) else { return nil }
      return .date(text.value)
    default: return nil
    }
  }

  /// Whether a string stands in single quotes without a prefix.
  private func isPlain(_ string: Token) -> Bool {
    self[string.range.lowerBound..<string.range.lowerBound + 1] == "'"
  }
}
