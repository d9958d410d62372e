import Calendar

/// Dates and times of the proleptic Gregorian calendar in Delta's text forms.
enum CivilTime {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  // MARK: Days

  /// Days since 1970-01-01; `nil` if there is no such day.
  static func days(year: Int, month: Int, day: Int) -> Int32? {
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    return Int32(exactly: CivilDate(year: year, month: month, day: day).daysSinceEpoch)
  }

  // MARK: Text

  /// `2024-02-29`; `nil` outside of the years 1 to 9999, which the form cannot say.
  static func text(days: Int) -> String? {
    let date = CivilDate(daysSinceEpoch: days)
    guard (1...9999).contains(date.year) else { return nil }
    return "\(LogPath.digits(date.year, 4))-\(LogPath.digits(date.month, 2))"
      + "-\(LogPath.digits(date.day, 2))"
  }

  /// `2024-02-29T10:00:00.000` with `digits` decimals; `nil` as for ``text(days:)``.
  static func text(microseconds: Int64, separator: String, digits: Int) -> String? {
    let (day, rest) = flooredDivision(microseconds, by: microsecondsPerDay)
    guard let date = text(days: Int(day)) else { return nil }
    let seconds = Int(rest / 1_000_000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { LogPath.digits($0, 2) }
      .joined(separator: ":")
    let fraction = LogPath.digits(Int(rest % 1_000_000), 6).prefix(digits)
    return date + separator + time + (digits > 0 ? ".\(fraction)" : "")
  }

  static func flooredDivision(
    _ value: Int64, by divisor: Int64
  ) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  /// Days of `2024-02-29`; `nil` if the text is anything else.
  static func days(_ text: String) -> Int32? {
    var scanner = Scanner(text)
    guard let days = scanner.date(), scanner.isAtEnd else { return nil }
    return days
  }

  /// Microseconds since 1970-01-01 of `2024-02-29 10:00:00.123456+01:00` and its variants: `T`
  /// between date and time, any number of decimals (those beyond six are dropped), an offset, `Z`
  /// or nothing, which is UTC; or a date alone. `digits` is how many decimals there were.
  static func microseconds(_ text: String) -> (value: Int64, digits: Int)? {
    var scanner = Scanner(text)
    guard let days = scanner.date() else { return nil }
    let midnight = Int64(days) * microsecondsPerDay
    if scanner.isAtEnd { return (midnight, 0) }
    guard scanner.take("T") || scanner.take(" "), let time = scanner.time() else { return nil }
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    return (midnight + time.value - offset, time.digits)
  }
}

/// Reads the parts of a date and time off a text.
private struct Scanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func number(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<(position + count)] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  mutating func date() -> Int32? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2)
    else { return nil }
    return CivilTime.days(year: year, month: month, day: day)
  }

  mutating func time() -> (value: Int64, digits: Int)? {
    guard let hour = number(2), take(":"), let minute = number(2), take(":"),
      let second = number(2), hour < 24, minute < 60, second < 61
    else { return nil }
    var micros: Int64 = 0
    var digits = 0
    if take(".") {
      while let digit = number(1) {
        if digits < 6 { micros = micros * 10 + Int64(digit) }
        digits += 1
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 6)..<6 { micros *= 10 }
    }
    return (Int64(hour * 3600 + minute * 60 + second) * 1_000_000 + micros, digits)
  }

  /// The offset from UTC in microseconds.
  mutating func offset() -> Int64? {
    if isAtEnd || take("Z") { return 0 }
    let isNegative = take("-")
    guard isNegative || take("+"), let hours = number(2) else { return nil }
    _ = take(":")
    let minutes = number(2) ?? 0
    let micros = Int64(hours * 60 + minutes) * 60_000_000
    return isNegative ? -micros : micros
  }
}
