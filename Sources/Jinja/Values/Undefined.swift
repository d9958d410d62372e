/// The result of looking up a name, attribute or item that does not exist.
public final class Undefined {
  /// What is done with an undefined value.
  public enum Use: Sendable {
    /// It is written.
    case text
    /// An attribute is read.
    case attribute(String)
    /// An item is read.
    case item
    /// It is called.
    case call
    /// It is iterated, or its length is taken.
    case iterate
    /// It is a condition.
    case truth
    /// It is compared.
    case equality
    /// It is an operand or an argument that needs a value.
    case operate
  }

  /// What was looked up.
  public let name: String?
  /// The whole sentence that says what does not exist.
  public let message: String
  let behavior: UndefinedBehavior
  /// The kind of the error for its use: the sandbox hands out undefined values for what it forbids.
  let kind: TemplateError.Kind
  /// Finds what to do instead; asked only when the error is thrown.
  private let findHint: () -> String?

  /// Makes an undefined value; `hint` says what to do instead, where something is known to help.
  public convenience init(
    name: String?, message: String, hint: String? = nil, behavior: UndefinedBehavior
  ) {
    self.init(
      name: name, message: message, behavior: behavior, kind: .undefined, hint: { hint })
  }

  init(
    name: String?, message: String, behavior: UndefinedBehavior, kind: TemplateError.Kind,
    hint: @escaping () -> String? = { nil }
  ) {
    self.name = name
    self.message = message
    self.behavior = behavior
    self.kind = kind
    findHint = hint
  }

  /// What to do instead, where something is known to help.
  public var hint: String? { findHint() }

  /// The error for its use.
  public func error() -> TemplateError { TemplateError(kind, message, hint: hint) }

  /// Answers a use, or fails; nil stands for the neutral result: empty, false or itself.
  @discardableResult
  func answer(_ use: Use) throws -> Value? { try behavior.answer(self, use) }

  func truth() throws -> Bool { try answer(.truth)?.isTrue() ?? false }
  func text() throws -> String { try answer(.text)?.text() ?? "" }
}

/// What undefined values do; the host may define its own.
public struct UndefinedBehavior: Sendable {
  /// Answers a use: nil is the neutral result (written as nothing, false, an empty iteration, and
  /// for attribute, item and call the undefined value itself); an error ends the render.
  public let answer: @Sendable (Undefined, Undefined.Use) throws -> Value?

  /// Makes a behaviour.
  public init(_ answer: @escaping @Sendable (Undefined, Undefined.Use) throws -> Value?) {
    self.answer = answer
  }

  /// Jinja's `Undefined`: is written as nothing, is false and empty, fails for all else.
  public static let lenient = UndefinedBehavior { undefined, use in
    switch use {
    case .text, .iterate, .truth, .equality: return nil
    case .attribute, .item, .call, .operate: throw undefined.error()
    }
  }

  /// Jinja's `StrictUndefined`: fails for all but the test `defined`.
  public static let strict = UndefinedBehavior { undefined, _ in throw undefined.error() }

  /// Jinja's `ChainableUndefined`: as lenient, and attributes and items are undefined too.
  public static let chainable = UndefinedBehavior { undefined, use in
    switch use {
    case .text, .iterate, .truth, .equality, .attribute, .item: return nil
    case .call, .operate: throw undefined.error()
    }
  }

  /// Jinja's `DebugUndefined`: as lenient, and is written as the expression that failed.
  public static let debug = UndefinedBehavior { undefined, use in
    switch use {
    case .text:
      if let name = undefined.name, undefined.message == "'\(name)' is undefined" {
        return .string("{{ \(name) }}")
      }
      return .string("{{ undefined value printed: \(undefined.message) }}")
    case .iterate, .truth, .equality: return nil
    case .attribute, .item, .call, .operate: throw undefined.error()
    }
  }

  /// Lets every use pass but operators: for a first reading of a template, when not all is known.
  public static let swallowing = UndefinedBehavior { undefined, use in
    if case .operate = use { throw undefined.error() }
    return nil
  }
}
