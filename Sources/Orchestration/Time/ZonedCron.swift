/// A cron expression on the clocks of a place.
///
/// Where the clock is turned back, a reading it shows twice counts the second time, and an
/// expression that fires in every hour fires in both. Where it is put forward, a reading it leaves
/// out counts at the moment it would have been shown. These are Airflow's rules.
public struct ZonedCron: Sendable, Hashable {
  /// The expression.
  public let expression: CronExpression
  /// The place.
  public let zone: TimeZoneRules

  /// Puts an expression on the clocks of a place.
  public init(_ expression: CronExpression, in zone: TimeZoneRules = .utc) {
    self.expression = expression
    self.zone = zone
  }

  /// The first firing after a moment. Every expression fires again.
  public func next(after moment: Timestamp) -> Timestamp {
    let seconds = moment.seconds
    let local = zone.local(at: seconds)
    guard let found = expression.next(afterLocal: local) else { return .distantFuture }
    guard !expression.coversEveryHour else { return Timestamp(seconds: seconds + found - local) }
    return Timestamp(seconds: zone.seconds(atLocal: found))
  }

  /// The last firing before a moment.
  public func previous(before moment: Timestamp) -> Timestamp {
    // A fraction of a second lies after the whole one, which then is still before the moment.
    let hasFraction = moment.microseconds % 1_000_000 != 0
    let seconds = moment.seconds + (hasFraction ? 1 : 0)
    let local = zone.local(at: seconds)
    guard let found = expression.previous(beforeLocal: local) else { return .distantPast }
    guard !expression.coversEveryHour else {
      return Timestamp(seconds: seconds - (local - found))
    }
    return Timestamp(seconds: zone.seconds(atLocal: found))
  }

  /// The moment itself if it is a firing, else the next one.
  func aligned(upFrom moment: Timestamp) -> Timestamp {
    let next = next(after: moment)
    return previous(before: next) == moment ? moment : next
  }

  /// The moment itself if it is a firing, else the one before.
  func aligned(downFrom moment: Timestamp) -> Timestamp {
    let previous = previous(before: moment)
    return next(after: previous) == moment ? moment : previous
  }
}

extension Timestamp {
  /// Later than any schedule reaches: the end of the year 9999.
  public static let distantFuture = Timestamp(seconds: 253_402_300_799)
  /// Earlier than any schedule reaches: the beginning of the year 1.
  public static let distantPast = Timestamp(seconds: -62_135_596_800)
}
