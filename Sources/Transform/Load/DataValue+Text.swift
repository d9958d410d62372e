import JSON
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

  private static func append(_ mark: Unicode.Scalar, _ spaced: Bool, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: mark.value))
    if spaced { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends the value as JSON.
  ///
  /// - Parameters:
  ///   - bytes: What it is appended to.
  ///   - sortedKeys: Whether the keys of dictionaries come in their order of text.
  ///   - spaced: Whether it is written as Python's `json.dumps` does: blanks between, ASCII only.
  func write(into bytes: inout [UInt8], sortedKeys: Bool = false, spaced: Bool = false) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .float(let value):
      let text =
        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : nil
      bytes.append(contentsOf: (text ?? Self.pythonFloat(value)).utf8)
    case .string(let text): JSONText.append(quoted: text, to: &bytes, ascii: spaced)
    case .list(let members):
      bytes.append(UInt8(ascii: "["))
      for (index, member) in members.enumerated() {
        if index > 0 { Self.append(",", spaced, to: &bytes) }
        member.write(into: &bytes, sortedKeys: sortedKeys, spaced: spaced)
      }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let entries):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      func put(_ key: String, _ value: DataValue) {
        if !isFirst { Self.append(",", spaced, to: &bytes) }
        isFirst = false
        JSONText.append(quoted: key, to: &bytes, ascii: spaced)
        Self.append(":", spaced, to: &bytes)
        value.write(into: &bytes, sortedKeys: sortedKeys, spaced: spaced)
      }
      if sortedKeys {
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) { put(key, value) }
      } else {
        for (key, value) in entries { put(key, value) }
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
