extension SQLText {
  /// How many columns the rows have that a `VALUES` list in a range gives, by its first row; `nil`
  /// where something else stands there, or a parameter, whose type only a value decides.
  public func valuesWidth(in range: Range<Int>) -> Int? {
    let listed = tokens.filter { range.contains($0.range.lowerBound) }
    guard listed.first?.isKeyword("VALUES") == true,
      listed.dropFirst().first?.isSymbol("(") == true,
      !listed.contains(where: { $0.kind == .parameter })
    else { return nil }
    var depth = 0
    var width = 1
    for token in listed.dropFirst() where token.kind == .symbol {
      switch token.value {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "," where depth == 1: width += 1
      default: continue
      }
      if depth == 0 { return width }
    }
    return nil
  }
}
