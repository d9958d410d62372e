/// Names with dots between, anywhere in a statement: a table, a column with its table, a
/// function with its schema.
public struct QualifiedChain: Sendable, Hashable {
  /// The names, without quotes.
  public var parts: [String]
  /// Where each name stands, in UTF-8 bytes.
  public var ranges: [Range<Int>]
  /// Whether an opening parenthesis follows, as after the name of a function.
  public var isCalled: Bool

  /// Where the whole chain stands.
  public var range: Range<Int> {
    (ranges.first?.lowerBound ?? 0)..<(ranges.last?.upperBound ?? 0)
  }

  /// The chains of a statement, single names included, from left to right.
  public static func all(in source: SQLText) -> [QualifiedChain] {
    let tokens = source.tokens
    var chains: [QualifiedChain] = []
    var index = 0
    while index < tokens.count {
      guard tokens[index].isName else {
        index += 1
        continue
      }
      var chain = QualifiedChain(
        parts: [source.name(of: tokens[index])], ranges: [tokens[index].range], isCalled: false)
      index += 1
      while index + 1 < tokens.count, tokens[index].isSymbol("."), tokens[index + 1].isName {
        chain.parts.append(source.name(of: tokens[index + 1]))
        chain.ranges.append(tokens[index + 1].range)
        index += 2
      }
      chain.isCalled = index < tokens.count && tokens[index].isSymbol("(")
      chains.append(chain)
    }
    return chains
  }
}
