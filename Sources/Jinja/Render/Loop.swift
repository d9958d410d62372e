/// The variable `loop`, and the walk behind it. It reads one item ahead only where asked for the
/// next or the last one, and all of them where asked for the length of what has none.
final class Loop: Object {
  private var items: ItemCursor
  /// An item read ahead.
  private var after: Value?
  private var isAtEnd = false
  private var current: Value?
  private var before: Value?
  private var knownLength: Int?
  private var lastChanged: [Value]?
  private var index = -1
  private let depth: Int
  private let recurse: ((Value) throws -> Value)?
  private let state: State

  /// A loop over a cursor's items; `length` where it is known beforehand.
  init(
    _ items: ItemCursor, length: Int?, depth: Int, state: State,
    recurse: ((Value) throws -> Value)?
  ) {
    self.items = items
    knownLength = length
    self.depth = depth
    self.state = state
    self.recurse = recurse
  }

  /// Steps to the next item.
  func advance() throws -> Value? {
    let next: Value?
    if let ahead = after {
      next = ahead
      after = nil
    } else {
      next = isAtEnd ? nil : try items.next()
    }
    guard let next else { return nil }
    index += 1
    before = current
    current = next
    return next
  }

  private func peek() throws -> Value? {
    if after == nil, !isAtEnd {
      after = try items.next()
      isAtEnd = after == nil
    }
    return after
  }

  private func measured() throws -> Int {
    if let knownLength { return knownLength }
    var rest: [Value] = []
    while let item = try items.next() {
      rest.append(item)
      guard rest.count < 1 << 24 else {
        throw TemplateError(.limit, "more than \(1 << 24) items in one loop")
      }
    }
    items = ItemCursor(items: rest)
    isAtEnd = rest.isEmpty && after == nil
    let length = rest.count + index + 1 + (after == nil ? 0 : 1)
    knownLength = length
    return length
  }

  var typeName: String { "LoopContext" }
  var length: Int? { try? measured() }
  var representation: String { "<LoopContext \(index + 1)/\((try? measured()) ?? 0)>" }
  var isCallable: Bool { true }

  func attribute(_ name: String) throws -> Value? {
    switch name {
    case "index": return .integer(index + 1)
    case "index0": return .integer(index)
    case "revindex": return .integer(try measured() - index)
    case "revindex0": return .integer(try measured() - index - 1)
    case "first": return .boolean(index == 0)
    case "last": return .boolean(try peek() == nil)
    case "length": return .integer(try measured())
    case "depth": return .integer(depth)
    case "depth0": return .integer(depth - 1)
    case "previtem":
      return index == 0 ? state.undefined(nil, "there is no previous item") : before
    case "nextitem": return try peek() ?? state.undefined(nil, "there is no next item")
    case "changed": return .function("changed") { [self] arguments, _ in changed(arguments) }
    case "cycle": return .function("cycle") { [self] arguments, _ in try cycled(arguments) }
    default: return nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "changed": changed(arguments)
    case "cycle": try cycled(arguments)
    default: try attribute(name)?.call(arguments, state)
    }
  }

  private func changed(_ arguments: Arguments) -> Value {
    defer { lastChanged = arguments.positional }
    return .boolean(lastChanged != arguments.positional)
  }

  private func cycled(_ arguments: Arguments) throws -> Value {
    guard !arguments.positional.isEmpty else {
      throw TemplateError(.type, "no items for cycling given")
    }
    return arguments.positional[index % arguments.positional.count]
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
