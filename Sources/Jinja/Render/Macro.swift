import OrderedCollections

/// Thrown by a host function to end the macro that called it with a value.
public struct MacroReturn: Error {
  /// The result of the macro.
  public let value: ReturnedValue

  /// Makes the error to throw.
  public init(_ value: Value) { self.value = ReturnedValue(value) }
}

/// Carries a value through an error, which has to be `Sendable`; thrown and caught on one thread.
public struct ReturnedValue: @unchecked Sendable {
  /// The value.
  public let value: Value

  init(_ value: Value) { self.value = value }
}

/// The compiled form of a macro.
final class MacroCode: Sendable {
  let name: String
  let parameters: [(name: String, slot: Int, value: Code?)]
  let variableArguments: Int?
  let namedArguments: Int?
  let caller: Int?
  let routine: Routine
  let source: Source
  let position: Position

  init(
    name: String, parameters: [(name: String, slot: Int, value: Code?)], variableArguments: Int?,
    namedArguments: Int?, caller: Int?, routine: Routine, source: Source, position: Position
  ) {
    self.name = name
    self.parameters = parameters
    self.variableArguments = variableArguments
    self.namedArguments = namedArguments
    self.caller = caller
    self.routine = routine
    self.source = source
    self.position = position
  }
}

/// A macro as a value.
public final class Macro: Object {
  let code: MacroCode
  let frame: Frame

  init(_ code: MacroCode, _ frame: Frame) {
    self.code = code
    self.frame = frame
  }

  /// The name.
  public var name: String { code.name }
  /// The names of the parameters.
  public var parameters: [String] { code.parameters.map(\.name) }
  /// Where it is declared.
  public var location: SourceLocation { code.source.location(code.position) }

  /// What Python calls the type.
  public var typeName: String { "Macro" }
  /// The macro as Python shows it.
  public var representation: String { "<Macro \(quoted(name))>" }
  /// A macro is called.
  public var isCallable: Bool { true }

  /// What templates may ask of a macro: its name and its arguments.
  public func attribute(_ attribute: String) -> Value? {
    switch attribute {
    case "name": .string(name)
    case "arguments": .tuple(parameters.map { .string($0) })
    case "catch_kwargs": .boolean(code.namedArguments != nil)
    case "catch_varargs": .boolean(code.variableArguments != nil)
    case "caller": .boolean(code.caller != nil)
    default: nil
    }
  }

  /// Renders the macro, or gives what it returned.
  public func call(_ arguments: Arguments, _ state: State) throws -> Value {
    let state = frame.state
    return try state.nested {
      let outer = state.context
      state.context = frame.context
      defer { state.context = outer }
      let local = Frame(code.routine.slotCount, frame, frame.context, state)
      try bind(arguments, local)
      do {
        return try state.capture { try code.routine.run(local) }
      } catch let result as MacroReturn where state.environment.macrosCatchReturn {
        return result.value.value
      }
    }
  }

  private func bind(_ arguments: Arguments, _ local: Frame) throws {
    let state = local.state
    for (parameter, value) in zip(code.parameters, arguments.positional) {
      local.slots[parameter.slot] = value
    }
    if arguments.positional.count > code.parameters.count {
      guard let slot = code.variableArguments else {
        throw TemplateError(
          .type,
          "macro \(quoted(name)) takes not more than \(code.parameters.count) argument(s)")
      }
      local.slots[slot] = .tuple(Array(arguments.positional[code.parameters.count...]))
    } else if let slot = code.variableArguments {
      local.slots[slot] = .tuple([])
    }
    let rest = Dict()
    if let slot = code.caller { local.slots[slot] = state.undefined("caller", "No caller defined") }
    for argument in arguments.named {
      if let index = code.parameters.firstIndex(where: { $0.name == argument.name }) {
        guard index >= arguments.positional.count else {
          throw TemplateError(
            .type, "macro \(quoted(name)) got multiple values for argument '\(argument.name)'")
        }
        local.slots[code.parameters[index].slot] = argument.value
      } else if argument.name == "caller", let slot = code.caller {
        local.slots[slot] = argument.value
      } else {
        rest[argument.name] = argument.value
      }
    }
    if let slot = code.namedArguments {
      local.slots[slot] = .dict(rest)
    } else if let unknown = rest.items.keys.first?.stringValue {
      throw TemplateError(
        .type, "macro \(quoted(name)) takes no keyword argument \(quoted(unknown))",
        hint: nearest(unknown, among: parameters).map { "did you mean '\($0)'?" })
    }
    for parameter in code.parameters where local.slots[parameter.slot] == nil {
      local.slots[parameter.slot] =
        try parameter.value?(local)
        ?? state.undefined(parameter.name, "parameter '\(parameter.name)' was not provided")
    }
  }
}

