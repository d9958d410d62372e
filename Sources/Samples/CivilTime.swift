/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct CivilDay: Hashable, Comparable {
  var number: Int

  static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

  /// Year, month 1–12 and day of month (Howard Hinnant's `civil_from_days`).
  var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 for Monday to 6 for Sunday.
  var weekday: Int { (number + 3) % 7 }

  /// `2025-03-09`.
  var text: String {
    var line = TextLine()
    line.day(self)
    return line.text
  }

  /// `2025-03`.
  var month: String { String(text.prefix(7)) }
}

/// A second of a day, without a zone.
struct CivilTime: Comparable {
  /// Seconds since 1970-01-01 00:00:00.
  var seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init(_ day: CivilDay, second: Int) { seconds = day.number * 86_400 + second }

  static func < (left: CivilTime, right: CivilTime) -> Bool { left.seconds < right.seconds }

  var day: CivilDay { CivilDay(number: seconds / 86_400) }

  func adding(seconds more: Int) -> CivilTime { CivilTime(seconds: seconds + more) }
}
