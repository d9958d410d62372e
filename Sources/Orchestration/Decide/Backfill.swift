/// Runs for a range of times that are past.
public struct Backfill: Sendable, Hashable {
  /// What becomes of times for which there is a run already.
  public enum Reprocessing: String, Sendable, Hashable, CaseIterable {
    /// They are left as they are.
    case none
    /// Runs that failed run anew.
    case failed
    /// Runs that are over run anew.
    case completed
  }

  /// One time of a backfill, and what becomes of it.
  public struct Step: Sendable, Hashable {
    /// What is decided for a time.
    public enum Decision: String, Sendable, Hashable {
      /// There was no run, so one is made.
      case create
      /// The run that there was runs anew.
      case rerun
      /// The run that there was is left as it is.
      case keep
    }

    /// The data the run is about.
    public var interval: DataInterval
    /// What becomes of it.
    public var decision: Decision
  }

  /// The number by which it is known.
  public var id: Int
  /// The DAG.
  public var dag: String
  /// The times of the runs, the last one included.
  public var range: ClosedRange<Timestamp>
  /// What becomes of times that have a run.
  public var reprocessing: Reprocessing
  /// Whether the latest time comes first.
  public var isReversed: Bool
  /// The runs that there are, by logical date.
  public var existing: [Timestamp: DAGRunState]

  /// Makes a backfill.
  public init(
    id: Int, dag: String, range: ClosedRange<Timestamp>, reprocessing: Reprocessing = .none,
    isReversed: Bool = false, existing: [Timestamp: DAGRunState] = [:]
  ) {
    self.id = id
    self.dag = dag
    self.range = range
    self.reprocessing = reprocessing
    self.isReversed = isReversed
    self.existing = existing
  }

  /// How many runs one backfill may make; beyond, the rest is left out.
  public static let longest = 100_000

  /// What the backfill would do, in order, without doing it.
  ///
  /// - Parameters:
  ///   - timetable: the schedule whose times it goes through.
  ///   - now: the present moment; no run is made for times that have not come.
  /// - Returns: a step for each time.
  public func steps(of timetable: Timetable, now: Timestamp) -> [Step] {
    let restriction = TimeRestriction(
      earliest: range.lowerBound, latest: range.upperBound, catchup: true)
    var steps: [Step] = []
    var last: DataInterval?
    while steps.count < Self.longest,
      let next = timetable.next(after: last, within: restriction, now: now), next.runAfter <= now
    {
      steps.append(Step(interval: next.interval, decision: decision(next.interval.start)))
      last = next.interval
      if case .continuous = timetable { break }
    }
    return isReversed ? steps.reversed() : steps
  }

  private func decision(_ date: Timestamp) -> Step.Decision {
    guard let state = existing[date] else { return .create }
    switch (reprocessing, state) {
    case (.failed, .failed), (.completed, .failed), (.completed, .success): return .rerun
    default: return .keep
    }
  }
}

extension Scheduler {
  /// Makes the runs that there are not yet. Those that are to run anew are restored and cleared by
  /// whoever knows what they came to.
  mutating func start(_ backfill: Backfill) {
    guard let record = dags[backfill.dag] else { return }
    for step in backfill.steps(of: record.dag.rules.timetable, now: now)
    where step.decision == .create {
      let id = RunID(dag: backfill.dag, name: "backfill__\(step.interval.end)")
      add(
        DAGRun(
          of: record.dag, id: id, kind: .backfill, interval: step.interval, runAfter: now,
          backfill: backfill.id))
    }
  }
}
