import OrderedCollections

extension Builtins {
  static let sequenceFilters: [String: Filter] = collections.merging(selections) { $1 }

  private static let collections: [String: Filter] = [
    "default": { value, arguments, _ in try fallback(value, arguments) },
    "d": { value, arguments, _ in try fallback(value, arguments) },
    "length": { value, _, _ in try length(value) },
    "count": { value, _, _ in try length(value) },
    "first": { value, _, state in
      try value.iterator().next() ?? state.undefined(nil, "No first item, sequence was empty.")
    },
    "last": { value, _, state in
      try value.elements().last ?? state.undefined(nil, "No last item, sequence was empty.")
    },
    "list": { value, _, _ in .list(try value.elements()) },
    "reverse": { value, _, _ in
      if let text = value.stringValue {
        return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
      }
      // Python turns what cannot be walked backwards into a list first.
      if case .object(let object) = value, object is ValueIterator {
        return .list(try value.elements().reversed())
      }
      return .object(ValueIterator(try value.elements().reversed()))
    },
    "join": { value, arguments, state in
      let bound = try arguments.bind("do_join", ["d", "attribute"])
      var items = try value.elements()
      if let path = bound[1] { items = try items.map { try attribute(path, of: $0, state) } }
      guard state.autoescapes else {
        return .string(
          try items.map { try $0.text() }.joined(separator: try bound[0]?.text() ?? ""))
      }
      return .markup(
        try items.map { try $0.escaped() }.joined(separator: try bound[0]?.escaped() ?? ""))
    },
    "sort": { value, arguments, state in
      let bound = try arguments.bind("do_sort", ["reverse", "case_sensitive", "attribute"])
      let key = try sortKey(bound[2], bound[1], state)
      return .list(
        try stableSorted(
          try value.elements(), reverse: try bound[0]?.isTrue() ?? false, key: key))
    },
    "dictsort": { value, arguments, state in
      let bound = try arguments.bind("do_dictsort", ["case_sensitive", "by", "reverse"])
      guard case .dict(let dict) = value else {
        throw TemplateError(.type, "dictsort needs a dict, not \(value.typeName)")
      }
      let by = bound[1]?.stringValue ?? "key"
      guard by == "key" || by == "value" else {
        throw TemplateError(.value, "You can only sort by either \"key\" or \"value\"")
      }
      let key = try sortKey(.integer(by == "key" ? 0 : 1), bound[0], state)
      let pairs: [Value] = dict.items.map { .tuple([$0.key, $0.value]) }
      return .list(
        try stableSorted(pairs, reverse: try bound[2]?.isTrue() ?? false, key: key))
    },
    "unique": { value, arguments, state in
      let bound = try arguments.bind("do_unique", ["case_sensitive", "attribute"])
      let key = try sortKey(bound[1], bound[0], state)
      var seen: Set<Value> = []
      return .object(
        ValueIterator(
          try value.elements().filter { seen.insert(try key($0).asKey()).inserted }))
    },
    "min": { value, arguments, state in try extreme(value, arguments, state, "<") },
    "max": { value, arguments, state in try extreme(value, arguments, state, ">") },
    "sum": { value, arguments, state in
      let bound = try arguments.bind("do_sum", ["attribute", "start"])
      var total = bound[1] ?? 0
      for item in try value.elements() {
        let part = try bound[0].map { $0.isNone ? item : try attribute($0, of: item, state) }
        total = try Value.apply(.add, total, part ?? item)
      }
      return total
    },
    "items": { value, _, _ in
      if value.isUndefined { return .object(ValueIterator([])) }
      guard case .dict(let dict) = value else {
        throw TemplateError(.type, "Can only get item pairs from a mapping.")
      }
      return .object(ValueIterator(dict.items.map { .tuple([$0.key, $0.value]) }))
    },
    "attr": { value, arguments, state in
      let name = try arguments.bind("do_attr", ["name"], required: 1)[0]?.text() ?? ""
      if case .object(let object) = value {
        if name.hasPrefix("_"), state.environment.isSandboxed { throw state.unsafe(name, value) }
        if let found = try object.attribute(name) { return found }
      }
      if case .dict = value, !Methods.dict.contains(name) {
        return state.undefined(name, "'dict object' has no attribute '\(name)'")
      }
      return try value.attribute(name, state)
    },
    "batch": { value, arguments, _ in
      let bound = try arguments.bind("do_batch", ["linecount", "fill_with"], required: 1)
      let size = max(1, bound[0]?.integerValue ?? 1)
      let items = try value.elements()
      var rows: [Value] = []
      for start in stride(from: 0, to: items.count, by: size) {
        var row = Array(items[start..<min(items.count, start + size)])
        if let fill = bound[1], !fill.isNone, size < 1 << 20 {
          while row.count < size { row.append(fill) }
        }
        rows.append(.list(row))
      }
      return .object(ValueIterator(rows))
    },
    "slice": { value, arguments, _ in
      let bound = try arguments.bind("do_slice", ["slices", "fill_with"], required: 1)
      let items = try value.elements()
      guard let count = bound[0]?.integerValue, count > 0, count < 1 << 20 else {
        throw TemplateError(.zeroDivision, "slice needs a number of slices")
      }
      let (size, extra) = items.count.quotientAndRemainder(dividingBy: count)
      var rows: [Value] = []
      var start = 0
      for index in 0..<count {
        let end = start + size + (index < extra ? 1 : 0)
        var row = Array(items[start..<end])
        if let fill = bound[1], !fill.isNone, index >= extra { row.append(fill) }
        rows.append(.list(row))
        start = end
      }
      return .object(ValueIterator(rows))
    },
    "groupby": { value, arguments, state in
      let bound = try arguments.bind(
        "do_groupby", ["attribute", "default", "case_sensitive"], required: 1)
      let path = bound[0] ?? .none
      let plain = { (item: Value) throws -> Value in
        let found = try attribute(path, of: item, state)
        return found.isUndefined ? bound[1] ?? found : found
      }
      let fold = try !(bound[2]?.isTrue() ?? false)
      let key = { (item: Value) in fold ? folded(try plain(item)) : try plain(item) }
      var groups: [(key: Value, label: Value, items: [Value])] = []
      for item in try stableSorted(try value.elements(), key: key) {
        let group = try key(item)
        if let last = groups.last, last.key == group {
          groups[groups.count - 1].items.append(item)
        } else {
          groups.append((group, try plain(item), [item]))
        }
      }
      return .list(groups.map { .object(Group($0.label, $0.items)) })
    },
  ]

