import BigInt

/// `format % values`: the conversions of Python's `%` operator.
///
/// With `escapes`, what `%s` and `%r` insert is escaped, as `Markup` does.
func formatPercent(_ format: String, _ values: Value, escapes: Bool = false) throws -> String {
  var formatter = PercentFormatter(format: Array(format.unicodeScalars), escapes: escapes)
  return try formatter.run(values)
}

private struct PercentFormatter {
  let format: [Unicode.Scalar]
  let escapes: Bool
  var index = 0
  var result: String = ""
  var positional: [Value] = []
  var used = 0

  init(format: [Unicode.Scalar], escapes: Bool) {
    self.format = format
    self.escapes = escapes
  }

  private struct Conversion {
    var left = false
    var zero = false
    var plus = false
    var space = false
    var alternate = false
    var width = 0
    var precision: Int?
  }

  mutating func run(_ values: Value) throws -> String {
    positional = [values]
    if case .tuple(let tuple) = values { positional = tuple.items }
    var usesKeys = false
    while index < format.count {
      let scalar = format[index]
      index += 1
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let key = try self.key()
      if key != nil { usesKeys = true }
      let conversion = try self.conversion()
      let letter = format[index]
      index += 1
      if letter == "%" {
        result += "%"
        continue
      }
      let value = try key.map { try lookup($0, in: values) } ?? next()
      let (lead, text) = try convert(value, letter, conversion)
      let isNumeric = !"sracb".unicodeScalars.contains(letter)
      result += pad(lead, text, conversion, zeros: conversion.zero && isNumeric)
    }
    guard used == positional.count || usesKeys || isMapping(values) else {
      throw TemplateError(.type, "not all arguments converted during string formatting")
    }
    return result
  }

  /// Whether the values may stay unused: all but text and tuples that have items.
  private func isMapping(_ values: Value) -> Bool {
    switch values {
    case .dict, .list, .undefined: true
    case .object(let object): object.isMapping || object.isSequence
    default: false
    }
  }

  private func lookup(_ key: String, in values: Value) throws -> Value {
    switch values {
    case .dict(let dict):
      guard let found = dict[key] else { throw TemplateError(.key, quoted(key)) }
      return found
    case .undefined(let undefined): return try undefined.answer(.item) ?? values
    case .object(let object) where object.isMapping || object.isSequence:
      guard let found = try object.item(.string(key)) else {
        throw TemplateError(.key, quoted(key))
      }
      return found
    default: throw TemplateError(.type, "format requires a mapping")
    }
  }

  private mutating func next() throws -> Value {
    guard used < positional.count else {
      throw TemplateError(.type, "not enough arguments for format string")
    }
    used += 1
    return positional[used - 1]
  }

  // MARK: Reading

  private mutating func key() throws -> String? {
    guard index < format.count else { throw TemplateError(.value, "incomplete format") }
    guard format[index] == "(" else { return nil }
    var name: String = ""
    var depth = 1
    index += 1
    while index < format.count {
      let scalar = format[index]
      index += 1
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth == 0 { return name }
      name.unicodeScalars.append(scalar)
    }
    throw TemplateError(.value, "incomplete format key")
  }

  private mutating func conversion() throws -> Conversion {
    var conversion = Conversion()
    flags: while index < format.count {
      switch format[index] {
      case "-": conversion.left = true
      case "0": conversion.zero = true
      case "+": conversion.plus = true
      case " ": conversion.space = true
      case "#": conversion.alternate = true
      default: break flags
      }
      index += 1
    }
    if let width = try number() {
      conversion.width = width.magnitude < 1 << 20 ? Int(width.magnitude) : 1 << 20
      if width < 0 { conversion.left = true }
    }
    if index < format.count, format[index] == "." {
      index += 1
      conversion.precision = max(0, try number() ?? 0)
    }
    while index < format.count, "hlL".unicodeScalars.contains(format[index]) { index += 1 }
    guard index < format.count else { throw TemplateError(.value, "incomplete format") }
    return conversion
  }

  /// The digits that follow, or for `*` the next value.
  private mutating func number() throws -> Int? {
    if index < format.count, format[index] == "*" {
      index += 1
      guard let value = try next().integerValue, value.magnitude < 1 << 20 else {
        throw TemplateError(.type, "* wants int")
      }
      return value
    }
    var value: Int?
    while index < format.count, (0x30...0x39).contains(format[index].value) {
      value = (value ?? 0) * 10 + Int(format[index].value - 0x30)
      guard value ?? 0 <= 1 << 20 else { throw TemplateError(.value, "the width is too large") }
      index += 1
    }
    return value
  }

  // MARK: Converting

