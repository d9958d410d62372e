extension Timetable {
  /// The schedule in a few words, as lists show it: the cron expression, `every 15m`, `on assets`.
  public var summary: String {
    switch self {
    case .never: "none"
    case .once: "@once"
    case .continuous: "@continuous"
    case .cronTrigger(let crons, _, _): crons.map(\.summary).joined(separator: ", ")
    case .cronInterval(let cron): cron.summary
    case .deltaTrigger(let delta, _), .deltaInterval(let delta): "every \(delta.spelled)"
    case .events(let moments): "\(moments.count) events"
    case .planned: "by its timetable"
    case .assets: "on assets"
    case .assetsOr(_, let timetable): "on assets or \(timetable.summary)"
    }
  }
}

extension ZonedCron {
  fileprivate var summary: String {
    zone.name == "UTC" ? expression.text : "\(expression.text) \(zone.name)"
  }
}

extension Duration {
  /// The length in the largest unit that divides it: `15m`, `2h`, `90s`.
  fileprivate var spelled: String {
    let seconds = wholeMicroseconds / 1_000_000
    guard seconds * 1_000_000 == wholeMicroseconds else { return "\(self)" }
    let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "m")]
    for (size, unit) in units where seconds >= size && seconds % size == 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }
}
