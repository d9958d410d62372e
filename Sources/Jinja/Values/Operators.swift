import BigInt

extension Value {
  /// `left operation right` with Python's semantics.
  static func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    if case .integer(let first) = left, case .integer(let second) = right,
      let result = try integers(operation, first, second)
    {
      return result
    }
    if left.isNumber, right.isNumber { return try numbers(operation, left, right) }
    if let result = try sequences(operation, left, right) { return result }
    if case .object(let object) = left,
      let result = try object.operate(operation, right, reflected: false)
    {
      return result
    }
    if case .object(let object) = right,
      let result = try object.operate(operation, left, reflected: true)
    {
      return result
    }
    for case .undefined(let undefined) in [left, right] {
      if let answer = try undefined.answer(.operate) { return answer }
      throw undefined.error()
    }
    if operation == .add, left.stringValue != nil {
      throw TemplateError(
        .type, "can only concatenate str (not \"\(right.typeName)\") to str",
        hint: "'~' concatenates values of any type")
    }
    throw TemplateError(
      .type,
      "unsupported operand type(s) for \(operation.rawValue): '\(left.typeName)' and"
        + " '\(right.typeName)'")
  }

  /// Nil where the result needs the general path.
  private static func integers(_ operation: BinaryOperator, _ first: Int, _ second: Int) throws
    -> Value?
  {
    switch operation {
    case .add:
      let (value, overflow) = first.addingReportingOverflow(second)
      return overflow ? nil : .integer(value)
    case .subtract:
      let (value, overflow) = first.subtractingReportingOverflow(second)
      return overflow ? nil : .integer(value)
    case .multiply:
      let (value, overflow) = first.multipliedReportingOverflow(by: second)
      return overflow ? nil : .integer(value)
    case .divide where second != 0 && first.magnitude < 1 << 53 && second.magnitude < 1 << 53:
      return .float(Double(first) / Double(second))
    case .floorDivide where second != 0 && second != -1:
      let (quotient, remainder) = first.quotientAndRemainder(dividingBy: second)
      return .integer(remainder != 0 && (remainder < 0) != (second < 0) ? quotient - 1 : quotient)
    case .modulo where second != 0 && second != -1:
      let remainder = first % second
      return .integer(
        remainder != 0 && (remainder < 0) != (second < 0) ? remainder + second : remainder)
    default: return nil
    }
  }

  private static func numbers(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value
  {
    if let first = left.bigIntegerValue, let second = right.bigIntegerValue {
      return try bigIntegers(operation, first, second)
    }
    let first = try operand(left)
    let second = try operand(right)
    switch operation {
    case .add: return .float(first + second)
    case .subtract: return .float(first - second)
    case .multiply: return .float(first * second)
    case .divide:
      guard second != 0 else { throw TemplateError(.zeroDivision, "float division by zero") }
      return .float(first / second)
    case .floorDivide:
      guard second != 0 else {
        throw TemplateError(.zeroDivision, "float floor division by zero")
      }
      return .float(floorQuotient(first, second))
    case .modulo:
      guard second != 0 else { throw TemplateError(.zeroDivision, "float modulo") }
      return .float(floorRemainder(first, second))
    case .power: return .float(try floatPower(first, second))
    }
  }

  /// A number as a float; an integer beyond the largest float is an error.
  private static func operand(_ value: Value) throws -> Double {
    let number = value.doubleValue ?? 0
    if case .bigInteger = value, number.isInfinite {
      throw TemplateError(.overflow, "int too large to convert to float")
    }
    return number
  }

  private static func floorQuotient(_ first: Double, _ second: Double) -> Double {
    let remainder = first.truncatingRemainder(dividingBy: second)
    var quotient = (first - remainder) / second
    if remainder != 0, (remainder < 0) != (second < 0) { quotient -= 1 }
    guard quotient != 0 else { return (first / second).sign == .minus ? -0.0 : 0.0 }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  private static func floorRemainder(_ first: Double, _ second: Double) -> Double {
    let remainder = first.truncatingRemainder(dividingBy: second)
    if remainder == 0 { return second < 0 ? -0.0 : 0.0 }
    return (remainder < 0) != (second < 0) ? remainder + second : remainder
  }

  private static func bigIntegers(_ operation: BinaryOperator, _ first: BigInt, _ second: BigInt)
    throws -> Value
  {
    switch operation {
    case .add: return Value(first + second)
    case .subtract: return Value(first - second)
    case .multiply:
      try checkBits(first.bitWidth + second.bitWidth)
      return Value(first * second)
    case .divide:
      guard second != 0 else { throw TemplateError(.zeroDivision, "division by zero") }
      return .float(try nearestQuotient(first, second))
    case .floorDivide, .modulo:
      guard second != 0 else {
        throw TemplateError(.zeroDivision, "integer division or modulo by zero")
      }
      var (quotient, remainder) = first.quotientAndRemainder(dividingBy: second)
      if remainder != 0, (remainder < 0) != (second < 0) {
        quotient -= 1
        remainder += second
      }
      return Value(operation == .modulo ? remainder : quotient)
    case .power:
      if second < 0 { return .float(try floatPower(nearestDouble(first), nearestDouble(second))) }
      if first.magnitude <= 1 { return Value(first.power(Int(second & 1) + (second > 0 ? 2 : 0))) }
      let exponent = Int(exactly: second) ?? Int.max
      try checkBits(
        first.bitWidth.multipliedReportingOverflow(by: exponent).overflow
          ? Int.max : first.bitWidth * exponent)
      return Value(first.power(exponent))
    }
  }

  private static func checkBits(_ bits: Int) throws {
    guard bits <= 1 << 20 else {
      throw TemplateError(.overflow, "the integer would have more than \(1 << 20) bits")
    }
  }

  /// Sequences: concatenation, repetition, formatting.
  private static func sequences(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value?
  {
    switch (operation, left, right) {
    case (.add, .string(let first), .string(let second)): return .string(first + second)
    case (.add, .markup(let first), _) where right.stringValue != nil:
      return .markup(first + (try right.escaped()))
    case (.add, .string, .markup(let second)): return .markup(try left.escaped() + second)
    case (.add, .list(let first), .list(let second)): return .list(first.items + second.items)
    case (.add, .tuple(let first), .tuple(let second)): return .tuple(first.items + second.items)
    case (.multiply, _, _):
      if let count = right.integerValue { return try repeated(left, count) }
      if let count = left.integerValue { return try repeated(right, count) }
      return nil
    case (.modulo, .string(let format), _): return .string(try formatPercent(format, right))
    case (.modulo, .markup(let format), _):
      return .markup(try formatPercent(format, right, escapes: true))
    default: return nil
    }
  }

  private static func repeated(_ value: Value, _ count: Int) throws -> Value? {
    let times = max(0, count)
    func check(_ size: Int) throws {
      let (total, overflow) = size.multipliedReportingOverflow(by: times)
      guard !overflow, total <= 1 << 27 else {
        throw TemplateError(.overflow, "the repetition would be larger than \(1 << 27) items")
      }
    }
    switch value {
    case .string(let text):
      try check(text.utf8.count)
      return .string(String(repeating: text, count: times))
    case .markup(let text):
      try check(text.utf8.count)
      return .markup(String(repeating: text, count: times))
    case .list(let list):
      try check(list.items.count * 16)
      return .list(Array(repeatElement(list.items, count: times).joined()))
    case .tuple(let tuple):
      try check(tuple.items.count * 16)
      return .tuple(Array(repeatElement(tuple.items, count: times).joined()))
    default: return nil
    }
  }

  /// `left comparison right`
  static func compare(_ comparison: ComparisonOperator, _ left: Value, _ right: Value) throws
    -> Bool
  {
    switch comparison {
    case .equal, .notEqual:
      for case .undefined(let undefined) in [left, right] { try undefined.answer(.equality) }
      return (left == right) == (comparison == .equal)
    case .less: return try order(left, right, "<") == .less
    case .lessOrEqual: return [.less, .equal].contains(try order(left, right, "<="))
    case .greater: return try order(left, right, ">") == .greater
    case .greaterOrEqual: return [.greater, .equal].contains(try order(left, right, ">="))
    case .contained: return try right.contains(left)
    case .notContained: return try !right.contains(left)
    }
  }

  /// `-value`
  func negated() throws -> Value {
    if case .float(let value) = self { return .float(-value) }
    if case .object(let object) = self, object.doubleValue != nil {
      return try Value.apply(.subtract, 0, self)
    }
    guard let value = bigIntegerValue else { throw unaryError("-") }
    return Value(-value)
  }

  /// `+value`
  func positive() throws -> Value {
    if case .float = self { return self }
    if case .object(let object) = self, object.doubleValue != nil { return self }
    guard let value = bigIntegerValue else { throw unaryError("+") }
    return Value(value)
  }

  private func unaryError(_ symbol: String) -> TemplateError {
    if case .undefined(let undefined) = self { return undefined.error() }
    return TemplateError(.type, "bad operand type for unary \(symbol): '\(typeName)'")
  }
}
