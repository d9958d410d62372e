import FoundationEssentials
import Jinja

/// An object of Python's that is compared by the microseconds it counts, with its own kind.
protocol MeasuredObject: Object {
  var micros: Int { get }
}

extension MeasuredObject {
  func isEqual(to value: Value) -> Bool { order(to: value) == 0 }

  func order(to value: Value) -> Int? {
    guard case .object(let object) = value, let other = object as? Self else { return nil }
    return micros < other.micros ? -1 : micros == other.micros ? 0 : 1
  }

  func hash(into hasher: inout Hasher) { hasher.combine(micros) }
}

/// A point in time with the methods of Python's `datetime` that templates use; without a zone it
/// is a time on some clock.
final class PythonDateTime: MeasuredObject {
  /// Microseconds since 1970 on the clock of the zone.
  let micros: Int
  /// The zone and its distance from UTC in seconds.
  private let zone: (name: String, offset: Int)?

  init(micros: Int, zone: (name: String, offset: Int)? = nil) {
    self.micros = micros
    self.zone = zone
  }

  /// A time in UTC.
  convenience init(_ date: Date) {
    self.init(
      micros: Int((date.timeIntervalSince1970 * 1_000_000).rounded(.down)), zone: ("UTC", 0))
  }

  var typeName: String { "datetime" }
  var text: String { isoText(separator: " ") }
  var representation: String {
    let parts = CivilTime(micros: micros)
    let zoneText = zone == nil ? "" : ", tzinfo=<UTC>"
    let micro = parts.micro > 0 ? ", \(parts.micro)" : ""
    let second = parts.second > 0 || parts.micro > 0 ? ", \(parts.second)" : ""
    return "datetime.datetime(\(parts.year), \(parts.month), \(parts.day), \(parts.hour), "
      + "\(parts.minute)\(second)\(micro)\(zoneText))"
  }

  private func isoText(separator: String) -> String {
    let parts = CivilTime(micros: micros)
    let fraction = parts.micro == 0 ? "" : ".%f"
    let offset = zone.map { CivilTime.offset($0.offset, colon: true) } ?? ""
    return parts.format("%Y-%m-%d\(separator)%H:%M:%S\(fraction)") + offset
  }

  func attribute(_ name: String) -> Value? {
    let parts = CivilTime(micros: micros)
    switch name {
    case "year": return .integer(parts.year)
    case "month": return .integer(parts.month)
    case "day": return .integer(parts.day)
    case "hour": return .integer(parts.hour)
    case "minute": return .integer(parts.minute)
    case "second": return .integer(parts.second)
    case "microsecond": return .integer(parts.micro)
    case "tzinfo": return zone.map { .object(PythonZone($0.name)) } ?? Value.none
    default: return nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "strftime":
      return .string(
        CivilTime(micros: micros).format(try arguments.positional.first?.text() ?? "", zone: zone))
    case "isoformat":
      return .string(isoText(separator: try arguments.positional.first?.text() ?? "T"))
    case "date": return .object(PythonDate(days: CivilTime.days(micros: micros)))
    case "timestamp":
      return .float(Double(micros - (zone?.offset ?? 0) * 1_000_000) / 1_000_000)
    case "weekday", "isoweekday":
      let day = (CivilTime.days(micros: micros) + 3) % 7
      return .integer((day + 7) % 7 + (name == "isoweekday" ? 1 : 0))
    case "replace": return .object(try replacing(arguments))
    case "astimezone":
      guard case .object(let object)? = arguments.positional.first,
        let target = object as? PythonZone
      else { return .object(self) }
      return .object(target.date(utc: micros - (zone?.offset ?? 0) * 1_000_000))
    default: return nil
    }
  }

  private func replacing(_ arguments: Arguments) throws -> PythonDateTime {
    var parts = CivilTime(micros: micros)
    for argument in arguments.named {
      guard let number = argument.value.integerValue else { continue }
      switch argument.name {
      case "year": parts.year = number
      case "month": parts.month = number
      case "day": parts.day = number
      case "hour": parts.hour = number
      case "minute": parts.minute = number
      case "second": parts.second = number
      case "microsecond": parts.micro = number
      default: break
      }
    }
    guard let value = arguments["tzinfo"] else {
      return PythonDateTime(micros: parts.micros, zone: zone)
    }
    guard case .object(let object) = value, let target = object as? PythonZone else {
      return PythonDateTime(micros: parts.micros)
    }
    return target.date(clock: parts.micros)
  }

  func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) -> Value? {
    guard case .object(let object) = value else { return nil }
    if let delta = object as? PythonTimeDelta {
      switch operation {
      case .add: return .object(PythonDateTime(micros: micros + delta.micros, zone: zone))
      case .subtract where !reflected:
        return .object(PythonDateTime(micros: micros - delta.micros, zone: zone))
      default: return nil
      }
    }
    guard let other = object as? PythonDateTime, operation == .subtract else { return nil }
    return .object(
      PythonTimeDelta(micros: reflected ? other.micros - micros : micros - other.micros))
  }

  /// The time as artifacts write it.
  static func isoText(_ date: Date) -> String {
    CivilTime(micros: Int((date.timeIntervalSince1970 * 1_000_000).rounded(.down)))
      .format("%Y-%m-%dT%H:%M:%S.%fZ")
  }
}

