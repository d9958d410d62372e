/// A constant as a query writes it.
public struct ConditionLiteral: Sendable, Hashable {
  /// The value as text: digits of a number, an ISO date, `true`.
  public var text: String
  /// The SQL name of its type without parameters, such as `INTEGER`, `DECIMAL`, `VARCHAR`,
  /// `DATE`.
  public var type: String

  /// Makes a literal.
  public init(_ text: String, type: String) {
    self.text = text
    self.type = type
  }
}

/// A condition every row that a query can use of a table fulfils: what may be decided about
/// whole files before they are read. What cannot be said with it is left out, which never
/// loses a row.
public indirect enum ScanCondition: Sendable, Hashable {
  /// How a column compares.
  public enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The comparison with its sides exchanged.
    var mirrored: Comparison {
      switch self {
      case .equal, .notEqual: self
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }
  }

  case compare([String], Comparison, ConditionLiteral)
  case isIn([String], [ConditionLiteral])
  case isNull([String])
  case isNotNull([String])
  case all([ScanCondition])
  case any([ScanCondition])

  /// The columns it reads, each as the parts of its name.
  public var columns: [[String]] {
    switch self {
    case .compare(let column, _, _), .isIn(let column, _), .isNull(let column),
      .isNotNull(let column):
      [column]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.columns)
    }
  }

  /// Whether a row of nulls never fulfils it.
  var rejectsNulls: Bool {
    switch self {
    case .compare, .isIn, .isNotNull: true
    case .isNull: false
    case .all(let conditions): conditions.contains { $0.rejectsNulls }
    case .any(let conditions): conditions.allSatisfy { $0.rejectsNulls }
    }
  }

  /// The condition with its columns renamed; `nil` where one cannot be.
  func mapColumns(_ rename: ([String]) -> [String]?) -> ScanCondition? {
    switch self {
    case .compare(let column, let comparison, let literal):
      return rename(column).map { .compare($0, comparison, literal) }
    case .isIn(let column, let literals): return rename(column).map { .isIn($0, literals) }
    case .isNull(let column): return rename(column).map { .isNull($0) }
    case .isNotNull(let column): return rename(column).map { .isNotNull($0) }
    case .all(let conditions):
      // A part that cannot be said of the table is left out: the rest still holds.
      let mapped = conditions.compactMap { $0.mapColumns(rename) }
      return mapped.isEmpty ? nil : .all(mapped)
    case .any(let conditions):
      let mapped = conditions.compactMap { $0.mapColumns(rename) }
      return mapped.count == conditions.count ? .any(mapped) : nil
    }
  }
}

extension ScanCondition {
  /// What of an expression of the parse tree can be said as a condition; `nil` for nothing.
  init?(_ node: SyntaxNode) {
    let type = node["type"].text ?? ""
    switch type {
    case "CONJUNCTION_AND":
      let parts = node["children"].elements.compactMap { ScanCondition($0) }
      guard !parts.isEmpty else { return nil }
      self = .all(parts)
    case "CONJUNCTION_OR":
      let children = node["children"].elements
      let parts = children.compactMap { ScanCondition($0) }
      guard parts.count == children.count else { return nil }
      self = .any(parts)
    case "COMPARE_BETWEEN":
      guard let column = Self.column(node["input"]) else { return nil }
      let low = ConditionLiteral(node["lower"]).map { Self.compare(column, .greaterOrEqual, $0) }
      let high = ConditionLiteral(node["upper"]).map { Self.compare(column, .lessOrEqual, $0) }
      let parts = [low, high].compactMap { $0 }
      guard !parts.isEmpty else { return nil }
      self = .all(parts)
    case "COMPARE_IN":
      let children = node["children"].elements
      guard let first = children.first, let column = Self.column(first) else { return nil }
      let literals = children.dropFirst().compactMap { ConditionLiteral($0) }
      guard literals.count == children.count - 1 else { return nil }
      self = .isIn(column, literals)
    case "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL":
      guard let child = node["children"].elements.first, let column = Self.column(child) else {
        return nil
      }
      self = type == "OPERATOR_IS_NULL" ? .isNull(column) : .isNotNull(column)
    default:
      guard let comparison = Self.comparisons[type] else { return nil }
      if let column = Self.column(node["left"]), let value = ConditionLiteral(node["right"]) {
        self = .compare(column, comparison, value)
      } else if let column = Self.column(node["right"]),
        let value = ConditionLiteral(node["left"])
      {
        self = .compare(column, comparison.mirrored, value)
      } else {
        return nil
      }
    }
  }

  private static let comparisons: [String: Comparison] = [
    "COMPARE_EQUAL": .equal, "COMPARE_NOTEQUAL": .notEqual, "COMPARE_LESSTHAN": .less,
    "COMPARE_LESSTHANOREQUALTO": .lessOrEqual, "COMPARE_GREATERTHAN": .greater,
    "COMPARE_GREATERTHANOREQUALTO": .greaterOrEqual,
  ]

  private static func column(_ node: SyntaxNode) -> [String]? {
    guard node["class"].text == "COLUMN_REF" else { return nil }
    let names = node["column_names"].elements.compactMap(\.text)
    return names.isEmpty ? nil : names
  }
}

extension ConditionLiteral {
  /// The constant a node of the parse tree stands for; `nil` if it is not one, or null.
  init?(_ node: SyntaxNode) {
    if node["type"].text == "OPERATOR_CAST" {
      guard let inner = ConditionLiteral(node["child"]), !node["try_cast"].isTrue,
        node["cast_type"]["type_info"].isNull, let type = node["cast_type"]["id"].text
      else { return nil }
      self.init(inner.text, type: type)
      return
    }
    guard node["type"].text == "VALUE_CONSTANT" else { return nil }
    let value = node["value"]
    guard !value["is_null"].isTrue, let type = value["type"]["id"].text else { return nil }
    switch value["value"] {
    case .string(let text): self.init(text, type: type)
    case .boolean(let truth): self.init(truth ? "true" : "false", type: type)
    case .number(let digits):
      if type == "DECIMAL" {
        guard let scale = value["type"]["type_info"]["scale"].integer else { return nil }
        self.init(Self.decimal(digits, scale: scale), type: type)
      } else {
        self.init(digits, type: type)
      }
    default: return nil
    }
  }

  private static func decimal(_ digits: String, scale: Int) -> String {
    guard scale > 0 else { return digits }
    let isNegative = digits.hasPrefix("-")
    var unsigned = String(isNegative ? digits.dropFirst() : digits[...])
    while unsigned.count <= scale { unsigned = "0" + unsigned }
    return (isNegative ? "-" : "") + unsigned.dropLast(scale) + "." + unsigned.suffix(scale)
  }
}
