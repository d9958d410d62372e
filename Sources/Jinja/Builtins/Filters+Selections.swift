import Spelling

extension Builtins {
  /// Filters that apply others to each item, when the item is asked for.
  static let selectionFilters: [String: Filter] = [
    "map": { value, arguments, state in
      .object(
        ValueIterator(deferred: {
          guard try value.isTrue() else { return ValueIterator("generator", []) }
          let body = try mapping(arguments, state)
          var items = try ItemCursor(value)
          return ValueIterator { try items.next().map(body) }
        }))
    },
    "select": { selected($0, $1, $2, keeps: true, byAttribute: false) },
    "reject": { selected($0, $1, $2, keeps: false, byAttribute: false) },
    "selectattr": { selected($0, $1, $2, keeps: true, byAttribute: true) },
    "rejectattr": { selected($0, $1, $2, keeps: false, byAttribute: true) },
  ]

  private static func mapping(_ arguments: Arguments, _ state: State) throws
    -> (Value) throws -> Value
  {
    if arguments.positional.isEmpty, let path = arguments["attribute"] {
      if let unknown = arguments.named.first(where: {
        $0.name != "attribute" && $0.name != "default"
      }) {
        throw TemplateError(.value, "Unexpected keyword argument \(quoted(unknown.name))")
      }
      let fallback = arguments["default"].flatMap { $0.isNone ? nil : $0 }
      return { try attribute(path, of: $0, state, default: fallback) }
    }
    guard let name = arguments.positional.first else {
      throw TemplateError(.value, "map requires a filter argument")
    }
    let filter = try state.filter(named: name)
    let rest = Arguments(Array(arguments.positional.dropFirst()), named: arguments.named)
    return { try filter($0, rest, state) }
  }

  private static func selected(
    _ value: Value, _ arguments: Arguments, _ state: State, keeps: Bool, byAttribute: Bool
  ) -> Value {
    .object(
      ValueIterator(deferred: {
        guard try value.isTrue() else { return ValueIterator("generator", []) }
        let holds = try condition(arguments, state, byAttribute: byAttribute)
        var items = try ItemCursor(value)
        return ValueIterator {
          while let item = try items.next() { if try holds(item) == keeps { return item } }
          return nil
        }
      }))
  }

  private static func condition(_ arguments: Arguments, _ state: State, byAttribute: Bool) throws
    -> (Value) throws -> Bool
  {
    var positional = arguments.positional[...]
    var path: Value?
    if byAttribute {
      guard let first = positional.popFirst() else {
        throw TemplateError(.value, "Missing parameter for attribute name")
      }
      path = first
    }
    var test: Test = { value, _, _ in try value.isTrue() }
    if let name = positional.popFirst() { test = try state.test(named: name) }
    let rest = Arguments(Array(positional), named: arguments.named)
    let check = test
    return { item in
      try check(try path.map { try attribute($0, of: item, state) } ?? item, rest, state)
    }
  }
}

extension State {
  /// The filter that a template names by a value.
  func filter(named name: Value) throws -> Filter {
    if let text = name.stringValue, let filter = environment.filters[text] { return filter }
    let text = try name.text()
    throw TemplateError(
      .value, "No filter named \(quoted(text)).",
      hint: NearestName.of(text, among: environment.filters.keys).map { "did you mean '\($0)'?" })
  }

  /// The test that a template names by a value.
  func test(named name: Value) throws -> Test {
    if let text = name.stringValue, let test = environment.tests[text] { return test }
    let text = try name.text()
    throw TemplateError(
      .value, "No test named \(quoted(text)).",
      hint: NearestName.of(text, among: environment.tests.keys).map { "did you mean '\($0)'?" })
  }
}
