import BigInt
import OrderedCollections

/// Equality as Python has it: `1 == 1.0 == true`; text compares by Unicode scalars.
extension Value: Hashable {
  /// Whether two values are equal.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.string(let first), .string(let second)), (.string(let first), .markup(let second)),
      (.markup(let first), .string(let second)), (.markup(let first), .markup(let second)):
      return sameText(first, second)
    case (.none, .none): return true
    case (.integer(let first), .integer(let second)): return first == second
    case (.tuple(let first), .tuple(let second)):
      return first === second || equalItems(first.items, second.items)
    case (.list(let first), .list(let second)):
      return first === second || equalItems(first.items, second.items)
    case (.dict(let first), .dict(let second)):
      return first === second || equalDicts(first.items, second.items)
    case (.undefined, .undefined): return true
    case (.object(let object), _): return object.isEqual(to: right)
    case (_, .object(let object)): return object.isEqual(to: left)
    default: return left.isNumber && right.isNumber && compareNumbers(left, right) == .equal
    }
  }

  private static func equalItems(_ left: [Value], _ right: [Value]) -> Bool {
    guard left.count == right.count, StackGuard.current.hasRoom else { return false }
    for (first, second) in zip(left, right) where first != second { return false }
    return true
  }

  private static func equalDicts(
    _ left: OrderedDictionary<Value, Value>, _ right: OrderedDictionary<Value, Value>
  ) -> Bool {
    guard left.count == right.count, StackGuard.current.hasRoom else { return false }
    for (key, value) in left {
      guard let other = right[key], other == value else { return false }
    }
    return true
  }

  /// Adds what equality compares.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .string(let text), .markup(let text): hasher.combine(text)
    case .boolean(let value): hasher.combine(Double(value ? 1 : 0))
    case .integer(let value): hasher.combine(Double(value))
    case .bigInteger(let value): hasher.combine(nearestDouble(value.value))
    case .float(let value): hasher.combine(value)
    case .tuple(let tuple): for item in tuple.items { item.hash(into: &hasher) }
    case .list, .dict, .none, .undefined: hasher.combine(0)
    case .object(let object): object.hash(into: &hasher)
    }
  }

  /// Whether it may be a key: no list and no dict within.
  var isHashable: Bool {
    switch self {
    case .list, .dict: false
    case .tuple(let tuple): tuple.items.allSatisfy(\.isHashable)
    default: true
    }
  }

  /// Itself as the key of a dict, or a type error.
  func asKey() throws -> Value {
    if case .undefined(let undefined) = self { try undefined.answer(.equality) }
    guard isHashable else { throw TemplateError(.type, "unhashable type: '\(typeName)'") }
    return self
  }

  var isNumber: Bool {
    switch self {
    case .boolean, .integer, .bigInteger, .float: true
    default: false
    }
  }

  enum Order { case less, equal, greater, unordered }

  static func compareNumbers(_ left: Value, _ right: Value) -> Order {
    if let first = left.integerValue, let second = right.integerValue {
      return first < second ? .less : first == second ? .equal : .greater
    }
    if let first = left.bigIntegerValue, let second = right.bigIntegerValue {
      return first < second ? .less : first == second ? .equal : .greater
    }
    let first = left.doubleValue ?? .nan
    let second = right.doubleValue ?? .nan
    if first < second { return .less }
    if first > second { return .greater }
    return first == second ? .equal : .unordered
  }

  /// A number as a float, rounded where it is larger than a float holds exactly.
  public var doubleValue: Double? {
    switch self {
    case .float(let value): value
    case .integer(let value): Double(value)
    case .boolean(let value): value ? 1 : 0
    case .bigInteger(let big): nearestDouble(big.value)
    case .object(let object): object.doubleValue
    default: nil
    }
  }

  /// Compares for `<` and its like; a type error where the two have no order.
  static func order(_ left: Value, _ right: Value, _ symbol: String) throws -> Order {
    if left.isNumber, right.isNumber { return compareNumbers(left, right) }
    switch (left, right) {
    case (.undefined(let undefined), _), (_, .undefined(let undefined)):
      try undefined.answer(.operate)
      throw undefined.error()
    case (.tuple(let first), .tuple(let second)):
      return try orderItems(first.items, second.items, symbol)
    case (.list(let first), .list(let second)):
      return try orderItems(first.items, second.items, symbol)
    case (.object(let object), _):
      if let order = object.order(to: right) {
        return order < 0 ? .less : order == 0 ? .equal : .greater
      }
    case (_, .object(let object)):
      if let order = object.order(to: left) {
        return order < 0 ? .greater : order == 0 ? .equal : .less
      }
    default:
      if let first = left.stringValue, let second = right.stringValue {
        if sameText(first, second) { return .equal }
        return first.utf8.lexicographicallyPrecedes(second.utf8) ? .less : .greater
      }
    }
    throw TemplateError(
      .type,
      "'\(symbol)' not supported between instances of '\(left.typeName)' and"
        + " '\(right.typeName)'")
  }

  /// `left < right`
  static func isLess(_ left: Value, _ right: Value) throws -> Bool {
    if case .integer(let first) = left, case .integer(let second) = right { return first < second }
    return try order(left, right, "<") == .less
  }

  private static func orderItems(_ left: [Value], _ right: [Value], _ symbol: String) throws
    -> Order
  {
    guard StackGuard.current.hasRoom else { throw TemplateError.recursion() }
    for (first, second) in zip(left, right) {
      for case .undefined(let undefined) in [first, second] { try undefined.answer(.equality) }
      if first != second { return try order(first, second, symbol) }
    }
    return left.count < right.count ? .less : left.count == right.count ? .equal : .greater
  }
}

extension TemplateError {
  static func recursion() -> TemplateError {
    TemplateError(
      .recursion, "maximum recursion depth exceeded",
      hint: "a macro calls itself without end, or data nests too deeply")
  }
}

/// Equality by Unicode scalars; Swift's own takes canonically equivalent text for equal.
func sameText(_ left: String, _ right: String) -> Bool {
  var (first, second) = (left, right)
  return first.withUTF8 { one in
    second.withUTF8 { two in
      one.count == two.count && (one.baseAddress == two.baseAddress || one.elementsEqual(two))
    }
  }
}
