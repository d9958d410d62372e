import BigInt

extension Compiler {
  /// The value of an expression of constants alone; nil where it has parts that only a render
  /// knows, where evaluating it fails, and where the value is large.
  func folded(_ expression: Expression) -> Literal? {
    guard stack.hasRoom else { return nil }
    switch expression.kind {
    case .literal(let literal): return literal
    case .binary(let operation, let left, let right):
      guard let (first, second) = pair(left, right), isCheap(operation, first, second) else {
        return nil
      }
      return literal { try Value.apply(operation, first, second) }
    case .compare(let first, let rest): return comparison(first, rest)
    case .not(let operand):
      return value(operand).flatMap { value in literal { .boolean(try !value.isTrue()) } }
    case .negate(let operand):
      return value(operand).flatMap { value in literal { try value.negated() } }
    case .plus(let operand):
      return value(operand).flatMap { value in literal { try value.positive() } }
    case .and(let left, let right):
      guard let first = folded(left), let holds = truth(first) else { return nil }
      return holds ? folded(right) : first
    case .or(let left, let right):
      guard let first = folded(left), let holds = truth(first) else { return nil }
      return holds ? first : folded(right)
    case .conditional(let condition, let then, let otherwise?):
      guard let test = folded(condition), let holds = truth(test) else { return nil }
      return folded(holds ? then : otherwise)
    case .concatenation(let items):
      let values = items.compactMap(value)
      guard values.count == items.count else { return nil }
      return literal { .string(try values.map { try $0.text() }.joined()) }
    default: return nil
    }
  }

  private func value(_ expression: Expression) -> Value? {
    folded(expression).map(Value.init(literal:))
  }

  private func truth(_ literal: Literal) -> Bool? { try? Value(literal: literal).isTrue() }

  private func pair(_ left: Expression, _ right: Expression) -> (Value, Value)? {
    guard let first = value(left), let second = value(right) else { return nil }
    return (first, second)
  }

  private func comparison(_ first: Expression, _ rest: [Expression.Comparison]) -> Literal? {
    guard var left = value(first) else { return nil }
    for link in rest {
      guard let right = value(link.operand),
        let holds = try? Value.compare(link.comparison, left, right)
      else { return nil }
      if !holds { return .boolean(false) }
      left = right
    }
    return .boolean(true)
  }

  /// Whether the operation cannot make much of little.
  private func isCheap(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Bool {
    switch operation {
    case .multiply where left.stringValue != nil || right.stringValue != nil:
      (left.integerValue ?? right.integerValue ?? 0) < 256
    case .power: (right.doubleValue?.magnitude ?? 0) < 128
    case .modulo: left.stringValue == nil
    default: true
    }
  }

  private func literal(_ body: () throws -> Value) -> Literal? {
    switch try? body() {
    case .none?: Literal.none
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .bigInteger(let big): big.value.bitWidth < 4096 ? .bigInteger(big.value) : nil
    case .float(let value): .float(value)
    case .string(let text): text.utf8.count < 4096 ? .string(text) : nil
    default: nil
    }
  }
}

extension Value {
  init(literal: Literal) {
    switch literal {
    case .none: self = .none
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .bigInteger(let value): self = .init(value)
    case .float(let value): self = .float(value)
    case .string(let value): self = .string(value)
    }
  }
}
