extension Compiler {
  /// Compiles statements; neighbouring constants become one text.
  mutating func actions(_ statements: [Statement]) throws -> [Action] {
    var result: [Action] = []
    var pending = ConstantText()
    for statement in statements {
      if let text = constantText(statement) {
        pending.append(text, of: statement)
        continue
      }
      if !pending.text.isEmpty { result.append(output(pending)) }
      pending = ConstantText()
      result.append(try action(statement))
    }
    if !pending.text.isEmpty { result.append(output(pending)) }
    return result
  }

  /// Text that is always the same, and where its pieces stand.
  private struct ConstantText {
    var text: String = ""
    var pieces: [(start: Int, kind: OutputRecord.Kind, position: Position)] = []

    init() {}

    init(_ text: String, of statement: Statement) { append(text, of: statement) }

    mutating func append(_ text: String, of statement: Statement) {
      guard !text.isEmpty else { return }
      let isText = if case .text = statement.kind { true } else { false }
      pieces.append((self.text.utf8.count, isText ? .text : .value, statement.position))
      self.text += text
    }
  }

  static func run(_ actions: [Action], _ frame: Frame) throws -> Signal {
    for action in actions {
      let signal = try action(frame)
      if signal != .next { return signal }
    }
    return .next
  }

  private mutating func action(_ statement: Statement) throws -> Action {
    guard stack.hasRoom else { throw failure("the template nests too deeply", statement.position) }
    switch statement.kind {
    case .text(let text): return output(ConstantText(text, of: statement))
    case .output(let expression): return try output(expression)
    case .evaluate(let expression):
      let value = try code(expression)
      return { frame in
        _ = try value(frame)
        return .next
      }
    case .exitLoop: return { _ in .exitLoop }
    case .nextIteration: return { _ in .nextIteration }
    case .branch(let branches, let otherwise): return try branch(branches, otherwise)
    case .loop(let loop): return try self.loop(loop, statement.position)
    case .assign(let target, let expression):
      let value = try code(expression)
      let store = try self.store(target, exports: isTopLevel)
      return placed(statement.position) { try store($0, try value($0)) }
    case .assignBlock(let target, let filter, let body):
      return try assignBlock(target, filter, body, statement.position)
    case .with(let bindings, let body): return try with(bindings, body, statement.position)
    case .macro(let macro): return try self.macro(macro, statement.position)
    case .call(let call, let body): return try callBlock(call, body, statement.position)
    case .filterBlock(let filter, let body):
      return try filterBlock(filter, body, statement.position)
    case .autoescape(let value, let body): return try autoescape(value, body)
    default: return try templateAction(statement)
    }
  }

  func placed(_ position: Position, _ body: @escaping @Sendable (Frame) throws -> Void) -> Action {
    let source = self.source
    return { frame in
      do { try body(frame) } catch { throw Compiler.placed(error, source, position) }
      return .next
    }
  }

  // MARK: Output

  private func output(_ constant: ConstantText) -> Action {
    let mayHaveParent = self.mayHaveParent
    let source = self.source
    let text = constant.text
    let pieces = constant.pieces
    return { frame in
      if mayHaveParent, frame.context.parent != nil { return .next }
      if frame.state.recorder != nil {
        for piece in pieces {
          frame.state.note(piece.kind, source, piece.position, after: piece.start)
        }
      }
      try frame.state.write(text: text)
      return .next
    }
  }

  private func output(_ expression: Expression) throws -> Action {
    let value = try code(expression)
    let mayHaveParent = self.mayHaveParent
    let finalize = shared.value.finalize
    let source = self.source
    let position = expression.position
    return placed(position) { frame in
      if mayHaveParent, frame.context.parent != nil { return }
      let result = try finalize.map { try $0(try value(frame)) } ?? value(frame)
      frame.state.note(.value, source, position)
      try frame.state.write(result)
    }
  }