  private static let selections: [String: Filter] = [
    "map": { value, arguments, state in
      if arguments.positional.isEmpty, let path = arguments["attribute"] {
        let fallback = arguments["default"]
        return .object(
          try mapped(value) {
            let found = try attribute(path, of: $0, state)
            return found.isUndefined ? fallback ?? found : found
          })
      }
      guard let name = arguments.positional.first?.stringValue else {
        throw TemplateError(.type, "map requires a filter argument")
      }
      guard let filter = state.environment.filters[name] else {
        throw TemplateError(.syntax, "No filter named \(quoted(name)).")
      }
      let rest = Arguments(Array(arguments.positional.dropFirst()), named: arguments.named)
      return .object(try mapped(value) { try filter($0, rest, state) })
    },
    "select": { try selected($0, $1, $2, keeps: true, byAttribute: false) },
    "reject": { try selected($0, $1, $2, keeps: false, byAttribute: false) },
    "selectattr": { try selected($0, $1, $2, keeps: true, byAttribute: true) },
    "rejectattr": { try selected($0, $1, $2, keeps: false, byAttribute: true) },
  ]

  private static func mapped(_ value: Value, _ body: @escaping (Value) throws -> Value) throws
    -> ValueIterator
  {
    let source = try value.iterator()
    return ValueIterator { try source.next().map(body) }
  }

