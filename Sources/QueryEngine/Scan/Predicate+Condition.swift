import Columnar
import DeltaLake
import SQLAnalysis

extension Predicate {
  /// A query's condition as one that files can be judged by; `nil` if nothing of it can.
  ///
  /// DuckDB compares a column with a constant in a type that holds both; only where Delta's
  /// comparison of the same two is certain to agree is the condition kept. Dropping a part
  /// never loses a row.
  ///
  /// - Parameters:
  ///   - condition: The condition, with the columns as the query writes them.
  ///   - schema: The table's columns.
  ///   - isUTC: Whether times without a zone are in UTC for the session.
  init?(_ condition: ScanCondition, schema: Schema, isUTC: Bool) {
    switch condition {
    case .all(let parts):
      let known = parts.compactMap { Predicate($0, schema: schema, isUTC: isUTC) }
      guard !known.isEmpty else { return nil }
      self = .and(known)
    case .any(let parts):
      let known = parts.compactMap { Predicate($0, schema: schema, isUTC: isUTC) }
      guard known.count == parts.count else { return nil }
      self = .or(known)
    case .isNull(let parts):
      guard let (path, _) = schema.resolve(parts) else { return nil }
      self = .isNull(path)
    case .isNotNull(let parts):
      guard let (path, _) = schema.resolve(parts) else { return nil }
      self = .isNotNull(path)
    case .isIn(let parts, let constants):
      guard let (path, type) = schema.resolve(parts) else { return nil }
      let literals = constants.compactMap { Literal($0, comparedWith: type, isUTC: isUTC) }
      guard literals.count == constants.count else { return nil }
      self = .isIn(path, literals)
    case .compare(let parts, let comparison, let constant):
      guard let (path, type) = schema.resolve(parts),
        let literal = Literal(constant, comparedWith: type, isUTC: isUTC)
      else { return nil }
      // DuckDB sorts NaN above all numbers; a file's maximum may not speak of it.
      if type == .float64, ![.equal, .less, .lessOrEqual].contains(comparison) { return nil }
      self = .compare(path, Comparison(comparison), literal)
    }
  }
}

extension Predicate.Comparison {
  fileprivate init(_ comparison: ScanCondition.Comparison) {
    self =
      switch comparison {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      }
  }
}

extension Schema {
  /// The column or struct member that a path names without regard to case, in its own spelling.
  fileprivate func resolve(_ parts: [String]) -> (path: [String], type: LogicalType)? {
    guard let first = parts.first, let index = index(of: first) else { return nil }
    let field = fields[index]
    guard parts.count > 1 else { return ([field.name], field.type) }
    guard case .structure(let members) = field.type,
      let inner = Schema(members).resolve(Array(parts.dropFirst()))
    else { return nil }
    return ([field.name] + inner.path, inner.type)
  }
}

extension Literal {
  private static let integers: Set<String> = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT"]

  /// A constant as it is compared with a column of `type`; `nil` where the comparison is done
  /// in a way that statistics cannot follow.
  fileprivate init?(_ constant: ConditionLiteral, comparedWith type: LogicalType, isUTC: Bool) {
    let isText = constant.type == "VARCHAR"
    let isNumber = Self.integers.contains(constant.type) || constant.type == "DECIMAL"
    switch type {
    case .boolean where constant.type == "BOOLEAN",
      .string where isText,
      .date where isText || constant.type == "DATE":
      self.init(constant.text, type: type)
    case .int8, .int16, .int32, .int64:
      guard isNumber || isText else { return nil }
      let exact = LogicalType.decimal(precision: 38, scale: 0)
      self.init(constant.text, type: constant.type == "DECIMAL" ? exact : .int64)
    case .decimal where isNumber, .float64 where isNumber || constant.type == "DOUBLE":
      self.init(constant.text, type: type)
    case .timestamp(_, let isAdjusted):
      let types = ["VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"]
      guard types.contains(constant.type), constant.text.utf8.count <= 26 else { return nil }
      let clock = constant.text.dropFirst(10)
      let hasZone = clock.contains { "+-Zz".contains($0) || $0.isLetter && $0 != "T" }
      guard !hasZone, !isAdjusted || isUTC else { return nil }
      self.init(constant.text, type: type)
    default: return nil
    }
  }
}
