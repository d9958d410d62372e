import FoundationEssentials

/// The offsets of a place from universal time, past and to come: a zone of the IANA database.
///
/// Read from the system's compiled zones (RFC 9636), so that they are those of every other program
/// on the machine, and answer without a lock for any moment.
public struct TimeZoneRules: Sendable, Hashable {
  /// The zone's name, such as `Europe/Berlin`.
  public let name: String

  struct Transition: Sendable, Hashable {
    /// Seconds since 1970, UTC.
    var at: Int64
    /// Seconds east of UTC from then on.
    var offset: Int
  }

  /// The offset before the first transition.
  let initialOffset: Int
  let transitions: [Transition]
  /// What holds after the last transition, if it goes on changing.
  let recurrence: RecurringOffsets?

  init(
    name: String, initialOffset: Int, transitions: [Transition], recurrence: RecurringOffsets?
  ) {
    self.name = name
    self.initialOffset = initialOffset
    self.transitions = transitions
    self.recurrence = recurrence
  }

  /// Universal time.
  public static let utc = TimeZoneRules(
    name: "UTC", initialOffset: 0, transitions: [], recurrence: nil)

  /// The zone of this name, or a fixed offset such as `+05:30`.
  ///
  /// - Throws: ``ScheduleError`` if the system has no such zone.
  public static func named(_ name: String) throws(ScheduleError) -> TimeZoneRules {
    if name == "UTC" || name == "Etc/UTC" || name == "Z" { return utc }
    if let offset = fixedOffset(name) {
      return TimeZoneRules(name: name, initialOffset: offset, transitions: [], recurrence: nil)
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".."
        && part.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "\\") }
    }
    guard isPlain else { throw unknown(name) }
    for folder in folders {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      guard let rules = CompiledZone(bytes: [UInt8](data)).rules(named: name) else { continue }
      return rules
    }
    throw unknown(name)
  }

  /// Seconds east of UTC at a moment.
  func offset(at seconds: Int64) -> Int {
    guard let last = transitions.last, let first = transitions.first, seconds >= first.at else {
      return transitions.isEmpty
        ? recurrence?.offset(at: seconds) ?? initialOffset : initialOffset
    }
    if seconds >= last.at { return recurrence?.offset(at: seconds) ?? last.offset }
    var low = 0
    var high = transitions.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if transitions[middle].at <= seconds { low = middle } else { high = middle - 1 }
    }
    return transitions[low].offset
  }

  /// What a clock there shows, in seconds since 1970 began on that clock.
  func local(at seconds: Int64) -> Int64 {
    seconds + Int64(offset(at: seconds))
  }

  /// The moment at which a clock there shows `local`. The second one, where the clock was turned
  /// back and shows it twice. Where it was put forward past it, the moment at which it would have
  /// shown it.
  func seconds(atLocal local: Int64) -> Int64 {
    // No zone changes its offset twice within two days.
    let before = Int64(offset(at: local - 86_400))
    let after = Int64(offset(at: local + 86_400))
    if before == after { return local - before }
    let isAfter = Int64(offset(at: local - after)) == after
    return isAfter ? local - after : local - before
  }

  private static let folders: [String] = {
    let named = ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? []
    return named + ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]
  }()

  private static func unknown(_ name: String) -> ScheduleError {
    ScheduleError(
      .unknownTimeZone, "there is no time zone \"\(name)\"",
      hint: "use a name of the IANA database such as Europe/Berlin; the system package tzdata "
        + "has them")
  }

  private static func fixedOffset(_ name: String) -> Int? {
    guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
    let parts = name.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      (0...14).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
  }
}
