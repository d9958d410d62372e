import OrderedCollections

extension Builtins {
  static let sequenceFilters: [String: Filter] = [
    "default": { value, arguments, _ in try fallback(value, arguments) },
    "d": { value, arguments, _ in try fallback(value, arguments) },
    "length": { value, _, _ in try length(value) },
    "count": { value, _, _ in try length(value) },
    "first": { value, _, state in
      var items = try ItemCursor(value)
      return try items.next() ?? state.undefined(nil, "No first item, sequence was empty.")
    },
    "last": { value, _, state in
      guard try isReversible(value) else {
        throw TemplateError(.type, "'\(value.typeName)' object is not reversible")
      }
      return try value.elements().last ?? state.undefined(nil, "No last item, sequence was empty.")
    },
    "random": { value, _, state in
      if case .object(let object) = value, !object.isSequence {
        throw TemplateError(.type, "'\(value.typeName)' object is not subscriptable")
      }
      guard let count = try value.length() else {
        throw TemplateError(.type, "object of type '\(value.typeName)' has no len()")
      }
      guard count > 0 else { return state.undefined(nil, "No random item, sequence was empty.") }
      let index = Value.integer(Int.random(in: 0..<count, using: &state.random))
      if case .dict(let dict) = value, dict.items[index] == nil {
        throw TemplateError(.key, try index.representation())
      }
      return try value.item(index, state)
    },
    "list": { value, _, _ in .list(try value.elements()) },
    "reverse": { value, _, _ in
      if let text = value.stringValue {
        let reversed = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
        if case .markup = value { return .markup(reversed) }
        return .string(reversed)
      }
      // Python turns what cannot be walked backwards into a list first.
      guard try isReversible(value) else { return .list(try value.elements().reversed()) }
      return .object(ValueIterator("list_reverseiterator", try value.elements().reversed()))
    },
    "join": { value, arguments, state in
      try joined(value, try arguments.bind("do_join", ["d", "attribute"]), state)
    },
    "sort": { value, arguments, state in
      let bound = try arguments.bind("do_sort", ["reverse", "case_sensitive", "attribute"])
      let key = try multiKey(bound[2], bound[1], state)
      return .list(
        try stableSorted(
          try value.elements(), reverse: try bound[0]?.isTrue() ?? false, key: key))
    },
    "dictsort": { value, arguments, _ in
      let bound = try arguments.bind("do_dictsort", ["case_sensitive", "by", "reverse"])
      let by = bound[1]?.stringValue ?? (bound[1] == nil ? "key" : "")
      guard by == "key" || by == "value" else {
        throw TemplateError(.value, "You can only sort by either \"key\" or \"value\"")
      }
      guard case .dict(let dict) = value else { throw noAttribute("items", value) }
      let folds = try !(bound[0]?.isTrue() ?? false)
      let place = by == "key" ? 0 : 1
      let pairs: [Value] = dict.items.map { .tuple([$0.key, $0.value]) }
      return .list(
        try stableSorted(pairs, reverse: try bound[2]?.isTrue() ?? false) { pair in
          let part = pair.sequenceItems?[place] ?? .none
          return folds ? folded(part) : part
        })
    },
    "unique": { value, arguments, state in
      let bound = try arguments.bind("do_unique", ["case_sensitive", "attribute"])
      let key = try singleKey(bound[1], bound[0], state)
      return .object(
        ValueIterator(deferred: {
          var items = try ItemCursor(value)
          var seen: Set<Value> = []
          return ValueIterator {
            while let item = try items.next() {
              if seen.insert(try key(item).asKey()).inserted { return item }
            }
            return nil
          }
        }))
    },
    "min": { value, arguments, state in try extreme(value, arguments, state, smallest: true) },
    "max": { value, arguments, state in try extreme(value, arguments, state, smallest: false) },
    "sum": { value, arguments, state in
      let bound = try arguments.bind("do_sum", ["attribute", "start"])
      var total = bound[1] ?? 0
      guard total.stringValue == nil else {
        throw TemplateError(.type, "sum() can't sum strings [use ''.join(seq) instead]")
      }
      let path = bound[0].flatMap { $0.isNone ? nil : $0 }
      var items = try ItemCursor(value)
      while let item = try items.next() {
        total = try Value.apply(
          .add, total, try path.map { try attribute($0, of: item, state) } ?? item)
      }
      return total
    },
    "items": { value, arguments, _ in
      _ = try arguments.bind("do_items", [])
      return .object(
        ValueIterator(deferred: {
          if value.isUndefined { return ValueIterator("generator", []) }
          guard case .dict(let dict) = value else {
            throw TemplateError(.type, "Can only get item pairs from a mapping.")
          }
          return ValueIterator("generator", dict.items.map { .tuple([$0.key, $0.value]) })
        }))
    },
    "attr": { value, arguments, state in
      let bound = try arguments.bind("do_attr", ["name"], required: 1)
      return try ownAttribute(try (bound[0] ?? .none).text(for: "attribute name"), value, state)
    },
    "batch": { value, arguments, _ in
      let bound = try arguments.bind("do_batch", ["linecount", "fill_with"], required: 1)
      return .object(batches(value, bound[0] ?? .none, bound[1]))
    },
    "slice": { value, arguments, _ in
      let bound = try arguments.bind("do_slice", ["slices", "fill_with"], required: 1)
      return .object(
        ValueIterator(deferred: {
          ValueIterator("generator", try slices(value, bound[0] ?? .none, bound[1]))
        }))
    },
    "groupby": { value, arguments, state in
      let bound = try arguments.bind(
        "do_groupby", ["attribute", "default", "case_sensitive"], required: 1)
      return .list(try groups(value, bound, state))
    },
  ]

