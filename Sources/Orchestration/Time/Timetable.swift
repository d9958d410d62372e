/// The stretch of time whose data a run is about; start and end coincide where a run is about a
/// moment.
public struct DataInterval: Sendable, Hashable {
  /// Where it begins.
  public var start: Timestamp
  /// Where it ends, that moment excluded.
  public var end: Timestamp

  /// Makes an interval.
  public init(start: Timestamp, end: Timestamp) {
    self.start = start
    self.end = end
  }
}

/// A run that a timetable asks for.
public struct ScheduledRun: Sendable, Hashable {
  /// What the run is about. Its start is the run's logical date.
  public var interval: DataInterval
  /// When it may begin.
  public var runAfter: Timestamp

  /// Describes a run.
  public init(interval: DataInterval, runAfter: Timestamp) {
    self.interval = interval
    self.runAfter = runAfter
  }
}

/// What bounds the runs of a timetable.
public struct TimeRestriction: Sendable, Hashable {
  /// No run is about anything earlier.
  public var earliest: Timestamp?
  /// No run is about anything later.
  public var latest: Timestamp?
  /// Whether runs that were missed are made up for.
  public var catchup: Bool

  /// Makes a restriction.
  public init(earliest: Timestamp? = nil, latest: Timestamp? = nil, catchup: Bool = false) {
    self.earliest = earliest
    self.latest = latest
    self.catchup = catchup
  }
}

/// When a DAG's runs come, and what each is about: Airflow's timetables.
public enum Timetable: Sendable, Hashable {
  /// Whether a schedule without a start date begins with the firing that is past.
  public enum FirstRun: Sendable, Hashable {
    /// With the next one.
    case next
    /// With the one that is past.
    case past
    /// With the one that is past if that is not longer ago than this.
    case pastWithin(Duration)
  }

  /// Never by itself.
  case never
  /// Once, at the start date or at once.
  case once
  /// Again as soon as the run before has ended.
  case continuous
  /// At the firings of any of the expressions, about the time up to then. At least one expression.
  case cronTrigger([ZonedCron], interval: Duration = .zero, first: FirstRun = .next)
  /// About the time from one firing to the next, when that is over.
  case cronInterval(ZonedCron)
  /// Regularly, about the time up to then.
  case deltaTrigger(Duration, interval: Duration = .zero)
  /// About one stretch of time after the other, when it is over.
  case deltaInterval(Duration)
  /// At the moments given, in order.
  case events([Timestamp])
  /// The runs given, in order: what a timetable of somebody else's said.
  case planned([ScheduledRun])
  /// When assets were updated.
  case assets(AssetCondition)
  /// When assets were updated, and at the times of another timetable.
  indirect case assetsOr(AssetCondition, Timetable)

  /// The condition on assets that starts a run, if there is one.
  public var assetCondition: AssetCondition? {
    switch self {
    case .assets(let condition), .assetsOr(let condition, _): condition
    default: nil
    }
  }

  /// The next run, given the interval of the last one that this timetable asked for.
  ///
  /// - Parameters:
  ///   - last: the interval of the last scheduled run; `nil` if there was none.
  ///   - restriction: what bounds the runs.
  ///   - now: the present moment.
  /// - Returns: the run, whose ``ScheduledRun/runAfter`` may lie in the future; `nil` if no
  ///   further run comes by time.
  public func next(
    after last: DataInterval?, within restriction: TimeRestriction, now: Timestamp
  ) -> ScheduledRun? {
    switch self {
    case .never, .assets: nil
    case .assetsOr(_, let timetable):
      timetable.next(after: last, within: restriction, now: now)
    case .once: once(after: last, restriction, now)
    case .continuous: continuous(after: last, restriction, now)
    case .cronTrigger(let crons, let interval, let first):
      closest(
        crons.map {
          ScheduledRun(
            triggered: CronFirings(cron: $0, first: first), interval: interval, after: last,
            restriction, now)
        }, restriction, now)
    case .deltaTrigger(let delta, let interval):
      ScheduledRun(
        triggered: DeltaFirings(delta: delta), interval: interval, after: last, restriction, now)
    case .cronInterval(let cron):
      ScheduledRun(intervals: CronIntervals(cron: cron), after: last, restriction, now)
    case .deltaInterval(let delta):
      ScheduledRun(intervals: DeltaIntervals(delta: delta), after: last, restriction, now)
    case .events(let moments):
      event(moments, after: last, restriction, now)
    case .planned(let runs):
      planned(runs, after: last, restriction, now)
    }
  }

