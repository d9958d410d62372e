/// How many columns of a terminal text takes, after Unicode's East Asian Width (UAX #11).
enum TextWidth {
  /// The columns of a text without control sequences.
  static func of(_ text: some StringProtocol) -> Int {
    var ascii = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F else {
        return text.reduce(0) { $0 + of($1) }
      }
      ascii += 1
    }
    return ascii
  }

  /// The columns of one character as a reader sees it: 0, 1 or 2.
  static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
    if isZeroWidth(first) { return 0 }
    // Joined emoji, flags and characters with the emoji variation selector are two wide.
    let isEmoji = character.unicodeScalars.dropFirst().contains {
      $0.value == 0xFE0F || $0.value == 0x200D || (0x1F1E6...0x1F1FF).contains($0.value)
    }
    return isEmoji || isWide(first.value) ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: true
    default: false
    }
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The text cut to at most `width` columns, its last one an ellipsis if anything was cut.
  static func truncate(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    guard of(text) > width else { return text }
    let room = width - of(ellipsis)
    guard room > 0 else { return width > 0 ? ellipsis : "" }
    var taken = 0
    var result = ""
    for character in text {
      let columns = of(character)
      if taken + columns > room { break }
      taken += columns
      result.append(character)
    }
    return result + ellipsis
  }

  /// Where a cell stands within its column.
  enum Alignment: Sendable {
    case left, center, right
  }

  /// The text with spaces around it so that it takes `width` columns; as it is if it is wider.
  static func pad(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let missing = width - of(text)
    guard missing > 0 else { return text }
    let before: Int =
      switch alignment {
      case .left: 0
      case .center: missing / 2
      case .right: missing
      }
    return String(repeating: " ", count: before) + text
      + String(repeating: " ", count: missing - before)
  }
}