  private static func isReversible(_ value: Value) throws -> Bool {
    switch value {
    case .list, .tuple, .dict, .string, .markup, .undefined: true
    case .object(let object): object.isSequence || object is DictView
    default: false
    }
  }

  private static func joined(_ value: Value, _ bound: [Value?], _ state: State) throws -> Value {
    var items = try value.elements()
    if let path = bound[1], !path.isNone {
      items = try items.map { try attribute(path, of: $0, state) }
    }
    let separator = bound[0] ?? ""
    func isMarkup(_ value: Value) -> Bool {
      if case .markup = value { return true }
      if case .object(let object) = value { return (try? object.attribute("__html__")) != nil }
      return false
    }
    guard state.autoescapes, isMarkup(separator) || items.contains(where: isMarkup) else {
      return .string(
        try items.map { try $0.text() }.joined(separator: try separator.text()))
    }
    return .markup(try items.map { try $0.escaped() }.joined(separator: try separator.escaped()))
  }

  private static func ownAttribute(_ name: String, _ value: Value, _ state: State) throws -> Value {
    if case .object(let object) = value {
      if name.hasPrefix("_"), state.shared.isSandboxed { throw state.unsafe(name, value) }
      if let found = try object.attribute(name) { return found }
    }
    if case .dict = value, !Methods.exist(name, on: value) {
      return state.undefined(name, "'dict object' has no attribute '\(name)'")
    }
    return try value.attribute(name, state)
  }

  private static func batches(_ value: Value, _ size: Value, _ fill: Value?) -> ValueIterator {
    ValueIterator(deferred: {
      var items = try ItemCursor(value)
      var isDone = false
      var next: Value?
      return ValueIterator {
        guard !isDone else { return nil }
        var row: [Value] = next.map { [$0] } ?? []
        next = nil
        while let item = try items.next() {
          if Value.integer(row.count) == size {
            next = item
            return .list(row)
          }
          row.append(item)
        }
        isDone = true
        guard !row.isEmpty else { return nil }
        if let fill, !fill.isNone, try Value.isLess(.integer(row.count), size) {
          let count = try size.index()
          guard count <= 1 << 20 else { throw TemplateError.tooLong() }
          row += Array(repeating: fill, count: count - row.count)
        }
        return .list(row)
      }
    })
  }

  private static func slices(_ value: Value, _ slices: Value, _ fill: Value?) throws -> [Value] {
    let items = try value.elements()
    let count = try slices.index()
    guard count != 0 else {
      throw TemplateError(.zeroDivision, "integer division or modulo by zero")
    }
    guard count > 0 else { return [] }
    guard count <= 1 << 20 else { throw TemplateError.tooLong() }
    let (size, extra) = items.count.quotientAndRemainder(dividingBy: count)
    var rows: [Value] = []
    var start = 0
    for index in 0..<count {
      let end = start + size + (index < extra ? 1 : 0)
      var row = Array(items[start..<end])
      if let fill, !fill.isNone, index >= extra { row.append(fill) }
      rows.append(.list(row))
      start = end
    }
    return rows
  }

