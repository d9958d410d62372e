/// An arithmetic progression of integers: what `range()` returns.
final class Range: Object {
  let start: Int
  let stop: Int
  let step: Int
  let count: Int

  init(_ arguments: Arguments, _ state: State) throws {
    let numbers = try arguments.positional.map { value in
      if case .undefined(let undefined) = value {
        throw TemplateError(
          .type, "'Undefined' object cannot be interpreted as an integer", hint: undefined.message)
      }
      return try value.index()
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
    let limit = state.shared.value.limits.sandboxedRange
    if state.shared.isSandboxed, count > limit {
      throw TemplateError(
        .overflow, "Range too big. The sandbox blocks ranges larger than MAX_RANGE (\(limit)).")
    }
  }

  private init(start: Int, step: Int, count: Int) {
    (self.start, self.step, self.count) = (start, step, count)
    stop = start + step * count
  }

  var typeName: String { "range" }
  var representation: String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
  var length: Int? { count }
  var isSequence: Bool { true }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "start": .integer(start)
    case "stop": .integer(stop)
    case "step": .integer(step)
    case "index", "count":
      .function(name) { [self] arguments, state in
        try callMethod(name, arguments, state) ?? .none
      }
    default: nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    guard name == "index" || name == "count" else { return nil }
    let wanted = try arguments.bind(name, ["value"], required: 1)[0] ?? .none
    let place = try place(of: wanted)
    if name == "count" { return .integer(place == nil ? 0 : 1) }
    guard let place else {
      throw TemplateError(.value, "\(try wanted.representation()) is not in range")
    }
    return .integer(place)
  }

  func item(_ key: Value) -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + count : index
    return place >= 0 && place < count ? .integer(start + place * step) : nil
  }

  func slice(_ first: Value, _ last: Value, _ stride: Value) throws -> Value? {
    let places = try slicedIndices(count, first, last, stride)
    guard let origin = places.first else {
      return .object(Range(start: start, step: step, count: 0))
    }
    let pace = places.count > 1 ? places[1] - origin : 1
    return .object(
      Range(start: start + origin * step, step: step * pace, count: places.count))
  }

  func iterate() -> ValueIterator? {
    var index = 0
    return ValueIterator("range_iterator") { [self] in
      guard index < count else { return nil }
      defer { index += 1 }
      return .integer(start + index * step)
    }
  }

  func contains(_ value: Value) throws -> Bool? { try place(of: value) != nil }

  func isEqual(to value: Value) -> Bool {
    guard case .object(let object) = value, let other = object as? Range else { return false }
    return count == other.count
      && (count == 0 || start == other.start && (count == 1 || step == other.step))
  }

  func hash(into hasher: inout Hasher) { hasher.combine(count) }

  private func place(of value: Value) throws -> Int? {
    var number = value.integerValue
    if case .float(let float) = value { number = Int(exactly: float) }
    guard let number,
      step > 0 ? number >= start && number < stop : number <= start && number > stop,
      (number - start) % step == 0
    else { return nil }
    return (number - start) / step
  }
}
