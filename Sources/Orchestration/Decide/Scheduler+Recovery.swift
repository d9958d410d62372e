extension DAGRun {
  /// Makes a run as it was recorded.
  ///
  /// Instances of tasks that the DAG no longer has are left out, and tasks that it did not have
  /// then begin unscheduled.
  ///
  /// - Parameters:
  ///   - dag: the DAG as it is now.
  ///   - id: the run's name.
  ///   - kind: why there is a run.
  ///   - state: where it stood.
  ///   - interval: the data it is about.
  ///   - runAfter: when it was due.
  ///   - startedAt: when it began.
  ///   - conf: the values of the DAG's parameters.
  ///   - backfill: the backfill it belongs to.
  ///   - recorded: the instances of each task; one without index where the task was not expanded.
  public init(
    restoring dag: DAG, id: RunID, kind: RunKind, state: DAGRunState, interval: DataInterval?,
    runAfter: Timestamp, startedAt: Timestamp?, conf: String?, backfill: Int?,
    recorded: [TaskID: [Int?: TaskInstance]]
  ) {
    self.init(
      of: dag, id: id, kind: kind, interval: interval, runAfter: runAfter, conf: conf,
      backfill: backfill)
    self.state = state
    self.startedAt = startedAt
    var expandedTasks: Set<Int> = []
    for (task, found) in recorded {
      guard let position = dag.graph.positions[task] else { continue }
      let expanded = found.compactMap { index, instance in index.map { ($0, instance) } }
        .sorted { $0.0 < $1.0 }.map(\.1)
      let restored =
        dag.plans[position].isMapped && !expanded.isEmpty
        ? expanded : found[nil].map { [$0] } ?? []
      guard !restored.isEmpty else { continue }
      if dag.plans[position].isMapped, !expanded.isEmpty { expandedTasks.insert(position) }
      count(position, .unscheduled, -instances[position].count)
      instances[position] = restored
      for instance in restored { count(position, instance.state, 1) }
    }
    // What a task was expanded over is recorded with its sources, which come first.
    for task in dag.graph.order where expandedTasks.contains(task) {
      guard case .known(let lengths) = levelLengths(task),
        lengths.reduce(1, *) == instances[task].count
      else {
        self.lengths[task] = [instances[task].count]
        continue
      }
      self.lengths[task] = lengths
    }
  }
}

extension Scheduler {
  /// Takes in a run as it was recorded.
  mutating func restore(_ run: DAGRun) {
    guard runs[run.id] == nil, dags[run.id.dag] != nil else { return }
    runs[run.id] = run
    switch run.state {
    case .success, .failed: return
    case .queued: enlist(run.id)
    case .running:
      enlistRunning(run.id)
      runs[run.id]?.touchAll()
      if let timeout = run.dag.rules.runTimeout, let started = run.startedAt {
        setTimer(at: started + timeout, .runTimeout(run.id))
      }
      for task in run.dag.tasks.indices {
        for index in run.instances[task].indices { restore(task, index, of: run) }
      }
      settle(run.id)
    }
    followUps.append(.advance(dag: run.id.dag))
  }

  private mutating func restore(_ task: Int, _ index: Int, of run: DAGRun) {
    let instance = run.instances[task][index]
    let name = run.name(task, index)
    switch instance.state {
    case .scheduled: enqueue(name, run, task, index)
    case .upForRetry, .upForReschedule, .deferred:
      if let moment = instance.resumesAt { setTimer(at: moment, .resume(name)) }
    default: return
    }
  }

  /// Goes on where another scheduler stood. No run begins before all are known.
  mutating func recover(_ recovery: Recovery) {
    for pool in recovery.pools { pools[pool.name, default: PoolUse(pool)].pool = pool }
    for (dag, schedule) in recovery.dags {
      var record = DAGRecord(dag)
      record.last = schedule?.last
      record.isPaused = schedule?.isPaused ?? false
      record.queuedAssets = Set(schedule?.queuedAssets ?? [])
      record.durations = schedule?.durations ?? []
      record.past = schedule?.past ?? []
      subscribe(dag.id, to: dag.rules.timetable)
      dags[dag.id] = record
      planNextRun(of: dag.id)
    }
    recover(recovery.backfills)
    for run in recovery.runs { restore(run) }
    recover(recovery.deadlines)
    for (dag, _) in recovery.dags { followUps.append(.advance(dag: dag.id)) }
    for run in recovery.runs {
      for (id, instance) in run.taskInstances where instance.state.isExecuting {
        lost(id, instance.attempt)
      }
    }
  }
}

/// What was recorded of DAGs and their runs, for a scheduler to go on from.
public struct Recovery: Sendable {
  /// Where the schedule of a DAG stood.
  public struct Schedule: Sendable, Hashable {
    /// The interval of the last run that the schedule brought.
    public var last: DataInterval?
    /// Whether it brought runs.
    public var isPaused: Bool
    /// The assets that were updated since the last run they started.
    public var queuedAssets: [AssetID]
    /// How long the last runs took, the latest last, as far as deadlines depend on it.
    public var durations: [Duration]
    /// How the last runs ended, the latest last, as far as tasks depend on it.
    var past: [PastRun] = []

    /// Describes where a schedule stood.
    public init(
      last: DataInterval? = nil, isPaused: Bool = false, queuedAssets: [AssetID] = [],
      durations: [Duration] = []
    ) {
      self.durations = durations
      self.last = last
      self.isPaused = isPaused
      self.queuedAssets = queuedAssets
    }
  }

  /// The pools.
  public var pools: [Pool]
  /// The DAGs that there are now, each with where its schedule stood, if it had begun.
  public var dags: [(dag: DAG, schedule: Schedule?)]
  /// The runs that are not over. Their executing tries have nobody left to execute them, and count
  /// as lost.
  public var runs: [DAGRun]
  /// The deadlines of runs that were neither met nor missed.
  public var deadlines: [(run: RunID, deadline: RunDeadline)]
  /// The backfills that are not over.
  public var backfills: [(backfill: Backfill, standing: BackfillStanding)] = []

  /// Describes what was recorded.
  public init(
    pools: [Pool] = [], dags: [(dag: DAG, schedule: Schedule?)], runs: [DAGRun] = [],
    deadlines: [(run: RunID, deadline: RunDeadline)] = []
  ) {
    self.deadlines = deadlines
    self.pools = pools
    self.dags = dags
    self.runs = runs
  }
}
