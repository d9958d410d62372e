import SQLAnalysis

extension Session {
  /// The text of a query with every table of the lake named in full, as views keep it: it means
  /// the same in any session.
  func qualified(_ source: SQLText, _ range: Range<Int>) async throws -> String {
    let clauses = try TimeTravel.clauses(in: source).map(\.range)
    let outside = [0..<range.lowerBound, range.upperBound..<source.count].filter { !$0.isEmpty }
    let json = try serialize(source.masking(clauses + outside))
    guard let tree = QueryTree(json: json) else { return source[range] }
    var edits: [TextEdit] = []
    for chain in QualifiedChain.all(in: source) {
      guard let use = tree.tables.first(where: { $0.position == chain.range.lowerBound }),
        use.parts.count < 3, let name = try await name(use.parts, schema: schema),
        name.schema != LakeTable.pathSchema, try await lake.object(name) != nil
      else { continue }
      let end = chain.ranges[min(use.parts.count, chain.ranges.count) - 1].upperBound
      edits.append(TextEdit(chain.range.lowerBound..<end, SQLQuoting.name(name.parts)))
    }
    return MappedSQL(source, range: range, edits: edits).text
  }
}
