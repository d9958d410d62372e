import OrderedCollections

extension DataValue {
  /// What Python's `str()` prints of the value, which is what a template prints of it.
  public var pythonString: String {
    if case .string(let text) = self { return text }
    return pythonRepresentation
  }

  /// What Python's `repr()` prints of the value.
  public var pythonRepresentation: String {
    switch self {
    case .null: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .float(let value): Self.pythonFloat(value)
    case .string(let text): Self.pythonQuoted(text)
    case .list(let members):
      "[" + members.map(\.pythonRepresentation).joined(separator: ", ") + "]"
    case .dictionary(let entries):
      "{"
        + entries.map { "\(Self.pythonQuoted($0.key)): \($0.value.pythonRepresentation)" }
        .joined(separator: ", ") + "}"
    }
  }

  /// A number as Python writes it: the shortest digits that read back, `1e+20` not `1e20`.
  static func pythonFloat(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let text = String(describing: value)
    guard let mark = text.firstIndex(of: "e") else { return text }
    var mantissa = String(text[..<mark])
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    if exponent >= 0, exponent < 16 { return positional(mantissa, exponent) }
    if mantissa.hasSuffix(".0") { mantissa.removeLast(2) }
    let digits = String(abs(exponent))
    let padded = digits.count < 2 ? "0" + digits : digits
    return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded)"
  }

  private static func positional(_ mantissa: String, _ exponent: Int) -> String {
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let whole = parts.first.map(String.init) ?? "0"
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let zeros = max(0, exponent - fraction.count)
    return sign + whole + fraction + String(repeating: "0", count: zeros) + ".0"
  }

  /// A string between the quotes Python chooses: single, or double where it holds a single one
  /// and no double one.
  static func pythonQuoted(_ text: String) -> String {
    let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "'" where quote == "'": result += "\\'"
      case let control where control.value < 0x20 || control.value == 0x7f:
        let digits = String(control.value, radix: 16)
        result += "\\x" + (digits.count < 2 ? "0" + digits : digits)
      default: result.unicodeScalars.append(scalar)
      }
    }
    result.append(quote)
    return result
  }
}

extension DataValue {
  /// JSON as Python's `json.dumps` writes it: `", "` and `": "` between, ASCII only.
  public func json(sortedKeys: Bool = false) -> String {
    var bytes: [UInt8] = []
    write(into: &bytes, sortedKeys: sortedKeys, spaced: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// JSON without spaces, UTF-8, for artifacts.
  public func compactJSON() -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes, sortedKeys: false, spaced: false)
    return bytes
  }

  private func write(into bytes: inout [UInt8], sortedKeys: Bool, spaced: Bool) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .float(let value):
      let text =
        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : nil
      bytes.append(contentsOf: (text ?? Self.pythonFloat(value)).utf8)
    case .string(let text): Self.writeQuoted(text, into: &bytes, ascii: spaced)
    case .list(let members):
      bytes.append(UInt8(ascii: "["))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(contentsOf: spaced ? ", ".utf8 : ",".utf8) }
        member.write(into: &bytes, sortedKeys: sortedKeys, spaced: spaced)
      }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let entries):
      bytes.append(UInt8(ascii: "{"))
      var first = true
      let keys = sortedKeys ? entries.keys.sorted() : Array(entries.keys)
      for key in keys {
        if !first { bytes.append(contentsOf: spaced ? ", ".utf8 : ",".utf8) }
        first = false
        Self.writeQuoted(key, into: &bytes, ascii: spaced)
        bytes.append(contentsOf: spaced ? ": ".utf8 : ":".utf8)
        (entries[key] ?? .null).write(into: &bytes, sortedKeys: sortedKeys, spaced: spaced)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func writeQuoted(_ text: String, into bytes: inout [UInt8], ascii: Bool) {
    bytes.append(UInt8(ascii: "\""))
    var needsScalars = false
    for byte in text.utf8 where byte < 0x20 || byte >= 0x7f || byte == 0x22 || byte == 0x5c {
      needsScalars = true
      break
    }
    if needsScalars {
      for scalar in text.unicodeScalars { writeEscaped(scalar, into: &bytes, ascii: ascii) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func writeEscaped(
    _ scalar: Unicode.Scalar, into bytes: inout [UInt8], ascii: Bool
  ) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case "\u{8}": bytes.append(contentsOf: "\\b".utf8)
    case "\u{c}": bytes.append(contentsOf: "\\f".utf8)
    default:
      if scalar.value < 0x20 || (ascii && scalar.value > 0x7e) {
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] { writeUnit(unit, into: &bytes) }
      } else {
        bytes.append(contentsOf: Unicode.UTF8.encode(scalar).map(Array.init) ?? [])
      }
    }
  }

  private static func writeUnit(_ unit: UInt16, into bytes: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: String(repeating: "0", count: 4 - digits.count).utf8)
    bytes.append(contentsOf: digits.utf8)
  }
}