  private static func selected(
    _ value: Value, _ arguments: Arguments, _ state: State, keeps: Bool, byAttribute: Bool
  ) throws -> Value {
    var positional = arguments.positional[...]
    var path: Value?
    if byAttribute {
      guard let first = positional.popFirst() else {
        throw TemplateError(.type, "Missing parameter for attribute name")
      }
      path = first
    }
    var test: Test = { value, _, _ in try value.isTrue() }
    if let name = positional.popFirst()?.stringValue {
      guard let known = state.environment.tests[name] else {
        throw TemplateError(.syntax, "No test named \(quoted(name)).")
      }
      test = known
    }
    let rest = Arguments(Array(positional), named: arguments.named)
    let source = try value.iterator()
    let check = test
    return .object(
      ValueIterator {
        while let item = try source.next() {
          let subject = try path.map { try attribute($0, of: item, state) } ?? item
          if try check(subject, rest, state) == keeps { return item }
        }
        return nil
      })
  }

  /// Follows `a.b.0`, or an index.
  static func attribute(_ path: Value, of value: Value, _ state: State) throws -> Value {
    guard let text = path.stringValue else { return try value.item(path, state) }
    var result = value
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let key: Value = Int(part).map { .integer($0) } ?? .string(String(part))
      result = try result.item(key, state)
    }
    return result
  }

  private static func folded(_ value: Value) -> Value {
    value.stringValue.map { .string($0.lowercased()) } ?? value
  }

  private static func sortKey(_ path: Value?, _ caseSensitive: Value?, _ state: State) throws
    -> (Value) throws -> Value
  {
    let fold = try !(caseSensitive?.isTrue() ?? false)
    guard let path, !path.isNone else { return { fold ? folded($0) : $0 } }
    let paths = path.stringValue.map { $0.split(separator: ",").map { Value.string(String($0)) } }
    return { item in
      let keys = try (paths ?? [path]).map { part in
        let key = try attribute(part, of: item, state)
        return fold ? folded(key) : key
      }
      return keys.count == 1 ? keys[0] : .tuple(keys)
    }
  }

  private static func extreme(
    _ value: Value, _ arguments: Arguments, _ state: State, _ symbol: String
  ) throws -> Value {
    let bound = try arguments.bind("do_min", ["case_sensitive", "attribute"])
    let key = try sortKey(bound[1], bound[0], state)
    var best: Value?
    for item in try value.elements() {
      guard let current = best else {
        best = item
        continue
      }
      let order = try Value.order(try key(item), try key(current), symbol)
      if order == (symbol == "<" ? .less : .greater) { best = item }
    }
    return best ?? state.undefined(nil, "No aggregated item, sequence was empty.")
  }

  private static func fallback(_ value: Value, _ arguments: Arguments) throws -> Value {
    let bound = try arguments.bind("do_default", ["default_value", "boolean"])
    if value.isUndefined { return bound[0] ?? "" }
    if try bound[1]?.isTrue() ?? false, try !value.isTrue() { return bound[0] ?? "" }
    return value
  }

  private static func length(_ value: Value) throws -> Value {
    guard let length = try value.length() else {
      throw TemplateError(.type, "object of type '\(value.typeName)' has no len()")
    }
    return .integer(length)
  }
}

/// One group of `groupby`: a pair that also has the attributes `grouper` and `list`.
final class Group: Object {
  let pair: [Value]

  init(_ label: Value, _ items: [Value]) { pair = [label, .list(items)] }

  var typeName: String { "_GroupTuple" }
  var representation: String { (try? Value.tuple(pair).representation()) ?? "(...)" }
  var length: Int? { 2 }
  var isSequence: Bool { true }
  func attribute(_ name: String) -> Value? {
    name == "grouper" ? pair[0] : name == "list" ? pair[1] : nil
  }
  func item(_ key: Value) -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + 2 : index
    return pair.indices.contains(place) ? pair[place] : nil
  }
  func iterate() -> ValueIterator? { ValueIterator(pair) }
}
