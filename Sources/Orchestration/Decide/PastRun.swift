/// How the tasks of a run ended, kept for the tasks of the next one that depend on it.
struct PastRun: Sendable, Hashable {
  var id: RunID
  var kind: RunKind
  var date: Timestamp
  /// The tasks with an instance that neither succeeded nor was skipped.
  var unsuccessful: Set<TaskID>
  /// All tasks that the run has.
  var tasks: Set<TaskID>

  init(
    id: RunID, kind: RunKind, date: Timestamp, unsuccessful: Set<TaskID>, tasks: Set<TaskID>
  ) {
    self.id = id
    self.kind = kind
    self.date = date
    self.unsuccessful = unsuccessful
    self.tasks = tasks
  }

  init(_ run: DAGRun) {
    id = run.id
    kind = run.kind
    date = run.logicalDate ?? run.runAfter
    unsuccessful = []
    tasks = Set(run.dag.tasks.map(\.id))
    for (task, tally) in zip(run.dag.tasks, run.tallies)
    where tally.success + tally.skipped < tally.total {
      unsuccessful.insert(task.id)
    }
  }
}

extension DAGRecord {
  /// How many runs are remembered; more can only lie between a run and the one before where that
  /// many were made by hand for times between them.
  static let runsRemembered = 256

  mutating func remember(_ run: PastRun) {
    past.removeAll { $0.id == run.id }
    past.append(run)
    if past.count > Self.runsRemembered { past.removeFirst() }
  }
}

/// The run before another, as the tasks of that other see it.
struct PastView: PastRuns {
  private var previous: PastRun?
  /// All runs before that one, itself included.
  private var earlier: [PastRun] = []

  init(of id: RunID, in scheduler: Scheduler) {
    guard let record = scheduler.dags[id.dag], record.hasPastDependencies,
      let run = scheduler.runs[id]
    else { return }
    let date = run.logicalDate ?? run.runAfter
    // A DAG that makes up for missed runs looks at scheduled ones only.
    let onlyScheduled = run.dag.rules.catchup
    let candidates =
      record.past + record.running.compactMap { scheduler.runs[$0].map(PastRun.init) }
      + record.waiting.compactMap { scheduler.runs[$0].map(PastRun.init) }
      + record.backfilled.compactMap { scheduler.runs[$0].map(PastRun.init) }
    earlier = candidates.filter { $0.id != id && $0.date < date }
    previous = earlier.filter { other in
      !onlyScheduled || other.kind == .scheduled || other.kind == .backfill
    }.max { $0.date < $1.date }
  }

  func permits(_ task: Int, in run: DAGRun) -> Bool {
    guard run.dag.tasks[task].past != .none, let previous else { return true }
    let id = run.dag.tasks[task].id
    guard previous.tasks.contains(id) else {
      return run.dag.tasks[task].ignoresFirstPast && !earlier.contains { $0.tasks.contains(id) }
    }
    guard !previous.unsuccessful.contains(id) else { return false }
    guard run.dag.tasks[task].past == .itselfAndDownstream else { return true }
    return run.dag.plans[task].downstream.allSatisfy {
      !previous.unsuccessful.contains(run.dag.tasks[$0].id)
    }
  }
}
