import Columnar

/// JSON, as DuckDB writes it.
enum JSONText {
  /// Appends a value that holds no others: a number, a word, or its text in quotation marks.
  static func append(_ value: Value, to text: inout [UInt8]) {
    switch value {
    case .null: text += Array("null".utf8)
    case .boolean, .integer, .unsigned, .hugeInteger, .unsignedHuge, .decimal:
      text += Array(value.description.utf8)
    case .float(let number): text += Array(self.text(of: Double(number)).utf8)
    case .double(let number): text += Array(self.text(of: number).utf8)
    default:
      var description = value.description
      description.withUTF8 { append(quoting: UnsafeRawBufferPointer($0), to: &text) }
    }
  }

  /// The shortest digits that read back as the number, with an exponent below 10^-6 and from 10^21
  /// on. What is no number is a word, though JSON has none for it.
  private static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    if number == 0 { return number.sign == .minus ? "-0.0" : "0.0" }
    let sign = number < 0 ? "-" : ""
    let parts = number.magnitude.description.split(separator: "e")
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let (whole, rest) = (String(halves[0]), halves.count > 1 ? String(halves[1]) : "")
    var digits = whole + (rest == "0" ? "" : rest)
    // Where the point stands among the digits.
    var point = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.hasPrefix("0") {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    if point > 21 || point <= -6 {
      let fraction = digits.dropFirst()
      return sign + digits.prefix(1) + (fraction.isEmpty ? "" : ".\(fraction)") + "e\(point - 1)"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    let padded = digits + String(repeating: "0", count: max(0, point - digits.count))
    let fraction = padded.dropFirst(point)
    return sign + padded.prefix(point) + "." + (fraction.isEmpty ? "0" : fraction)
  }

  /// Appends text in quotation marks.
  static func append(quoting bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0x08: text += Array("\\b".utf8)
      case 0x09: text += Array("\\t".utf8)
      case 0x0A: text += Array("\\n".utf8)
      case 0x0C: text += Array("\\f".utf8)
      case 0x0D: text += Array("\\r".utf8)
      case ..<0x20:
        let digits = String(byte, radix: 16, uppercase: true)
        text += Array("\\u00\(byte < 16 ? "0" : "")\(digits)".utf8)
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
