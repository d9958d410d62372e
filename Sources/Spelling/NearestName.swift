/// Finds what was probably meant by a name that does not exist.
public enum NearestName {
  /// A name of more bytes is no name that somebody misspelled.
  private static let lengthLimit = 256

  /// The candidate that takes the fewest edits to reach from `name`, without regard to case.
  ///
  /// At most a third of the name may differ, and never all of it. Failing that, a candidate that
  /// is a whole part of the name, between underscores, dots or hyphens, or has it as one.
  ///
  /// - Returns: the candidate, or `nil` if none is near. Of equals, the first.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= lengthLimit else { return nil }
    let limit = max(1, (wanted.count + 1) / 3)
    var best: (candidate: String, distance: Int)?
    var related: String?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      let bound = best.map { $0.distance - 1 } ?? min(limit, wanted.count - 1)
      if let distance = distance(wanted, other, limit: bound) { best = (candidate, distance) }
      if related == nil, areRelated(wanted, other) { related = candidate }
    }
    return best?.candidate ?? related
  }

  /// `did you mean "orders"?` for the nearest candidate, or what there is to choose from, where
  /// that is little: `kind` says what the candidates are, in the singular.
  public static func hint(
    for name: String, among candidates: [String], kind: String? = nil
  ) -> String? {
    if let near = of(name, among: candidates) { return "did you mean \"\(near)\"?" }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    guard let kind else { return "one of: " + candidates.joined(separator: ", ") }
    return "the \(kind)s are: " + candidates.sorted().joined(separator: ", ")
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other
  /// (Damerau–Levenshtein, optimal string alignment); `nil` where there are more than `limit`.
  static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var least = row + 1
      for (column, other) in right.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
        least = min(least, cost)
      }
      if least > limit { return nil }
      beforeLast = last
      last = current
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }

  private static func areRelated(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    return short.count >= 3 && parts(of: long).contains(short[...])
  }

  private static func parts(of name: [UInt8]) -> [ArraySlice<UInt8>] {
    name.split { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }
}
