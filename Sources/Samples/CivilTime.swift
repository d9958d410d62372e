import Calendar

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct CivilDay: Hashable, Comparable {
  var number: Int

  static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

  /// The day as a date.
  var parts: CivilDate { CivilDate(daysSinceEpoch: number) }

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
