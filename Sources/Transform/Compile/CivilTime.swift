import Calendar

/// A date and a time of day in the proleptic Gregorian calendar.
struct CivilTime {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var micro = 0

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Splits microseconds since 1970.
  init(micros: Int) {
    let days = Self.days(micros: micros)
    let rest = micros - days * 86_400_000_000
    let date = CivilDate(daysSinceEpoch: days)
    self.init(year: date.year, month: date.month, day: date.day)
    let seconds = rest / 1_000_000
    hour = seconds / 3600
    minute = seconds / 60 % 60
    second = seconds % 60
    micro = rest % 1_000_000
  }

  /// The whole days in microseconds since 1970, rounded down.
  static func days(micros: Int) -> Int {
    (micros >= 0 ? micros : micros - 86_399_999_999) / 86_400_000_000
  }

  /// Microseconds since 1970.
  var micros: Int {
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micro
  }

  /// `+0200`, or with a colon between hours and minutes.
  static func offset(_ seconds: Int, colon: Bool) -> String {
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + padded(minutes / 60, 2) + (colon ? ":" : "")
      + padded(minutes % 60, 2)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Writes the time by the directives of C's `strftime`.
  func format(_ pattern: String, zone: (name: String, offset: Int)? = nil) -> String {
    var result = ""
    var isDirective = false
    // `%-d` leaves the padding away.
    var isBare = false
    for character in pattern {
      guard isDirective else {
        if character == "%" { isDirective = true } else { result.append(character) }
        continue
      }
      if character == "-", !isBare {
        isBare = true
        continue
      }
      let text = directive(character, zone) ?? week(character) ?? combined(character, zone)
      result += text.map { isBare ? Self.bare($0) : $0 } ?? "%\(isBare ? "-" : "")\(character)"
      isDirective = false
      isBare = false
    }
    return result
  }

  private static func bare(_ text: String) -> String {
    let rest = text.drop { $0 == "0" || $0 == " " }
    return rest.isEmpty ? String(text.suffix(1)) : String(rest)
  }

  private static func blanked(_ number: Int) -> String { (number < 10 ? " " : "") + "\(number)" }

  /// Directives that stand for several.
  private func combined(
    _ character: Character, _ zone: (name: String, offset: Int)?
  ) -> String? {
    switch character {
    case "c": format("%a %b %e %H:%M:%S %Y", zone: zone)
    case "x", "D": format("%m/%d/%y")
    case "X": format("%H:%M:%S")
    case "R": format("%H:%M")
    case "r": format("%I:%M:%S %p")
    case "h": format("%b")
    case "e": Self.blanked(day)
    case "k": Self.blanked(hour)
    case "l": Self.blanked((hour + 11) % 12 + 1)
    case "n": "\n"
    case "t": "\t"
    default: nil
    }
  }

  /// Directives that count weeks.
  private func week(_ character: Character) -> String? {
    let date = CivilDate(year: year, month: month, day: day)
    let first = CivilDate(year: year, month: 1, day: 1)
    let yearDay = date.daysSinceEpoch - first.daysSinceEpoch
    // From 0 for Sunday.
    let weekday = date.weekday
    switch character {
    case "U": return Self.padded((yearDay + 7 - weekday) / 7, 2)
    case "W": return Self.padded((yearDay + 7 - (weekday + 6) % 7) / 7, 2)
    case "C": return Self.padded(year / 100, 2)
    case "G": return Self.padded(isoWeek.year, 4)
    case "g": return Self.padded(isoWeek.year % 100, 2)
    case "V": return Self.padded(isoWeek.number, 2)
    default: return nil
    }
  }

  /// The week by ISO 8601: that of the Thursday of the same week.
  var isoWeek: (year: Int, number: Int) {
    let date = CivilDate(year: year, month: month, day: day)
    let thursday = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 3 - (date.weekday + 6) % 7)
    let first = CivilDate(year: thursday.year, month: 1, day: 1)
    return (thursday.year, (thursday.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1)
  }

  private func directive(
    _ character: Character, _ zone: (name: String, offset: Int)?
  ) -> String? {
    let padded = Self.padded
    // From 0 for Monday.
    let weekday = (CivilDate(year: year, month: month, day: day).weekday + 6) % 7
    let first = CivilTime(year: year, month: 1, day: 1)
    let yearDay = Self.days(micros: micros) - Self.days(micros: first.micros) + 1
    switch character {
    case "Y": return padded(year, 4)
    case "y": return padded(year % 100, 2)
    case "m": return padded(month, 2)
    case "d": return padded(day, 2)
    case "H": return padded(hour, 2)
    case "I": return padded((hour + 11) % 12 + 1, 2)
    case "p": return hour < 12 ? "AM" : "PM"
    case "M": return padded(minute, 2)
    case "S": return padded(second, 2)
    case "f": return padded(micro, 6)
    case "j": return padded(yearDay, 3)
    case "B": return Self.months[month - 1]
    case "b": return String(Self.months[month - 1].prefix(3))
    case "A": return Self.weekdays[weekday]
    case "a": return String(Self.weekdays[weekday].prefix(3))
    case "w": return String((weekday + 1) % 7)
    case "u": return String(weekday + 1)
    case "F": return format("%Y-%m-%d")
    case "T": return format("%H:%M:%S")
    case "z": return zone.map { Self.offset($0.offset, colon: false) } ?? ""
    case "Z": return zone?.name ?? ""
    case "s": return String((micros - (zone?.offset ?? 0) * 1_000_000) / 1_000_000)
    case "%": return "%"
    default: return nil
    }
  }

  /// Reads a text by the directives of C's `strptime`; nil where it does not match.
  static func parse(_ text: String, _ pattern: String) -> CivilTime? {
    var time = CivilTime(year: 1900, month: 1, day: 1)
    var rest = text[...]
    var isDirective = false
    func number(_ width: Int) -> Int? {
      let digits = rest.prefix(width).prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }
    for character in pattern {
      if !isDirective, character == "%" {
        isDirective = true
        continue
      }
      guard isDirective, character != "%" else {
        isDirective = false
        guard rest.first == character else { return nil }
        rest = rest.dropFirst()
        continue
      }
      isDirective = false
      let width = character == "Y" ? 4 : character == "f" ? 6 : 2
      guard let value = number(width) else { return nil }
      switch character {
      case "Y": time.year = value
      case "y": time.year = value + (value < 69 ? 2000 : 1900)
      case "m": time.month = value
      case "d": time.day = value
      case "H": time.hour = value
      case "M": time.minute = value
      case "S": time.second = value
      case "f": time.micro = value
      default: return nil
      }
    }
    guard rest.isEmpty, (1...12).contains(time.month), (1...31).contains(time.day) else {
      return nil
    }
    return time
  }
}
