import BigInt

/// Reads an integer of any size.
enum BigIntText {
  static func parse(_ text: String, _ base: Int) -> Value? {
    guard !text.isEmpty, text.utf8.count < 100_000 else { return nil }
    if let small = Int(text, radix: base) { return .integer(small) }
    return BigInt(text, radix: base).map { Value($0) }
  }
}

/// Writes values as Python's `json` module does.
struct JSONWriter {
  let indent: Int?
  let sortsKeys: Bool
  var text: String = ""
  private var depth = 0
  private let stack = StackGuard.current

  init(indent: Int?, sortsKeys: Bool) {
    self.indent = indent
    self.sortsKeys = sortsKeys
  }

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
      var pairs = try dict.items.map { (key: try key($0.key), value: $0.value) }
      if sortsKeys { pairs.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
      try sequence(pairs, "{", "}") { writer, pair in
        writer.write(string: pair.key)
        writer.text += ": "
        try writer.write(pair.value)
      }
    default:
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
      if index > 0 { text += indent == nil ? ", " : "," }
      newline()
      try body(&self, item)
    }
    depth -= 1
    if !items.isEmpty { newline() }
    text += end
  }

  private mutating func newline() {
    guard let indent else { return }
    text += "\n" + String(repeating: " ", count: max(0, indent) * depth)
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
