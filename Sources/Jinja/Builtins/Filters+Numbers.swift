import BigInt

extension Builtins {
  static let numberFilters: [String: Filter] = [
    "abs": { value, _, state in
      if let own = try number("__abs__", of: value, state) { return own }
      if case .float(let number) = value { return .float(number.magnitude) }
      guard let number = value.bigIntegerValue else {
        if case .undefined(let undefined) = value { throw undefined.error() }
        throw TemplateError(.type, "bad operand type for abs(): '\(value.typeName)'")
      }
      return number < 0 ? try value.negated() : try value.positive()
    },
    "int": { value, arguments, state in
      let bound = try arguments.bind("do_int", ["default", "base"])
      if let own = try number("__int__", of: value, state) { return own }
      if case .undefined(let undefined) = value { throw undefined.error() }
      return try integer(value, base: try bound[1]?.index() ?? 10) ?? bound[0] ?? 0
    },
    "float": { value, arguments, _ in
      let fallback = try arguments.bind("do_float", ["default"])[0] ?? 0.0
      if case .undefined(let undefined) = value { throw undefined.error() }
      if let number = value.doubleValue { return .float(try finite(number, of: value)) }
      return value.stringValue.flatMap(readFloat).map { .float($0) } ?? fallback
    },
    "round": { value, arguments, state in
      let bound = try arguments.bind("do_round", ["precision", "method"])
      let method = bound[1]?.stringValue ?? (bound[1] == nil ? "common" : "")
      if method == "common", let own = try number("__round__", of: value, state, bound[0] ?? 0) {
        return own
      }
      return try rounded(value, bound[0] ?? 0, method)
    },
    "filesizeformat": { value, arguments, _ in
      let isBinary = try arguments.bind("do_filesizeformat", ["binary"])[0]?.isTrue() ?? false
      if case .undefined(let undefined) = value { throw undefined.error() }
      guard let size = value.doubleValue ?? value.stringValue.flatMap(readFloat) else {
        throw TemplateError(.value, "filesizeformat needs a number, not \(value.typeName)")
      }
      return .string(try fileSize(size, base: isBinary ? 1024 : 1000))
    },
  ]

  /// What an object that is a number answers; nil for all else.
  private static func number(
    _ method: String, of value: Value, _ state: State, _ arguments: Value...
  ) throws -> Value? {
    guard case .object(let object) = value, object.doubleValue != nil else { return nil }
    return try object.callMethod(method, Arguments(arguments), state)
  }

  /// Fails where an integer is too large for a float.
  private static func finite(_ number: Double, of value: Value) throws -> Double {
    if case .bigInteger = value, number.isInfinite {
      throw TemplateError(.overflow, "int too large to convert to float")
    }
    return number
  }

  private static func integer(_ value: Value, base: Int) throws -> Value? {
    if let number = value.bigIntegerValue { return Value(number) }
    if case .float(let number) = value {
      guard !number.isInfinite else {
        throw TemplateError(.overflow, "cannot convert float infinity to integer")
      }
      return number.isNaN ? nil : Value(BigInt(number.rounded(.towardZero)))
    }
    guard let text = value.stringValue else { return nil }
    if let number = readInteger(text, base: base) { return number }
    guard let number = readFloat(text), number.isFinite else { return nil }
    return Value(BigInt(number.rounded(.towardZero)))
  }

  private static func fileSize(_ size: Double, base: Double) throws -> String {
    if size == 1 { return "1 Byte" }
    if size < base {
      guard size.isFinite else {
        throw TemplateError(.overflow, "cannot convert float infinity to integer")
      }
      return "\(BigInt(size.rounded(.towardZero))) Bytes"
    }
    let prefixes =
      base == 1024
      ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]
      : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    var unit = base
    for prefix in prefixes {
      unit *= base
      if size < unit || prefix == prefixes.last {
        return "\(fixed(base * size / unit, 1)) \(prefix)"
      }
    }
    return ""
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

  private static func rounded(_ value: Value, _ precision: Value, _ method: String) throws
    -> Value
  {
    guard ["common", "ceil", "floor"].contains(method) else {
      throw TemplateError(.value, "method must be common, ceil or floor")
    }
    guard method == "common" else {
      let scale = try Value.apply(.power, 10, precision)
      return try Value.apply(
        .divide, try whole(try Value.apply(.multiply, value, scale), method), scale)
    }
    if value.isNumber, case .none = precision {
      return try whole(value, method)
    }
    guard value.isNumber else {
      var hint: String?
      if case .undefined(let undefined) = value { hint = undefined.message }
      throw TemplateError(
        .type, "type \(value.typeName) doesn't define __round__ method", hint: hint)
    }
    let digits = try precision.index()
    if let number = value.bigIntegerValue {
      if digits >= 0 { return Value(number) }
      guard digits > -10_000 else { return 0 }
      return Value(roundedHalfEven(number, toMultipleOf: BigInt(10).power(-digits)))
    }
    return .float(rounded(value.doubleValue ?? 0, digits))
  }

  private static func rounded(_ number: Double, _ digits: Int) -> Double {
    guard number.isFinite, digits <= 323 else { return number }
    if digits >= 0 { return Double(fixed(number, digits)) ?? number }
    guard digits > -309 else { return number * 0 }
    // The decimal text of the number's whole digits decides, as for decimals above.
    let whole = BigInt(number.rounded(.towardZero))
    let unit = BigInt(10).power(-digits)
    let hasFraction = number.rounded(.towardZero) != number
    var nearest = roundedHalfEven(whole, toMultipleOf: unit)
    if hasFraction {
      // A fraction breaks a tie away from the even neighbour.
      let doubled = whole * 2 + (number < 0 ? -1 : 1)
      nearest = roundedHalfEven(doubled, toMultipleOf: unit * 2) / 2
    }
    let result = Double(nearest)
    return result == 0 && number.sign == .minus ? -0.0 : result
  }

  /// `math.ceil`, `math.floor` or `round` to an integer.
  private static func whole(_ value: Value, _ method: String) throws -> Value {
    if let number = value.bigIntegerValue { return Value(number) }
    guard case .float(let number) = value else {
      throw TemplateError(.type, "must be real number, not \(value.typeName)")
    }
    guard number.isFinite else {
      throw TemplateError(
        number.isNaN ? .value : .overflow,
        "cannot convert float \(number.isNaN ? "NaN" : "infinity") to integer")
    }
    switch method {
    case "ceil": return Value(BigInt(number.rounded(.up)))
    case "floor": return Value(BigInt(number.rounded(.down)))
    default: return Value(BigInt(number.rounded(.toNearestOrEven)))
    }
  }
}