  /// The sign or prefix, behind which zeros are filled in, and the text.
  private func convert(_ value: Value, _ letter: Unicode.Scalar, _ conversion: Conversion) throws
    -> (lead: String, text: String)
  {
    switch letter {
    case "s", "r", "a":
      var text = letter == "s" ? try value.text() : try value.representation()
      if letter == "a" { text = asciiRepresentation(text) }
      if escapes { text = letter == "s" ? try value.escaped() : escapeMarkup(text) }
      guard let precision = conversion.precision else { return ("", text) }
      return ("", String(text.unicodeScalars.prefix(precision)))
    case "d", "i", "u", "x", "X", "o":
      return try integer(try whole(value, letter), letter, conversion)
    case "f", "F", "e", "E", "g", "G": return try float(try real(value), letter, conversion)
    case "c": return ("", try character(value))
    default:
      throw TemplateError(
        .value,
        "unsupported format character '\(letter)' (0x\(String(letter.value, radix: 16)))"
          + " at index \(index - 1)")
    }
  }

  private func whole(_ value: Value, _ letter: Unicode.Scalar) throws -> BigInt {
    if let number = value.bigIntegerValue { return number }
    if case .undefined(let undefined) = value { throw undefined.error() }
    let isDecimal = letter == "d" || letter == "i" || letter == "u"
    if isDecimal, case .float(let float) = value {
      guard float.isFinite else {
        throw TemplateError(.overflow, "cannot convert float \(floatText(float)) to integer")
      }
      return BigInt(float.rounded(.towardZero))
    }
    if isDecimal, escapes, let text = value.stringValue,
      let number = readInteger(text, base: 10)?.bigIntegerValue
    {
      return number
    }
    let wanted = isDecimal ? "a real number" : "an integer"
    throw TemplateError(.type, "%\(letter) format: \(wanted) is required, not \(value.typeName)")
  }

  private func real(_ value: Value) throws -> Double {
    if let number = value.doubleValue { return number }
    if case .undefined(let undefined) = value { throw undefined.error() }
    if escapes, let number = value.stringValue.flatMap(readFloat) { return number }
    throw TemplateError(.type, "must be real number, not \(value.typeName)")
  }

  private func character(_ value: Value) throws -> String {
    if let text = value.stringValue, text.unicodeScalars.count == 1 { return text }
    if let number = value.bigIntegerValue {
      guard let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) else {
        throw TemplateError(.overflow, "%c arg not in range(0x110000)")
      }
      return String(Character(scalar))
    }
    throw TemplateError(.type, "%c requires int or char")
  }

  private func integer(_ number: BigInt, _ letter: Unicode.Scalar, _ conversion: Conversion) throws
    -> (lead: String, text: String)
  {
    let radix = letter == "o" ? 8 : letter == "x" || letter == "X" ? 16 : 10
    var digits = String(number.magnitude, radix: radix, uppercase: letter == "X")
    let precision = min(conversion.precision ?? 0, 1 << 20)
    if digits.utf8.count < precision {
      digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
    var lead = sign(number < 0, conversion)
    if conversion.alternate, radix != 10 { lead += "0\(letter)" }
    return (lead, digits)
  }

  private func float(_ number: Double, _ letter: Unicode.Scalar, _ conversion: Conversion) throws
    -> (lead: String, text: String)
  {
    let precision = conversion.precision ?? 6
    guard precision <= maximalPrecision else { throw TemplateError(.value, "precision too big") }
    var text: String
    switch letter {
    case "f", "F": text = floatText(number, .fixed, precision, keepsPoint: conversion.alternate)
    case "e", "E":
      text = floatText(number, .scientific, precision, keepsPoint: conversion.alternate)
    default:
      text = floatText(number, .general, max(1, precision), keepsPoint: conversion.alternate)
    }
    if letter == "E" || letter == "F" || letter == "G" { text = text.uppercased() }
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    if isNegative { text.removeFirst() }
    return (sign(isNegative, conversion), text)
  }

  private func sign(_ isNegative: Bool, _ conversion: Conversion) -> String {
    isNegative ? "-" : conversion.plus ? "+" : conversion.space ? " " : ""
  }

  private func pad(_ lead: String, _ text: String, _ conversion: Conversion, zeros: Bool) -> String
  {
    let missing = conversion.width - lead.unicodeScalars.count - text.unicodeScalars.count
    guard missing > 0 else { return lead + text }
    if conversion.left { return lead + text + String(repeating: " ", count: missing) }
    if zeros { return lead + String(repeating: "0", count: missing) + text }
    return String(repeating: " ", count: missing) + lead + text
  }
}

/// A representation with all but ASCII escaped: Python's `ascii`.
func asciiRepresentation(_ text: String) -> String {
  guard !isASCII(text) else { return text }
  var result: String = ""
  for scalar in text.unicodeScalars {
    if scalar.isASCII {
      result.unicodeScalars.append(scalar)
    } else {
      result += escapedScalar(scalar)
    }
  }
  return result
}
