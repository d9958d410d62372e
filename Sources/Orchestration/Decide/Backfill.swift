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
      /// The run that there was is not over, and is left as it is.
      case inFlight = "in_flight"

      /// Whether there will be a run for the time.
      public var isRun: Bool { self == .create || self == .rerun }
    }

    /// The data the run is about.
    public var interval: DataInterval
    /// When the schedule would have brought it.
    public var runAfter: Timestamp
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
  /// How many of its runs may be under way at once, whatever the DAG says.
  public var maxActiveRuns: Int
  /// The values of the DAG's parameters in its runs, as JSON; `nil` leaves those of runs that there
  /// are.
  public var conf: String?
  /// The states of the runs that there are, by logical date.
  public var existing: [Timestamp: DAGRunState]

  /// How many runs of one backfill are under way at once unless it says so.
  public static let usualActiveRuns = 10

  /// Makes a backfill.
  public init(
    id: Int = 0, dag: String, range: ClosedRange<Timestamp>, reprocessing: Reprocessing = .none,
    isReversed: Bool = false, maxActiveRuns: Int = Backfill.usualActiveRuns, conf: String? = nil,
    existing: [Timestamp: DAGRunState] = [:]
  ) {
    self.id = id
    self.dag = dag
    self.range = range
    self.reprocessing = reprocessing
    self.isReversed = isReversed
    self.maxActiveRuns = max(1, maxActiveRuns)
    self.conf = conf
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
      steps.append(
        Step(
          interval: next.interval, runAfter: next.runAfter,
          decision: decision(next.interval.start)))
      last = next.interval
      if case .continuous = timetable { break }
    }
    return isReversed ? steps.reversed() : steps
  }

  private func decision(_ date: Timestamp) -> Step.Decision {
    guard let state = existing[date] else { return .create }
    switch (reprocessing, state) {
    case (_, .queued), (_, .running): return .inFlight
    case (.failed, .failed), (.completed, .failed), (.completed, .success): return .rerun
    default: return .keep
    }
  }

  /// Whether the backfill can be made of a DAG.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - now: the present moment.
  /// - Throws: ``BackfillError`` where it cannot.
  public func check(_ dag: DAG, now: Timestamp) throws(BackfillError) {
    guard dag.rules.timetable.isPeriodic else {
      throw BackfillError(
        "the DAG \"\(dag.id)\" cannot be backfilled: its schedule has no times that come again")
    }
    guard range.lowerBound < now else {
      throw BackfillError("a backfill is of times that are past")
    }
    if dag.tasks.contains(where: { $0.past != .none }) {
      guard !isReversed else {
        throw BackfillError(
          "the DAG \"\(dag.id)\" cannot be backfilled backwards: its tasks depend on earlier runs")
      }
      guard reprocessing != .none else {
        throw BackfillError(
          "tasks of the DAG \"\(dag.id)\" depend on earlier runs",
          hint: "let runs that there are run anew: reprocess failed or completed")
      }
    }
    guard !steps(of: dag.rules.timetable, now: now).isEmpty else {
      throw BackfillError(
        "the schedule of the DAG \"\(dag.id)\" has no time that is past between "
          + "\(range.lowerBound) and \(range.upperBound)")
    }
  }
}

/// Why a backfill cannot be made.
public struct BackfillError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?
  /// Whether something else is in its way, which ends by itself.
  public var isConflict: Bool

  init(_ message: String, hint: String? = nil, isConflict: Bool = false) {
    self.message = message
    self.hint = hint
    self.isConflict = isConflict
  }

  /// What is wrong, and what to do.
  public var description: String { hint.map { "\(message); \($0)" } ?? message }
}

extension Timetable {
  /// Whether it brings runs again and again at times that are known beforehand.
  public var isPeriodic: Bool {
    switch self {
    case .never, .once, .assets, .events, .continuous: false
    default: true
    }
  }
}

/// Where a backfill stands.
public struct BackfillStanding: Sendable, Hashable {
  /// Whether no further runs of it begin.
  public var isPaused: Bool
  /// Whether its runs have been made.
  public var hasBegun: Bool
  /// When its last run was over, or it was cancelled.
  public var completedAt: Timestamp?

  /// Describes where a backfill stands.
  public init(isPaused: Bool = false, hasBegun: Bool = false, completedAt: Timestamp? = nil) {
    self.isPaused = isPaused
    self.hasBegun = hasBegun
    self.completedAt = completedAt
  }
}

/// What became of one time of a backfill.
public struct BackfillRun: Sendable, Hashable {
  /// Its place in the order, from 1.
  public var ordinal: Int
  /// The moment that the run is about.
  public var logicalDate: Timestamp
  /// The run; `nil` where there is none of the backfill.
  public var run: RunID?
  /// What was decided.
  public var decision: Backfill.Step.Decision

  /// Describes what became of one time.
  public init(
    ordinal: Int, logicalDate: Timestamp, run: RunID?, decision: Backfill.Step.Decision
  ) {
    self.ordinal = ordinal
    self.logicalDate = logicalDate
    self.run = run
    self.decision = decision
  }
}
