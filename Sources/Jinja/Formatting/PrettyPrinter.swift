import OrderedCollections

/// Lays values out over lines of eighty columns as Python's `pprint` does: keys in order, one item
/// a line where a container does not fit.
struct PrettyPrinter {
  var width = 80
  private var text: String = ""
  private let stack = StackGuard.current

  mutating func format(_ value: Value) throws -> String {
    try write(value, indent: 0, allowance: 0)
    return text
  }

  private mutating func write(_ value: Value, indent: Int, allowance: Int) throws {
    guard stack.hasRoom else { throw TemplateError.recursion() }
    let line = try sorted(value).representation()
    guard line.unicodeScalars.count > width - indent - allowance else {
      text += line
      return
    }
    switch value {
    case .list(let list): try write(list.items, "[", "]", indent, allowance)
    case .tuple(let tuple):
      try write(tuple.items, "(", tuple.items.count == 1 ? ",)" : ")", indent, allowance)
    case .dict(let dict): try write(dict, indent, allowance)
    case .string(let string): write(string, indent, allowance)
    default: text += line
    }
  }

  private mutating func write(
    _ items: [Value], _ start: String, _ end: String, _ indent: Int, _ allowance: Int
  ) throws {
    text += start
    let margin = String(repeating: " ", count: indent + 1)
    for (index, item) in items.enumerated() {
      if index > 0 { text += ",\n" + margin }
      let isLast = index == items.count - 1
      try write(item, indent: indent + 1, allowance: isLast ? allowance + end.utf8.count : 1)
    }
    text += end
  }

  private mutating func write(_ dict: Dict, _ indent: Int, _ allowance: Int) throws {
    text += "{"
    let margin = String(repeating: " ", count: indent + 1)
    let pairs = try ordered(dict)
    for (index, pair) in pairs.enumerated() {
      if index > 0 { text += ",\n" + margin }
      let key = try pair.key.representation()
      text += key + ": "
      let isLast = index == pairs.count - 1
      try write(
        pair.value, indent: indent + key.unicodeScalars.count + 3,
        allowance: isLast ? allowance + 1 : 1)
    }
    text += "}"
  }

  /// Text that does not fit is written as pieces between words.
  private mutating func write(_ string: String, _ indent: Int, _ allowance: Int) {
    var chunks: [String] = []
    let lines = splitLines(string, keepsEnds: true)
    let isNested = indent > 0
    let room = width - indent - (isNested ? 0 : 1)
    for (index, line) in lines.enumerated() {
      let isLastLine = index == lines.count - 1
      let limit = room - (isLastLine ? allowance + (isNested ? 0 : 1) : 0)
      let whole = quoted(line)
      if whole.unicodeScalars.count <= limit {
        chunks.append(whole)
        continue
      }
      var current = ""
      let parts = wordsWithSpaces(line)
      for (place, part) in parts.enumerated() {
        let isLastPart = isLastLine && place == parts.count - 1
        let maximum = isLastPart ? limit : room
        if quoted(current + part).unicodeScalars.count > maximum {
          if !current.isEmpty { chunks.append(quoted(current)) }
          current = part
        } else {
          current += part
        }
      }
      if !current.isEmpty { chunks.append(quoted(current)) }
    }
    guard chunks.count > 1 else {
      text += chunks.first ?? quoted(string)
      return
    }
    let margin = String(repeating: " ", count: indent + (isNested ? 0 : 1))
    if !isNested { text += "(" }
    text += chunks.joined(separator: "\n" + margin)
    if !isNested { text += ")" }
  }

  private func wordsWithSpaces(_ line: String) -> [String] {
    var result: [String] = []
    var rest = line.unicodeScalars[...]
    while !rest.isEmpty {
      let word = rest.prefix { !isPythonSpace($0) }
      let spaces = rest[word.endIndex...].prefix(while: isPythonSpace)
      result.append(String(rest[..<spaces.endIndex]))
      rest = rest[spaces.endIndex...]
    }
    return result
  }

  // MARK: Order

  private func ordered(_ dict: Dict) throws -> [(key: Value, value: Value)] {
    let pairs = dict.items.map { (key: $0.key, value: $0.value) }
    let keys = try stableSorted(pairs.map(\.key)) { key in
      key.stringValue != nil || key.isNumber
        ? .tuple([.integer(key.isNumber ? 0 : 1), key])
        : .tuple([2, .string(key.typeName)])
    }
    return keys.map { ($0, dict.items[$0] ?? .none) }
  }

  /// The value with the keys of all its dicts in order.
  private func sorted(_ value: Value) throws -> Value {
    guard stack.hasRoom else { throw TemplateError.recursion() }
    switch value {
    case .list(let list): return .list(try list.items.map(sorted))
    case .tuple(let tuple): return .tuple(try tuple.items.map(sorted))
    case .dict(let dict):
      let result = Dict()
      for pair in try ordered(dict) { result.items[pair.key] = try sorted(pair.value) }
      return .dict(result)
    default: return value
    }
  }
}
