extension Compiler {
  /// Compiles the statements that concern other templates, blocks and host tags.
  mutating func templateAction(_ statement: Statement) throws -> Action {
    switch statement.kind {
    case .block(let block): return try self.block(block, statement.position)
    case .extends(let name):
      guard isTopLevel else {
        throw failure("cannot use extend from a non top-level scope", statement.position)
      }
      let value = try code(name)
      return placed(statement.position) { frame in
        guard frame.context.parent == nil else {
          throw TemplateError(.value, "extended multiple times")
        }
        let template = try frame.state.template(try value(frame))
        for (name, block) in template.code.blocks {
          frame.context.blocks[name, default: []].append(block)
        }
        frame.context.parent = template
      }
    case .include(let name, let ignoreMissing, let withContext):
      return try include(name, ignoreMissing, withContext, statement.position)
    case .importTemplate(let name, let alias, let withContext):
      let module = try self.module(name, withContext)
      let store = try self.store(.name(alias, statement.position), exports: false)
      let exports = isTopLevel
      return placed(statement.position) { frame in
        let value = Value.object(try module(frame))
        try store(frame, value)
        if exports { frame.context.variables[alias] = value }
      }
    case .importNames(let name, let names, let withContext):
      return try importNames(name, names, withContext, statement.position)
    case .host(let host): return try self.host(host, statement.position)
    default: throw failure("unexpected statement", statement.position)
    }
  }

  private mutating func block(_ block: Statement.Block, _ position: Position) throws -> Action {
    let outer = (routine, isTopLevel, mayHaveParent, isConditional)
    let visible = block.isScoped ? visibleLocals() : []
    routine = RoutineScope(parent: nil)
    // The first slot is that of `super`.
    _ = routine.declare("super")
    (isTopLevel, mayHaveParent, isConditional) = (false, false, false)
    declareStores(of: block.body)
    let selfSlot = routine.declare("self")
    let body = try actions(block.body)
    let setSelf: Action = { frame in
      frame.slots[selfSlot] = .object(SelfReference(frame.context))
      if case .object(let object) = frame.slots[0], let current = object as? BlockReference,
        let parent = current.attribute("super")
      {
        frame.slots[0] = parent
      }
      return .next
    }
    let code = Routine(body: [setSelf] + body, slotCount: routine.slotCount)
    (routine, isTopLevel, mayHaveParent, isConditional) = outer
    blocks[block.name] = BlockCode(name: block.name, routine: code, isRequired: block.isRequired)
    let name = block.name
    // Blocks in loops and the like are rendered where they stand, even in a child.
    let mayHaveParent = self.mayHaveParent && isTopLevel
    return placed(position) { frame in
      if mayHaveParent, frame.context.parent != nil { return }
      guard let code = frame.context.blocks[name] else { return }
      var context = frame.context
      if !visible.isEmpty {
        context = context.derived(context.template, Compiler.locals(visible, frame))
        context.blocks = frame.context.blocks
      }
      try BlockReference(code, level: 0, context: context, state: frame.state).run()
    }
  }

  private func include(
    _ name: Expression, _ ignoreMissing: Bool, _ withContext: Bool, _ position: Position
  ) throws -> Action {
    let value = try code(name)
    let visible = withContext ? visibleLocals() : []
    return placed(position) { frame in
      let template: Template
      do { template = try frame.state.template(try value(frame)) } catch let error
        as TemplateError where error.kind == .templateNotFound && ignoreMissing
      { return }
      let context =
        withContext
        ? frame.context.derived(template, Compiler.locals(visible, frame))
        : Context(state: frame.state, template: template, variables: [:])
      try frame.state.write(try Compiler.safe(frame.state.run(template, in: context), frame.state))
    }
  }

  /// The output of a template is safe: it escaped what it had to.
  private static func safe(_ value: Value, _ state: State) -> Value {
    if state.autoescapes, case .string(let text) = value { return .markup(text) }
    return value
  }

  private func module(_ name: Expression, _ withContext: Bool) throws
    -> @Sendable (Frame) throws -> Module
  {
    let value = try code(name)
    let visible = withContext ? visibleLocals() : []
    return { frame in
      let template = try frame.state.template(try value(frame))
      let context =
        withContext
        ? frame.context.derived(template, Compiler.locals(visible, frame))
        : Context(state: frame.state, template: template, variables: [:])
      let text = try frame.state.run(template, in: context)
      return Module(name: template.name, context: context, text: text, owner: nil)
    }
  }

  private func importNames(
    _ name: Expression, _ names: [Statement.ImportedName], _ withContext: Bool,
    _ position: Position
  ) throws -> Action {
    let module = try self.module(name, withContext)
    let stores = try names.map { try store(.name($0.alias, position), exports: false) }
    let exports = isTopLevel
    return placed(position) { frame in
      let module = try module(frame)
      for (name, store) in zip(names, stores) {
        let value =
          module.attribute(name.name)
          ?? frame.state.undefined(
            name.name,
            "the template '\(module.name)' (imported on line \(position.line) in"
              + " '\(frame.context.template.name)') does not export the requested name"
              + " '\(name.name)'")
        try store(frame, value)
        if exports { frame.context.variables[name.alias] = value }
      }
    }
  }

  private mutating func host(_ host: HostStatement, _ position: Position) throws -> Action {
    let arguments = try host.arguments.map(code)
    let (body, enter) = try scoped(host.body) { try $0.actions(host.body) }
    let mayHaveParent = self.mayHaveParent
    return placed(position) { frame in
      let values = try arguments.map { try $0(frame) }
      let result = try host.action(values, frame.state) {
        enter(frame)
        return try frame.state.capture { _ = try Compiler.run(body, frame) }.text()
      }
      let isDropped = mayHaveParent && frame.context.parent != nil
      if !result.isNone, !isDropped { try frame.state.write(result) }
    }
  }
}
