/// Writes JSON (RFC 8259).
public enum JSONText {
  /// A text in quotes; control characters are escaped.
  public static func quote(_ text: String) -> String {
    var quoted = ""
    append(quoted: text, to: &quoted)
    return quoted
  }

  /// Appends a text in quotes.
  public static func append(quoted text: String, to document: inout String) {
    document += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": document += "\\\""
      case "\\": document += "\\\\"
      case "\n": document += "\\n"
      case "\r": document += "\\r"
      case "\t": document += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        document += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: document.unicodeScalars.append(scalar)
      }
    }
    document += "\""
  }
}
