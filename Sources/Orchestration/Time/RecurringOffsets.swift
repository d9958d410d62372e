import Calendar

/// Offsets that change at the same points of every year: the `TZ` text of POSIX, as it stands at
/// the end of a compiled zone, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringOffsets: Sendable, Hashable {
  enum Day: Sendable, Hashable {
    /// The nth such weekday of the month, the last one for 5.
    case weekday(Int, nth: Int, month: Int)
    /// The nth day of the year, from 1, February 29 not counted.
    case dayWithoutLeapDay(Int)
    /// The nth day of the year, from 0.
    case day(Int)
  }

  struct Change: Sendable, Hashable {
    var day: Day
    /// Seconds of the wall clock after that day's midnight; may be negative or beyond the day.
    var time: Int

    /// The reading of the wall clock at the change, in seconds since 1970.
    func local(in year: Int) -> Int64 {
      let newYear = CivilTime(year: year, month: 1, day: 1).daysSinceEpoch
      let days: Int64
      switch day {
      case .dayWithoutLeapDay(let number):
        days = newYear + Int64(number - 1 + (number >= 60 && CivilDate.isLeap(year) ? 1 : 0))
      case .day(let number):
        days = newYear + Int64(number)
      case .weekday(let weekday, let nth, let month):
        let first = CivilTime(year: year, month: month, day: 1)
        var day = 1 + (weekday - first.weekday + 7) % 7 + 7 * (nth - 1)
        while day > CivilDate.days(inMonth: month, of: year) { day -= 7 }
        days = first.daysSinceEpoch + Int64(day - 1)
      }
      return days * 86_400 + Int64(time)
    }
  }

  var standardOffset: Int
  var summerOffset: Int
  /// When summer time begins and ends; `nil` if there is none.
  var changes: (begin: Change, end: Change)?

  static func == (left: Self, right: Self) -> Bool {
    left.standardOffset == right.standardOffset && left.summerOffset == right.summerOffset
      && left.changes?.begin == right.changes?.begin && left.changes?.end == right.changes?.end
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(standardOffset)
    hasher.combine(summerOffset)
    hasher.combine(changes?.begin)
    hasher.combine(changes?.end)
  }

  func offset(at seconds: Int64) -> Int {
    guard let changes else { return standardOffset }
    let year = CivilTime(secondsSinceEpoch: seconds + Int64(standardOffset)).year
    let begin = changes.begin.local(in: year) - Int64(standardOffset)
    let end = changes.end.local(in: year) - Int64(summerOffset)
    let isSummer =
      begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end
    return isSummer ? summerOffset : standardOffset
  }

  /// Reads the text; `nil` if it is empty or not of this form.
  init?(_ text: String) {
    var reader = POSIXZoneReader(text)
    guard reader.skipName(), let west = reader.time() else { return nil }
    standardOffset = -west
    summerOffset = -west + 3600
    changes = nil
    guard !reader.isAtEnd else { return }
    guard reader.skipName() else { return nil }
    if !reader.isAt(",") {
      guard let west = reader.time() else { return nil }
      summerOffset = -west
    }
    guard reader.take(","), let begin = reader.change(), reader.take(","),
      let end = reader.change(), reader.isAtEnd
    else { return nil }
    changes = (begin, end)
  }
}

/// Reads the parts of a `TZ` text.
private struct POSIXZoneReader {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  func isAt(_ character: Character) -> Bool { rest.first == character }

  mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  /// `CET`, or `<+03>`.
  mutating func skipName() -> Bool {
    if take("<") {
      guard let close = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: close)...]
      return true
    }
    let name = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(name.count)
    return name.count >= 3
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hours = number() else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(":") {
      guard let value = number() else { return nil }
      seconds += value * unit
    }
    return isNegative ? -seconds : seconds
  }

  mutating func change() -> RecurringOffsets.Change? {
    let day: RecurringOffsets.Day
    if take("M") {
      guard let month = number(), (1...12).contains(month), take("."), let nth = number(),
        (1...5).contains(nth), take("."), let weekday = number(), (0...6).contains(weekday)
      else { return nil }
      day = .weekday(weekday, nth: nth, month: month)
    } else if take("J") {
      guard let number = number() else { return nil }
      day = .dayWithoutLeapDay(number)
    } else {
      guard let number = number() else { return nil }
      day = .day(number)
    }
    guard take("/") else { return .init(day: day, time: 7200) }
    return time().map { .init(day: day, time: $0) }
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits)
  }
}
