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
  /// Takes in a run as it was recorded. Tries that were executing are reported lost by whoever
  /// knows that nobody executes them.
  mutating func restore(_ run: DAGRun) {
    guard runs[run.id] == nil, dags[run.id.dag] != nil else { return }
    runs[run.id] = run
    switch run.state {
    case .success, .failed: return
    case .queued: dags[run.id.dag]?.waiting.append(run.id)
    case .running:
      dags[run.id.dag]?.running.insert(run.id)
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

  /// Goes on with a DAG's schedule where it stood.
  mutating func resume(
    _ dag: String, _ last: DataInterval?, _ isPaused: Bool, _ queuedAssets: [AssetID]
  ) {
    guard dags[dag] != nil else { return }
    dags[dag]?.last = last
    dags[dag]?.isPaused = isPaused
    dags[dag]?.queuedAssets = Set(queuedAssets)
    dags[dag]?.next = nil
    planNextRun(of: dag)
  }
}
