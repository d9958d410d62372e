import Orchestration

/// What the first page shows: how things stand, what runs, what failed, and what comes.
struct Overview: Sendable {
  /// A DAG and when its next run comes.
  struct Coming: Sendable, Hashable {
    var dag: String
    var run: ScheduledRun
  }

  /// How many lines each list has.
  static let lines = 8

  var dags = 0
  var paused = 0
  var importErrors = 0
  /// How many runs were due within a day, by where they stand.
  var today: [DAGRunState: Int] = [:]
  /// How many runs are not over.
  var active: [DAGRunState: Int] = [:]
  /// How many tasks of active runs are in each state.
  var tasks: [TaskInstanceState: Int] = [:]
  var executing: [RecordedInstance] = []
  var failures: [SchedulerState.RunSummary] = []
  var latest: [SchedulerState.RunSummary] = []
  var coming: [Coming] = []
}

extension Operations {
  /// How the project stands.
  ///
  /// - Throws: `StoreError`.
  func overview(now: Timestamp) async throws -> Overview {
    let listed = dags()
    let paused = try await state.pausedDAGs()
    var overview = Overview()
    overview.dags = listed.count
    overview.paused = listed.count { paused.contains($0.id) }
    overview.importErrors = importErrors().count
    overview.today = try await state.runCounts(since: now - .seconds(86_400))
    overview.active = try await state.activeRunCounts()
    overview.tasks = try await state.activeInstanceCounts()
    overview.executing = try await state.executingInstances(limit: Overview.lines)
    overview.failures = try await state.runs(
      of: nil, RunFilter(states: ["failed"]), limit: Overview.lines
    ).elements
    overview.latest = try await state.runs(of: nil, limit: Overview.lines).elements
    for dag in listed where !paused.contains(dag.id) {
      let last = try await state.runs(
        of: dag.id, RunFilter(kinds: [RunKind.scheduled.rawValue]), limit: 1
      ).first
      if let next = dag.nextRun(after: last, now: now) {
        overview.coming.append(.init(dag: dag.id, run: next))
      }
    }
    overview.coming = Array(
      overview.coming.sorted { ($0.run.runAfter, $0.dag) < ($1.run.runAfter, $1.dag) }
        .prefix(Overview.lines))
    return overview
  }
}

extension ListedDAG {
  /// The run that the schedule brings next.
  ///
  /// - Parameters:
  ///   - last: the last run that it brought.
  ///   - now: the present moment.
  /// - Returns: the run; `nil` if none comes by time.
  func nextRun(after last: SchedulerState.RunSummary?, now: Timestamp) -> ScheduledRun? {
    let rules = dag.rules
    let restriction = TimeRestriction(
      earliest: rules.startDate, latest: rules.endDate, catchup: rules.catchup)
    return rules.timetable.next(after: last?.interval, within: restriction, now: now)
  }
}
