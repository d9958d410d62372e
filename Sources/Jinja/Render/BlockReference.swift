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
      try TemplateError.within("block '\(block.name)'") { try block.routine.run(frame) }
    }
  }
}

/// The variable `self` within blocks.
final class SelfReference: Object {
  let context: Context
  init(_ context: Context) { self.context = context }
  var typeName: String { "TemplateReference" }
  var representation: String { "<TemplateReference \(quoted(context.template.name))>" }
  func attribute(_ name: String) -> Value? {
    context.blocks[name].map {
      .object(BlockReference($0, level: 0, context: context, state: context.state))
    }
  }
}
