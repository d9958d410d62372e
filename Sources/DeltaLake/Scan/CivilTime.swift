/// Dates and times of the proleptic Gregorian calendar in Delta's text forms.
enum CivilTime {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  // MARK: Days

  /// Days since 1970-01-01; `nil` if there is no such day.
  static func days(year: Int, month: Int, day: Int) -> Int32? {
    guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, in: year)
    else { return nil }
    // Years that begin in March put the leap day at their end; eras of 400 years are all alike.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(exactly: era * 146_097 + dayOfEra - 719_468)
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  // MARK: Text

  /// `2024-02-29`; `nil` outside of the years 1 to 9999, which the form cannot say.
  static func text(days: Int) -> String? {
    let (year, month, day) = civil(days: days)
    guard (1...9999).contains(year) else { return nil }
    return "\(LogPath.digits(year, 4))-\(LogPath.digits(month, 2))-\(LogPath.digits(day, 2))"
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
