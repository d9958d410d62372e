public import Columnar

/// A value in a predicate, a partition or a statistic.
public enum Literal: Sendable, Hashable {
  case boolean(Bool)
  case integer(Int64)
  case double(Double)
  /// `unscaled` divided by ten to the power of `scale`.
  case decimal(unscaled: Int128, scale: Int)
  case string(String)
  case binary([UInt8])
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01 00:00: in UTC, or by the wall for types without a zone.
  case timestamp(microseconds: Int64)

  /// Reads Delta's text form of a partition value.
  ///
  /// - Returns: `nil` if the text is no value of the type, or the type has no text form.
  public init?(_ text: String, type: LogicalType) {
    switch type {
    case .string: self = .string(text)
    case .boolean:
      switch text.lowercased() {
      case "true": self = .boolean(true)
      case "false": self = .boolean(false)
      default: return nil
      }
    case .int8, .int16, .int32, .int64:
      guard let value = Int64(text) else { return nil }
      self = .integer(value)
    case .float32, .float64:
      guard let value = Double(text) else { return nil }
      self = .double(value)
    case .decimal:
      guard let value = Self.decimal(text) else { return nil }
      self = value
    case .date:
      guard let days = CivilTime.days(text) else { return nil }
      self = .date(days)
    case .timestamp:
      guard let (value, _) = CivilTime.microseconds(text) else { return nil }
      self = .timestamp(microseconds: value)
    case .binary: self = .binary(Array(text.utf8))
    default: return nil
    }
  }

  /// A decimal from its digits, with an exponent or without; `nil` if it does not fit 128 bits.
  static func decimal(_ text: String) -> Literal? {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count <= 2, let mantissa = parts.first else { return nil }
    let exponent = parts.count == 2 ? Int(parts[1]) : 0
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard let exponent, halves.count <= 2, let whole = halves.first else { return nil }
    let fraction = halves.count == 2 ? halves[1] : ""
    guard fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      var unscaled = Int128(String(whole + fraction))
    else { return nil }
    var scale = fraction.utf8.count - exponent
    guard abs(scale) <= 76 else { return nil }
    while scale < 0 {
      let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      unscaled = product
      scale += 1
    }
    return .decimal(unscaled: unscaled, scale: scale)
  }

  /// Whether the value stands before, after or with another; `nil` if they cannot be compared
  /// exactly. Text is ordered by its UTF-8 bytes, as Delta's statistics are.
  func order(to other: Literal) -> Int? {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
    case (.integer(let left), .integer(let right)): Self.order(left, right)
    case (.double(let left), .double(let right)):
      left.isNaN || right.isNaN ? nil : Self.order(left, right)
    case (.integer(let left), .double(let right)):
      Double(exactly: left).flatMap { Literal.double($0).order(to: .double(right)) }
    case (.double, .integer): other.order(to: self).map { -$0 }
    case (.decimal, .decimal), (.decimal, .integer), (.integer, .decimal):
      Self.orderDecimals(self, other)
    case (.string(let left), .string(let right)):
      left == right && left.utf8.elementsEqual(right.utf8)
        ? 0 : left.precedesInBytes(right) ? -1 : 1
    case (.binary(let left), .binary(let right)):
      left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    case (.date(let left), .date(let right)): Self.order(left, right)
    case (.timestamp(let left), .timestamp(let right)): Self.order(left, right)
    default: nil
    }
  }

  private static func order<T: Comparable>(_ left: T, _ right: T) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  private static func orderDecimals(_ left: Literal, _ right: Literal) -> Int? {
    guard let (leftDigits, leftScale) = left.exact, let (rightDigits, rightScale) = right.exact
    else { return nil }
    let scale = max(leftScale, rightScale)
    guard let scaledLeft = scaled(leftDigits, by: scale - leftScale),
      let scaledRight = scaled(rightDigits, by: scale - rightScale)
    else { return nil }
    return order(scaledLeft, scaledRight)
  }

  private var exact: (Int128, Int)? {
    switch self {
    case .integer(let value): (Int128(value), 0)
    case .decimal(let unscaled, let scale): (unscaled, scale)
    default: nil
    }
  }

  private static func scaled(_ value: Int128, by power: Int) -> Int128? {
    var value = value
    for _ in 0..<power {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    return value
  }
}

extension Literal {
  /// Delta's text form of the value, as partition values are written: dates as `2024-02-29`,
  /// timestamps as `2024-02-29 10:00:00.123456`, in UTC where they are instants.
  ///
  /// - Returns: `nil` for a date or timestamp outside of the years 1 to 9999.
  public var partitionText: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .double(let value): String(value)
    case .decimal(let unscaled, let scale): Self.text(unscaled, scale)
    case .string(let text): text
    case .binary(let bytes): String(decoding: bytes, as: UTF8.self)
    case .date(let days): CivilTime.text(days: Int(days))
    case .timestamp(let micros):
      CivilTime.text(
        microseconds: micros, separator: " ", digits: micros % 1_000_000 == 0 ? 0 : 6)
    }
  }

  /// The digits of a decimal, without an exponent.
  static func text(_ unscaled: Int128, _ scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    var digits = String(unscaled.magnitude)
    if digits.count <= scale {
      digits = String(repeating: "0", count: scale + 1 - digits.count) + digits
    }
    return (unscaled < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}
