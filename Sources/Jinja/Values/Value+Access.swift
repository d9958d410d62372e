import OrderedCollections

extension Value {
  /// `value.name`: the attribute, else the item; undefined where there is neither.
  public func attribute(_ name: String, _ state: State) throws -> Value {
    if case .undefined(let undefined) = self {
      return try undefined.answer(.attribute(name)) ?? self
    }
    if case .object(let object) = self {
      if name.hasPrefix("_"), state.environment.isSandboxed { throw state.unsafe(name, self) }
      if let found = try object.attribute(name) { return found }
      if let found = try object.item(.string(name)) { return found }
    } else {
      if Methods.exist(name, on: self) { return .object(BoundMethod(self, name)) }
      if case .dict(let dict) = self, let found = dict.items[.string(name)] { return found }
      if name.hasPrefix("__"), state.environment.isSandboxed { throw state.unsafe(name, self) }
    }
    return missing(name, state)
  }

  /// `value[key]`: the item, else the attribute of that name; undefined where there is neither.
  public func item(_ key: Value, _ state: State) throws -> Value {
    switch self {
    case .undefined(let undefined): return try undefined.answer(.item) ?? self
    case .dict(let dict):
      if key.isHashable, let found = dict.items[key] { return found }
    case .list(let list):
      if let found = element(list.items, key) { return found }
    case .tuple(let tuple):
      if let found = element(tuple.items, key) { return found }
    case .string(let text), .markup(let text):
      if let index = key.integerValue {
        let scalars = Array(text.unicodeScalars)
        let place = index < 0 ? index + scalars.count : index
        if scalars.indices.contains(place) { return .string(String(Character(scalars[place]))) }
      }
    case .object(let object):
      if let found = try object.item(key) { return found }
    default: break
    }
    if case .string(let name) = key {
      if case .object(let object) = self, let found = try object.attribute(name) { return found }
      if Methods.exist(name, on: self) { return .object(BoundMethod(self, name)) }
      return missing(name, state)
    }
    let text = try key.representation()
    return state.undefined(text, "\(typeName) object has no element \(text)")
  }

  private func element(_ items: [Value], _ key: Value) -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + items.count : index
    return items.indices.contains(place) ? items[place] : nil
  }

  private func missing(_ name: String, _ state: State) -> Value {
    let described: String
    switch self {
    case .none: described = "None"
    case .dict: described = "'dict object'"
    default: described = "'\(typeName) object'"
    }
    return state.undefined(name, "\(described) has no attribute '\(name)'")
  }

  /// Calls a function, macro or callable object.
  public func call(_ arguments: Arguments, _ state: State) throws -> Value {
    switch self {
    case .object(let object): return try object.call(arguments, state)
    case .undefined(let undefined): return try undefined.answer(.call) ?? self
    default: throw TemplateError(.type, "'\(typeName)' object is not callable")
    }
  }

  /// `value.name(arguments)`
  public func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value {
    if case .object(let object) = self {
      if name.hasPrefix("_"), state.environment.isSandboxed { throw state.unsafe(name, self) }
      if let result = try object.callMethod(name, arguments, state) { return result }
    } else if Methods.exist(name, on: self) {
      return try Methods.call(name, on: self, arguments, state)
    }
    return try attribute(name, state).call(arguments, state)
  }

  /// The items as an array: of a sequence, the keys of a dict, the scalars of a string.
  public func elements() throws -> [Value] {
    switch self {
    case .list(let list): return list.items
    case .tuple(let tuple): return tuple.items
    case .dict(let dict): return Array(dict.items.keys)
    case .string(let text), .markup(let text):
      return text.unicodeScalars.map { .string(String(Character($0))) }
    case .undefined(let undefined): return try undefined.answer(.iterate)?.elements() ?? []
    case .object(let object):
      guard let iterator = try object.iterate() else { break }
      var result: [Value] = []
      while let item = try iterator.next() {
        guard result.count < 1 << 24 else {
          throw TemplateError(.limit, "more than \(1 << 24) items in one list")
        }
        result.append(item)
      }
      return result
    default: break
    }
    throw TemplateError(.type, "'\(typeName)' object is not iterable")
  }

  /// A new iteration over the items.
  public func iterator() throws -> ValueIterator {
    if case .object(let object) = self, let iterator = try object.iterate() { return iterator }
    return ValueIterator(try elements())
  }

  /// The number of items or scalars; nil where it has no length.
  public func length() throws -> Int? {
    switch self {
    case .list(let list): return list.items.count
    case .tuple(let tuple): return tuple.items.count
    case .dict(let dict): return dict.items.count
    case .string(let text), .markup(let text): return text.unicodeScalars.count
    case .undefined(let undefined): return try undefined.answer(.iterate)?.length() ?? 0
    case .object(let object): return object.length
    default: return nil
    }
  }

  /// `member in value`
  public func contains(_ member: Value) throws -> Bool {
    switch self {
    case .dict(let dict): return dict.items[try member.asKey()] != nil
    case .string(let text), .markup(let text):
      guard let part = member.stringValue else {
        throw TemplateError(
          .type, "'in <string>' requires string as left operand, not \(member.typeName)")
      }
      return find(part, in: text) != nil
    case .object(let object):
      if let answer = try object.contains(member) { return answer }
    case .none, .boolean, .integer, .bigInteger, .float:
      throw TemplateError(.type, "argument of type '\(typeName)' is not iterable")
    default: break
    }
    return try elements().contains(member)
  }

  /// `value[start:stop:step]`
  func slice(_ start: Value, _ stop: Value, _ step: Value) throws -> Value? {
    switch self {
    case .string(let text):
      let scalars = try sliced(Array(text.unicodeScalars), start, stop, step)
      return .string(String(String.UnicodeScalarView(scalars)))
    case .markup(let text):
      let scalars = try sliced(Array(text.unicodeScalars), start, stop, step)
      return .markup(String(String.UnicodeScalarView(scalars)))
    case .list(let list): return .list(try sliced(list.items, start, stop, step))
    case .tuple(let tuple): return .tuple(try sliced(tuple.items, start, stop, step))
    default: return nil
    }
  }
}

/// The byte offset of the first occurrence of a part, by Unicode scalars.
func find(_ part: String, in text: String, from start: Int = 0) -> Int? {
  let needle = Array(part.utf8)
  let hay = Array(text.utf8)
  guard needle.count + start <= hay.count else { return nil }
  guard let first = needle.first else { return start }
  for index in start...(hay.count - needle.count)
  where hay[index] == first && hay[index..<(index + needle.count)].elementsEqual(needle) {
    return index
  }
  return nil
}

private func sliced<Element>(_ items: [Element], _ start: Value, _ stop: Value, _ step: Value)
  throws -> [Element]
{
  func bound(_ value: Value) throws -> Int? {
    if value.isNone { return nil }
    guard let index = value.integerValue else {
      throw TemplateError(.type, "slice indices must be integers or None")
    }
    return index
  }
  let stride = try bound(step) ?? 1
  guard stride != 0 else { throw TemplateError(.value, "slice step cannot be zero") }
  let count = items.count
  func clamp(_ index: Int) -> Int {
    let place = index < 0 ? index &+ count : index
    return stride > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
  }
  let first = try bound(start).map(clamp) ?? (stride > 0 ? 0 : count - 1)
  let last = try bound(stop).map(clamp) ?? (stride > 0 ? count : -1)
  return Swift.stride(from: first, to: last, by: stride).map { items[$0] }
}
