import OrderedCollections
import Spelling

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
        return try TemplateError.within("macro '\(name)'") {
          try state.capture { try code.routine.run(local) }
        }
      } catch let result as MacroReturn where state.shared.value.macrosCatchReturn {
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
        hint: NearestName.of(unknown, among: parameters).map { "did you mean '\($0)'?" })
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
        hint: NearestName.of(macro, among: names).map { "did you mean '\($0)'?" })
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
