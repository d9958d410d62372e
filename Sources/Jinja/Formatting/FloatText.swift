#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The notations of a float.
enum FloatNotation: Character {
  case fixed = "f"
  case scientific = "e"
  case general = "g"
}

/// The largest number of decimals that a template may ask for.
let maximalPrecision = 10_000

/// A float in a notation of C's `printf`, rounded half to even on its exact value.
func floatText(
  _ value: Double, _ notation: FloatNotation, _ precision: Int, keepsPoint: Bool = false
) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  let format = "%\(keepsPoint ? "#" : "").\(precision)\(notation.rawValue)"
  return withVaList([value]) { arguments in
    var buffer = [CChar](repeating: 0, count: 400 + precision)
    let length = vsnprintf(&buffer, buffer.count, format, arguments)
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A float with a fixed number of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String { floatText(value, .fixed, decimals) }

/// A float with a number of significant digits as `format(value, ".3")` writes it: with at least
/// one decimal, or with an exponent.
func significantText(_ value: Double, _ precision: Int) -> String {
  guard value.isFinite else { return floatText(value, .general, 1) }
  let digits = max(1, precision)
  let scientific = floatText(value, .scientific, digits - 1)
  guard let mark = scientific.lastIndex(of: "e"),
    let exponent = Int(scientific[scientific.index(after: mark)...].drop { $0 == "+" })
  else { return scientific }
  if exponent < -4 || exponent >= digits - 1 {
    var mantissa = scientific[..<mark]
    if mantissa.contains(".") {
      while mantissa.last == "0" { mantissa.removeLast() }
      if mantissa.last == "." { mantissa.removeLast() }
    }
    return String(mantissa + scientific[mark...])
  }
  let text = floatText(value, .general, digits)
  return text.contains(".") ? text : text + ".0"
}
