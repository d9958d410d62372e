import SQLAnalysis

/// An order of rows that keeps rows close together which are alike in several columns: rows in
/// the order of a curve through the space of the columns' ranks.
///
/// The rank of a value is its place among all values, cut into as many steps as a key of 64 bits
/// has room for. All of it is SQL text; DuckDB does the work.
struct SpaceFillingCurve {
  enum Kind {
    /// The bits of the ranks by turns (Morton).
    case zOrder
    /// Neighbours on the curve are neighbours in space.
    case hilbert
  }

  let kind: Kind
  /// Expressions, the same names that ``relation`` gives its columns.
  let columns: [String]

  /// The bits of a rank.
  var bits: Int { min(10, 60 / max(1, columns.count)) }

  /// The rows of a relation in the order of the curve, with all of its columns and no others.
  func ordered(_ relation: String) -> String {
    guard columns.count > 1 else {
      return "SELECT * FROM (\(relation)) ORDER BY \(columns.first ?? "1")"
    }
    let steps = (1 << bits) - 1
    let ranks = columns.enumerated().map { index, column in
      "CAST(percent_rank() OVER (ORDER BY \(column)) * \(steps) AS UBIGINT) AS \(Self.axis(index))"
    }
    var sql = "SELECT *, \(ranks.joined(separator: ", ")) FROM (\(relation))"
    if kind == .hilbert {
      for replacement in hilbertSteps {
        sql = "SELECT * REPLACE (\(replacement)) FROM (\(sql))"
      }
    }
    let axes = columns.indices.map(Self.axis).joined(separator: ", ")
    return "SELECT * EXCLUDE (\(axes)) FROM (\(sql)) ORDER BY \(key)"
  }

  /// A column's rank; a name that no table's column has.
  static func axis(_ index: Int) -> String { SQLQuoting.name("\u{1}rank \(index)") }

  /// The bits of the ranks by turns, as one number.
  var key: String {
    var terms: [String] = []
    for bit in 0..<bits {
      for index in columns.indices {
        let place = bit * columns.count + (columns.count - 1 - index)
        terms.append("(((\(Self.axis(index)) >> \(bit)) & 1) << \(place))")
      }
    }
    return terms.joined(separator: " | ")
  }

  /// Ranks to the Hilbert curve's transposed index, by J. Skilling, "Programming the Hilbert
  /// curve" (2004): what each step replaces, every right side seeing the values before the step.
  private var hilbertSteps: [String] {
    var steps: [String] = []
    let first = Self.axis(0)
    for bit in stride(from: bits - 1, to: 0, by: -1) {
      let mask = (1 << bit) - 1
      for index in columns.indices {
        let axis = Self.axis(index)
        let isSet = "\(axis) & \(1 << bit) <> 0"
        guard index > 0 else {
          steps.append(
            "CASE WHEN \(isSet) THEN xor(\(first), \(mask)) ELSE \(first) END AS \(first)")
          continue
        }
        let difference = "(xor(\(first), \(axis)) & \(mask))"
        steps.append(
          "CASE WHEN \(isSet) THEN xor(\(first), \(mask)) ELSE xor(\(first), \(difference)) END"
            + " AS \(first), "
            + "CASE WHEN \(isSet) THEN \(axis) ELSE xor(\(axis), \(difference)) END AS \(axis)")
      }
    }
    for index in columns.indices.dropFirst() {
      steps.append(
        "xor(\(Self.axis(index)), \(Self.axis(index - 1))) AS \(Self.axis(index))")
    }
    // The last axis says which bits of all are turned.
    let last = Self.axis(columns.count - 1)
    let flips = stride(from: bits - 1, to: 0, by: -1).map { bit in
      "CASE WHEN \(last) & \(1 << bit) <> 0 THEN \((1 << bit) - 1) ELSE 0 END"
    }
    let turned = flips.reduce("0") { "xor(\($0), \($1))" }
    steps.append(
      columns.indices.map { index in
        "xor(\(Self.axis(index)), CAST(\(turned) AS UBIGINT)) AS \(Self.axis(index))"
      }.joined(separator: ", "))
    return steps
  }
}
