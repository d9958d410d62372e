import Calendar

/// A moment in universal time, to the microsecond.
///
/// The decision core never reads a clock: every moment comes to it in an event.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01 00:00 UTC.
  public var microseconds: Int64

  /// Makes the moment this many microseconds after 1970 began.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Makes the moment this many whole seconds after 1970 began.
  public init(seconds: Int64) {
    self.microseconds = seconds * 1_000_000
  }

  /// The whole second the moment lies in, counted since 1970.
  public var seconds: Int64 {
    microseconds.quotientRoundedDown(by: 1_000_000)
  }

  /// Whether one moment comes before another.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The moment that much later.
  public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(microseconds: moment.microseconds + duration.wholeMicroseconds)
  }

  /// The moment that much earlier.
  public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(microseconds: moment.microseconds - duration.wholeMicroseconds)
  }

  /// The time from `right` to `left`, negative if `left` comes first.
  public static func - (left: Timestamp, right: Timestamp) -> Duration {
    .microseconds(left.microseconds - right.microseconds)
  }
}

extension Duration {
  /// The duration in microseconds; what is finer is cut off.
  var wholeMicroseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}

extension Int64 {
  /// The quotient with the smaller absolute remainder dropped towards minus infinity.
  func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment as ISO 8601 in UTC, as Python's `isoformat` writes it:
  /// `2026-03-01T02:30:00+00:00`, with six digits of a second where it has a fraction.
  public var description: String {
    CivilTime(secondsSinceEpoch: seconds).text(separator: "T") + fraction + "+00:00"
  }

  /// The moment with a blank between date and time, as Python's `str` writes it.
  var spaced: String {
    CivilTime(secondsSinceEpoch: seconds).text(separator: " ") + fraction + "+00:00"
  }

  private var fraction: String {
    let rest = microseconds - seconds * 1_000_000
    guard rest != 0 else { return "" }
    let digits = String(rest)
    return "." + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Reads ISO 8601: a date, or a date and a time of day with `Z`, an offset, or neither (UTC).
  /// `nil` for anything else.
  public init?(_ text: String) {
    var reader = ISOReader(text)
    guard let civil = reader.dateAndTime() else { return nil }
    guard let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd else {
      return nil
    }
    self.init(microseconds: (civil.secondsSinceEpoch - offset) * 1_000_000 + fraction)
  }
}

/// Reads the parts of an ISO 8601 text one after the other.
private struct ISOReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func dateAndTime() -> CivilTime? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      (1...12).contains(month), (1...CivilDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    var civil = CivilTime(year: year, month: month, day: day)
    guard take("T") || take(" ") else { return civil }
    guard let hour = digits(2), take(":"), let minute = digits(2), hour < 24, minute < 60 else {
      return nil
    }
    civil.hour = hour
    civil.minute = minute
    if take(":") {
      guard let second = digits(2), second < 60 else { return nil }
      civil.second = second
    }
    return civil
  }

  /// Microseconds after a point; zero where there is none.
  mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    var value: Int64 = 0
    var count = 0
    while let digit = rest.first, (48...57).contains(digit) {
      if count < 6 { value = value * 10 + Int64(digit - 48) }
      count += 1
      rest.removeFirst()
    }
    guard count > 0 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int64? {
    if take("Z") || isAtEnd { return 0 }
    let isEast = take("+")
    guard isEast || take("-"), let hours = digits(2) else { return nil }
    _ = take(":")
    let minutes = isAtEnd ? 0 : digits(2)
    guard let minutes else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return isEast ? seconds : -seconds
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    var value = 0
    for _ in 0..<count {
      let digit = rest.removeFirst()
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }
}
