import BigInt

extension Parser {
  /// Reads an expression.
  public mutating func expression() throws -> Expression {
    try nested { try $0.conditional() }
  }

  func endsTuple(_ end: String?) -> Bool {
    if current.kind == .variableEnd || current.kind == .blockEnd || current.isSymbol(")") {
      return true
    }
    return end.map { current.isName($0) } ?? false
  }

  /// Reads one expression, or several with commas between, which make a tuple.
  public mutating func tupleExpression() throws -> Expression {
    try tupleExpression(allowsConditional: true, endingAt: nil)
  }

  mutating func tupleExpression(
    allowsConditional: Bool = true, endingAt end: String? = nil, inParentheses: Bool = false
  ) throws -> Expression {
    let start = current.position
    var items: [Expression] = []
    var isTuple = false
    while true {
      if !items.isEmpty { try expect(symbol: ",") }
      if endsTuple(end) { break }
      items.append(allowsConditional ? try expression() : try nested { try $0.disjunction() })
      guard current.isSymbol(",") else { break }
      isTuple = true
    }
    if !isTuple {
      if let only = items.first { return only }
      if !inParentheses {
        throw failure("Expected an expression, got '\(current.described)'")
      }
    }
    return Expression(.tuple(items), at: start)
  }

  private mutating func conditional() throws -> Expression {
    let start = current.position
    var result = try disjunction()
    while skip(name: "if") {
      let condition = try disjunction()
      let otherwise = skip(name: "else") ? try expression() : nil
      result = Expression(
        .conditional(condition, then: result, otherwise: otherwise), at: start)
    }
    return result
  }

  private mutating func disjunction() throws -> Expression {
    var left = try conjunction()
    var links = 0
    while current.isName("or") {
      try count(&links)
      let place = advance().position
      left = Expression(.or(left, try conjunction()), at: place)
    }
    return left
  }

  private mutating func conjunction() throws -> Expression {
    var left = try negation()
    var links = 0
    while current.isName("and") {
      try count(&links)
      let place = advance().position
      left = Expression(.and(left, try negation()), at: place)
    }
    return left
  }

  private mutating func negation() throws -> Expression {
    guard current.isName("not") else { return try comparison() }
    let place = advance().position
    return Expression(.not(try nested { try $0.negation() }), at: place)
  }

  private mutating func comparison() throws -> Expression {
    let first = try sum()
    var rest: [Expression.Comparison] = []
    var place = first.position
    while let comparison = comparisonOperator() {
      let start = advance().position
      if rest.isEmpty { place = start }
      if comparison == .notContained { advance() }
      rest.append(Expression.Comparison(comparison: comparison, operand: try sum()))
    }
    return rest.isEmpty ? first : Expression(.compare(first, rest), at: place)
  }

  private func comparisonOperator() -> ComparisonOperator? {
    if current.kind == .symbol { return ComparisonOperator(rawValue: current.text) }
    if current.isName("in") { return .contained }
    return current.isName("not") && following.isName("in") ? .notContained : nil
  }

  private mutating func sum() throws -> Expression {
    var left = try concatenation()
    var links = 0
    while current.isSymbol("+") || current.isSymbol("-") {
      try count(&links)
      let token = advance()
      let right = try concatenation()
      left = Expression(
        .binary(token.text == "+" ? .add : .subtract, left, right),
        at: token.position)
    }
    return left
  }

  private mutating func concatenation() throws -> Expression {
    let first = try product()
    guard current.isSymbol("~") else { return first }
    let place = current.position
    var items = [first]
    while skip(symbol: "~") { items.append(try product()) }
    return Expression(.concatenation(items), at: place)
  }

  private mutating func product() throws -> Expression {
    var left = try power()
    var links = 0
    while current.kind == .symbol, ["*", "/", "//", "%"].contains(current.text),
      let operation = BinaryOperator(rawValue: current.text)
    {
      try count(&links)
      let place = advance().position
      left = Expression(.binary(operation, left, try power()), at: place)
    }
    return left
  }

  private mutating func power() throws -> Expression {
    var left = try unary(withFilter: true)
    var links = 0
    while current.isSymbol("**") {
      try count(&links)
      let place = advance().position
      left = Expression(.binary(.power, left, try unary(withFilter: true)), at: place)
    }
    return left
  }

  private mutating func unary(withFilter: Bool) throws -> Expression {
    let token = current
    var result: Expression
    if token.isSymbol("-") || token.isSymbol("+") {
      advance()
      let operand = try nested { try $0.unary(withFilter: false) }
      result = Expression(
        token.text == "-" ? .negate(operand) : .plus(operand),
        at: token.position)
    } else {
      result = try primary()
    }
    result = try postfix(result)
    return withFilter ? try filtersAndTests(result) : result
  }

  mutating func primary() throws -> Expression {
    let token = current
    switch token.kind {
    case .name:
      advance()
      return Expression(named(token.text), at: token.position)
    case .string:
      var text = advance().text
      while current.kind == .string { text += advance().text }
      return Expression(.literal(.string(text)), at: token.position)
    case .integer:
      advance()
      return Expression(.literal(integer(token.text)), at: token.position)
    case .float:
      advance()
      return Expression(.literal(.float(Double(token.text) ?? .infinity)), at: token.position)
    case .symbol where token.text == "(":
      advance()
      let inner = try tupleExpression(inParentheses: true)
      try expect(symbol: ")")
      return inner
    case .symbol where token.text == "[": return try list()
    case .symbol where token.text == "{": return try dict()
    case .end: throw failure("unexpected 'end of template'")
    default: throw failure("unexpected '\(token.described)'")
    }
  }

  private func named(_ name: String) -> Expression.Kind {
    switch name {
    case "true", "True": .literal(.boolean(true))
    case "false", "False": .literal(.boolean(false))
    case "none", "None": .literal(.none)
    default: .name(name)
    }
  }

  private func integer(_ text: String) -> Literal {
    var digits = text.filter { $0 != "_" }
    var radix = 10
    if digits.utf8.count > 2,
      let known = ["0b": 2, "0o": 8, "0x": 16][
        digits.prefix(2).lowercased()]
    {
      radix = known
      digits.removeFirst(2)
    }
    if let value = Int(digits, radix: radix) { return .integer(value) }
    return .bigInteger(BigInt(digits, radix: radix) ?? 0)
  }

  private mutating func list() throws -> Expression {
    let start = advance().position
    var items: [Expression] = []
    while !current.isSymbol("]") {
      if !items.isEmpty { try expect(symbol: ",") }
      if current.isSymbol("]") { break }
      items.append(try expression())
    }
    try expect(symbol: "]")
    return Expression(.list(items), at: start)
  }

  private mutating func dict() throws -> Expression {
    let start = advance().position
    var items: [Expression.DictItem] = []
    while !current.isSymbol("}") {
      if !items.isEmpty { try expect(symbol: ",") }
      if current.isSymbol("}") { break }
      let key = try expression()
      try expect(symbol: ":")
      items.append(Expression.DictItem(key: key, value: try expression()))
    }
    try expect(symbol: "}")
    return Expression(.dict(items), at: start)
  }
}
