/// What a piece of text means; which colour that is, ``Terminal/paint(_:_:)`` knows.
enum Style: Sendable, Hashable {
  case success, failure, warning
  /// What the reader looks for: a name, a number that counts.
  case strong
  /// What may be skipped: units, durations, rules.
  case muted
  /// Something to type or a place to go.
  case accent
  /// SQL in the line editor.
  case keyword, literal, comment

  /// The parameters of the SGR control sequence; the terminal's own sixteen colours, so that
  /// they suit a light background and a dark one.
  fileprivate var parameters: String {
    switch self {
    case .success: "32"
    case .failure: "31"
    case .warning: "33"
    case .strong: "1"
    case .muted: "2"
    case .accent: "36"
    case .keyword: "34"
    case .literal: "32"
    case .comment: "2"
    }
  }
}

extension Terminal {
  /// The text in the style, or as it is where there is no colour.
  func paint(_ text: String, _ style: Style) -> String {
    guard hasColor, !text.isEmpty else { return text }
    return "\u{1B}[\(style.parameters)m\(text)\u{1B}[0m"
  }

  /// A mark in front of a line, and the word for it where marks cannot be drawn.
  func mark(_ outcome: Outcome) -> String {
    switch outcome {
    case .success: paint(hasUnicode ? "✓" : "ok", .success)
    case .warning: paint(hasUnicode ? "!" : "warn", .warning)
    case .failure: paint(hasUnicode ? "✗" : "FAIL", .failure)
    case .skipped: paint(hasUnicode ? "–" : "skip", .muted)
    }
  }

  /// How a piece of work ended.
  enum Outcome: Sendable, Hashable {
    case success, warning, failure, skipped
  }
}