  private static func groups(_ value: Value, _ bound: [Value?], _ state: State) throws -> [Value] {
    let path = bound[0] ?? .none
    let fallback = bound[1].flatMap { $0.isNone ? nil : $0 }
    func label(_ item: Value) throws -> Value {
      try attribute(path, of: item, state, default: fallback)
    }
    let folds = try !(bound[2]?.isTrue() ?? false)
    func key(_ item: Value) throws -> Value { folds ? folded(try label(item)) : try label(item) }
    var groups: [(key: Value, label: Value, items: [Value])] = []
    for item in try stableSorted(try value.elements(), key: key) {
      let group = try key(item)
      if let last = groups.last, last.key == group {
        groups[groups.count - 1].items.append(item)
      } else {
        groups.append((group, try label(item), [item]))
      }
    }
    return groups.map { .object(Group($0.label, $0.items)) }
  }

  // MARK: Keys

  /// Follows `a.b.0`, or an index; what is undefined on the way becomes `fallback`.
  static func attribute(
    _ path: Value, of value: Value, _ state: State, default fallback: Value? = nil
  ) throws -> Value {
    if path.isNone { return value }
    guard let text = path.stringValue else {
      let found = try value.item(path, state)
      return found.isUndefined ? fallback ?? found : found
    }
    var result = value
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let isNumber = !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let key: Value = (isNumber ? Int(part) : nil).map { .integer($0) } ?? .string(String(part))
      result = try result.item(key, state)
      if result.isUndefined, let fallback { result = fallback }
    }
    return result
  }

  private static func folded(_ value: Value) -> Value {
    value.stringValue.map { .string(lowercased($0)) } ?? value
  }

  private static func singleKey(_ path: Value?, _ caseSensitive: Value?, _ state: State) throws
    -> (Value) throws -> Value
  {
    let folds = try !(caseSensitive?.isTrue() ?? false)
    return { item in
      let key = try attribute(path ?? .none, of: item, state)
      return folds ? folded(key) : key
    }
  }

  /// A key of paths with commas between. It is a tuple even of one path, as Jinja's is a list:
  /// equal keys are then never asked which of them is less.
  private static func multiKey(_ path: Value?, _ caseSensitive: Value?, _ state: State) throws
    -> (Value) throws -> Value
  {
    let folds = try !(caseSensitive?.isTrue() ?? false)
    var paths = [path ?? .none]
    if let text = path?.stringValue {
      paths = text.split(separator: ",", omittingEmptySubsequences: false).map {
        .string(String($0))
      }
    }
    return { item in
      .tuple(
        try paths.map { path in
          let key = try attribute(path, of: item, state)
          return folds ? folded(key) : key
        })
    }
  }

  private static func extreme(
    _ value: Value, _ arguments: Arguments, _ state: State, smallest: Bool
  ) throws -> Value {
    let bound = try arguments.bind("do_min", ["case_sensitive", "attribute"])
    let key = try singleKey(bound[1], bound[0], state)
    var items = try ItemCursor(value)
    guard var best = try items.next() else {
      return state.undefined(nil, "No aggregated item, sequence was empty.")
    }
    var bestKey = try key(best)
    while let item = try items.next() {
      let itemKey = try key(item)
      let order = try Value.order(itemKey, bestKey, smallest ? "<" : ">")
      if order == (smallest ? .less : .greater) { (best, bestKey) = (item, itemKey) }
    }
    return best
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

/// One group of `groupby`: a tuple of two that also has the attributes `grouper` and `list`.
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
  func item(_ key: Value) throws -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + 2 : index
    return pair.indices.contains(place) ? pair[place] : nil
  }
  func slice(_ start: Value, _ stop: Value, _ step: Value) throws -> Value? {
    .tuple(try sliced(pair, start, stop, step))
  }
  func iterate() -> ValueIterator? { ValueIterator("tuple_iterator", pair) }
  func isEqual(to value: Value) -> Bool {
    if case .object(let object) = value, let other = object as? Group { return other.pair == pair }
    if case .tuple(let tuple) = value { return tuple.items == pair }
    return false
  }
  func hash(into hasher: inout Hasher) { for item in pair { item.hash(into: &hasher) } }
}