  /// The text that a statement always writes. Constants are written as text even where the render
  /// is native; strings that escaping would change are not constant.
  private func constantText(_ statement: Statement) -> String? {
    if case .text(let text) = statement.kind { return text }
    guard shared.value.finalize == nil, case .output(let expression) = statement.kind else {
      return nil
    }
    switch folded(expression) {
    case .string(let text):
      let isPlain = !text.utf8.contains { "&<>'\"".utf8.contains($0) }
      return isPlain ? text : nil
    case .some(let literal): return try? Value(literal: literal).text()
    case nil: return nil
    }
  }

  // MARK: Control flow

  private mutating func branch(_ branches: [Statement.Branch], _ otherwise: [Statement]) throws
    -> Action
  {
    var compiled: [(condition: Code, body: [Action])] = []
    let rest = try conditionally { compiler in
      for branch in branches {
        let condition = compiler.located(
          branch.condition.position, try compiler.code(branch.condition))
        compiled.append((condition, try compiler.actions(branch.body)))
      }
      return try compiler.actions(otherwise)
    }
    let all = compiled
    let source = self.source
    let position = branches.first?.condition.position ?? Position(line: 1, column: 1)
    return { frame in
      for branch in all {
        let holds: Bool
        do { holds = try branch.condition(frame).isTrue() } catch {
          throw Compiler.placed(error, source, position)
        }
        if holds { return try Compiler.run(branch.body, frame) }
      }
      return try Compiler.run(rest, frame)
    }
  }

  // MARK: Assignment

  func store(_ target: Target, exports: Bool) throws
    -> @Sendable (Frame, Value) throws -> Void
  {
    switch target {
    case .name(let name, _):
      let slot = routine.declare(name)
      if !exports { return { frame, value in frame.slots[slot] = value } }
      return { frame, value in
        frame.slots[slot] = value
        Compiler.export(name, value, frame.context)
      }
    case .namespace(let name, let attribute, _):
      let namespace = load(name)
      return { frame, value in
        guard case .object(let object) = try namespace(frame),
          try object.setAttribute(attribute, to: value)
        else { throw TemplateError(.type, "cannot assign attribute on non-namespace object") }
      }
    case .tuple(let targets, _):
      let stores = try targets.map { try store($0, exports: exports) }
      return { frame, value in
        let items = try value.elements()
        guard items.count == stores.count else {
          throw TemplateError(
            .value,
            items.count < stores.count
              ? "not enough values to unpack (expected \(stores.count), got \(items.count))"
              : "too many values to unpack (expected \(stores.count))")
        }
        for (store, item) in zip(stores, items) { try store(frame, item) }
      }
    }
  }

  static func export(_ name: String, _ value: Value, _ context: Context) {
    context.variables[name] = value
    if !name.hasPrefix("_"), !context.exported.contains(name) { context.exported.append(name) }
  }

  /// Compiles a body whose output is captured. That of an assignment is kept even where the
  /// template has a parent, that of a filter is not.
  private mutating func captured(_ body: [Statement], keeps: Bool) throws
    -> (actions: [Action], enter: @Sendable (Frame) -> Void)
  {
    let outer = mayHaveParent
    if keeps { mayHaveParent = false }
    defer { mayHaveParent = outer }
    let inner = try scoped(body) { try $0.actions(body) }
    return (inner.result, inner.enter)
  }

  private func filtered(_ filter: Expression?, _ value: @escaping Code) throws -> Code {
    guard let filter, case .filter(let operand, let name, let arguments) = filter.kind else {
      return value
    }
    return try self.filter(
      try filtered(operand, value), name, arguments, filter.position)
  }

  private mutating func capture(_ body: [Statement], filter: Expression?, keeps: Bool) throws
    -> Code
  {
    let (actions, enter) = try captured(body, keeps: keeps)
    let outer = isConditional
    isConditional = false
    defer { isConditional = outer }
    return try filtered(filter) { frame in
      enter(frame)
      return try frame.state.capture { _ = try Compiler.run(actions, frame) }
    }
  }

