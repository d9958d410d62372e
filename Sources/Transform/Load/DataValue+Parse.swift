extension DataValue {
  /// Reads a plain YAML scalar as YAML 1.1 does, which is what dbt's files are written in:
  /// `yes` and `on` are true, `~` is null, `1_000` and `0x1f` are numbers.
  init(yamlScalar text: String) {
    guard let first = text.utf8.first else {
      self = .null
      return
    }
    let isNumberLike =
      (first >= 0x30 && first <= 0x39) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".")
    if isNumberLike {
      self = Self.number(text) ?? .string(text)
      return
    }
    guard text.utf8.count <= 5 else {
      self = .string(text)
      return
    }
    switch text {
    case "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": self = .boolean(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": self = .boolean(false)
    default: self = .string(text)
    }
  }

  private static func number(_ text: String) -> DataValue? {
    let digits = text.contains("_") ? text.replacing("_", with: "") : text
    if let value = Int(digits) {
      let unsigned = digits.drop { $0 == "-" || $0 == "+" }
      guard unsigned.hasPrefix("0"), unsigned.count > 1 else { return .integer(value) }
      return Int(unsigned, radix: 8).map { .integer(digits.hasPrefix("-") ? -$0 : $0) }
    }
    let body = digits.drop { $0 == "-" || $0 == "+" }
    let sign = digits.hasPrefix("-") ? -1 : 1
    if body.hasPrefix("0x"), let value = Int(body.dropFirst(2), radix: 16) {
      return .integer(sign * value)
    }
    if body.hasPrefix("0b"), let value = Int(body.dropFirst(2), radix: 2) {
      return .integer(sign * value)
    }
    switch body.lowercased() {
    case ".inf": return .float(Double(sign) * .infinity)
    case ".nan": return .float(.nan)
    default: break
    }
    guard body.contains("."), let first = body.first, first.isNumber || first == ".",
      body.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ".eE+-".utf8.contains($0) }),
      let value = Double(digits)
    else { return nil }
    return .float(value)
  }
}
