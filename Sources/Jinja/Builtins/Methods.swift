import OrderedCollections

/// The methods of the built-in types.
enum Methods {
  static let list: [String: Signature] = [
    "append": Signature("object"), "extend": Signature("iterable"),
    "insert": Signature("index", "object"), "pop": Signature("index", required: 0),
    "remove": Signature("value"), "index": Signature("value", "start", "stop", required: 1),
    "count": Signature("value"), "reverse": Signature(), "copy": Signature(),
    "clear": Signature(), "sort": Signature("key", "reverse", required: 0, takesNames: true),
  ]
  static let tuple: [String: Signature] = [
    "index": Signature("value", "start", "stop", required: 1), "count": Signature("value"),
  ]
  static let dict: [String: Signature] = [
    "get": Signature("key", "default", required: 1), "items": Signature(), "keys": Signature(),
    "values": Signature(), "setdefault": Signature("key", "default", required: 1),
    "pop": Signature("key", "default", required: 1), "popitem": Signature(), "copy": Signature(),
    "clear": Signature(), "fromkeys": Signature("iterable", "value", required: 1),
    "update": Signature("other", required: 0),
  ]
  /// The methods that a sandbox of immutable data refuses.
  static let mutating: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "reverse", "clear", "sort", "update",
    "setdefault", "popitem",
  ]

  static func exist(_ name: String, on value: Value) -> Bool {
    switch value {
    case .string: StringMethods.signatures[name] != nil
    case .markup:
      StringMethods.signatures[name] != nil || StringMethods.markupSignatures[name] != nil
    case .list: list[name] != nil
    case .dict: dict[name] != nil
    case .tuple: tuple[name] != nil
    case .integer, .bigInteger, .boolean: NumberMethods.integer[name] != nil
    case .float: NumberMethods.float[name] != nil
    default: false
    }
  }

  static func call(_ name: String, on value: Value, _ arguments: Arguments, _ state: State) throws
    -> Value
  {
    switch value {
    case .string(let text):
      return try StringMethods(text: text, isMarkup: false, state: state).call(name, arguments)
    case .markup(let text):
      return try StringMethods(text: text, isMarkup: true, state: state).call(name, arguments)
    case .list(let list):
      try checkMutable(name, value, state)
      return try call(name, on: list, arguments, state)
    case .dict(let dict):
      try checkMutable(name, value, state)
      return try call(name, on: dict, arguments)
    case .tuple(let tuple):
      let bound = try Methods.tuple[name]?.bind(name, arguments) ?? []
      return try search(name, tuple.items, bound, "tuple")
    case .integer, .bigInteger, .boolean, .float:
      return try NumberMethods.call(name, on: value, arguments)
    default: throw TemplateError(.attribute, "'\(value.typeName)' has no method '\(name)'")
    }
  }

  private static func checkMutable(_ name: String, _ value: Value, _ state: State) throws {
    if state.shared.value.isImmutable, mutating.contains(name) { throw state.unsafe(name, value) }
  }

  private static func search(
    _ name: String, _ items: [Value], _ bound: [Value?], _ kind: String
  ) throws -> Value {
    guard let wanted = bound[0] else { return .none }
    if name == "count" { return .integer(items.count { $0 == wanted }) }
    func place(_ value: Value?, _ fallback: Int) throws -> Int {
      guard let index = try value?.index() else { return fallback }
      return min(max(0, index < 0 ? index + items.count : index), items.count)
    }
    let start = try place(bound[1], 0)
    let end = try place(bound[2], items.count)
    guard start <= end, let index = items[start..<end].firstIndex(of: wanted) else {
      throw TemplateError(.value, "\(try wanted.representation()) is not in \(kind)")
    }
    return .integer(index)
  }

  // MARK: Lists

  private static func call(
    _ name: String, on list: List, _ arguments: Arguments, _ state: State
  ) throws -> Value {
    let bound = try Methods.list[name]?.bind(name, arguments) ?? []
    switch name {
    case "append": list.items.append(bound[0] ?? .none)
    case "extend": list.items += try (bound[0] ?? .none).elements()
    case "insert":
      let index = try (bound[0] ?? .none).index()
      let place = index < 0 ? max(0, index + list.items.count) : min(index, list.items.count)
      list.items.insert(bound[1] ?? .none, at: place)
    case "pop":
      guard !list.items.isEmpty else { throw TemplateError(.index, "pop from empty list") }
      let index = try bound[0]?.index() ?? -1
      let place = index < 0 ? index + list.items.count : index
      guard list.items.indices.contains(place) else {
        throw TemplateError(.index, "pop index out of range")
      }
      return list.items.remove(at: place)
    case "remove":
      guard let index = list.items.firstIndex(of: bound[0] ?? .none) else {
        throw TemplateError(.value, "list.remove(x): x not in list")
      }
      list.items.remove(at: index)
    case "reverse": list.items.reverse()
    case "copy": return .list(list.items)
    case "clear": list.items = []
    case "sort":
      guard arguments.positional.isEmpty else {
        throw TemplateError(.type, "sort() takes no positional arguments")
      }
      let isReversed = try bound[1]?.isTrue() ?? false
      let key = bound[0].flatMap { $0.isNone ? nil : $0 }
      list.items = try stableSorted(list.items, reverse: isReversed) {
        try key?.call(Arguments([$0]), state) ?? $0
      }
    default: return try search(name, list.items, bound, "list")
    }
    return .none
  }

  // MARK: Dicts

  private static func call(_ name: String, on dict: Dict, _ arguments: Arguments) throws -> Value {
    if name == "update" {
      guard arguments.positional.count <= 1 else {
        throw TemplateError(
          .type, "update expected at most 1 argument, got \(arguments.positional.count)")
      }
      if let other = arguments.positional.first { try update(dict, with: other) }
      for argument in arguments.named { dict.items[.string(argument.name)] = argument.value }
      return .none
    }
    let bound = try Methods.dict[name]?.bind(name, arguments) ?? []
    switch name {
    case "get": return dict.items[try (bound[0] ?? .none).asKey()] ?? bound[1] ?? .none
    case "setdefault":
      let key = try (bound[0] ?? .none).asKey()
      if let found = dict.items[key] { return found }
      dict.items[key] = bound[1] ?? Value.none
      return bound[1] ?? .none
    case "pop":
      let key = try (bound[0] ?? .none).asKey()
      if let found = dict.items.removeValue(forKey: key) ?? bound[1] { return found }
      throw TemplateError(.key, try key.representation())
    case "popitem":
      guard !dict.items.isEmpty else {
        throw TemplateError(.key, "'popitem(): dictionary is empty'")
      }
      let last = dict.items.removeLast()
      return .tuple([last.key, last.value])
    case "items": return .object(DictView(.items, dict))
    case "keys": return .object(DictView(.keys, dict))
    case "values": return .object(DictView(.values, dict))
    case "clear":
      dict.items = [:]
      return .none
    case "fromkeys":
      let result = Dict()
      for key in try (bound[0] ?? .none).elements() {
        result.items[try key.asKey()] = bound[1] ?? Value.none
      }
      return .dict(result)
    default: return .dict(Dict(dict.items))
    }
  }

  /// Adds the items of a mapping, or pairs.
  static func update(_ dict: Dict, with other: Value) throws {
    switch other {
    case .dict(let source):
      dict.items.merge(source.items) { $1 }
      return
    case .object(let object):
      if let namespace = object as? Namespace {
        dict.items.merge(namespace.dict.items) { $1 }
        return
      }
    default: break
    }
    for (index, pair) in try other.elements().enumerated() {
      guard let items = try? pair.elements() else {
        throw TemplateError(
          .type, "cannot convert dictionary update sequence element #\(index) to a sequence")
      }
      guard items.count == 2 else {
        throw TemplateError(
          .value,
          "dictionary update sequence element #\(index) has length \(items.count); 2 is required")
      }
      dict.items[try items[0].asKey()] = items[1]
    }
  }
}

