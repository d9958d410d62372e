import OrderedCollections

/// Writes values as Python's `json` module does.
struct JSONWriter {
  /// What each level is indented by; nil for a single line.
  let margin: String?
  var text: String = ""
  private var depth = 0
  private let stack = StackGuard.current

  init(margin: String? = nil) { self.margin = margin }

  mutating func write(_ value: Value) throws {
    guard stack.hasRoom else { throw TemplateError.recursion() }
    switch value {
    case .none: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .bigInteger(let value): text += String(value.value)
    case .float(let value):
      text +=
        value.isNaN
        ? "NaN"
        : value.isInfinite
          ? (value < 0 ? "-Infinity" : "Infinity")
          : floatText(value)
    case .string(let string), .markup(let string): write(string: string)
    case .list(let list): try sequence(list.items, "[", "]") { try $0.write($1) }
    case .tuple(let tuple): try sequence(tuple.items, "[", "]") { try $0.write($1) }
    case .dict(let dict):
      let keys = try stableSorted(Array(dict.items.keys)) { $0 }
      let pairs = try keys.map { (key: try key($0), value: dict.items[$0] ?? .none) }
      try sequence(pairs, "{", "}") { writer, pair in
        writer.write(string: pair.key)
        writer.text += ": "
        try writer.write(pair.value)
      }
    case .undefined, .object:
      if case .object(let object) = value, let group = object as? Group {
        return try write(.tuple(group.pair))
      }
      throw TemplateError(
        .type, "Object of type \(value.typeName) is not JSON serializable")
    }
  }

  private func key(_ key: Value) throws -> String {
    switch key {
    case .boolean(let value): return value ? "true" : "false"
    case .none: return "null"
    case .string, .markup, .integer, .bigInteger, .float: return try key.text()
    default:
      throw TemplateError(
        .type, "keys must be str, int, float, bool or None, not \(key.typeName)")
    }
  }

  private mutating func sequence<Item>(
    _ items: [Item], _ start: String, _ end: String,
    _ body: (inout JSONWriter, Item) throws -> Void
  ) throws {
    text += start
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { text += margin == nil ? ", " : "," }
      newline()
      try body(&self, item)
    }
    depth -= 1
    if !items.isEmpty { newline() }
    text += end
  }

  private mutating func newline() {
    guard let margin else { return }
    text += "\n" + String(repeating: margin, count: depth)
  }

  private mutating func write(string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      default:
        if scalar.value >= 0x20, scalar.value < 0x7F {
          text.unicodeScalars.append(scalar)
        } else {
          for unit in String(Character(scalar)).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
          }
        }
      }
    }
    text += "\""
  }
}
