/// A date of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable {
  /// The astronomical year: 0 is 1 BC.
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int

  /// Makes a date of parts that the caller knows to be one.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date that many days after 1970-01-01.
  public init(daysSinceEpoch days: Int) {
    // Years are counted from 1 March 0000, so that the leap day ends one.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension LogicalType.TimeUnit {
  /// How many of the unit make a second.
  public var perSecond: Int64 {
    switch self {
    case .seconds: 1
    case .milliseconds: 1000
    case .microseconds: 1_000_000
    case .nanoseconds: 1_000_000_000
    }
  }

  /// How many digits of a second the unit resolves.
  var fractionDigits: Int {
    switch self {
    case .seconds: 0
    case .milliseconds: 3
    case .microseconds: 6
    case .nanoseconds: 9
    }
  }
}

/// Dates and times as DuckDB writes them.
enum CalendarText {
  static func date(_ days: Int32) -> String {
    switch days {
    case .max: return "infinity"
    case -Int32.max: return "-infinity"
    default: return civil(Int(days)).text
    }
  }

  static func time(_ time: Int64, _ unit: LogicalType.TimeUnit) -> String {
    let seconds = time / unit.perSecond
    let clock =
      padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
      + padded(seconds % 60, 2)
    return clock + fraction(time % unit.perSecond, digits: unit.fractionDigits)
  }

  static func timeWithZone(_ value: TimeWithZone) -> String {
    let magnitude = Int64(value.offset.magnitude)
    var zone = (value.offset < 0 ? "-" : "+") + padded(magnitude / 3600, 2)
    if magnitude % 3600 != 0 { zone += ":" + padded(magnitude / 60 % 60, 2) }
    if magnitude % 60 != 0 { zone += ":" + padded(magnitude % 60, 2) }
    return time(value.microseconds, .microseconds) + zone
  }

  static func timestamp(
    _ value: Int64, _ unit: LogicalType.TimeUnit, isAdjustedToUTC: Bool
  ) -> String {
    if value == .max { return "infinity" }
    if value == -Int64.max { return "-infinity" }
    let perDay = unit.perSecond * 86_400
    var days = value / perDay
    var rest = value % perDay
    if rest < 0 {
      days -= 1
      rest += perDay
    }
    let (text, era) = (civil(Int(days)).digits, civil(Int(days)).era)
    return text + era + " " + time(rest, unit) + (isAdjustedToUTC ? "+00" : "")
  }

  static func interval(_ interval: Interval) -> String {
    var parts: [String] = []
    func add(_ count: Int32, _ unit: String) {
      if count != 0 { parts.append("\(count) \(unit)\(count.magnitude == 1 ? "" : "s")") }
    }
    add(interval.months / 12, "year")
    add(interval.months % 12, "month")
    add(interval.days, "day")
    if interval.microseconds != 0 || parts.isEmpty {
      let magnitude = interval.microseconds.magnitude
      let seconds = Int64(magnitude / 1_000_000)
      let clock =
        padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
        + padded(seconds % 60, 2)
      let sign = interval.microseconds < 0 ? "-" : ""
      parts.append(sign + clock + fraction(Int64(magnitude % 1_000_000), digits: 6))
    }
    return parts.joined(separator: " ")
  }

  private static func civil(_ days: Int) -> (text: String, digits: String, era: String) {
    let date = CivilDate(daysSinceEpoch: days)
    let year = date.year > 0 ? date.year : 1 - date.year
    let era = date.year > 0 ? "" : " (BC)"
    let digits =
      padded(Int64(year), 4) + "-" + padded(Int64(date.month), 2) + "-"
      + padded(Int64(date.day), 2)
    return (digits + era, digits, era)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width
      ? digits : String(repeating: "0", count: width - digits.count) + digits
  }

  private static func fraction(_ value: Int64, digits: Int) -> String {
    guard value != 0 else { return "" }
    var text = padded(value, digits)
    while text.hasSuffix("0") { text.removeLast() }
    return "." + text
  }
}
