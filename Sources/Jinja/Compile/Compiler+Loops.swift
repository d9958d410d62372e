extension Compiler {
  mutating func loop(_ loop: Statement.Loop, _ position: Position) throws -> Action {
    let iterable = try code(loop.iterable)
    let needsContext = loop.isRecursive || usesLoopVariable(loop)
    let targets = names(loop.target) + (needsContext ? ["loop"] : [])
    // The filter has variables of its own: it also reads ahead, in the midst of the body.
    let filter = try loop.filter.map { condition in
      try scoped(declaring: names(loop.target), []) { compiler in
        let store = try compiler.store(loop.target, exports: false)
        let test = compiler.located(condition.position, try compiler.code(condition))
        return LoopFilter(store: store, test: test)
      }.result
    }
    let (inner, enter) = try scoped(declaring: targets, loop.body) { compiler in
      let store = try compiler.store(loop.target, exports: false)
      let slot = needsContext ? compiler.routine.declare("loop") : nil
      return (store, slot, try compiler.actions(loop.body))
    }
    let otherwise = try scoped(loop.otherwise) { try $0.actions(loop.otherwise) }
    let code = LoopCode(
      store: inner.0, filter: filter, slot: inner.1, body: inner.2,
      enter: enter,
      otherwise: otherwise.result, enterOtherwise: otherwise.enter,
      isRecursive: loop.isRecursive, source: source, position: position)
    return { try code.run($0, iterable, depth: 1) }
  }

  /// Whether the body names `loop`, or has scoped blocks, which may.
  private func usesLoopVariable(_ loop: Statement.Loop) -> Bool {
    var finder = NameFinder()
    finder.visit(loop.body)
    return finder.names.contains("loop") || finder.hasScopedBlock
  }
}

/// The `if` of a loop.
struct LoopFilter: Sendable {
  let store: @Sendable (Frame, Value) throws -> Void
  let test: Code
}

/// The compiled form of a loop.
final class LoopCode: Sendable {
  private let store: @Sendable (Frame, Value) throws -> Void
  private let filter: LoopFilter?
  /// The slot of the variable `loop`, where the body uses it.
  private let slot: Int?
  private let body: [Action]
  private let enter: @Sendable (Frame) -> Void
  private let otherwise: [Action]
  private let enterOtherwise: @Sendable (Frame) -> Void
  private let isRecursive: Bool
  private let source: Source
  private let position: Position

  init(
    store: @escaping @Sendable (Frame, Value) throws -> Void, filter: LoopFilter?, slot: Int?,
    body: [Action], enter: @escaping @Sendable (Frame) -> Void,
    otherwise: [Action],
    enterOtherwise: @escaping @Sendable (Frame) -> Void, isRecursive: Bool, source: Source,
    position: Position
  ) {
    self.store = store
    self.filter = filter
    self.slot = slot
    self.body = body
    self.enter = enter
    self.otherwise = otherwise
    self.enterOtherwise = enterOtherwise
    self.isRecursive = isRecursive
    self.source = source
    self.position = position
  }

  /// Walks what `iterable` gives.
  func run(_ frame: Frame, _ iterable: Code, depth: Int) throws -> Signal {
    let values = try iterable(frame)
    guard let slot else { return try runPlain(frame, values) }
    let signal = try run(frame, values, slot, depth)
    frame.slots[slot] = nil
    return signal
  }

  private func located<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw Compiler.placed(error, source, position) }
  }

  /// A loop whose body does not ask for `loop`.
  private func runPlain(_ frame: Frame, _ values: Value) throws -> Signal {
    var items = try located { try cursor(values, frame) }
    var isEmpty = true
    while let item = try located({ try items.next() }) {
      isEmpty = false
      try frame.state.countIteration()
      enter(frame)
      try located { try store(frame, item) }
      if try Compiler.run(body, frame) == .exitLoop { break }
    }
    return isEmpty ? try runOtherwise(frame) : .next
  }

  private func run(_ frame: Frame, _ values: Value, _ slot: Int, _ depth: Int) throws -> Signal {
    let items = try located { try cursor(values, frame) }
    let length = filter == nil ? try located { try knownLength(values) } : nil
    let recurse: ((Value) throws -> Value)? =
      isRecursive ? { try self.recurse(frame, $0, slot, depth + 1) } : nil
    let context = Loop(items, length: length, depth: depth, state: frame.state, recurse: recurse)
    var isEmpty = true
    while let item = try located({ try context.advance() }) {
      isEmpty = false
      try frame.state.countIteration()
      enter(frame)
      frame.slots[slot] = .object(context)
      try located { try store(frame, item) }
      if try Compiler.run(body, frame) == .exitLoop { break }
    }
    return isEmpty ? try runOtherwise(frame) : .next
  }

  private func runOtherwise(_ frame: Frame) throws -> Signal {
    enterOtherwise(frame)
    return try Compiler.run(otherwise, frame)
  }

  private func recurse(_ frame: Frame, _ values: Value, _ slot: Int, _ depth: Int) throws -> Value {
    try frame.state.nested {
      let saved = frame.slots
      defer { frame.slots = saved }
      return try frame.state.capture { _ = try run(frame, values, slot, depth) }
    }
  }

  /// The length of what has one; a live list's changes with it, so it is asked for when needed.
  private func knownLength(_ values: Value) throws -> Int? {
    if case .object(let object) = values { return object.length }
    return try values.length()
  }

  /// The items for which the loop's own `if` holds.
  private func cursor(_ values: Value, _ frame: Frame) throws -> ItemCursor {
    guard let filter else { return try ItemCursor(values) }
    var source = try ItemCursor(values)
    return ItemCursor(
      ValueIterator {
        while let item = try source.next() {
          try filter.store(frame, item)
          if try filter.test(frame).isTrue() { return item }
        }
        return nil
      })
  }
}
