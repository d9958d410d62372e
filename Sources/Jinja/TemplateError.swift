/// Why a template could not be compiled or rendered.
public struct TemplateError: Error, CustomStringConvertible {
  /// The class of a failure. The names of the run-time kinds are those of Python's exceptions.
  public enum Kind: String, Sendable {
    /// The source is not a template.
    case syntax
    /// A name, attribute or item that does not exist was used.
    case undefined
    /// No loader knows the template.
    case templateNotFound
    /// The sandbox forbids the operation.
    case security
    /// An operation does not apply to a type.
    case type
    /// An operation does not apply to a value.
    case value
    /// Division or modulo by zero.
    case zeroDivision
    /// A number is too large.
    case overflow
    /// A sequence has no such position.
    case index
    /// A mapping has no such key.
    case key
    /// An object has no such attribute.
    case attribute
    /// Calls or data nest too deeply.
    case recursion
    /// A limit of the environment was reached.
    case limit
    /// A function of the host failed; `cause` is its error.
    case host
  }

  /// One macro, block or template that was being rendered when the error happened.
  public struct Caller: Sendable, Equatable {
    /// The name of the macro or block.
    public let name: String
    /// Where it was called.
    public let location: SourceLocation
  }

  /// The class of the failure.
  public var kind: Kind
  /// What happened, in one line.
  public var message: String
  /// What to do about it, where something is known to help.
  public var hint: String?
  /// The place in the template.
  public var location: SourceLocation?
  /// The source line of `location` with a caret under the column.
  public var excerpt: String?
  /// The calls that led there, innermost first.
  public var callers: [Caller]
  /// The error of a host function.
  public var cause: (any Error)?
  /// What the error leaves, until the place that called it is known.
  var leaving: String?
  /// The calls beyond those in `callers`.
  var omittedCallers = 0

  /// Makes an error that has no location yet; evaluation adds the place it passes.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, location: SourceLocation? = nil,
    cause: (any Error)? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.location = location
    self.excerpt = nil
    self.callers = []
    self.cause = cause
  }

  /// The message with its location, excerpt, hint and callers, over several lines.
  public var description: String {
    var text: String = ""
    if let location { text += "\(location): " }
    text += message
    if let excerpt { text += "\n" + excerpt }
    if let hint { text += "\n  hint: " + hint }
    for caller in callers.prefix(8) {
      text += "\n  in \(caller.name), called at \(caller.location)"
    }
    let rest = callers.count - 8 + omittedCallers
    if callers.count >= 8, rest > 0 { text += "\n  and \(rest) more calls" }
    return text
  }
}

extension TemplateError {
  /// Runs the body of a macro, block or template: an error that leaves it remembers its name.
  static func within<Result>(_ name: @autoclosure () -> String, _ body: () throws -> Result) throws
    -> Result
  {
    do { return try body() } catch var error as TemplateError
      where error.location != nil && error.leaving == nil
    {
      error.leaving = name()
      throw error
    }
  }
}

/// A place in the source of a template.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The name of the template.
  public var template: String
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a location.
  public init(template: String, line: Int, column: Int) {
    self.template = template
    self.line = line
    self.column = column
  }

  /// `template:line:column`.
  public var description: String { "\(template):\(line):\(column)" }
}

/// A position within one template.
public struct Position: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The name and text of a template, from which errors quote.
final class Source: Sendable {
  let name: String
  let text: String

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  func location(_ position: Position) -> SourceLocation {
    SourceLocation(template: name, line: position.line, column: position.column)
  }

  /// The line and a caret under the column; long lines are cut around the caret.
  func excerpt(_ position: Position) -> String? {
    var line: [Unicode.Scalar] = []
    var number = 1
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        number += 1
        if number > position.line { break }
      } else if number == position.line, scalar != "\r" {
        line.append(scalar)
      }
    }
    guard number >= position.line else { return nil }
    let column = max(0, min(position.column - 1, line.count))
    let start = max(0, column - 60)
    let shown = line[start..<min(line.count, column + 60)]
    var text = ""
    text.unicodeScalars.append(contentsOf: shown)
    let prefix = "  \(position.line) | "
    var margin = String(repeating: " ", count: prefix.utf8.count)
    for scalar in line[start..<column] { margin += scalar == "\t" ? "\t" : " " }
    return "\(prefix)\(text)\n\(margin)^"
  }

  /// Adds the place to an error that has none yet, or to its innermost call that has none.
  func locate(_ error: TemplateError, _ position: Position) -> TemplateError {
    var located = error
    if let name = error.leaving {
      located.leaving = nil
      if located.callers.count < 32 {
        located.callers.append(TemplateError.Caller(name: name, location: location(position)))
      } else {
        located.omittedCallers += 1
      }
    }
    guard error.location == nil else { return located }
    located.location = location(position)
    located.excerpt = excerpt(position)
    return located
  }
}