/// What a template exports: its macros and top-level variables.
public final class Module: Object {
  /// The name of the template.
  public let name: String
  /// The text that the template wrote.
  public let output: Value
  let context: Context
  private let owner: State?

  init(name: String, context: Context, text: Value, owner: State?) {
    self.name = name
    self.context = context
    output = text
    self.owner = owner
  }

  deinit { owner?.finish() }

  /// The exported names in the order they were first set.
  public var names: [String] { context.exported }

  /// Calls an exported macro.
  public func call(_ macro: String, _ arguments: Arguments = Arguments()) throws -> Value {
    guard let value = context.variables[macro] else {
      throw TemplateError(
        .undefined, "the template '\(name)' does not export '\(macro)'",
        hint: nearest(macro, among: names).map { "did you mean '\($0)'?" })
    }
    return try value.call(arguments, context.state)
  }

  /// What Python calls the type.
  public var typeName: String { "TemplateModule" }
  /// What the template rendered.
  public var text: String { (try? output.text()) ?? "" }
  /// The module as Python shows it.
  public var representation: String { "<TemplateModule '\(name)'>" }
  /// An exported macro or variable.
  public func attribute(_ name: String) -> Value? {
    context.exported.contains(name) ? context.variables[name] : nil
  }
}

/// The variable `loop`.
final class Loop: Object {
  let items: [Value]
  var index = 0
  let depth: Int
  let recurse: ((Value) throws -> Value)?
  var lastChanged: [Value]?
  let state: State

  init(_ items: [Value], depth: Int, state: State, recurse: ((Value) throws -> Value)?) {
    self.items = items
    self.depth = depth
    self.state = state
    self.recurse = recurse
  }

  var typeName: String { "LoopContext" }
  var length: Int? { items.count }
  var representation: String { "<LoopContext \(index + 1)/\(items.count)>" }
  var isCallable: Bool { true }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "index": return .integer(index + 1)
    case "index0": return .integer(index)
    case "revindex": return .integer(items.count - index)
    case "revindex0": return .integer(items.count - index - 1)
    case "first": return .boolean(index == 0)
    case "last": return .boolean(index == items.count - 1)
    case "length": return .integer(items.count)
    case "depth": return .integer(depth)
    case "depth0": return .integer(depth - 1)
    case "previtem":
      return index > 0 ? items[index - 1] : state.undefined(nil, "there is no previous item")
    case "nextitem":
      return index + 1 < items.count
        ? items[index + 1] : state.undefined(nil, "there is no next item")
    case "changed":
      return .function("changed") { arguments, _ in
        defer { self.lastChanged = arguments.positional }
        return .boolean(self.lastChanged != arguments.positional)
      }
    case "cycle":
      return .function("cycle") { arguments, _ in
        guard !arguments.positional.isEmpty else {
          throw TemplateError(.type, "no items for cycling given")
        }
        return arguments.positional[self.index % arguments.positional.count]
      }
    default: return nil
    }
  }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    guard let recurse else {
      throw TemplateError(
        .type, "The loop must have the 'recursive' marker to be called recursively.")
    }
    guard let items = arguments.positional.first else {
      throw TemplateError(.type, "loop() missing required argument 'iterable'")
    }
    return try recurse(items)
  }
}

/// `self` and `super`: the blocks of a template.
final class BlockReference: Object {
  let code: [BlockCode]
  let level: Int
  let context: Context
  let state: State

  init(_ code: [BlockCode], level: Int, context: Context, state: State) {
    self.code = code
    self.level = level
    self.context = context
    self.state = state
  }

  var typeName: String { "BlockReference" }
  var isCallable: Bool { true }
  func attribute(_ name: String) -> Value? {
    guard name == "super" else { return nil }
    guard level + 1 < code.count else {
      return state.undefined(
        "super", "there is no parent block called '\(code[level].name)'.")
    }
    return .object(BlockReference(code, level: level + 1, context: context, state: state))
  }
  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    try state.capture { try run() }
  }

  func run() throws {
    let block = code[level]
    guard !block.isRequired else {
      throw TemplateError(.value, "Required block '\(block.name)' not found")
    }
    try state.nested {
      let frame = Frame(block.routine.slotCount, nil, context, state)
      frame.slots[0] = .object(self)
      try block.routine.run(frame)
    }
  }
}

/// The variable `self` within blocks.
final class SelfReference: Object {
  let context: Context
  init(_ context: Context) { self.context = context }
  func attribute(_ name: String) -> Value? {
    context.blocks[name].map {
      .object(BlockReference($0, level: 0, context: context, state: context.state))
    }
  }
}
