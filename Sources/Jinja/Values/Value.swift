public import BigInt
public import OrderedCollections

/// A value of the template language, with the semantics of Python's types.
///
/// Lists and dicts are shared by reference: a change through one alias is seen through all. A value
/// lives within one render and does not leave its thread.
public enum Value {
  /// The result of looking up something that does not exist.
  case undefined(Undefined)
  /// `none`
  case none
  /// `true` or `false`
  case boolean(Bool)
  /// An integer that fits a machine word.
  case integer(Int)
  /// An integer beyond a machine word; `init(_: BigInt)` keeps the two apart.
  case bigInteger(BigInteger)
  /// A floating-point number.
  case float(Double)
  /// Text.
  case string(String)
  /// Text that is safe to be written without escaping.
  case markup(String)
  /// An immutable sequence.
  case tuple(Tuple)
  /// A mutable sequence.
  case list(List)
  /// A mutable mapping in insertion order.
  case dict(Dict)
  /// Anything else: functions, macros, ranges, iterators and what the host brings.
  case object(any Object)

  /// An integer of any size in its canonical case.
  public init(_ integer: BigInt) {
    if let small = Int(exactly: integer) {
      self = .integer(small)
    } else {
      self = .bigInteger(BigInteger(integer))
    }
  }

  /// A new list.
  public static func list(_ items: [Value]) -> Value { .list(List(items)) }

  /// A tuple.
  public static func tuple(_ items: [Value]) -> Value { .tuple(Tuple(items)) }

  /// A new dict with string keys, in the order given.
  public static func dict(_ items: KeyValuePairs<String, Value>) -> Value {
    let dict = Dict()
    for (key, value) in items { dict.items[.string(key)] = value }
    return .dict(dict)
  }

  /// A function of the host; it may capture values.
  public static func function(
    _ name: String, _ body: @escaping (Arguments, State) throws -> Value
  ) -> Value {
    .object(Function(name, body))
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A float.
  public init(floatLiteral value: Double) { self = .float(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A new list.
  public init(arrayLiteral elements: Value...) { self = .list(List(elements)) }
  /// A new dict.
  public init(dictionaryLiteral elements: (String, Value)...) {
    let dict = Dict()
    for (key, value) in elements { dict.items[.string(key)] = value }
    self = .dict(dict)
  }
}

/// An integer too large for a machine word.
public final class BigInteger: Sendable {
  /// Its value.
  public let value: BigInt

  init(_ value: BigInt) { self.value = value }
}

/// An immutable sequence of values.
public final class Tuple {
  /// The items in order.
  public private(set) var items: [Value]

  /// Makes a tuple.
  public init(_ items: [Value]) { self.items = items }

  deinit { release(&items) }
}

/// A mutable sequence of values, shared by reference.
public final class List {
  /// The items in order.
  @exclusivity(unchecked) public var items: [Value]

  /// Makes a list.
  public init(_ items: [Value] = []) { self.items = items }

  deinit { release(&items) }
}

/// A mutable mapping in insertion order, shared by reference.
public final class Dict {
  /// The items. Keys have to be hashable: no list and no dict among them.
  @exclusivity(unchecked) public var items: OrderedDictionary<Value, Value>

  /// Makes a dict.
  public init(_ items: OrderedDictionary<Value, Value> = [:]) { self.items = items }

  /// The value of a string key.
  public subscript(key: String) -> Value? {
    get { items[.string(key)] }
    set { items[.string(key)] = newValue }
  }

  deinit {
    var values = Array(items.values)
    items = [:]
    release(&values)
  }
}

extension Value {
  /// The name of the type as Python has it.
  public var typeName: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "NoneType"
    case .boolean: "bool"
    case .integer, .bigInteger: "int"
    case .float: "float"
    case .string: "str"
    case .markup: "Markup"
    case .tuple: "tuple"
    case .list: "list"
    case .dict: "dict"
    case .object(let object): object.typeName
    }
  }

  /// The text of a string or markup.
  public var stringValue: String? {
    switch self {
    case .string(let text), .markup(let text): text
    default: nil
    }
  }

  /// A number of at most a machine word, booleans included.
  public var integerValue: Int? {
    switch self {
    case .integer(let value): value
    case .boolean(let value): value ? 1 : 0
    default: nil
    }
  }

  /// An integer of any size, booleans included.
  public var bigIntegerValue: BigInt? {
    if case .bigInteger(let value) = self { return value.value }
    return integerValue.map { BigInt($0) }
  }

  /// Whether it is `none`.
  public var isNone: Bool {
    if case .none = self { return true }
    return false
  }

  /// Whether it is undefined.
  public var isUndefined: Bool {
    if case .undefined = self { return true }
    return false
  }

  /// Truth as Python has it; an undefined value asks its behaviour.
  public func isTrue() throws -> Bool {
    switch self {
    case .undefined(let undefined): try undefined.truth()
    case .none: false
    case .boolean(let value): value
    case .integer(let value): value != 0
    case .bigInteger: true
    case .float(let value): value != 0
    case .string(let text), .markup(let text): !text.isEmpty
    case .tuple(let tuple): !tuple.items.isEmpty
    case .list(let list): !list.items.isEmpty
    case .dict(let dict): !dict.items.isEmpty
    case .object(let object): object.isTrue
    }
  }
}