/// A method read without being called.
final class BoundMethod: Object {
  let receiver: Value
  let name: String

  init(_ receiver: Value, _ name: String) {
    self.receiver = receiver
    self.name = name
  }

  var typeName: String { "builtin_function_or_method" }
  var representation: String { "<built-in method \(name) of \(receiver.typeName) object>" }
  var isCallable: Bool { true }
  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    try Methods.call(name, on: receiver, arguments, state)
  }
}

/// What `dict.items()`, `keys()` and `values()` return: it sees later changes.
final class DictView: Object {
  enum Part: String { case items, keys, values }
  let part: Part
  let dict: Dict

  init(_ part: Part, _ dict: Dict) {
    self.part = part
    self.dict = dict
  }

  var typeName: String { "dict_\(part.rawValue)" }
  var length: Int? { dict.items.count }
  var elements: [Value] {
    switch part {
    case .items: dict.items.map { .tuple([$0.key, $0.value]) }
    case .keys: Array(dict.items.keys)
    case .values: Array(dict.items.values)
    }
  }
  var representation: String {
    let list = (try? Value.list(elements).representation()) ?? "[...]"
    return "\(typeName)(\(list))"
  }
  func iterate() throws -> ValueIterator? {
    ValueIterator("dict_\(part.rawValue.dropLast())iterator", elements)
  }
  func contains(_ value: Value) throws -> Bool? {
    part == .keys ? dict.items[try value.asKey()] != nil : nil
  }

  /// Views of keys and items compare as sets do.
  func isEqual(to value: Value) -> Bool {
    guard case .object(let object) = value, let other = object as? DictView else { return false }
    if other === self { return true }
    guard part != .values, other.part != .values else { return false }
    return dict.items.count == other.dict.items.count
      && elements.allSatisfy { other.elements.contains($0) }
  }
}

/// Sorts by keys and keeps the order of equal ones, as Python does.
func stableSorted(
  _ items: [Value], reverse: Bool = false, key: (Value) throws -> Value
) throws -> [Value] {
  var keyed: [(offset: Int, key: Value, item: Value)] = []
  keyed.reserveCapacity(items.count)
  for item in items { keyed.append((keyed.count, try key(item), item)) }
  try keyed.sort { left, right in
    if try Value.isLess(left.key, right.key) { return !reverse }
    if try Value.isLess(right.key, left.key) { return reverse }
    return left.offset < right.offset
  }
  return keyed.map(\.item)
}
