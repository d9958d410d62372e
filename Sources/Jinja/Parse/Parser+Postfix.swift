extension Parser {
  mutating func postfix(_ operand: Expression) throws -> Expression {
    var result = operand
    var links = 0
    while current.isSymbol(".") || current.isSymbol("[") || current.isSymbol("(") {
      try count(&links)
      result = current.isSymbol("(") ? try call(result) : try subscripted(result)
    }
    return result
  }

  mutating func filtersAndTests(_ operand: Expression) throws -> Expression {
    var result = operand
    var links = 0
    while true {
      if current.isSymbol("|"), let filtered = try filters(result) {
        result = filtered
      } else if current.isName("is") {
        result = try test(result)
      } else if current.isSymbol("(") {
        result = try call(result)
      } else {
        return result
      }
      try count(&links)
    }
  }

  /// A chain is read in a loop but evaluated by recursion, hence limited like nesting.
  func count(_ links: inout Int) throws {
    links += 1
    if depth + links > rules.nestingLimit {
      throw failure("the expression is too long a chain (\(links) links)")
    }
  }

  private mutating func subscripted(_ operand: Expression) throws -> Expression {
    let token = advance()
    if token.text == "." {
      let name = current
      advance()
      if name.kind == .name {
        return Expression(.attribute(operand, name.text), at: name.position)
      }
      guard name.kind == .integer, let index = Int(name.text) else {
        throw failure("expected name or number", at: name.position)
      }
      let key = Expression(.literal(.integer(index)), at: name.position)
      return Expression(.item(operand, key), at: token.position)
    }
    var keys: [Expression] = []
    while !current.isSymbol("]") {
      if !keys.isEmpty { try expect(symbol: ",") }
      keys.append(try subscriptKey())
    }
    try expect(symbol: "]")
    let key = keys.count == 1 ? keys[0] : Expression(.tuple(keys), at: token.position)
    return Expression(.item(operand, key), at: token.position)
  }

  private mutating func subscriptKey() throws -> Expression {
    let start = current.position
    var first: Expression?
    if !current.isSymbol(":") {
      let key = try expression()
      guard current.isSymbol(":") else { return key }
      first = key
    }
    advance()
    var second: Expression?
    if !current.isSymbol(":"), !endsKey { second = try expression() }
    var third: Expression?
    if skip(symbol: ":"), !endsKey { third = try expression() }
    return Expression(.slice(first, second, third), at: start)
  }

  var endsKey: Bool { current.isSymbol("]") || current.isSymbol(",") }

  private mutating func call(_ operand: Expression) throws -> Expression {
    let place = operand.position
    return Expression(.call(operand, try callArguments()), at: place)
  }

  /// Reads `(a, name=b, *c, **d)`.
  public mutating func callArguments() throws -> CallArguments {
    let start = try expect(symbol: "(").position
    var result = CallArguments()
    var needsComma = false
    func ensure(_ condition: Bool) throws {
      if !condition {
        throw failure("invalid syntax for function call expression", at: start)
      }
    }
    while !current.isSymbol(")") {
      if needsComma {
        try expect(symbol: ",")
        if current.isSymbol(")") { break }
      }
      needsComma = true
      if skip(symbol: "*") {
        try ensure(result.unpackedPositional == nil && result.unpackedNamed == nil)
        result.unpackedPositional = try expression()
      } else if skip(symbol: "**") {
        try ensure(result.unpackedNamed == nil)
        result.unpackedNamed = try expression()
      } else if current.kind == .name, following.isSymbol("=") {
        try ensure(result.unpackedNamed == nil)
        let name = advance().text
        advance()
        result.named.append(CallArguments.Named(name: name, value: try expression()))
      } else {
        try ensure(
          result.unpackedPositional == nil && result.unpackedNamed == nil && result.named.isEmpty)
        result.positional.append(try expression())
      }
    }
    try expect(symbol: ")")
    return result
  }

  private mutating func dottedName() throws -> Token {
    let first = try expectName()
    var name = first.text
    while skip(symbol: ".") { name += "." + (try expectName().text) }
    return Token(kind: .name, text: name, position: first.position)
  }

  /// Reads `|name(…)` as often as it follows.
  mutating func filters(_ operand: Expression?, startsInline: Bool = false) throws -> Expression? {
    var result = operand
    var isInline = startsInline
    var links = 0
    while isInline || current.isSymbol("|") {
      if !isInline { advance() }
      isInline = false
      try count(&links)
      let name = try dottedName()
      let arguments = current.isSymbol("(") ? try callArguments() : CallArguments()
      result = Expression(.filter(result, name.text, arguments), at: name.position)
    }
    return result
  }

  private mutating func test(_ operand: Expression) throws -> Expression {
    advance()
    let isNegated = skip(name: "not")
    let name = try dottedName()
    var arguments = CallArguments()
    if current.isSymbol("(") {
      arguments = try callArguments()
    } else if startsTestArgument {
      if current.isName("is") { throw failure("You cannot chain multiple tests with is") }
      arguments.positional = [
        try nested { parser in
          try parser.postfix(try parser.primary())
        }
      ]
    }
    let result = Expression(.test(operand, name.text, arguments), at: name.position)
    return isNegated ? Expression(.not(result), at: name.position) : result
  }

  private var startsTestArgument: Bool {
    switch current.kind {
    case .name: !["else", "or", "and"].contains(current.text)
    case .string, .integer, .float: true
    case .symbol: current.text == "[" || current.text == "{" || current.text == "("
    default: false
    }
  }
}
