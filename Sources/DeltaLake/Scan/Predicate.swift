/// A condition on rows, for leaving out files that cannot hold any such row.
///
/// It says no more than what files can be judged by; what it cannot say is ``unknown``. Columns
/// are paths of logical names: one for a column, more for a member of a struct. As in SQL a
/// comparison with null is neither true nor false, and only rows for which the condition is true
/// count.
public indirect enum Predicate: Sendable, Hashable {
  /// A comparison's relation.
  public enum Comparison: Sendable, Hashable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  /// True for every row, or for none.
  case always(Bool)
  /// A column compared with a value.
  case compare([String], Comparison, Literal)
  /// A column that is one of several values.
  case isIn([String], [Literal])
  /// Text that begins so.
  case hasPrefix([String], String)
  case isNull([String])
  case isNotNull([String])
  case and([Predicate])
  case or([Predicate])
  case not(Predicate)
  /// Anything else: may be true for any row.
  case unknown

  /// The columns that the condition names.
  public var columns: Set<[String]> {
    switch self {
    case .always, .unknown: []
    case .compare(let column, _, _), .isIn(let column, _), .hasPrefix(let column, _),
      .isNull(let column), .isNotNull(let column):
      [column]
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.columns) }
    case .not(let part): part.columns
    }
  }
}

/// What is known of a column's values in one file.
struct ColumnBounds: Sendable {
  var minimum: Literal?
  var maximum: Literal?
  /// Every value is null, for certain.
  var isAllNull = false
  /// No value is null, for certain.
  var hasNoNulls = false
}

extension Predicate {
  /// Whether some row of a file may satisfy the condition. A `false` is certain.
  ///
  /// - Parameters:
  ///   - isNegated: asks the same of the condition's opposite. (That a file cannot hold a row
  ///     for which the condition is true says nothing of its opposite.)
  ///   - bounds: what is known of a column.
  /// - Returns: whether such a row may be there.
  func mayHold(
    isNegated: Bool = false, _ bounds: ([String]) -> ColumnBounds
  ) -> Bool {
    switch self {
    case .unknown: return true
    case .always(let value): return value != isNegated
    case .not(let part): return part.mayHold(isNegated: !isNegated, bounds)
    case .and(let parts):
      return isNegated
        ? parts.contains { $0.mayHold(isNegated: true, bounds) }
        : parts.allSatisfy { $0.mayHold(bounds) }
    case .or(let parts):
      return isNegated
        ? parts.allSatisfy { $0.mayHold(isNegated: true, bounds) }
        : parts.contains { $0.mayHold(bounds) }
    case .isNull(let column): return Self.mayBeNull(bounds(column), !isNegated)
    case .isNotNull(let column): return Self.mayBeNull(bounds(column), isNegated)
    case .compare(let column, let comparison, let literal):
      let relation = isNegated ? comparison.opposite : comparison
      return Self.mayCompare(bounds(column), relation, literal)
    case .isIn(let column, let literals):
      let known = bounds(column)
      return isNegated
        ? literals.allSatisfy { Self.mayCompare(known, .notEqual, $0) }
        : literals.contains { Self.mayCompare(known, .equal, $0) }
    case .hasPrefix(let column, let prefix):
      return Self.mayHavePrefix(bounds(column), prefix, isNegated: isNegated)
    }
  }

  private static func mayBeNull(_ bounds: ColumnBounds, _ wantsNull: Bool) -> Bool {
    wantsNull ? !bounds.hasNoNulls : !bounds.isAllNull
  }

  private static func mayCompare(
    _ bounds: ColumnBounds, _ comparison: Comparison, _ literal: Literal
  ) -> Bool {
    if bounds.isAllNull { return false }
    // `nil` where the bound is not known or not comparable: anything may be.
    let low = bounds.minimum?.order(to: literal)
    let high = bounds.maximum?.order(to: literal)
    return switch comparison {
    case .equal: (low ?? 0) <= 0 && (high ?? 0) >= 0
    case .notEqual: !(low == 0 && high == 0)
    case .less: (low ?? -1) < 0
    case .lessOrEqual: (low ?? 0) <= 0
    case .greater: (high ?? 1) > 0
    case .greaterOrEqual: (high ?? 0) >= 0
    }
  }

  private static func mayHavePrefix(
    _ bounds: ColumnBounds, _ prefix: String, isNegated: Bool
  ) -> Bool {
    if bounds.isAllNull { return false }
    let bytes = Array(prefix.utf8)
    func head(_ bound: Literal?) -> [UInt8]? {
      guard case .string(let text)? = bound else { return nil }
      return Array(text.utf8.prefix(bytes.count))
    }
    let low = head(bounds.minimum)
    let high = head(bounds.maximum)
    // All begin with the prefix only if both bounds do.
    if isNegated { return !(low == bytes && high == bytes) }
    if let low, bytes.lexicographicallyPrecedes(low) { return false }
    if let high, high.lexicographicallyPrecedes(bytes) { return false }
    return true
  }
}

extension Predicate.Comparison {
  /// The relation that holds exactly where this one does not, for values that are not null.
  var opposite: Predicate.Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}
