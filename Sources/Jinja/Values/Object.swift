import Spelling

/// A value whose behaviour is written in Swift: every requirement has a default, which is that of
/// an object without attributes.
public protocol Object: AnyObject {
  /// The name of the type in messages.
  var typeName: String { get }
  /// What `{{ object }}` writes.
  var text: String { get }
  /// What it looks like within a list or dict.
  var representation: String { get }
  /// Truth.
  var isTrue: Bool { get }
  /// The number of items, or nil where it has no length.
  var length: Int? { get }
  /// Whether `call` works.
  var isCallable: Bool { get }
  /// Whether it is a mapping to the test `mapping`.
  var isMapping: Bool { get }
  /// Whether it is a sequence to the test `sequence`.
  var isSequence: Bool { get }
  /// The nearest float where it is a number, which then knows `__int__`, `__abs__` and `__round__`.
  var doubleValue: Double? { get }
  /// `object.name`; nil where there is none, then the item of that name is tried.
  func attribute(_ name: String) throws -> Value?
  /// `object[key]`; nil where there is none, then the attribute of that name is tried.
  func item(_ key: Value) throws -> Value?
  /// `object[start:stop:step]`, each bound a number or `none`; nil where it has no slices.
  func slice(_ start: Value, _ stop: Value, _ step: Value) throws -> Value?
  /// `object(arguments)`
  func call(_ arguments: Arguments, _ state: State) throws -> Value
  /// `object.name(arguments)`; nil where there is no such method.
  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value?
  /// A new iteration, or nil where it is not iterable.
  func iterate() throws -> ValueIterator?
  /// `value in object`, or nil to look through the iteration.
  func contains(_ value: Value) throws -> Bool?
  /// `object == value`
  func isEqual(to value: Value) -> Bool
  /// Negative, zero or positive as `object` is before, equal to or behind `value`; nil where they
  /// have no order.
  func order(to value: Value) -> Int?
  /// `object + value` and its like, `value + object` where reflected; nil where unsupported.
  func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) throws -> Value?
  /// Adds what `isEqual` compares.
  func hash(into hasher: inout Hasher)
  /// `set object.name = value`; false where attributes cannot be set.
  func setAttribute(_ name: String, to value: Value) throws -> Bool
}

extension Object {
  /// The name of the Swift type.
  public var typeName: String { String(describing: type(of: self)) }
  /// The same as the representation.
  public var text: String { representation }
  /// The type in angle brackets.
  public var representation: String { "<\(typeName)>" }
  /// Whether the object has members; true where it has no length.
  public var isTrue: Bool { length.map { $0 > 0 } ?? true }
  /// No length.
  public var length: Int? { nil }
  /// Not callable.
  public var isCallable: Bool { false }
  /// No mapping.
  public var isMapping: Bool { false }
  /// No sequence.
  public var isSequence: Bool { false }
  /// No number.
  public var doubleValue: Double? { nil }
  /// No attributes.
  public func attribute(_ name: String) throws -> Value? { nil }
  /// No items.
  public func item(_ key: Value) throws -> Value? { nil }
  /// No slices.
  public func slice(_ start: Value, _ stop: Value, _ step: Value) throws -> Value? { nil }
  /// Refuses the call.
  public func call(_ arguments: Arguments, _ state: State) throws -> Value {
    throw TemplateError(.type, "'\(typeName)' object is not callable")
  }
  /// Calls the attribute of that name, if there is one.
  public func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    guard let method = try attribute(name) else { return nil }
    return try method.call(arguments, state)
  }
  /// Not iterable.
  public func iterate() throws -> ValueIterator? { nil }
  /// Leaves the answer to the iteration.
  public func contains(_ value: Value) throws -> Bool? { nil }
  /// Whether it is the very same object.
  public func isEqual(to value: Value) -> Bool {
    if case .object(let other) = value { return other === self }
    return false
  }
  /// No order.
  public func order(to value: Value) -> Int? { nil }
  /// No operators.
  public func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) throws
    -> Value?
  { nil }
  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  /// Attributes cannot be set.
  public func setAttribute(_ name: String, to value: Value) throws -> Bool { false }
}

