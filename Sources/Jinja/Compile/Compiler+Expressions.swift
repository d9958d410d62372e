import BigInt
import OrderedCollections

extension Compiler {
  func code(_ expression: Expression) throws -> Code {
    guard stack.hasRoom else {
      throw failure("the template nests too deeply", expression.position)
    }
    if let literal = folded(expression) { return constant(literal) }
    switch expression.kind {
    case .name(let name): return load(name)
    case .attribute(let operand, let name):
      let value = try code(operand)
      return located(expression.position) { try value($0).attribute(name, $0.state) }
    case .item(let operand, let key):
      return located(expression.position, try item(operand, key))
    case .call(let callee, let arguments):
      return located(expression.position, try call(callee, arguments))
    case .filter(let operand, let name, let arguments):
      guard let operand else {
        throw failure("a filter needs a value", expression.position)
      }
      return try filter(try code(operand), name, arguments, expression.position)
    case .test(let operand, let name, let arguments):
      return try test(operand, name, arguments, expression.position)
    case .and, .or, .not, .conditional: return try logic(expression)
    case .tuple, .list, .dict: return try display(expression)
    default: return located(expression.position, try operation(expression))
    }
  }

  private func constant(_ literal: Literal) -> Code {
    switch literal {
    case .none: return { _ in .none }
    case .boolean(let value): return { _ in .boolean(value) }
    case .integer(let value): return { _ in .integer(value) }
    case .bigInteger(let value):
      let boxed = BigInteger(value)
      return { _ in .bigInteger(boxed) }
    case .float(let value): return { _ in .float(value) }
    case .string(let value): return { _ in .string(value) }
    }
  }

  private func display(_ expression: Expression) throws -> Code {
    switch expression.kind {
    case .tuple(let items):
      let codes = try items.map(code)
      return { frame in .tuple(try codes.map { try $0(frame) }) }
    case .list(let items):
      let codes = try items.map(code)
      return { frame in .list(try codes.map { try $0(frame) }) }
    case .dict(let items):
      let codes = try items.map { (key: try code($0.key), value: try code($0.value)) }
      return located(expression.position) { frame in
        let dict = Dict()
        for item in codes { dict.items[try item.key(frame).asKey()] = try item.value(frame) }
        return .dict(dict)
      }
    default: return { _ in .none }
    }
  }

  private func logic(_ expression: Expression) throws -> Code {
    switch expression.kind {
    case .and(let left, let right):
      let (first, second) = (try code(left), try code(right))
      return located(left.position) { frame in
        let value = try first(frame)
        return try value.isTrue() ? try second(frame) : value
      }
    case .or(let left, let right):
      let (first, second) = (try code(left), try code(right))
      return located(left.position) { frame in
        let value = try first(frame)
        return try value.isTrue() ? value : try second(frame)
      }
    case .not(let operand):
      let value = try code(operand)
      return located(operand.position) { .boolean(try !value($0).isTrue()) }
    case .conditional(let condition, let then, let otherwise):
      var inner = self
      let (test, yes, no) = try inner.conditionally {
        (try $0.code(condition), try $0.code(then), try otherwise.map($0.code))
      }
      let line = expression.position.line
      return located(condition.position) { frame in
        if try test(frame).isTrue() { return try yes(frame) }
        return try no?(frame)
          ?? frame.state.undefined(
            nil,
            "the inline if-expression on line \(line) evaluated to false and no else section"
              + " was defined.")
      }
    default: return { _ in .none }
    }
  }