  /// What a run started by hand at a moment is about.
  public func manualInterval(at moment: Timestamp) -> DataInterval {
    switch self {
    case .never, .once, .continuous, .assets, .events, .planned:
      return DataInterval(start: moment, end: moment)
    case .cronTrigger(_, let interval, _), .deltaTrigger(_, let interval):
      return DataInterval(start: moment - interval, end: moment)
    case .cronInterval(let cron):
      let end = cron.aligned(downFrom: moment)
      return DataInterval(start: cron.previous(before: end), end: end)
    case .deltaInterval(let delta):
      return DataInterval(start: moment - delta, end: moment)
    case .assetsOr(_, let timetable):
      return timetable.manualInterval(at: moment)
    }
  }

  private func once(
    after last: DataInterval?, _ restriction: TimeRestriction, _ now: Timestamp
  ) -> ScheduledRun? {
    guard last == nil else { return nil }
    let moment = restriction.earliest ?? now
    if let latest = restriction.latest, moment > latest { return nil }
    return ScheduledRun(interval: .init(start: moment, end: moment), runAfter: moment)
  }

  private func continuous(
    after last: DataInterval?, _ restriction: TimeRestriction, _ now: Timestamp
  ) -> ScheduledRun? {
    var interval = DataInterval(
      start: restriction.earliest ?? now, end: max(restriction.earliest ?? now, now))
    if let last {
      interval =
        last.end > now
        ? DataInterval(start: interval.start, end: interval.start + (last.end - last.start))
        : DataInterval(start: last.end, end: now)
    }
    if let latest = restriction.latest, interval.end > latest { return nil }
    return ScheduledRun(interval: interval, runAfter: interval.end)
  }

  /// Of the runs several expressions ask for, the one that comes first; without catching up, the
  /// last of those already due.
  private func closest(
    _ runs: [ScheduledRun?], _ restriction: TimeRestriction, _ now: Timestamp
  ) -> ScheduledRun? {
    let found = runs.compactMap { $0 }
    if !restriction.catchup {
      let due = found.filter { $0.interval.start <= now }
      if let latest = due.max(by: { $0.interval.start < $1.interval.start }) { return latest }
    }
    return found.min { $0.interval.start < $1.interval.start }
  }

  private func event(
    _ moments: [Timestamp], after last: DataInterval?, _ restriction: TimeRestriction,
    _ now: Timestamp
  ) -> ScheduledRun? {
    var earliest = restriction.earliest ?? .distantPast
    if !restriction.catchup { earliest = max(earliest, now) }
    let next = moments.sorted().first { moment in
      moment >= earliest && last.map { moment > $0.end } ?? true
    }
    guard let next, restriction.latest.map({ next <= $0 }) ?? true else { return nil }
    return ScheduledRun(interval: .init(start: next, end: next), runAfter: next)
  }

  /// Without catching up, the last of the runs that are due; else the first that was not yet.
  private func planned(
    _ runs: [ScheduledRun], after last: DataInterval?, _ restriction: TimeRestriction,
    _ now: Timestamp
  ) -> ScheduledRun? {
    let open = runs.filter { run in
      last.map { run.interval.start > $0.start } ?? true
        && restriction.latest.map { run.interval.start <= $0 } ?? true
    }
    guard !restriction.catchup, let due = open.last(where: { $0.runAfter <= now }) else {
      return open.first
    }
    return due
  }
}
