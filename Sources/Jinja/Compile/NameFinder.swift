import OrderedCollections

/// Collects the names that statements read, nested ones included.
struct NameFinder {
  var names: Set<String> = []
  var calls: [Expression] = []
  var hasScopedBlock = false

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .text, .exitLoop, .nextIteration: break
    case .output(let value), .evaluate(let value), .assign(_, let value), .extends(let value),
      .include(let value, _, _), .importTemplate(let value, _, _), .importNames(let value, _, _):
      visit(value)
    case .loop(let loop):
      visit(loop.iterable)
      loop.filter.map { visit($0) }
      visit(loop.body)
      visit(loop.otherwise)
    case .branch(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition)
        visit(branch.body)
      }
      visit(otherwise)
    case .assignBlock(_, let filter, let body):
      filter.map { visit($0) }
      visit(body)
    case .macro(let macro): visit(macro)
    case .call(let call, let body):
      visit(call)
      visit(body)
    case .filterBlock(let value, let body), .autoescape(let value, let body):
      visit(value)
      visit(body)
    case .with(let bindings, let body):
      for binding in bindings { visit(binding.value) }
      visit(body)
    case .block(let block):
      if block.isScoped { hasScopedBlock = true }
      visit(block.body)
    case .host(let host):
      for argument in host.arguments { visit(argument) }
      visit(host.body)
    }
  }

  private mutating func visit(_ macro: MacroDeclaration) {
    for parameter in macro.parameters { parameter.defaultValue.map { visit($0) } }
    visit(macro.body)
  }

  mutating func visit(_ expression: Expression) {
    if case .name(let name) = expression.kind { names.insert(name) }
    if case .call = expression.kind { calls.append(expression) }
    for part in expression.parts { visit(part) }
  }
}

extension Expression {
  /// The expressions directly within this one, in the order written.
  public var parts: [Expression] {
    switch kind {
    case .literal, .name: []
    case .tuple(let items), .list(let items), .concatenation(let items): items
    case .dict(let items): items.flatMap { [$0.key, $0.value] }
    case .conditional(let condition, let then, let otherwise):
      [then, condition] + (otherwise.map { [$0] } ?? [])
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
      .item(let left, let right):
      [left, right]
    case .not(let operand), .negate(let operand), .plus(let operand), .attribute(let operand, _):
      [operand]
    case .compare(let first, let rest): [first] + rest.map(\.operand)
    case .slice(let start, let stop, let step): [start, stop, step].compactMap { $0 }
    case .call(let callee, let arguments): [callee] + arguments.parts
    case .filter(let operand, _, let arguments): (operand.map { [$0] } ?? []) + arguments.parts
    case .test(let operand, _, let arguments): [operand] + arguments.parts
    }
  }

  /// The value where the expression is made of constants alone.
  public var constant: Value? {
    switch kind {
    case .literal(.none): return Value.none
    case .literal(.boolean(let value)): return .boolean(value)
    case .literal(.integer(let value)): return .integer(value)
    case .literal(.bigInteger(let value)): return Value(value)
    case .literal(.float(let value)): return .float(value)
    case .literal(.string(let value)): return .string(value)
    case .list(let items):
      let values = items.compactMap(\.constant)
      return values.count == items.count ? .list(values) : nil
    case .tuple(let items):
      let values = items.compactMap(\.constant)
      return values.count == items.count ? .tuple(values) : nil
    case .dict(let items):
      let dict = Dict()
      for item in items {
        guard let key = item.key.constant, key.isHashable, let value = item.value.constant else {
          return nil
        }
        dict.items[key] = value
      }
      return .dict(dict)
    case .negate(let operand): return try? operand.constant?.negated()
    default: return nil
    }
  }
}

extension CallArguments {
  /// The expressions of the arguments, in the order written.
  public var parts: [Expression] {
    positional + named.map(\.value) + [unpackedPositional, unpackedNamed].compactMap { $0 }
  }
}

extension Template {
  /// The calls anywhere in the template, in the order written; each is a `call` expression.
  public var calls: [Expression] {
    var finder = NameFinder()
    finder.visit(statements)
    return finder.calls
  }

  /// The calls of a function by its plain name, as `ref('x')`.
  public func calls(named name: String) -> [(arguments: CallArguments, location: SourceLocation)] {
    calls.compactMap { expression in
      guard case .call(let callee, let arguments) = expression.kind,
        case .name(name) = callee.kind
      else { return nil }
      return (arguments, code.source.location(expression.position))
    }
  }

  /// The names that the template reads somewhere, its own variables included.
  public var referencedNames: Set<String> {
    var finder = NameFinder()
    finder.visit(statements)
    return finder.names
  }

  /// The macros declared at the top level, with their places.
  public var macros: [(declaration: MacroDeclaration, location: SourceLocation)] {
    statements.compactMap { statement in
      guard case .macro(let macro) = statement.kind else { return nil }
      return (macro, code.source.location(statement.position))
    }
  }
}
