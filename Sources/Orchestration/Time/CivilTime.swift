import Calendar

/// What a calendar and a clock on the wall show: the proleptic Gregorian calendar, no time zone.
struct CivilTime: Sendable, Hashable {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The reading of a clock without offset, this many seconds after 1970 began.
  init(secondsSinceEpoch: Int64) {
    let days = secondsSinceEpoch.quotientRoundedDown(by: 86_400)
    let rest = Int(secondsSinceEpoch - days * 86_400)
    self.init(daysSinceEpoch: days)
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// Midnight of the day this many days after 1970-01-01.
  init(daysSinceEpoch: Int64) {
    let date = CivilDate(daysSinceEpoch: Int(daysSinceEpoch))
    self.init(year: date.year, month: date.month, day: date.day)
  }

  private var date: CivilDate { CivilDate(year: year, month: month, day: day) }

  /// The days from 1970-01-01 to this date.
  var daysSinceEpoch: Int64 { Int64(date.daysSinceEpoch) }

  /// The seconds a clock without offset counts from 1970 to this reading.
  var secondsSinceEpoch: Int64 {
    daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The day of the week, 0 for Sunday.
  var weekday: Int { date.weekday }

  /// `2026-03-01T02:30:00`, with the separator given.
  func text(separator: String) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let four = String(year)
    let padded = String(repeating: "0", count: max(0, 4 - four.count)) + four
    return
      "\(padded)-\(two(month))-\(two(day))\(separator)\(two(hour)):\(two(minute)):\(two(second))"
  }
}
