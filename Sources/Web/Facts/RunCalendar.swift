import Calendar
import Orchestration

/// How the runs of each day of a year ended.
struct RunCalendar: Sendable, Hashable {
  /// A day.
  struct Day: Sendable, Hashable {
    /// The day of the month, from 1.
    var number: Int
    /// The day of the week, from 0 for Monday.
    var weekday: Int
    /// How many runs were due, by where they stand.
    var counts: [DAGRunState: Int]

    /// What matters most of the day's runs; `nil` for a day without any.
    var state: DAGRunState? {
      [.failed, .running, .queued, .success].first { (counts[$0] ?? 0) > 0 }
    }
  }

  /// A month.
  struct Month: Sendable, Hashable {
    /// The month as in `2026-03`.
    var name: String
    var days: [Day]
  }

  /// The months, the last of them that of the present moment.
  var months: [Month] = []

  /// How many months there are.
  static let length = 12

  /// The first moment of the first month of a calendar that ends with the month of a moment.
  static func start(before now: Timestamp) -> Timestamp {
    let today = CivilDate(daysSinceEpoch: Int(now.seconds / 86_400))
    let months = today.year * 12 + today.month - 1 - (length - 1)
    let first = CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
    return Timestamp(seconds: Int64(first.daysSinceEpoch) * 86_400)
  }

  /// Puts the days of a year in order.
  ///
  /// - Parameters:
  ///   - counts: by day since 1970, how many runs were due.
  ///   - now: the present moment.
  init(_ counts: [Int: [DAGRunState: Int]], now: Timestamp) {
    let days = Int(Self.start(before: now).seconds / 86_400)...Int(now.seconds / 86_400)
    for number in days {
      let date = CivilDate(daysSinceEpoch: number)
      let name = "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)"
      if months.last?.name != name { months.append(Month(name: name, days: [])) }
      months[months.count - 1].days.append(
        Day(number: date.day, weekday: (date.weekday + 6) % 7, counts: counts[number] ?? [:]))
    }
  }
}
