/// The filters, tests and functions of Jinja.
enum Builtins {
  static let tests: [String: Test] = {
    var tests: [String: Test] = [
      "defined": { value, _, _ in !value.isUndefined },
      "undefined": { value, _, _ in value.isUndefined },
      "none": { value, _, _ in value.isNone },
      "boolean": { value, _, _ in if case .boolean = value { true } else { false } },
      "true": { value, _, _ in if case .boolean(true) = value { true } else { false } },
      "false": { value, _, _ in if case .boolean(false) = value { true } else { false } },
      "integer": { value, _, _ in
        switch value {
        case .integer, .bigInteger: true
        default: false
        }
      },
      "float": { value, _, _ in if case .float = value { true } else { false } },
      "number": { value, _, _ in
        if case .object(let object) = value { object.doubleValue != nil } else { value.isNumber }
      },
      "string": { value, _, _ in value.stringValue != nil },
      "mapping": { value, _, _ in
        switch value {
        case .dict: true
        case .object(let object): object.isMapping
        default: false
        }
      },
      "sequence": { value, _, _ in
        switch value {
        case .dict, .list, .tuple, .string, .markup, .undefined: true
        case .object(let object): object.isSequence || object.isMapping
        default: false
        }
      },
      "iterable": { value, _, _ in
        if case .object(let object) = value { return try object.iterate() != nil }
        return (try? value.elements()) != nil
      },
      "callable": { value, _, _ in
        if case .object(let object) = value { object.isCallable } else { value.isUndefined }
      },
      "sameas": { value, arguments, _ in same(value, try operand("sameas", arguments)) },
      "escaped": { value, _, _ in if case .markup = value { true } else { false } },
      "lower": { value, _, _ in
        let text = try value.text()
        return text.lowercased() == text && text.uppercased() != text
      },
      "upper": { value, _, _ in
        let text = try value.text()
        return text.uppercased() == text && text.lowercased() != text
      },
      "in": { value, arguments, _ in try operand("in", arguments).contains(value) },
      "filter": { value, _, state in state.shared.value.filters[try value.text()] != nil },
      "test": { value, _, state in state.shared.value.tests[try value.text()] != nil },
      "odd": { value, _, _ in try Value.apply(.modulo, value, 2) == 1 },
      "even": { value, _, _ in try Value.apply(.modulo, value, 2) == 0 },
      "divisibleby": { value, arguments, _ in
        try Value.apply(.modulo, value, try operand("divisibleby", arguments)) == 0
      },
    ]
    let comparisons: [(ComparisonOperator, [String])] = [
      (.equal, ["eq", "equalto", "=="]), (.notEqual, ["ne", "!="]),
      (.less, ["lt", "lessthan", "<"]), (.lessOrEqual, ["le", "<="]),
      (.greater, ["gt", "greaterthan", ">"]), (.greaterOrEqual, ["ge", ">="]),
    ]
    for (comparison, names) in comparisons {
      for name in names {
        tests[name] = { value, arguments, _ in
          try Value.compare(comparison, value, try operand(name, arguments))
        }
      }
    }
    return tests
  }()

  private static func operand(_ name: String, _ arguments: Arguments) throws -> Value {
    guard let value = arguments.positional.first else {
      throw TemplateError(.type, "test '\(name)' missing 1 required positional argument")
    }
    return value
  }

  private static func same(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.list(let first), .list(let second)): first === second
    case (.dict(let first), .dict(let second)): first === second
    case (.tuple(let first), .tuple(let second)): first === second
    case (.object(let first), .object(let second)): first === second
    default: left.typeName == right.typeName && left == right
    }
  }
}
