import BigInt

/// `int(text, base)`: whitespace around, a sign, the prefix of the base, and single underscores
/// between digits are allowed. Base 0 takes the prefix's base. Nil where it is no integer.
func readInteger(_ text: String, base: Int) -> Value? {
  guard base == 0 || (2...36).contains(base), text.utf8.count < 100_000 else { return nil }
  var digits = asciiDigits(stripped(text))[...]
  var isNegative = false
  if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
    isNegative = first == UInt8(ascii: "-")
    digits.removeFirst()
  }
  var radix = base == 0 ? 10 : base
  if digits.first == UInt8(ascii: "0"), digits.count > 1 {
    let known: Int? =
      switch digits[digits.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): 16
      case UInt8(ascii: "o"): 8
      case UInt8(ascii: "b"): 2
      default: nil
      }
    if let known, base == known || base == 0 {
      radix = known
      digits = digits.dropFirst(2)
      if digits.first == UInt8(ascii: "_") { digits.removeFirst() }
    } else if base == 0, digits.contains(where: { (0x31...0x39).contains($0) }) {
      return nil
    }
  }
  guard let plain = withoutUnderscores(digits), !plain.isEmpty,
    plain.allSatisfy({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") })
  else { return nil }
  let number = (isNegative ? "-" : "") + String(decoding: plain, as: UTF8.self)
  if let small = Int(number, radix: radix) { return .integer(small) }
  return BigInt(number, radix: radix).map { Value($0) }
}

/// `float(text)`; nil where it is no number.
func readFloat(_ text: String) -> Double? {
  let bytes = asciiDigits(stripped(text))
  guard let plain = withoutUnderscores(bytes[...]), !plain.isEmpty else { return nil }
  let number = String(decoding: plain, as: UTF8.self).lowercased()
  let unsigned = number.first == "-" || number.first == "+" ? String(number.dropFirst()) : number
  if unsigned == "inf" || unsigned == "infinity" {
    return number.first == "-" ? -Double.infinity : Double.infinity
  }
  if unsigned == "nan" { return Double.nan }
  guard unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) || ".e+-".utf8.contains($0) }),
    unsigned.utf8.contains(where: { (0x30...0x39).contains($0) })
  else { return nil }
  // Python takes a point without digits before or behind it.
  var parts = unsigned.split(separator: "e", omittingEmptySubsequences: false).map(String.init)
  guard parts.count <= 2, var mantissa = parts.first, mantissa != "." else { return nil }
  if mantissa.hasPrefix(".") { mantissa = "0" + mantissa }
  if mantissa.hasSuffix(".") { mantissa += "0" }
  parts[0] = mantissa
  let value = Double((number.first == "-" ? "-" : "") + parts.joined(separator: "e"))
  return value
}

/// The bytes with decimal digits of other scripts as ASCII ones.
private func asciiDigits(_ text: String) -> [UInt8] {
  if isASCII(text) { return Array(text.utf8) }
  var result: [UInt8] = []
  for scalar in text.unicodeScalars {
    if !scalar.isASCII, scalar.properties.numericType == .decimal,
      let value = scalar.properties.numericValue
    {
      result.append(0x30 + UInt8(value))
    } else {
      result.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
  }
  return result
}

/// The digits without single underscores between them; nil where one stands elsewhere.
private func withoutUnderscores(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
  guard bytes.contains(UInt8(ascii: "_")) else { return Array(bytes) }
  func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) } ?? false
  }
  var result: [UInt8] = []
  let all = Array(bytes)
  for (index, byte) in all.enumerated() {
    guard byte == UInt8(ascii: "_") else {
      result.append(byte)
      continue
    }
    guard index > 0, index + 1 < all.count, isDigit(all[index - 1]), isDigit(all[index + 1]) else {
      return nil
    }
  }
  return result
}
