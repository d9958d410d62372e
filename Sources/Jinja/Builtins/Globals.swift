import OrderedCollections

extension Builtins {
  static let globals: [String: @Sendable (Arguments, State) throws -> Value] = [
    "range": { arguments, state in .object(try Range(arguments, state)) },
    "dict": { arguments, _ in
      let dict = Dict()
      if let source = arguments.positional.first { try Methods.update(dict, with: source) }
      for argument in arguments.named { dict[argument.name] = argument.value }
      return .dict(dict)
    },
    "namespace": { arguments, _ in
      let dict = Dict()
      if let source = arguments.positional.first { try Methods.update(dict, with: source) }
      for argument in arguments.named { dict[argument.name] = argument.value }
      return .object(Namespace(dict))
    },
    "cycler": { arguments, _ in .object(try Cycler(arguments.positional)) },
    "joiner": { arguments, _ in
      let separator = try arguments.bind("joiner", ["sep"])[0] ?? ", "
      var isUsed = false
      return .function("joiner") { _, _ in
        defer { isUsed = true }
        return isUsed ? separator : ""
      }
    },
  ]
}

/// What `namespace()` returns: its attributes can be set from inner scopes.
final class Namespace: Object {
  let dict: Dict

  init(_ dict: Dict) { self.dict = dict }

  var typeName: String { "Namespace" }
  var representation: String {
    let text = (try? Value.dict(dict).representation()) ?? "{...}"
    return "<Namespace \(text)>"
  }
  func attribute(_ name: String) -> Value? { dict[name] }
  func item(_ key: Value) -> Value? { key.isHashable ? dict.items[key] : nil }
  func setAttribute(_ name: String, to value: Value) -> Bool {
    dict[name] = value
    return true
  }
}

/// An arithmetic progression of integers.
final class Range: Object {
  let start: Int
  let stop: Int
  let step: Int
  let count: Int

  init(_ arguments: Arguments, _ state: State) throws {
    let numbers = try arguments.positional.map { value in
      if case .undefined(let undefined) = value { throw undefined.error() }
      guard let number = value.integerValue else {
        throw TemplateError(
          .type, "'\(value.typeName)' object cannot be interpreted as an integer")
      }
      return number
    }
    guard (1...3).contains(numbers.count), arguments.named.isEmpty else {
      throw TemplateError(
        .type, "range expected 1 to 3 arguments, got \(numbers.count + arguments.named.count)")
    }
    start = numbers.count > 1 ? numbers[0] : 0
    stop = numbers.count > 1 ? numbers[1] : numbers[0]
    step = numbers.count > 2 ? numbers[2] : 1
    guard step != 0 else { throw TemplateError(.value, "range() arg 3 must not be zero") }
    let distance = Double(stop) - Double(start)
    let length = max(0, (distance / Double(step)).rounded(.up))
    guard length < Double(1 << 48) else { throw TemplateError(.overflow, "range is too long") }
    count = Int(length)
    let limit = state.environment.limits.sandboxedRange
    if state.environment.isSandboxed, count > limit {
      throw TemplateError(
        .overflow, "Range too big. The sandbox blocks ranges larger than MAX_RANGE=\(limit).")
    }
  }

  var typeName: String { "range" }
  var representation: String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
  var length: Int? { count }
  var isSequence: Bool { true }
  func item(_ key: Value) -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + count : index
    return place >= 0 && place < count ? .integer(start + place * step) : nil
  }
  func iterate() -> ValueIterator? {
    var index = 0
    return ValueIterator("range_iterator") { [self] in
      guard index < count else { return nil }
      defer { index += 1 }
      return .integer(start + index * step)
    }
  }
  func contains(_ value: Value) -> Bool? {
    guard let number = value.integerValue else { return nil }
    guard step > 0 ? number >= start && number < stop : number <= start && number > stop else {
      return false
    }
    return (number - start) % step == 0
  }
}

/// What `cycler()` returns.
final class Cycler: Object {
  let items: [Value]
  var position = 0

  init(_ items: [Value]) throws {
    guard !items.isEmpty else { throw TemplateError(.type, "at least one item has to be provided") }
    self.items = items
  }

  var typeName: String { "Cycler" }
  func attribute(_ name: String) -> Value? {
    switch name {
    case "current": return items[position]
    case "next":
      return .function("next") { _, _ in
        defer { self.position = (self.position + 1) % self.items.count }
        return self.items[self.position]
      }
    case "reset":
      return .function("reset") { _, _ in
        self.position = 0
        return .none
      }
    default: return nil
    }
  }
}
