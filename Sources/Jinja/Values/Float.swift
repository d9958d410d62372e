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
