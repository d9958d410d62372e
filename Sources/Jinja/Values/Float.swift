#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `base ** exponent` of floats.
func floatPower(_ base: Double, _ exponent: Double) throws -> Double {
  if base == 0, exponent < 0 {
    throw TemplateError(.zeroDivision, "0.0 cannot be raised to a negative power")
  }
  if base < 0, exponent.rounded() != exponent {
    throw TemplateError(.value, "a negative number has no real power with a fraction")
  }
  let result = pow(base, exponent)
  if result.isInfinite, base.isFinite, exponent.isFinite {
    throw TemplateError(.overflow, "Numerical result out of range")
  }
  return result
}

/// A float with a fixed number of decimals, rounded half to even on its exact value.
func fixed(_ value: Double, _ decimals: Int) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  return withVaList([value]) { arguments in
    var buffer = [CChar](repeating: 0, count: 400 + decimals)
    let length = vsnprintf(&buffer, buffer.count, "%.\(decimals)f", arguments)
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
