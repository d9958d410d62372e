import Calendar

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
