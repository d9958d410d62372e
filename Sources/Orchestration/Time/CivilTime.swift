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
    // The year is taken to begin in March, so that the day of a leap year comes last. An era is
    // 400 years, after which the calendar repeats.
    let shifted = daysSinceEpoch + 719_468
    let era = shifted.quotientRoundedDown(by: 146_097)
    let dayOfEra = Int(shifted - era * 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days from 1970-01-01 to this date.
  var daysSinceEpoch: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.quotientRoundedDown(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The seconds a clock without offset counts from 1970 to this reading.
  var secondsSinceEpoch: Int64 {
    daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The day of the week, 0 for Sunday.
  var weekday: Int {
    let remainder = (daysSinceEpoch + 4) % 7
    return Int(remainder < 0 ? remainder + 7 : remainder)
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `2026-03-01T02:30:00`, with the separator given.
  func text(separator: String) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let four = String(year)
    let padded = String(repeating: "0", count: max(0, 4 - four.count)) + four
    return
      "\(padded)-\(two(month))-\(two(day))\(separator)\(two(hour)):\(two(minute)):\(two(second))"
  }
}