  private func operation(_ expression: Expression) throws -> Code {
    switch expression.kind {
    case .binary(let operation, let left, let right):
      let (first, second) = (try code(left), try code(right))
      return { try Value.apply(operation, try first($0), try second($0)) }
    case .negate(let operand):
      let value = try code(operand)
      return { try value($0).negated() }
    case .plus(let operand):
      let value = try code(operand)
      return { try value($0).positive() }
    case .compare(let first, let rest):
      let start = try code(first)
      let links = try rest.map { (comparison: $0.comparison, operand: try code($0.operand)) }
      return { frame in
        var left = try start(frame)
        for link in links {
          let right = try link.operand(frame)
          guard try Value.compare(link.comparison, left, right) else { return false }
          left = right
        }
        return true
      }
    case .concatenation(let items):
      let codes = try items.map(code)
      return { frame in
        let values = try codes.map { try $0(frame) }
        let isMarkup =
          frame.state.autoescapes
          && values.contains {
            if case .markup = $0 { true } else { false }
          }
        guard isMarkup else { return .string(try values.map { try $0.text() }.joined()) }
        return .markup(try values.map { try $0.escaped() }.joined())
      }
    default: throw failure("expected an expression", expression.position)
    }
  }

  private func item(_ operand: Expression, _ key: Expression) throws -> Code {
    let value = try code(operand)
    guard case .slice(let start, let stop, let step) = key.kind else {
      let index = try code(key)
      return { try value($0).item(try index($0), $0.state) }
    }
    let bounds = try [start, stop, step].map { try $0.map(code) }
    return { frame in
      let values = try bounds.map { try $0?(frame) ?? .none }
      let operand = try value(frame)
      if case .undefined(let undefined) = operand {
        return try undefined.answer(.item) ?? operand
      }
      guard let result = try operand.slice(values[0], values[1], values[2]) else {
        throw TemplateError(.type, "'\(operand.typeName)' object is not subscriptable by a slice")
      }
      return result
    }
  }

  func arguments(_ written: CallArguments) throws -> @Sendable (Frame) throws -> Arguments {
    let positional = try written.positional.map(code)
    let named = try written.named.map { (name: $0.name, value: try code($0.value)) }
    for (index, argument) in written.named.enumerated()
    where written.named[..<index].contains(where: { $0.name == argument.name }) {
      throw failure("keyword argument repeated: \(argument.name)", argument.value.position)
    }
    let rest = try written.unpackedPositional.map(code)
    let options = try written.unpackedNamed.map(code)
    return { frame in
      var result = Arguments(try positional.map { try $0(frame) })
      for argument in named { result.named.append((argument.name, try argument.value(frame))) }
      if let rest { result.positional += try rest(frame).elements() }
      if let options {
        guard case .dict(let dict) = try options(frame) else {
          throw TemplateError(.type, "argument after ** must be a mapping")
        }
        for (key, value) in dict.items {
          guard let name = key.stringValue else {
            throw TemplateError(.type, "keywords must be strings")
          }
          guard result[name] == nil else {
            throw TemplateError(
              .type, "got multiple values for keyword argument \(quoted(name))")
          }
          result.named.append((name, value))
        }
      }
      return result
    }
  }

  private func call(_ callee: Expression, _ written: CallArguments) throws -> Code {
    let values = try arguments(written)
    if case .attribute(let operand, let name) = callee.kind {
      let receiver = try code(operand)
      return { frame in
        let target = try receiver(frame)
        return try target.callMethod(name, try values(frame), frame.state)
      }
    }
    let function = try code(callee)
    return { try function($0).call(try values($0), $0.state) }
  }

  func filter(
    _ operand: @escaping Code, _ name: String, _ written: CallArguments, _ position: Position
  ) throws -> Code {
    let values = try arguments(written)
    let known = try self.known("filter", name, among: environment.filters, position)
    guard case .success(let filter) = known else {
      return { _ in
        _ = try known.get()
        return .none
      }
    }
    return located(position) { try filter(try operand($0), try values($0), $0.state) }
  }

  private func test(
    _ operand: Expression, _ name: String, _ written: CallArguments, _ position: Position
  ) throws -> Code {
    let values = try arguments(written)
    let value = try code(operand)
    let known = try self.known("test", name, among: environment.tests, position)
    guard case .success(let test) = known else {
      return { _ in
        _ = try known.get()
        return .none
      }
    }
    return located(position) { .boolean(try test(try value($0), try values($0), $0.state)) }
  }
}
