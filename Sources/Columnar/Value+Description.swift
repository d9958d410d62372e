import FoundationEssentials

extension Value: CustomStringConvertible {
  /// The value as DuckDB's command line shows it; instants in UTC. `NULL` for null.
  public var description: String {
    switch self {
    case .null: "NULL"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .hugeInteger(let value): String(value)
    case .unsignedHuge(let value): String(value)
    case .float(let value): Self.text(of: value)
    case .double(let value): Self.text(of: value)
    case .decimal(let value): value.description
    case .string(let value), .json(let value), .bits(let value): value
    case .binary(let bytes): Self.text(of: bytes)
    case .uuid(let value): value.uuidString.lowercased()
    case .date(let days): CalendarText.date(days)
    case .time(let value, let unit): CalendarText.time(value, unit)
    case .timeWithZone(let value): CalendarText.timeWithZone(value)
    case .timestamp(let value, let unit, let isAdjustedToUTC):
      CalendarText.timestamp(value, unit, isAdjustedToUTC: isAdjustedToUTC)
    case .interval(let value): CalendarText.interval(value)
    case .list(let elements):
      "[" + elements.map(\.nestedDescription).joined(separator: ", ") + "]"
    case .structure(let members): Self.text(of: members)
    case .union(let member): member.value.description
    case .map(let entries):
      "{"
        + entries.map { $0.key.nestedDescription + "=" + $0.value.nestedDescription }
        .joined(separator: ", ") + "}"
    }
  }

  /// The value as it stands inside a list, a structure or a map: quoted where its text would
  /// otherwise be read as something else.
  private var nestedDescription: String {
    switch self {
    case .null, .list, .structure, .map, .json: return description
    case .union(let member): return member.value.nestedDescription
    default:
      let text = description
      if case .string = self, text.lowercased() == "null" { return "'\(text)'" }
      return Self.needsQuotes(text) ? Self.quoted(text) : text
    }
  }

  private static func needsQuotes(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return true }
    return isSpace(first) || isSpace(last) || bytes.contains(where: special.contains)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// The characters that give nested text its structure.
  private static var special: String.UTF8View { "\"'(),:=[]{}".utf8 }

  private static func quoted(_ text: String) -> String {
    var result = "'"
    for character in text.unicodeScalars {
      if character == "'" || character == "\\" { result += "\\" }
      result.unicodeScalars.append(character)
    }
    return result + "'"
  }

  private static func text(of members: [Member]) -> String {
    if !members.isEmpty, members.allSatisfy({ $0.name.isEmpty }) {
      return "(" + members.map(\.value.nestedDescription).joined(separator: ", ") + ")"
    }
    let rendered = members.map { quoted($0.name) + ": " + $0.value.nestedDescription }
    return "{" + rendered.joined(separator: ", ") + "}"
  }

  private static func text(of bytes: [UInt8]) -> String {
    var result = ""
    for byte in bytes {
      let isPlain = (0x20...0x7E).contains(byte) && !"\"'\\".utf8.contains(byte)
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "\\x" + hexadecimal(byte)
      }
    }
    return result
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 2 ? digits : "0" + digits
  }

  /// The shortest digits that read back as the same number, written with an exponent only below
  /// 10^-4 and from 10^16 on, in both widths.
  private static func text<Number: BinaryFloatingPoint & CustomStringConvertible>(
    of number: Number
  ) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let shortest = number.description
    guard let mark = shortest.firstIndex(of: "e"),
      let exponent = Int(shortest[shortest.index(after: mark)...]), (0..<16).contains(exponent)
    else { return shortest }
    let mantissa = shortest[..<mark]
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let whole = parts.first.map(String.init) ?? "0"
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let zeros = String(repeating: "0", count: max(0, exponent - fraction.count))
    let digits = whole + fraction + zeros
    let tail = fraction.dropFirst(exponent)
    return sign + digits.prefix(whole.count + exponent) + "." + (tail.isEmpty ? "0" : tail)
  }
}
