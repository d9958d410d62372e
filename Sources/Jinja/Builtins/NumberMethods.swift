import BigInt

/// The methods and attributes of numbers.
enum NumberMethods {
  static let integer: [String: Signature] = [
    "bit_length": Signature(), "bit_count": Signature(), "conjugate": Signature(),
    "as_integer_ratio": Signature(),
    "to_bytes": Signature("length", "byteorder", "signed", required: 0, takesNames: true),
  ]
  static let float: [String: Signature] = [
    "is_integer": Signature(), "conjugate": Signature(), "as_integer_ratio": Signature(),
    "hex": Signature(), "fromhex": Signature("string"),
  ]

  /// `number.real` and the other attributes that are not called.
  static func attribute(_ name: String, of value: Value) throws -> Value? {
    switch (name, value) {
    case ("real", .float), ("imag", .float):
      return name == "real" ? value : 0.0
    case ("real", _), ("numerator", .integer), ("numerator", .bigInteger),
      ("numerator", .boolean):
      return try value.positive()
    case ("imag", _): return 0
    case ("denominator", .integer), ("denominator", .bigInteger), ("denominator", .boolean):
      return 1
    default: return nil
    }
  }

  static func call(_ name: String, on value: Value, _ arguments: Arguments) throws -> Value {
    if case .float(let number) = value {
      let bound = try float[name]?.bind(name, arguments) ?? []
      return try call(name, on: number, bound)
    }
    let bound = try integer[name]?.bind(name, arguments) ?? []
    let number = value.bigIntegerValue ?? 0
    switch name {
    case "bit_length": return .integer(number.magnitude.bitWidth)
    case "bit_count": return .integer(number.magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
    case "as_integer_ratio": return .tuple([Value(number), 1])
    case "to_bytes": return try bytes(of: number, bound)
    default: return Value(number)
    }
  }

  private static func bytes(of number: BigInt, _ bound: [Value?]) throws -> Value {
    let length = try bound[0]?.index() ?? 1
    let order = try bound[1]?.text(for: "byteorder") ?? "big"
    let isSigned = try bound[2]?.isTrue() ?? false
    guard order == "big" || order == "little" else {
      throw TemplateError(.value, "byteorder must be either 'little' or 'big'")
    }
    guard (0...(1 << 16)).contains(length) else {
      throw TemplateError(.value, "length argument must be non-negative")
    }
    guard number >= 0 || isSigned else {
      throw TemplateError(.overflow, "can't convert negative int to unsigned")
    }
    let modulus = BigInt(1) << (8 * length)
    let fits =
      isSigned ? number >= -(modulus >> 1) && number < max(1, modulus >> 1) : number < modulus
    guard fits else { throw TemplateError(.overflow, "int too big to convert") }
    var rest = number < 0 ? number + modulus : number
    var result: [UInt8] = []
    for _ in 0..<length {
      result.append(UInt8(rest & 0xFF))
      rest >>= 8
    }
    return .object(Bytes(order == "big" ? result.reversed() : result))
  }

  private static func call(_ name: String, on number: Double, _ bound: [Value?]) throws -> Value {
    switch name {
    case "is_integer": return .boolean(number.isFinite && number.rounded() == number)
    case "hex": return .string(hexadecimal(number))
    case "as_integer_ratio":
      guard number.isFinite else {
        throw number.isNaN
          ? TemplateError(.value, "cannot convert NaN to integer ratio")
          : TemplateError(.overflow, "cannot convert Infinity to integer ratio")
      }
      return ratio(number)
    case "fromhex":
      let text = try (bound[0] ?? .none).text(for: "fromhex() argument")
      guard let value = Double(stripped(text)) else {
        throw TemplateError(.value, "invalid hexadecimal floating-point string")
      }
      return .float(value)
    default: return .float(number)
    }
  }

  private static func ratio(_ number: Double) -> Value {
    if number == 0 { return .tuple([0, 1]) }
    var significand = BigInt(number.significand * 0x1p52) * (number < 0 ? -1 : 1)
    var exponent = Int(number.exponent) - 52
    while exponent < 0, significand & 1 == 0 {
      significand >>= 1
      exponent += 1
    }
    if exponent >= 0 { return .tuple([Value(significand << exponent), 1]) }
    return .tuple([Value(significand), Value(BigInt(1) << -exponent)])
  }

  private static func hexadecimal(_ number: Double) -> String {
    if !number.isFinite { return floatText(number) }
    let sign = number.sign == .minus ? "-" : ""
    if number == 0 { return sign + "0x0.0p+0" }
    let digits = String(number.significandBitPattern, radix: 16)
    let fraction = String(repeating: "0", count: 13 - digits.utf8.count) + digits
    let exponent = number.isSubnormal ? -1022 : Int(number.exponent)
    return sign + (number.isSubnormal ? "0x0." : "0x1.") + fraction
      + "p\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }
}
