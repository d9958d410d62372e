import OrderedCollections
import Spelling

extension Value {
  /// `value.name`: the attribute, else the item; undefined where there is neither.
  public func attribute(_ name: String, _ state: State) throws -> Value {
    if case .undefined(let undefined) = self {
      return try undefined.answer(.attribute(name)) ?? self
    }
    if case .object(let object) = self {
      if name.utf8.first == UInt8(ascii: "_"), state.shared.isSandboxed {
        // Only attributes can be unsafe; what an object has as items is data.
        if let found = try object.item(.string(name)) { return found }
        return state.forbidden(name, self)
      }
      if let found = try object.attribute(name) { return found }
      if let found = try object.item(.string(name)) { return found }
    } else if let found = try builtinAttribute(name, state) {
      return found
    } else if case .dict(let dict) = self, let found = dict.items[.string(name)] {
      return found
    }
    return missing(name, state)
  }

  /// A method or attribute of a built-in type. Names in double underscores are taken for
  /// attributes that Python has: the sandbox forbids them, and without it there are none.
  private func builtinAttribute(_ name: String, _ state: State) throws -> Value? {
    if Methods.exist(name, on: self) {
      if state.shared.value.isImmutable, Methods.mutating.contains(name),
        sequenceItems != nil || isDict
      {
        return state.forbidden(name, self)
      }
      return .object(BoundMethod(self, name))
    }
    if name.utf8.starts(with: "__".utf8), name.utf8.count > 4, name.hasSuffix("__"),
      state.shared.isSandboxed
    {
      return state.forbidden(name, self)
    }
    return isNumber ? try NumberMethods.attribute(name, of: self) : nil
  }

  private var isDict: Bool { if case .dict = self { true } else { false } }

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
        if scalars.indices.contains(place) {
          let text = String(Character(scalars[place]))
          if case .markup = self { return .markup(text) }
          return .string(text)
        }
      }
    case .object(let object):
      if let found = try object.item(key) { return found }
    default: break
    }
    if case .string(let name) = key {
      if case .object(let object) = self {
        if name.utf8.first == UInt8(ascii: "_"), state.shared.isSandboxed {
          return state.forbidden(name, self)
        }
        if let found = try object.attribute(name) { return found }
      } else if let found = try builtinAttribute(name, state) {
        return found
      }
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
    let message = "\(described) has no attribute '\(name)'"
    guard case .dict(let dict) = self else { return state.undefined(name, message) }
    return state.undefined(name, message) { [weak dict] in
      let keys = dict?.items.keys.compactMap(\.stringValue) ?? []
      return NearestName.of(name, among: keys).map { "did you mean '\($0)'?" }
    }
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
      if name.utf8.first == UInt8(ascii: "_"), state.shared.isSandboxed {
        guard let found = try object.item(.string(name)) else { throw state.unsafe(name, self) }
        return try found.call(arguments, state)
      }
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
    return ValueIterator("iterator", try elements())
  }

  /// The items of a list or tuple.
  var sequenceItems: [Value]? {
    switch self {
    case .list(let list): list.items
    case .tuple(let tuple): tuple.items
    default: nil
    }
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

  /// `value[start:stop:step]`; nil where the type has no slices.
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
    case .object(let object): return try object.slice(start, stop, step)
    default: return nil
    }
  }
}

/// The byte offset of the first occurrence of a part, by Unicode scalars.
func find(_ part: String, in text: String, from start: Int = 0) -> Int? {
  find(part, in: Array(text.utf8), from: start)
}

/// The offset of the first occurrence of a part in UTF-8.
func find(_ part: String, in hay: [UInt8], from start: Int) -> Int? {
  let needle = Array(part.utf8)
  guard needle.count + start <= hay.count else { return nil }
  guard let first = needle.first else { return start }
  for index in start...(hay.count - needle.count)
  where hay[index] == first && hay[index..<(index + needle.count)].elementsEqual(needle) {
    return index
  }
  return nil
}

/// The items that `[start:stop:step]` selects.
func sliced<Element>(_ items: [Element], _ start: Value, _ stop: Value, _ step: Value) throws
  -> [Element]
{
  try slicedIndices(items.count, start, stop, step).map { items[$0] }
}

/// The places that `[start:stop:step]` selects among `count` items.
func slicedIndices(_ count: Int, _ start: Value, _ stop: Value, _ step: Value) throws
  -> [Int]
{
  func bound(_ value: Value) throws -> Int? {
    switch value {
    case .none: return nil
    case .bigInteger(let big): return big.value < 0 ? Int.min / 2 : Int.max / 2
    default:
      guard let index = value.integerValue else {
        throw TemplateError(
          .type, "slice indices must be integers or None or have an __index__ method")
      }
      return index
    }
  }
  let stride = try bound(step) ?? 1
  guard stride != 0 else { throw TemplateError(.value, "slice step cannot be zero") }
  func clamp(_ index: Int) -> Int {
    let place = index < 0 ? index + count : index
    return stride > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
  }
  let first = try bound(start).map(clamp) ?? (stride > 0 ? 0 : count - 1)
  let last = try bound(stop).map(clamp) ?? (stride > 0 ? count : -1)
  return Array(Swift.stride(from: first, to: last, by: stride))
}
