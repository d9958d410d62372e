import BigInt

/// `format % values`: the conversions of Python's `%` operator.
func formatPercent(_ format: String, _ values: Value, escapes: Bool = false) throws -> String {
  var formatter = PercentFormatter(format: Array(format.unicodeScalars), escapes: escapes)
  return try formatter.run(values)
}

private struct PercentFormatter {
  let format: [Unicode.Scalar]
  let escapes: Bool
  var index = 0
  var result: String = ""

  private struct Flags {
    var left = false
    var zero = false
    var plus = false
    var width = 0
    var precision: Int?
  }

  mutating func run(_ values: Value) throws -> String {
    var positional: [Value] = [values]
    if case .tuple(let tuple) = values { positional = tuple.items }
    var used = 0
    while index < format.count {
      let scalar = format[index]
      index += 1
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard index < format.count else { throw TemplateError(.value, "incomplete format") }
      let key = try self.key()
      let flags = try self.flags()
      let letter = format[index]
      index += 1
      if letter == "%" {
        result += "%"
        continue
      }
      let value: Value
      if let key {
        guard case .dict(let dict) = values else {
          throw TemplateError(.type, "format requires a mapping")
        }
        guard let found = dict[key] else { throw TemplateError(.key, quoted(key)) }
        value = found
      } else {
        guard used < positional.count else {
          throw TemplateError(.type, "not enough arguments for format string")
        }
        value = positional[used]
        used += 1
      }
      result += pad(try convert(value, letter, flags), flags)
    }
    if case .dict = values { return result }
    guard used == positional.count else {
      throw TemplateError(.type, "not all arguments converted during string formatting")
    }
    return result
  }

  private mutating func key() throws -> String? {
    guard format[index] == "(" else { return nil }
    var name: String = ""
    index += 1
    while index < format.count, format[index] != ")" {
      name.unicodeScalars.append(format[index])
      index += 1
    }
    index += 1
    guard index < format.count else { throw TemplateError(.value, "incomplete format key") }
    return name
  }

  private mutating func flags() throws -> Flags {
    var flags = Flags()
    while index < format.count, "-0+ #".unicodeScalars.contains(format[index]) {
      if format[index] == "-" { flags.left = true }
      if format[index] == "0" { flags.zero = true }
      if format[index] == "+" { flags.plus = true }
      index += 1
    }
    flags.width = try digits() ?? 0
    if index < format.count, format[index] == "." {
      index += 1
      flags.precision = try digits() ?? 0
    }
    guard index < format.count else { throw TemplateError(.value, "incomplete format") }
    return flags
  }

  private mutating func digits() throws -> Int? {
    var value: Int?
    while index < format.count, let digit = Int(String(Character(format[index]))) {
      value = (value ?? 0) * 10 + digit
      guard value ?? 0 <= 10_000 else { throw TemplateError(.value, "the width is too large") }
      index += 1
    }
    return value
  }

  private func convert(_ value: Value, _ letter: Unicode.Scalar, _ flags: Flags) throws -> String {
    switch letter {
    case "s", "r", "a":
      var text = letter == "s" ? try value.text() : try value.representation()
      if escapes { text = letter == "s" ? try value.escaped() : escapeMarkup(text) }
      guard let precision = flags.precision else { return text }
      return String(text.unicodeScalars.prefix(precision).map(Character.init))
    case "d", "i", "u", "x", "X", "o":
      var number = value.bigIntegerValue
      if number == nil, case .float(let float) = value, float.isFinite {
        number = .init(float.rounded(.towardZero))
      }
      guard let number else {
        throw TemplateError(
          .type, "%\(letter) format: a real number is required, not \(value.typeName)")
      }
      let radix = letter == "o" ? 8 : letter == "x" || letter == "X" ? 16 : 10
      let text = String(number, radix: radix, uppercase: letter == "X")
      return flags.plus && number >= 0 ? "+" + text : text
    case "f", "F", "e", "E", "g", "G":
      guard let number = value.doubleValue else {
        throw TemplateError(.type, "must be real number, not \(value.typeName)")
      }
      let text = fixed(number, min(flags.precision ?? 6, 300))
      return flags.plus && number >= 0 ? "+" + text : text
    default:
      throw TemplateError(.value, "unsupported format character '\(letter)'")
    }
  }

  private func pad(_ text: String, _ flags: Flags) -> String {
    let missing = flags.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if flags.left { return text + String(repeating: " ", count: missing) }
    if flags.zero, let first = text.first, first == "-" || first == "+" {
      return String(first) + String(repeating: "0", count: missing) + text.dropFirst()
    }
    return String(repeating: flags.zero ? "0" : " ", count: missing) + text
  }
}
