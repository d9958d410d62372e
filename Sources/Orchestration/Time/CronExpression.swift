import Calendar

/// A cron expression: minute, hour, day of month, month, day of week, and seconds as a sixth field
/// where there is one.
///
/// Beyond the classic fields it knows `L` (the last day of a month), `fri#2` (the second Friday),
/// `L5` (the last Friday) and the presets `@hourly` to `@yearly`. Where both day fields are
/// restricted, a day that satisfies either counts. It works on the readings of a wall clock and
/// knows no time zone.
public struct CronExpression: Sendable, Hashable {
  /// The expression as it was written.
  public let text: String
  private let second: CronField?
  private let minute: CronField
  private let hour: CronField
  private let dayOfMonth: CronField
  private let month: CronField
  private let weekday: CronField

  /// The five fields that each preset stands for.
  static let presets: [String: String] = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@quarterly": "0 0 1 */3 *",
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
  ]

  /// Reads an expression.
  ///
  /// - Throws: ``ScheduleError`` if it is none, or names no day that will ever come.
  public init(_ text: String) throws(ScheduleError) {
    self.text = text
    let fields = (Self.presets[text] ?? text).split { $0 == " " || $0 == "\t" }
    guard fields.count == 5 || fields.count == 6 else {
      throw ScheduleError(
        .cron, "the cron expression \"\(text)\" has \(fields.count) fields instead of five",
        hint: "minute, hour, day of month, month, day of week")
    }
    minute = try CronField(fields[0], .minute)
    var hour = try CronField(fields[1], .hour)
    hour.generalize(to: 0...23)
    self.hour = hour
    var dayOfMonth = try CronField(fields[2], .dayOfMonth)
    month = try CronField(fields[3], .month)
    var weekday = try CronField(fields[4], .weekday)
    if weekday.isAny { dayOfMonth.generalize(to: 1...31) }
    if dayOfMonth.isAny { weekday.generalize(to: 0...6) }
    self.dayOfMonth = dayOfMonth
    self.weekday = weekday
    second = fields.count == 6 ? try CronField(fields[5], .second) : nil
    guard next(afterLocal: 0) != nil else {
      throw ScheduleError(.cron, "the cron expression \"\(text)\" names no day that ever comes")
    }
  }

  /// Whether it fires in every hour of the days it fires on; such a schedule goes on through an
  /// hour that the clock repeats.
  var coversEveryHour: Bool { hour.isAny }

  /// How many days a search goes on: leap days are eight years apart at most, and a leap day on
  /// one weekday forty.
  private static let daysSearched: Int64 = 50 * 366

  /// The first reading after `local` that matches, in seconds since 1970 on the same clock.
  func next(afterLocal local: Int64) -> Int64? {
    let start = second == nil ? (local.quotientRoundedDown(by: 60) + 1) * 60 : local + 1
    let firstDay = start.quotientRoundedDown(by: 86_400)
    var day = firstDay
    while day <= firstDay + Self.daysSearched {
      let date = CivilTime(daysSinceEpoch: day)
      if !month.contains(date.month) {
        day += Int64(CivilDate.days(inMonth: date.month, of: date.year) - date.day + 1)
        continue
      }
      if isDue(date) {
        let from = day == firstDay ? Int(start - day * 86_400) : 0
        if let time = firstTime(from: from) { return day * 86_400 + Int64(time) }
      }
      day += 1
    }
    return nil
  }

  /// The last reading before `local` that matches, in seconds since 1970 on the same clock.
  func previous(beforeLocal local: Int64) -> Int64? {
    let start = local - 1
    let lastDay = start.quotientRoundedDown(by: 86_400)
    var day = lastDay
    while day >= lastDay - Self.daysSearched {
      let date = CivilTime(daysSinceEpoch: day)
      if !month.contains(date.month) {
        day -= Int64(date.day)
        continue
      }
      if isDue(date) {
        let upTo = day == lastDay ? Int(start - day * 86_400) : 86_399
        if let time = lastTime(upTo: upTo) { return day * 86_400 + Int64(time) }
      }
      day -= 1
    }
    return nil
  }

  private func isDue(_ date: CivilTime) -> Bool {
    let isDayOfMonth =
      dayOfMonth.contains(date.day)
      || dayOfMonth.hasLastDay && date.day == CivilDate.days(inMonth: date.month, of: date.year)
    guard weekday.nthWeekdays.isEmpty else {
      return weekday.nthWeekdays.contains { isDue(date, $0) }
    }
    if dayOfMonth.isAny { return weekday.contains(date.weekday) }
    if weekday.isAny { return isDayOfMonth }
    return isDayOfMonth || weekday.contains(date.weekday)
  }

  private func isDue(_ date: CivilTime, _ wanted: CronField.NthWeekday) -> Bool {
    guard date.weekday == wanted.weekday else { return false }
    if let nth = wanted.nth { return (date.day - 1) / 7 + 1 == nth }
    return date.day + 7 > CivilDate.days(inMonth: date.month, of: date.year)
  }

  private func firstTime(from time: Int) -> Int? {
    var hourFrom = time / 3600
    var minuteFrom = time / 60 % 60
    var secondFrom = time % 60
    while let hourFound = hour.first(from: hourFrom) {
      if hourFound > hourFrom { (minuteFrom, secondFrom) = (0, 0) }
      while let minuteFound = minute.first(from: minuteFrom) {
        if minuteFound > minuteFrom { secondFrom = 0 }
        let secondFound = second.map { $0.first(from: secondFrom) } ?? (secondFrom == 0 ? 0 : nil)
        if let secondFound { return hourFound * 3600 + minuteFound * 60 + secondFound }
        (minuteFrom, secondFrom) = (minuteFound + 1, 0)
      }
      (hourFrom, minuteFrom, secondFrom) = (hourFound + 1, 0, 0)
    }
    return nil
  }

  private func lastTime(upTo time: Int) -> Int? {
    var hourTo = time / 3600
    var minuteTo = time / 60 % 60
    var secondTo = time % 60
    while let hourFound = hour.last(upTo: hourTo) {
      if hourFound < hourTo { (minuteTo, secondTo) = (59, 59) }
      while let minuteFound = minute.last(upTo: minuteTo) {
        if minuteFound < minuteTo { secondTo = 59 }
        let secondFound = second.map { $0.last(upTo: secondTo) } ?? 0
        if let secondFound { return hourFound * 3600 + minuteFound * 60 + secondFound }
        (minuteTo, secondTo) = (minuteFound - 1, 59)
      }
      (hourTo, minuteTo, secondTo) = (hourFound - 1, 59, 59)
    }
    return nil
  }
}
