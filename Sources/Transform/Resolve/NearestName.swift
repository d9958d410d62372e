/// Finds the name a user may have meant.
enum NearestName {
  /// The name with the fewest edits from `name`, if those are few for its length.
  static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    let limit = max(1, min(3, (wanted.count + 1) / 3))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = editDistance(wanted, other, limit: best.map { $0.distance - 1 } ?? limit)
      guard let distance else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// A hint that names the nearest candidate, or else all of them where they are few.
  static func hint(for name: String, among candidates: [String], kind: String) -> String? {
    if let nearest = find(name, among: candidates) { return "did you mean \"\(nearest)\"?" }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return "the \(kind)s are: \(candidates.sorted().joined(separator: ", "))"
  }

  /// The edits between two texts, a swap of neighbours counting as one; nil past the limit.
  private static func editDistance(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
    guard limit >= 0 else { return nil }
    if first == second { return 0 }
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for (row, byte) in first.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(second.count + 1)
      var smallest = row + 1
      for (column, other) in second.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == second[column - 1], first[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
        smallest = min(smallest, cost)
      }
      if smallest > limit { return nil }
      beforeLast = last
      last = current
    }
    return last[second.count] <= limit ? last[second.count] : nil
  }
}
