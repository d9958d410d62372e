import OrderedCollections

/// The methods of the built-in types.
enum Methods {
  static let string: Set<String> = [
    "upper", "lower", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "join",
    "replace", "startswith", "endswith", "title", "capitalize", "swapcase", "zfill", "find",
    "index", "count", "isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "ljust",
    "rjust", "center", "partition", "format", "removeprefix", "removesuffix",
  ]
  static let list: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "index", "count", "reverse", "copy", "clear",
    "sort",
  ]
  static let dict: Set<String> = [
    "get", "items", "keys", "values", "update", "setdefault", "pop", "copy", "clear",
  ]
  static let mutating: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "reverse", "clear", "sort", "update",
    "setdefault",
  ]

  static func exist(_ name: String, on value: Value) -> Bool {
    switch value {
    case .string, .markup: string.contains(name)
    case .list: list.contains(name)
    case .dict: dict.contains(name)
    case .tuple: name == "index" || name == "count"
    default: false
    }
  }

  static func call(_ name: String, on value: Value, _ arguments: Arguments, _ state: State) throws
    -> Value
  {
    switch value {
    case .string(let text), .markup(let text):
      return try StringMethods(text: text, state: state).call(name, arguments)
    case .list(let list):
      try checkMutable(name, value, state)
      return try call(name, on: list, arguments, state)
    case .dict(let dict):
      try checkMutable(name, value, state)
      return try call(name, on: dict, arguments)
    case .tuple(let tuple):
      return try search(name, tuple.items, arguments)
    default: throw TemplateError(.attribute, "'\(value.typeName)' has no method '\(name)'")
    }
  }

  private static func checkMutable(_ name: String, _ value: Value, _ state: State) throws {
    if state.environment.isImmutable, mutating.contains(name) { throw state.unsafe(name, value) }
  }

  private static func search(_ name: String, _ items: [Value], _ arguments: Arguments) throws
    -> Value
  {
    guard let wanted = try arguments.bind(name, ["value"], required: 1)[0] else { return .none }
    if name == "count" { return .integer(items.filter { $0 == wanted }.count) }
    guard let index = items.firstIndex(of: wanted) else {
      throw TemplateError(.value, "\(try wanted.representation()) is not in list")
    }
    return .integer(index)
  }

  private static func call(
    _ name: String, on list: List, _ arguments: Arguments, _ state: State
  ) throws -> Value {
    let first = arguments.positional.first
    switch (name, first) {
    case ("append", let item?): list.items.append(item)
    case ("extend", let items?): list.items += try items.elements()
    case ("insert", let index?):
      guard let index = index.integerValue, arguments.positional.count == 2 else { break }
      let place = index < 0 ? max(0, index + list.items.count) : min(index, list.items.count)
      list.items.insert(arguments.positional[1], at: place)
    case ("pop", _):
      guard !list.items.isEmpty else { throw TemplateError(.index, "pop from empty list") }
      let index = first?.integerValue ?? -1
      let place = index < 0 ? index + list.items.count : index
      guard list.items.indices.contains(place) else {
        throw TemplateError(.index, "pop index out of range")
      }
      return list.items.remove(at: place)
    case ("remove", let item?):
      guard let index = list.items.firstIndex(of: item) else {
        throw TemplateError(.value, "list.remove(x): x not in list")
      }
      list.items.remove(at: index)
    case ("reverse", _): list.items.reverse()
    case ("copy", _): return .list(list.items)
    case ("clear", _): list.items = []
    case ("sort", _):
      let isReversed = try arguments["reverse"]?.isTrue() ?? false
      list.items = try stableSorted(list.items, reverse: isReversed) {
        try arguments["key"]?.call(Arguments([$0]), state) ?? $0
      }
    case ("index", _), ("count", _): return try search(name, list.items, arguments)
    default: throw TemplateError(.type, "\(name)() missing required argument")
    }
    return .none
  }

  private static func call(_ name: String, on dict: Dict, _ arguments: Arguments) throws -> Value {
    let positional = arguments.positional
    switch name {
    case "get", "setdefault", "pop":
      guard let key = try positional.first?.asKey() else {
        throw TemplateError(.type, "\(name) expected at least 1 argument, got 0")
      }
      let found = name == "pop" ? dict.items.removeValue(forKey: key) : dict.items[key]
      if let found { return found }
      let fallback = positional.count > 1 ? positional[1] : arguments["default"]
      if name == "pop", fallback == nil { throw TemplateError(.key, try key.representation()) }
      if name == "setdefault" { dict.items[key] = fallback ?? Value.none }
      return fallback ?? Value.none
    case "items": return .object(DictView(.items, dict))
    case "keys": return .object(DictView(.keys, dict))
    case "values": return .object(DictView(.values, dict))
    case "update":
      if let other = positional.first { try update(dict, with: other) }
      for argument in arguments.named { dict.items[.string(argument.name)] = argument.value }
      return .none
    case "clear":
      dict.items = [:]
      return .none
    default: return .dict(Dict(dict.items))
    }
  }

  static func update(_ dict: Dict, with other: Value) throws {
    if case .dict(let source) = other {
      dict.items.merge(source.items) { $1 }
      return
    }
    for pair in try other.elements() {
      let items = try pair.elements()
      guard items.count == 2 else {
        throw TemplateError(
          .value, "dictionary update sequence element has length \(items.count); 2 is required")
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
  func iterate() throws -> ValueIterator? { ValueIterator(elements) }
}

/// Sorts by keys and keeps the order of equal ones, as Python does.
func stableSorted(
  _ items: [Value], reverse: Bool = false, key: (Value) throws -> Value
) throws -> [Value] {
  let keyed = try items.enumerated().map {
    (offset: $0.offset, key: try key($0.element), item: $0.element)
  }
  let sorted = try keyed.sorted { left, right in
    let order = try Value.order(left.key, right.key, "<")
    if order == .equal { return left.offset < right.offset }
    return reverse ? order == .greater : order == .less
  }
  return sorted.map(\.item)
}
