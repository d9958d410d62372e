import BigInt

extension Builtins {
  static let filters: [String: Filter] = textFilters.merging(sequenceFilters) { $1 }
    .merging(numberFilters) { $1 }

  static func markup(_ text: String, like value: Value) -> Value {
    if case .markup = value { return .markup(text) }
    return .string(text)
  }

  private static let textFilters: [String: Filter] = [
    "upper": { value, _, _ in markup(try value.text().uppercased(), like: value) },
    "lower": { value, _, _ in markup(try value.text().lowercased(), like: value) },
    "capitalize": { value, _, _ in markup(capitalized(try value.text()), like: value) },
    "title": { value, _, _ in .string(titleWords(try value.text())) },
    "trim": { value, arguments, _ in
      let characters = try arguments.bind("do_trim", ["chars"])[0]?.stringValue
      return markup(stripped(try value.text(), characters), like: value)
    },
    "replace": { value, arguments, _ in
      let bound = try arguments.bind("do_replace", ["old", "new", "count"], required: 2)
      return .string(
        replaced(
          try value.text(), try bound[0]?.text() ?? "", try bound[1]?.text() ?? "",
          bound[2]?.integerValue))
    },
    "string": { value, _, _ in
      if case .markup = value { return value }
      return .string(try value.text())
    },
    "safe": { value, _, _ in .markup(try value.text()) },
    "escape": { value, _, _ in .markup(try value.escaped()) },
    "e": { value, _, _ in .markup(try value.escaped()) },
    "forceescape": { value, _, _ in .markup(escapeMarkup(try value.text())) },
    "format": { value, arguments, _ in
      guard arguments.positional.isEmpty || arguments.named.isEmpty else {
        throw TemplateError(
          .type, "can't handle positional and keyword arguments at the same time")
      }
      let named = Dict()
      for argument in arguments.named { named[argument.name] = argument.value }
      let values: Value = arguments.named.isEmpty ? .tuple(arguments.positional) : .dict(named)
      return .string(try formatPercent(try value.text(), values))
    },
    "indent": { value, arguments, _ in
      let bound = try arguments.bind("do_indent", ["width", "first", "blank"])
      var margin = bound[0]?.stringValue ?? ""
      if bound[0]?.stringValue == nil {
        margin = String(repeating: " ", count: min(max(0, bound[0]?.integerValue ?? 4), 10_000))
      }
      let first = try bound[1]?.isTrue() ?? false
      let blank = try bound[2]?.isTrue() ?? false
      var lines = splitLines(try value.text() + "\n")
      if lines.isEmpty { lines = [""] }
      for index in lines.indices where index > 0 || first {
        if blank || !lines[index].isEmpty || index == 0 { lines[index] = margin + lines[index] }
      }
      return markup(lines.joined(separator: "\n"), like: value)
    },
    "center": { value, arguments, state in
      let width = try arguments.bind("do_center", ["width"])[0] ?? 80
      return try StringMethods(text: try value.text(), state: state)
        .call("center", Arguments([width]))
    },
    "wordcount": { value, _, _ in
      .integer(
        try value.text().unicodeScalars.split {
          !($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_")
        }.count)
    },
    "truncate": { value, arguments, _ in
      let bound = try arguments.bind(
        "do_truncate", ["length", "killwords", "end", "leeway"])
      if value.stringValue == nil, try value.length() == nil {
        throw TemplateError(.type, "object of type '\(value.typeName)' has no len()")
      }
      let length = bound[0]?.integerValue ?? 255
      let end = try bound[2]?.text() ?? "..."
      let scalars = Array(try value.text().unicodeScalars)
      let leeway = bound[3]?.integerValue ?? 5
      guard scalars.count > length + leeway else { return value }
      let room = length - end.unicodeScalars.count
      guard room >= 0 else {
        throw TemplateError(.value, "expected length >= \(end.unicodeScalars.count), got \(length)")
      }
      var head = String(String.UnicodeScalarView(scalars[..<room]))
      if try !(bound[1]?.isTrue() ?? false), let space = head.lastIndex(of: " ") {
        head = String(head[..<space])
      }
      return .string(head + end)
    },
    "tojson": { value, arguments, _ in
      let indent = try arguments.bind("do_tojson", ["indent"])[0]?.integerValue
      var writer = JSONWriter(indent: indent, sortsKeys: true)
      try writer.write(value)
      return .markup(
        writer.text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
          .replacing("&", with: "\\u0026").replacing("'", with: "\\u0027"))
    },
    "urlencode": { value, _, _ in
      if case .dict(let dict) = value {
        return .string(
          try dict.items.map {
            let key = urlQuoted(try $0.key.text(), "").replacing("%20", with: "+")
            return key + "=" + urlQuoted(try $0.value.text(), "").replacing("%20", with: "+")
          }
          .joined(separator: "&"))
      }
      return .string(urlQuoted(try value.text(), "/"))
    },
    "pprint": { value, _, _ in .string(try value.representation()) },
    "striptags": { value, _, _ in
      var result: String = ""
      var inTag = false
      for scalar in try value.text().unicodeScalars {
        if scalar == "<" { inTag = true }
        if !inTag { result.unicodeScalars.append(scalar) }
        if scalar == ">" { inTag = false }
      }
      return .string(words(result).joined(separator: " "))
    },
  ]

  private static func titleWords(_ text: String) -> String {
    var result: String = ""
    var startsWord = true
    for character in text {
      result += startsWord ? character.uppercased() : character.lowercased()
      startsWord = character.isWhitespace || "-({[<".contains(character)
    }
    return result
  }

  private static func urlQuoted(_ text: String, _ safe: String) -> String {
    var result: String = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII,
        scalar.properties.isAlphabetic || (0x30...0x39).contains(byte)
          || "_.-~".unicodeScalars.contains(scalar) || safe.unicodeScalars.contains(scalar)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  private static let numberFilters: [String: Filter] = [
    "abs": { value, _, _ in
      if case .float(let number) = value { return .float(number.magnitude) }
      guard let number = value.bigIntegerValue else {
        if case .undefined(let undefined) = value { throw undefined.error() }
        throw TemplateError(.type, "bad operand type for abs(): '\(value.typeName)'")
      }
      return number < 0 ? try value.negated() : try value.positive()
    },
    "int": { value, arguments, _ in
      let bound = try arguments.bind("do_int", ["default", "base"])
      return parsedInteger(value, base: bound[1]?.integerValue ?? 10) ?? bound[0] ?? 0
    },
    "float": { value, arguments, _ in
      let fallback = try arguments.bind("do_float", ["default"])[0] ?? 0.0
      if let number = value.doubleValue { return .float(number) }
      let text = value.stringValue.map { stripped($0).filter { $0 != "_" } }
      return text.flatMap(Double.init).map { .float($0) } ?? fallback
    },
    "round": { value, arguments, _ in
      let bound = try arguments.bind("do_round", ["precision", "method"])
      return try rounded(
        value, bound[0]?.integerValue ?? 0, bound[1]?.stringValue ?? "common")
    },
    "filesizeformat": { value, arguments, _ in
      let isBinary = try arguments.bind("do_filesizeformat", ["binary"])[0]?.isTrue() ?? false
      let size = try value.doubleValue ?? Double(value.text()) ?? 0
      let base: Double = isBinary ? 1024 : 1000
      if size == 1 { return "1 Byte" }
      if size < base { return .string("\(Int(size)) Bytes") }
      var amount = size / base
      let units = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
      var unit = 0
      while amount >= base, unit < units.count - 1 {
        amount /= base
        unit += 1
      }
      let prefix = isBinary ? units[unit].uppercased() + "i" : units[unit]
      return .string("\(fixed(amount, 1)) \(prefix)B")
    },
  ]

  private static func parsedInteger(_ value: Value, base: Int) -> Value? {
    if let number = value.bigIntegerValue { return Value(number) }
    if case .float(let number) = value {
      return number.isFinite ? Value(.init(number.rounded(.towardZero))) : nil
    }
    guard var text = value.stringValue.map({ stripped($0).filter { $0 != "_" } }) else {
      return nil
    }
    let prefixes = [16: "0x", 8: "0o", 2: "0b"]
    if let prefix = prefixes[base], text.lowercased().hasPrefix(prefix) { text.removeFirst(2) }
    if (2...36).contains(base), let number = BigIntText.parse(text, base) { return number }
    guard let number = Double(text), number.isFinite else { return nil }
    return Value(.init(number.rounded(.towardZero)))
  }

  private static func roundedHalfEven(_ number: BigInt, toMultipleOf unit: BigInt) -> BigInt {
    var (quotient, remainder) = number.quotientAndRemainder(dividingBy: unit)
    if remainder < 0 {
      remainder += unit
      quotient -= 1
    }
    let twice = remainder * 2
    if twice > unit || twice == unit && !quotient.isMultiple(of: 2) { quotient += 1 }
    return quotient * unit
  }

  private static func rounded(_ value: Value, _ precision: Int, _ method: String) throws -> Value {
    guard ["common", "ceil", "floor"].contains(method) else {
      throw TemplateError(.value, "method must be common, ceil or floor")
    }
    if method == "common", value.bigIntegerValue != nil, precision >= 0 {
      return try value.positive()
    }
    if method == "common", let number = value.bigIntegerValue {
      return Value(roundedHalfEven(number, toMultipleOf: BigInt(10).power(-precision)))
    }
    guard let number = value.doubleValue else {
      if case .undefined(let undefined) = value { throw undefined.error() }
      throw TemplateError(
        .type, "type \(value.typeName) doesn't define __round__ method")
    }
    let scale = try floatPower(10, Double(precision))
    switch method {
    case "ceil": return .float((number * scale).rounded(.up) / scale)
    case "floor": return .float((number * scale).rounded(.down) / scale)
    default:
      if precision >= 0 { return .float(Double(fixed(number, min(precision, 300))) ?? number) }
      return .float((number * scale).rounded(.toNearestOrEven) / scale)
    }
  }
}
