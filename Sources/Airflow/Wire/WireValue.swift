public import Orchestration

/// A value that crosses between this process and Python: what MessagePack and JSON have in common.
public indirect enum WireValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A whole number too large for ``integer(_:)``.
  case unsigned(UInt64)
  case double(Double)
  case text(String)
  case binary([UInt8])
  case list([WireValue])
  /// Names and values in the order in which Python's dictionary has them.
  case map([WireEntry])
  /// A moment, which MessagePack has an extension type for.
  case moment(Timestamp)

  /// How deep values may lie in each other; deeper ones are refused.
  public static let deepest = 200

  /// The value of a name; `nil` where there is none or this is no map.
  public subscript(name: String) -> WireValue? {
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.name == name }?.value
  }

  /// The text; `nil` for anything else.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The whole number; `nil` for anything else.
  public var integer: Int? {
    switch self {
    case .integer(let number): Int(number)
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number; `nil` for anything else.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The truth value; `nil` for anything else.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The members; `nil` for anything but a list.
  public var list: [WireValue]? {
    if case .list(let members) = self { members } else { nil }
  }

  /// The names and values; `nil` for anything but a map.
  public var entries: [WireEntry]? {
    if case .map(let entries) = self { entries } else { nil }
  }

  /// Whether there is nothing.
  public var isNull: Bool { self == .null }

  /// The moment: one as such, one written as ISO 8601, or seconds since 1970.
  public var moment: Timestamp? {
    switch self {
    case .moment(let moment): moment
    case .text(let text): Timestamp(text)
    case .integer(let seconds): Timestamp(seconds: seconds)
    case .double(let seconds) where abs(seconds) < 1e12:
      Timestamp(microseconds: Int64((seconds * 1_000_000).rounded()))
    default: nil
    }
  }

  /// The length of time: a number of seconds, or ISO 8601 as in `P1DT2H30M1.5S`.
  public var duration: Duration? {
    switch self {
    case .integer(let seconds): .seconds(seconds)
    case .double(let seconds) where abs(seconds) < 1e12: .seconds(seconds)
    case .text(let text): Duration(iso: text)
    default: nil
    }
  }
}

/// A name and its value in a ``WireValue/map(_:)``.
public struct WireEntry: Sendable, Hashable {
  /// The name.
  public var name: String
  /// What it stands for.
  public var value: WireValue

  /// Makes an entry.
  public init(_ name: String, _ value: WireValue) {
    self.name = name
    self.value = value
  }
}

extension WireValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByNilLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Makes a whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Makes a list.
  public init(arrayLiteral elements: WireValue...) { self = .list(elements) }
  /// Makes null.
  public init(nilLiteral: ()) { self = .null }
  /// Makes a map, in the order written.
  public init(dictionaryLiteral elements: (String, WireValue)...) {
    self = .map(elements.map { WireEntry($0, $1) })
  }

  /// A text, or null where there is none.
  static func optional(_ text: String?) -> WireValue {
    text.map { .text($0) } ?? .null
  }

  /// A moment as ISO 8601, which Python reads everywhere, or null where there is none.
  static func optional(_ moment: Timestamp?) -> WireValue {
    moment.map { .text($0.description) } ?? .null
  }
}

extension Duration {
  /// Reads `P1DT2H30M1.5S`, with a sign or without; `nil` for anything else.
  init?(iso text: String) {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
    guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
    var seconds = 0.0
    var isTime = false
    while let first = rest.first {
      if first == "T" {
        guard !isTime else { return nil }
        isTime = true
        rest.removeFirst()
        continue
      }
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits), let unit = rest.dropFirst(digits.count).first else {
        return nil
      }
      let units: [Character: Double] =
        isTime ? ["H": 3600, "M": 60, "S": 1] : ["W": 604_800, "D": 86_400]
      guard let factor = units[unit] else { return nil }
      seconds += number * factor
      rest = rest.dropFirst(digits.count + 1)
    }
    guard seconds < 1e12 else { return nil }
    self = .seconds(isNegative ? -seconds : seconds)
  }
}
