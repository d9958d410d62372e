extension Parser {
  /// Reads a statement of the language; nil where the name is no tag of it.
  mutating func builtinStatement(_ name: String) throws -> [Statement.Kind]? {
    switch name {
    case "for": return [try loop()]
    case "if": return [try branches()]
    case "set": return [try assignment()]
    case "macro": return [.macro(try macro())]
    case "call": return [try callBlock()]
    case "filter": return [try filterBlock()]
    case "with": return [try with()]
    case "autoescape": return [try autoescape()]
    case "block": return [try block()]
    case "extends":
      advance()
      return [.extends(try expression())]
    case "include": return [try include()]
    case "import": return [try importTemplate()]
    case "from": return [try importNames()]
    case "print": return try printed()
    case "do":
      advance()
      return [.evaluate(try tupleExpression())]
    case "break", "continue":
      guard loopDepth > 0 else { throw failure("'\(name)' outside of a loop") }
      advance()
      return [name == "break" ? .exitLoop : .nextIteration]
    default: return nil
    }
  }

  private mutating func printed() throws -> [Statement.Kind] {
    advance()
    var result: [Statement.Kind] = []
    while current.kind != .blockEnd {
      if !result.isEmpty { try expect(symbol: ",") }
      result.append(.output(try expression()))
    }
    return result
  }

  private mutating func assignment() throws -> Statement.Kind {
    advance()
    let target = try self.target(endingAt: nil, allowsNamespace: true)
    if skip(symbol: "=") { return .assign(target, try tupleExpression()) }
    let filter = try filters(nil)
    return .assignBlock(target, filter: filter, body: try body(through: "endset"))
  }

  private mutating func loop() throws -> Statement.Kind {
    advance()
    let target = try self.target(endingAt: "in", allowsNamespace: false)
    try expect(name: "in")
    let iterable = try tupleExpression(allowsConditional: false, endingAt: "recursive")
    let filter = skip(name: "if") ? try expression() : nil
    let isRecursive = skip(name: "recursive")
    loopDepth += 1
    let statements = try body(until: ["endfor", "else"])
    loopDepth -= 1
    var otherwise: [Statement] = []
    if advance().text == "else" { otherwise = try body(through: "endfor") }
    return .loop(
      Statement.Loop(
        target: target, iterable: iterable, filter: filter, isRecursive: isRecursive,
        body: statements, otherwise: otherwise))
  }

  private mutating func branches() throws -> Statement.Kind {
    advance()
    var branches: [Statement.Branch] = []
    while true {
      let condition = try tupleExpression(allowsConditional: false)
      let statements = try body(until: ["elif", "else", "endif"])
      branches.append(Statement.Branch(condition: condition, body: statements))
      switch advance().text {
      case "elif": continue
      case "else": return .branch(branches, otherwise: try body(through: "endif"))
      default: return .branch(branches, otherwise: [])
      }
    }
  }

  private mutating func with() throws -> Statement.Kind {
    advance()
    var bindings: [Statement.Binding] = []
    while current.kind != .blockEnd {
      if !bindings.isEmpty { try expect(symbol: ",") }
      let target = try self.target(endingAt: nil, allowsNamespace: false)
      try expect(symbol: "=")
      bindings.append(Statement.Binding(target: target, value: try expression()))
    }
    return .with(bindings, body: try body(through: "endwith"))
  }

  private mutating func autoescape() throws -> Statement.Kind {
    advance()
    let value = try expression()
    return .autoescape(value, body: try body(through: "endautoescape"))
  }

  private mutating func block() throws -> Statement.Kind {
    advance()
    let name = try expectName()
    guard blockNames.insert(name.text).inserted else {
      throw failure("block '\(name.text)' defined twice", at: name.position)
    }
    let isScoped = skip(name: "scoped")
    let isRequired = skip(name: "required")
    if current.isSymbol("-") {
      throw failure(
        "Block names in Jinja have to be valid Python identifiers and may not contain hyphens,"
          + " use an underscore instead.")
    }
    let outerLoops = loopDepth
    loopDepth = 0
    let statements = try body(through: "endblock")
    loopDepth = outerLoops
    if isRequired {
      for statement in statements {
        guard case .text(let text) = statement.kind, text.unicodeScalars.allSatisfy(isPythonSpace)
        else { throw failure("Required blocks can only contain comments or whitespace") }
      }
    }
    _ = skip(name: name.text)
    return .block(
      Statement.Block(
        name: name.text, isScoped: isScoped, isRequired: isRequired, body: statements))
  }

  private mutating func contextClause() -> Bool? {
    guard current.isName("with") || current.isName("without"), following.isName("context") else {
      return nil
    }
    let isWith = advance().text == "with"
    advance()
    return isWith
  }

  private mutating func include() throws -> Statement.Kind {
    advance()
    let template = try expression()
    var ignoreMissing = false
    if current.isName("ignore"), following.isName("missing") {
      advance()
      advance()
      ignoreMissing = true
    }
    let withContext = contextClause() ?? true
    return .include(template, ignoreMissing: ignoreMissing, withContext: withContext)
  }

  private mutating func importTemplate() throws -> Statement.Kind {
    advance()
    let template = try expression()
    try expect(name: "as")
    let name = try assignableName()
    return .importTemplate(template, as: name.text, withContext: contextClause() ?? false)
  }

  private mutating func importNames() throws -> Statement.Kind {
    advance()
    let template = try expression()
    try expect(name: "import")
    var names: [Statement.ImportedName] = []
    var withContext: Bool?
    while withContext == nil {
      if !names.isEmpty { try expect(symbol: ",") }
      guard current.kind == .name else {
        throw failure(
          "expected token 'name', got '\(current.described)'")
      }
      withContext = contextClause()
      if withContext != nil { break }
      let name = try assignableName()
      if name.text.hasPrefix("_") {
        throw failure("names starting with an underline can not be imported", at: name.position)
      }
      let alias = skip(name: "as") ? try assignableName() : name
      names.append(Statement.ImportedName(name: name.text, alias: alias.text))
      withContext = contextClause()
      if !current.isSymbol(",") { break }
    }
    return .importNames(template, names, withContext: withContext ?? false)
  }

  private mutating func macro() throws -> MacroDeclaration {
    advance()
    let name = try assignableName().text
    let parameters = try parameterList()
    return MacroDeclaration(
      name: name, parameters: parameters, body: try macroBody(through: "endmacro"))
  }

  /// Reads the body of a macro: a loop around the macro is not a loop within it.
  public mutating func macroBody(through end: String) throws -> [Statement] {
    let outerLoops = loopDepth
    loopDepth = 0
    defer { loopDepth = outerLoops }
    return try body(through: end)
  }

  private mutating func callBlock() throws -> Statement.Kind {
    let start = advance().position
    let parameters = current.isSymbol("(") ? try parameterList() : []
    let call = try expression()
    guard case .call = call.kind else { throw failure("expected call", at: start) }
    let statements = try macroBody(through: "endcall")
    return .call(
      call, MacroDeclaration(name: "caller", parameters: parameters, body: statements))
  }

  private mutating func filterBlock() throws -> Statement.Kind {
    advance()
    let filter = try filters(nil, startsInline: true)
    guard let filter else { throw failure("expected a filter name") }
    return .filterBlock(filter, body: try body(through: "endfilter"))
  }

  /// Reads `(a, b=1)`; with types (`a: string`) where the environment allows them.
  public mutating func parameterList() throws -> [MacroDeclaration.Parameter] {
    try expect(symbol: "(")
    var result: [MacroDeclaration.Parameter] = []
    while !current.isSymbol(")") {
      if !result.isEmpty { try expect(symbol: ",") }
      let name = try assignableName().text
      var type: String?
      if rules.allowsMacroTypes, skip(symbol: ":") { type = try typeAnnotation() }
      var value: Expression?
      if skip(symbol: "=") {
        value = try expression()
      } else if result.last?.defaultValue != nil {
        throw failure("non-default argument follows default argument")
      }
      result.append(MacroDeclaration.Parameter(name: name, type: type, defaultValue: value))
    }
    try expect(symbol: ")")
    return result
  }

  /// Reads `name`, `name.name` or `name[type, …]` as text.
  private mutating func typeAnnotation() throws -> String {
    try nested { parser in
      var text = try parser.expectName().text
      while parser.skip(symbol: ".") { text += "." + (try parser.expectName().text) }
      while parser.skip(symbol: "|") { text += " | " + (try parser.typeAnnotation()) }
      guard parser.skip(symbol: "[") else { return text }
      var arguments: [String] = []
      while !parser.current.isSymbol("]") {
        if !arguments.isEmpty { try parser.expect(symbol: ",") }
        arguments.append(try parser.typeAnnotation())
      }
      try parser.expect(symbol: "]")
      return "\(text)[\(arguments.joined(separator: ", "))]"
    }
  }

  // MARK: Targets

  private static let constants: Set<String> = ["true", "false", "none", "True", "False", "None"]

  private mutating func assignableName() throws -> Token {
    let name = try expectName()
    guard !Parser.constants.contains(name.text) else {
      throw failure("can't assign to '\(name.text)'", at: name.position)
    }
    return name
  }

  private mutating func target(endingAt end: String?, allowsNamespace: Bool) throws -> Target {
    try nested { parser in
      let start = parser.current.position
      var targets: [Target] = []
      var isTuple = false
      while true {
        if !targets.isEmpty { try parser.expect(symbol: ",") }
        if parser.endsTuple(end) { break }
        targets.append(try parser.simpleTarget(allowsNamespace: allowsNamespace))
        guard parser.current.isSymbol(",") else { break }
        isTuple = true
      }
      if !isTuple {
        guard let only = targets.first else {
          throw parser.failure("Expected an expression, got '\(parser.current.described)'")
        }
        return only
      }
      return .tuple(targets, start)
    }
  }

  private mutating func simpleTarget(allowsNamespace: Bool) throws -> Target {
    let start = current.position
    if skip(symbol: "(") {
      if skip(symbol: ")") { return .tuple([], start) }
      let inner = try target(endingAt: nil, allowsNamespace: false)
      try expect(symbol: ")")
      return inner
    }
    guard current.kind == .name else {
      throw failure("can't assign to '\(current.described)'")
    }
    let name = try assignableName()
    if allowsNamespace, skip(symbol: ".") {
      return .namespace(name.text, attribute: try expectName().text, start)
    }
    return .name(name.text, start)
  }
}
