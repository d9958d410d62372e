/// Points in time that come again and again, for timetables that start a run at each.
protocol Firings {
  func next(after moment: Timestamp) -> Timestamp
  /// The moment itself, or the next firing if it is none.
  func aligned(upFrom moment: Timestamp) -> Timestamp
  /// The moment itself, or the firing before if it is none.
  func aligned(downFrom moment: Timestamp) -> Timestamp
  /// The first run of a DAG without a start date.
  func first(now: Timestamp) -> Timestamp
}

/// The firings of a cron expression.
struct CronFirings: Firings {
  var cron: ZonedCron
  var first: Timetable.FirstRun

  func next(after moment: Timestamp) -> Timestamp { cron.next(after: moment) }
  func aligned(upFrom moment: Timestamp) -> Timestamp { cron.aligned(upFrom: moment) }
  func aligned(downFrom moment: Timestamp) -> Timestamp { cron.aligned(downFrom: moment) }

  func first(now: Timestamp) -> Timestamp {
    let past = cron.aligned(downFrom: now)
    let next = cron.aligned(upFrom: now)
    switch first {
    case .past: return past
    case .pastWithin(let limit): return now - past <= limit ? past : next
    case .next:
      // A firing just missed still counts: one tenth of the way to the next, five minutes at least.
      let gap = (next - past).wholeMicroseconds / 10
      return now - past <= max(.microseconds(gap), .seconds(300)) ? past : next
    }
  }
}

/// Firings at a fixed distance, from whenever the first one is.
struct DeltaFirings: Firings {
  var delta: Duration

  func next(after moment: Timestamp) -> Timestamp { moment + delta }
  func aligned(upFrom moment: Timestamp) -> Timestamp { moment }
  func aligned(downFrom moment: Timestamp) -> Timestamp { moment }
  func first(now: Timestamp) -> Timestamp { now }
}

/// Stretches of time that follow each other, for timetables that start a run after each.
protocol Intervals {
  func next(after moment: Timestamp) -> Timestamp
  func aligned(upFrom moment: Timestamp) -> Timestamp
  func aligned(downFrom moment: Timestamp) -> Timestamp
  /// The beginning of the last stretch that is over, not before `earliest`.
  func latestStart(notBefore earliest: Timestamp?, now: Timestamp) -> Timestamp
}

/// The stretches between the firings of a cron expression.
struct CronIntervals: Intervals {
  var cron: ZonedCron

  func next(after moment: Timestamp) -> Timestamp { cron.next(after: moment) }
  func aligned(upFrom moment: Timestamp) -> Timestamp { cron.aligned(upFrom: moment) }
  func aligned(downFrom moment: Timestamp) -> Timestamp { cron.aligned(downFrom: moment) }

  func latestStart(notBefore earliest: Timestamp?, now: Timestamp) -> Timestamp {
    let last = cron.previous(before: now)
    // A stretch that ends this very moment is over.
    let start = cron.next(after: last) == now ? last : cron.previous(before: last)
    return earliest.map { max(start, cron.aligned(upFrom: $0)) } ?? start
  }
}

/// Stretches of one length. Without catching up they lie on a grid that begins with 1970.
struct DeltaIntervals: Intervals {
  var delta: Duration

  func next(after moment: Timestamp) -> Timestamp { moment + delta }
  func aligned(upFrom moment: Timestamp) -> Timestamp { moment }
  func aligned(downFrom moment: Timestamp) -> Timestamp { moment }

  func latestStart(notBefore earliest: Timestamp?, now: Timestamp) -> Timestamp {
    let length = max(1, delta.wholeMicroseconds)
    let rounded = now.microseconds.quotientRoundedDown(by: length) * length
    let start = Timestamp(microseconds: rounded) - delta
    return earliest.map { max(start, $0) } ?? start
  }
}

extension ScheduledRun {
  /// The run at the next of some firings.
  init?(
    triggered firings: some Firings, interval: Duration, after last: DataInterval?,
    _ restriction: TimeRestriction, _ now: Timestamp
  ) {
    var candidates: [Timestamp] = []
    if let last {
      candidates.append(firings.next(after: last.end))
    } else if let earliest = restriction.earliest {
      candidates.append(firings.aligned(upFrom: earliest))
    } else {
      candidates.append(firings.first(now: now))
    }
    if !restriction.catchup {
      candidates.append(firings.aligned(downFrom: now))
      if let earliest = restriction.earliest {
        candidates.append(firings.aligned(upFrom: earliest))
      }
    }
    guard let moment = candidates.max() else { return nil }
    if let latest = restriction.latest, latest < moment { return nil }
    self.init(
      interval: DataInterval(start: moment - interval, end: moment), runAfter: moment)
  }

  /// The run about the next of some stretches of time.
  init?(
    intervals: some Intervals, after last: DataInterval?, _ restriction: TimeRestriction,
    _ now: Timestamp
  ) {
    let earliest =
      restriction.catchup
      ? restriction.earliest.map(intervals.aligned(upFrom:))
      : intervals.latestStart(notBefore: restriction.earliest, now: now)
    var start: Timestamp
    if let last {
      // The schedule may have changed since, so the end is put on it anew.
      start = max(intervals.aligned(downFrom: last.end), earliest ?? .distantPast)
      if start <= last.start { start = intervals.next(after: start) }
    } else {
      guard let earliest else { return nil }
      start = earliest
    }
    if let latest = restriction.latest, start > latest { return nil }
    let end = intervals.next(after: start)
    self.init(interval: DataInterval(start: start, end: end), runAfter: end)
  }
}
