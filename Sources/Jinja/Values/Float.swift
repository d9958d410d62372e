import BigInt

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

/// The float nearest to an integer, halves to even; infinite beyond the largest one.
func nearestDouble(_ value: BigInt) -> Double {
  let bits = value.magnitude.bitWidth
  guard bits > 64 else { return Double(value) }
  guard bits <= 1024 else { return value < 0 ? -.infinity : .infinity }
  // Two bits more than a float holds, and one that says whether anything follows.
  let shift = bits - 56
  var top = UInt64(value.magnitude >> shift) << 1
  if (BigUInt(top >> 1) << shift) != value.magnitude { top |= 1 }
  let result = Double(sign: .plus, exponent: shift - 1, significand: Double(top))
  return value < 0 ? -result : result
}

/// The float nearest to the quotient of integers.
func nearestQuotient(_ dividend: BigInt, _ divisor: BigInt) throws -> Double {
  let shift = max(0, 66 - (dividend.magnitude.bitWidth - divisor.magnitude.bitWidth))
  let (quotient, remainder) = (dividend.magnitude << shift).quotientAndRemainder(
    dividingBy: divisor.magnitude)
  let exact = BigInt(quotient << 1) + (remainder == 0 ? 0 : 1)
  let scale = -(shift + 1)
  let whole = nearestDouble(exact)
  let result =
    whole.isInfinite
    ? nearestDouble(exact >> (shift + 1)) : Double(sign: .plus, exponent: scale, significand: whole)
  guard result.isFinite else {
    throw TemplateError(.overflow, "integer division result too large for a float")
  }
  return (dividend < 0) != (divisor < 0) ? -result : result
}