/// A day, as Python's `date`.
final class PythonDate: MeasuredObject {
  private let days: Int
  var micros: Int { days * 86_400_000_000 }

  /// The day so many days after the first of 1970.
  init(days: Int) { self.days = days }

  var typeName: String { "date" }
  private var parts: CivilTime { CivilTime(micros: micros) }
  var text: String { parts.format("%Y-%m-%d") }
  var representation: String { "datetime.date(\(parts.year), \(parts.month), \(parts.day))" }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "year": .integer(parts.year)
    case "month": .integer(parts.month)
    case "day": .integer(parts.day)
    default: nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "strftime": return .string(parts.format(try arguments.positional.first?.text() ?? ""))
    case "isoformat": return .string(text)
    case "weekday", "isoweekday":
      return .integer(((days + 3) % 7 + 7) % 7 + (name == "isoweekday" ? 1 : 0))
    case "replace":
      var changed = parts
      for argument in arguments.named {
        guard let number = argument.value.integerValue else { continue }
        switch argument.name {
        case "year": changed.year = number
        case "month": changed.month = number
        case "day": changed.day = number
        default: break
        }
      }
      return .object(PythonDate(days: CivilTime.days(micros: changed.micros)))
    default: return nil
    }
  }

  func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) -> Value? {
    guard case .object(let object) = value else { return nil }
    if let delta = object as? PythonTimeDelta {
      let count = CivilTime.days(micros: delta.micros)
      switch operation {
      case .add: return .object(PythonDate(days: days + count))
      case .subtract where !reflected: return .object(PythonDate(days: days - count))
      default: return nil
      }
    }
    guard let other = object as? PythonDate, operation == .subtract else { return nil }
    let difference = reflected ? other.days - days : days - other.days
    return .object(PythonTimeDelta(micros: difference * 86_400_000_000))
  }
}

/// A distance in time, as Python's `timedelta`.
final class PythonTimeDelta: MeasuredObject {
  let micros: Int

  init(micros: Int) { self.micros = micros }

  var typeName: String { "timedelta" }
  private var days: Int { CivilTime.days(micros: micros) }
  private var seconds: Int { (micros - days * 86_400_000_000) / 1_000_000 }
  var text: String {
    let clock = CivilTime(micros: micros - days * 86_400_000_000).format("%H:%M:%S")
    let time = clock.hasPrefix("0") ? String(clock.dropFirst()) : clock
    return days == 0 ? time : "\(days) day\(abs(days) == 1 ? "" : "s"), \(time)"
  }
  var representation: String { "datetime.timedelta(days=\(days), seconds=\(seconds))" }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "days": .integer(days)
    case "seconds": .integer(seconds)
    case "microseconds": .integer(((micros % 1_000_000) + 1_000_000) % 1_000_000)
    default: nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) -> Value? {
    name == "total_seconds" ? .float(Double(micros) / 1_000_000) : nil
  }

  func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) -> Value? {
    if let factor = value.integerValue, operation == .multiply {
      return .object(PythonTimeDelta(micros: micros * factor))
    }
    guard case .object(let object) = value, let other = object as? PythonTimeDelta else {
      return nil
    }
    switch operation {
    case .add: return .object(PythonTimeDelta(micros: micros + other.micros))
    case .subtract:
      return .object(
        PythonTimeDelta(micros: reflected ? other.micros - micros : micros - other.micros))
    default: return nil
    }
  }
}

/// A time zone, as `pytz.timezone(name)` gives.
final class PythonZone: Object {
  private let name: String
  private let zone: TimeZone

  init(_ name: String) {
    self.name = name
    zone = TimeZone(identifier: name) ?? .gmt
  }

  var typeName: String { "tzinfo" }
  var text: String { name }
  var representation: String { name == "UTC" ? "<UTC>" : "<DstTzInfo '\(name)'>" }

  /// The time of a moment in this zone.
  func date(utc micros: Int) -> PythonDateTime {
    let offset = zone.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(micros) / 1_000_000))
    return PythonDateTime(micros: micros + offset * 1_000_000, zone: (name, offset))
  }

  /// The time that a clock in this zone shows.
  func date(clock micros: Int) -> PythonDateTime {
    let offset = zone.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(micros) / 1_000_000))
    return PythonDateTime(micros: micros, zone: (name, offset))
  }

  func callMethod(_ method: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    guard method == "localize", case .object(let object)? = arguments.positional.first,
      let time = object as? PythonDateTime
    else { return nil }
    let replaced = Arguments([], named: [("tzinfo", .object(self))])
    return try time.callMethod("replace", replaced, state)
  }
}