/// A function of the host.
public final class Function: Object {
  /// The name in messages.
  public let name: String
  private let body: (Arguments, State) throws -> Value

  /// Makes a function.
  public init(_ name: String, _ body: @escaping (Arguments, State) throws -> Value) {
    self.name = name
    self.body = body
  }

  /// What Python calls the type.
  public var typeName: String { "function" }
  /// The function as Python shows it.
  public var representation: String { "<function \(name)>" }
  /// A function is called.
  public var isCallable: Bool { true }
  /// Calls the function.
  public func call(_ arguments: Arguments, _ state: State) throws -> Value {
    try body(arguments, state)
  }
}

/// A one-way iteration: once read, items are gone. The filters `map` and `select` return one.
public final class ValueIterator: Object {
  private let step: () throws -> Value?
  private let label: String

  /// Makes an iteration that ends at the first nil.
  public init(_ label: String = "generator", _ step: @escaping () throws -> Value?) {
    self.label = label
    self.step = step
  }

  /// An iteration over items known beforehand.
  convenience init(_ label: String = "list_iterator", _ items: [Value]) {
    var index = 0
    self.init(label) {
      guard index < items.count else { return nil }
      defer { index += 1 }
      return items[index]
    }
  }

  /// An iteration that begins when its first item is asked for, as a generator of Python does.
  convenience init(deferred begin: @escaping () throws -> ValueIterator) {
    var begun: ValueIterator?
    self.init {
      if let begun { return try begun.next() }
      let started = try begin()
      begun = started
      return try started.next()
    }
  }

  /// The next item.
  public func next() throws -> Value? { try step() }

  /// What Python calls the type.
  public var typeName: String { label }
  /// The iteration as Python shows it.
  public var representation: String { "<\(label) object>" }
  /// An iteration is walked once, by whoever asks.
  public func iterate() throws -> ValueIterator? { self }
}

/// The arguments of a call.
public struct Arguments {
  /// One argument passed by name.
  public typealias Named = (name: String, value: Value)
  /// The arguments by position.
  public var positional: [Value]
  /// The arguments by name, in the order written.
  public var named: [Named]

  /// Makes arguments.
  public init(_ positional: [Value] = [], named: [Named] = []) {
    self.positional = positional
    self.named = named
  }

  /// The argument of a name.
  public subscript(name: String) -> Value? { named.first { $0.name == name }?.value }

  /// Binds the arguments to parameters as Python does; what is not passed is nil.
  ///
  /// Fails for too many arguments, unknown names, a parameter passed twice, and where one of the
  /// first `required` parameters is missing.
  public func bind(_ function: String, _ parameters: [String], required: Int = 0) throws
    -> [Value?]
  {
    guard positional.count <= parameters.count else {
      throw TemplateError(
        .type,
        "\(function)() takes at most \(parameters.count) argument\(parameters.count == 1 ? "" : "s")"
          + " (\(positional.count) given)")
    }
    var result: [Value?] = positional.map { $0 }
    result += Array(repeating: nil, count: parameters.count - positional.count)
    for argument in named {
      guard let index = parameters.firstIndex(of: argument.name) else {
        throw TemplateError(
          .type, "\(function)() got an unexpected keyword argument '\(argument.name)'",
          hint: NearestName.of(argument.name, among: parameters).map { "did you mean '\($0)'?" })
      }
      guard result[index] == nil else {
        throw TemplateError(
          .type, "\(function)() got multiple values for argument '\(argument.name)'")
      }
      result[index] = argument.value
    }
    for index in 0..<required where result[index] == nil {
      throw TemplateError(
        .type, "\(function)() missing required argument '\(parameters[index])'")
    }
    return result
  }
}
