import BigInt

extension Value {
  /// The text that `{{ value }}` writes: Python's `str`.
  public func text() throws -> String {
    switch self {
    case .string(let text), .markup(let text): return text
    case .undefined(let undefined): return try undefined.text()
    case .object(let object): return object.text
    default: return try representation()
    }
  }

  /// The text of the value within a list or dict: Python's `repr`.
  public func representation() throws -> String {
    var writer = RepresentationWriter()
    try writer.write(self)
    return writer.text
  }

  /// The escaped text, for HTML and XML; markup as it is.
  func escaped() throws -> String {
    switch self {
    case .markup(let text): return text
    case .integer(let value): return String(value)
    case .object(let object):
      if case .string(let html)? = try object.attribute("__html__") { return html }
      return escapeMarkup(object.text)
    default: return escapeMarkup(try text())
    }
  }
}

/// Replaces the five characters that have a meaning in HTML.
func escapeMarkup(_ text: String) -> String {
  var result: String = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "'": result += "&#39;"
    case "\"": result += "&#34;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private struct RepresentationWriter {
  var text: String = ""
  var open: [ObjectIdentifier] = []
  let stack = StackGuard.current

  mutating func write(_ value: Value) throws {
    guard stack.hasRoom else { throw TemplateError.recursion() }
    switch value {
    case .none: text += "None"
    case .boolean(let value): text += value ? "True" : "False"
    case .integer(let value): text += String(value)
    case .bigInteger(let value): text += String(value.value)
    case .float(let value): text += floatText(value)
    case .string(let string): text += quoted(string)
    case .markup(let string): text += "Markup(\(quoted(string)))"
    case .undefined: text += "Undefined"
    case .object(let object): text += object.representation
    case .list(let list):
      try write(list.items, of: list, "[", "]", "[...]")
    case .tuple(let tuple):
      try write(tuple.items, of: tuple, "(", tuple.items.count == 1 ? ",)" : ")", "(...)")
    case .dict(let dict): try write(dict)
    }
  }

  private mutating func write(
    _ items: [Value], of owner: AnyObject, _ start: String, _ end: String, _ again: String
  ) throws {
    guard enter(owner, again) else { return }
    defer { open.removeLast() }
    text += start
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", " }
      try write(item)
    }
    text += end
  }

  private mutating func write(_ dict: Dict) throws {
    guard enter(dict, "{...}") else { return }
    defer { open.removeLast() }
    text += "{"
    for (index, item) in dict.items.enumerated() {
      if index > 0 { text += ", " }
      try write(item.key)
      text += ": "
      try write(item.value)
    }
    text += "}"
  }

  private mutating func enter(_ owner: AnyObject, _ again: String) -> Bool {
    let identity = ObjectIdentifier(owner)
    if open.contains(identity) {
      text += again
      return false
    }
    open.append(identity)
    return true
  }
}

/// A string in Python's quotes: double ones only where it has single and no double ones.
func quoted(_ string: String) -> String {
  let usesDouble = string.utf8.contains(0x27) && !string.utf8.contains(0x22)
  let quote: Unicode.Scalar = usesDouble ? "\"" : "'"
  var result = String(Character(quote))
  for scalar in string.unicodeScalars {
    switch scalar {
    case quote, "\\":
      result += "\\"
      result.unicodeScalars.append(scalar)
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += escapedScalar(scalar)
      }
    }
  }
  result.unicodeScalars.append(quote)
  return result
}

func escapedScalar(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  let (letter, width): (String, Int) =
    scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
  return letter + String(repeating: "0", count: width - digits.utf8.count) + digits
}

func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7F { return scalar.value >= 0x20 }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

/// A float as Python writes it: the shortest digits that read back the same.
func floatText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
  var (digits, exponent) = shortestDigits(value.magnitude)
  let sign = value < 0 ? "-" : ""
  // The decimal point stands behind the first `exponent` digits.
  if exponent > -4, exponent <= 16 {
    if exponent <= 0 {
      digits.insert(contentsOf: repeatElement(0x30, count: 1 - exponent), at: 0)
      exponent = 1
    }
    while digits.count <= exponent { digits.append(0x30) }
    digits.insert(UInt8(ascii: "."), at: exponent)
    return sign + String(decoding: digits, as: UTF8.self)
  }
  let power = exponent - 1
  if digits.count > 1 { digits.insert(UInt8(ascii: "."), at: 1) }
  let magnitude = String(power.magnitude)
  return sign + String(decoding: digits, as: UTF8.self) + (power < 0 ? "e-" : "e+")
    + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
}

/// The shortest decimal digits of a positive number and the place of the decimal point in them.
func shortestDigits(_ value: Double) -> (digits: [UInt8], exponent: Int) {
  var digits: [UInt8] = []
  var point: Int?
  var exponent = 0
  let text = Array(value.description.utf8)
  var index = 0
  while index < text.count, text[index] | 0x20 != UInt8(ascii: "e") {
    if text[index] == UInt8(ascii: ".") { point = digits.count } else { digits.append(text[index]) }
    index += 1
  }
  if index < text.count {
    exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
  }
  exponent += point ?? digits.count
  while digits.count > 1, digits.first == 0x30 {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
  return (digits, exponent)
}