  private mutating func assignBlock(
    _ target: Target, _ filter: Expression?, _ body: [Statement], _ position: Position
  ) throws -> Action {
    let value = try capture(body, filter: filter, keeps: true)
    let store = try self.store(target, exports: isTopLevel)
    return placed(position) { try store($0, try value($0)) }
  }

  private mutating func filterBlock(
    _ filter: Expression, _ body: [Statement], _ position: Position
  ) throws -> Action {
    let value = try capture(body, filter: filter, keeps: false)
    let source = self.source
    return placed(position) { frame in
      let result = try value(frame)
      frame.state.note(.value, source, position)
      try frame.state.write(result)
    }
  }

  private mutating func with(
    _ bindings: [Statement.Binding], _ body: [Statement], _ position: Position
  ) throws -> Action {
    let values = try bindings.map { try code($0.value) }
    let targets = bindings.flatMap { names($0.target) }
    let (inner, enter) = try scoped(declaring: targets, body) { compiler in
      let stores = try bindings.map { try compiler.store($0.target, exports: false) }
      return (stores, try compiler.actions(body))
    }
    let (stores, actions) = inner
    return { frame in
      enter(frame)
      for (store, value) in zip(stores, values) { try store(frame, try value(frame)) }
      return try Compiler.run(actions, frame)
    }
  }

  private mutating func autoescape(_ value: Expression, _ body: [Statement]) throws -> Action {
    let condition = try code(value)
    let (actions, enter) = try scoped(body) { try $0.actions(body) }
    return { frame in
      let outer = frame.state.autoescapes
      frame.state.autoescapes = try condition(frame).isTrue()
      defer { frame.state.autoescapes = outer }
      enter(frame)
      return try Compiler.run(actions, frame)
    }
  }

  // MARK: Macros

  private mutating func macroCode(_ macro: MacroDeclaration, _ position: Position) throws
    -> MacroCode
  {
    let outer = (routine, isTopLevel, mayHaveParent, isConditional)
    routine = RoutineScope(parent: routine)
    (isTopLevel, mayHaveParent, isConditional) = (false, false, false)
    defer { (routine, isTopLevel, mayHaveParent, isConditional) = outer }
    let slots = macro.parameters.map { routine.declare($0.name) }
    var finder = NameFinder()
    finder.visit(macro.body)
    func special(_ name: String) -> Int? {
      finder.names.contains(name) && !macro.parameters.contains { $0.name == name }
        ? routine.declare(name) : nil
    }
    let (rest, options, caller) = (special("varargs"), special("kwargs"), special("caller"))
    var parameters: [(name: String, slot: Int, value: Code?)] = []
    for (parameter, slot) in zip(macro.parameters, slots) {
      parameters.append((parameter.name, slot, try parameter.defaultValue.map(code)))
    }
    declareStores(of: macro.body)
    let body = try actions(macro.body)
    return MacroCode(
      name: macro.name, parameters: parameters, variableArguments: rest, namedArguments: options,
      caller: caller, routine: Routine(body: body, slotCount: routine.slotCount), source: source,
      position: position)
  }

  private mutating func macro(_ macro: MacroDeclaration, _ position: Position) throws -> Action {
    let exports = isTopLevel
    let slot = routine.declare(macro.name)
    let code = try macroCode(macro, position)
    return { frame in
      let value = Value.object(Macro(code, frame))
      frame.state.captured.append(frame)
      frame.slots[slot] = value
      if exports { Compiler.export(code.name, value, frame.context) }
      return .next
    }
  }

  private mutating func callBlock(
    _ call: Expression, _ body: MacroDeclaration, _ position: Position
  ) throws -> Action {
    guard case .call(let callee, let written) = call.kind else {
      throw failure("expected call", position)
    }
    let code = try macroCode(body, position)
    let values = try arguments(written)
    let function = try self.code(callee)
    return placed(call.position) { frame in
      var arguments = try values(frame)
      arguments.named.append(("caller", .object(Macro(code, frame))))
      let result = try function(frame).call(arguments, frame.state)
      frame.state.note(.value, code.source, call.position)
      try frame.state.write(result)
    }
  }
}
