extension Scheduler {
  mutating func declare(_ dag: DAG) {
    subscribe(dag.id, to: dag.rules.timetable)
    guard var record = dags[dag.id] else {
      dags[dag.id] = DAGRecord(dag)
      planNextRun(of: dag.id)
      followUps.append(.advance(dag: dag.id))
      return
    }
    // Runs under way keep the DAG they began with.
    var renewed = DAGRecord(dag)
    renewed.isPaused = record.isPaused
    renewed.last = record.last
    swap(&renewed.running, &record.running)
    swap(&renewed.waiting, &record.waiting)
    swap(&renewed.backfilled, &record.backfilled)
    renewed.queuedAssets = record.queuedAssets
    renewed.past = record.past
    renewed.durations = record.durations
    renewed.failedInARow = record.failedInARow
    dags[dag.id] = renewed
    planNextRun(of: dag.id)
  }

  mutating func remove(_ dag: String) {
    subscribe(dag, to: nil)
    guard let record = dags.removeValue(forKey: dag) else { return }
    deadlines = deadlines.filter { $0.key.dag != dag }
    for id in record.running.union(record.waiting).union(record.backfilled) {
      runs[id]?.timeOut(now: now)
      settle(id, reason: "dag_removed")
      runs[id] = nil
    }
  }

  mutating func pause(_ dag: String, _ isPaused: Bool) {
    guard dags[dag]?.isPaused == !isPaused else { return }
    dags[dag]?.isPaused = isPaused
    dags[dag]?.failedInARow = 0
    recordDAG(dag)
    if !isPaused { planNextRun(of: dag) }
  }

  func recordOf(_ dag: String) -> Action? {
    dags[dag].map { .record(.dag(dag, last: $0.last, isPaused: $0.isPaused)) }
  }

  mutating func recordDAG(_ dag: String) {
    if let action = recordOf(dag) { actions.append(action) }
  }

  /// Asks the timetable for the next run and sets the clock for it.
  mutating func planNextRun(of dag: String) {
    guard let record = dags[dag], !record.isPaused else { return }
    let rules = record.dag.rules
    let restriction = TimeRestriction(
      earliest: rules.startDate, latest: rules.endDate, catchup: rules.catchup)
    let next = rules.timetable.next(after: record.last, within: restriction, now: now)
    dags[dag]?.next = next
    if let next, next.runAfter > now || record.dag.rules.timetable != .continuous {
      setTimer(at: next.runAfter, .schedule(dag: dag))
    }
  }

  mutating func setTimer(at moment: Timestamp, _ kind: Timer.Kind) {
    sequence += 1
    timers.insert(Timer(at: moment, sequence: sequence, kind: kind))
  }

  mutating func fireTimers() {
    while let timer = timers.first, timer.at <= now {
      _ = timers.popFirst()
      switch timer.kind {
      case .schedule(let dag):
        if dags[dag]?.isIdleContinuous == true { planNextRun(of: dag) }
        startScheduledRuns(of: dag)
      case .resume(let id): change(id) { [now] in $0.resume($1, $2, now: now) }
      case .runTimeout(let run): timeOut(run)
      case .taskTimeout(let id, let attempt): timeOut(id, attempt)
      case .deadline(let run, let position): miss(run, position)
      }
      followUp()
    }
  }

  /// Makes the runs that are due, as many as may be under way at once.
  mutating func startScheduledRuns(of dag: String) {
    while let record = dags[dag], !record.isPaused, let next = record.next,
      next.runAfter <= now, record.running.count + record.waiting.count < record.maxActiveRuns
    {
      // Without catching up, runs that were missed meanwhile are left out.
      dags[dag]?.last = next.interval
      recordDAG(dag)
      add(
        DAGRun(
          of: record.dag, id: RunID(dag: dag, name: "scheduled__\(next.runAfter)"),
          kind: .scheduled,
          interval: next.interval, runAfter: next.runAfter))
      // The next one of a DAG that runs continually is known when this one is over.
      guard record.dag.rules.timetable != .continuous else {
        dags[dag]?.next = nil
        return
      }
      planNextRun(of: dag)
    }
  }

  mutating func trigger(_ dag: String, _ name: String?, _ conf: String?, _ moment: Timestamp?) {
    guard let record = dags[dag] else { return }
    let interval = record.dag.rules.timetable.manualInterval(at: moment ?? now)
    add(
      DAGRun(
        of: record.dag, id: RunID(dag: dag, name: name ?? "manual__\(nameMoment(of: dag))"),
        kind: .manual, interval: interval, runAfter: now, conf: conf))
  }

  /// The present moment, or one shortly after, so that no two runs are named after the same.
  mutating func nameMoment(of dag: String) -> Timestamp {
    let last = dags[dag]?.lastNamed ?? .distantPast
    let moment = now > last ? now : last + .microseconds(1)
    dags[dag]?.lastNamed = moment
    return moment
  }

  /// Takes in a run, unless there is one of that name.
  mutating func add(_ run: DAGRun) {
    guard runs[run.id] == nil else { return }
    runs[run.id] = run
    actions.append(.record(.run(run)))
    for (id, instance) in run.taskInstances { actions.append(.record(.instance(id, instance))) }
    enlist(run.id)
    setDeadlines(of: run)
    beginWaiting(of: run.id.dag)
  }

  /// Begins runs that wait, as far as the DAG allows.
  mutating func beginWaiting(of dag: String) {
    while let record = dags[dag], let id = record.waiting.first,
      record.running.count < record.maxActiveRuns
    {
      dags[dag]?.waiting.removeFirst()
      dags[dag]?.running.insert(id)
      begin(id)
    }
  }

  mutating func begin(_ id: RunID) {
    guard let run = runs[id] else { return }
    runs[id]?.state = .running
    runs[id]?.startedAt = run.startedAt ?? now
    runs[id]?.touchAll()
    if let timeout = run.dag.rules.runTimeout { setTimer(at: now + timeout, .runTimeout(id)) }
    settle(id, isChanged: true)
  }

  private mutating func timeOut(_ id: RunID) {
    guard let run = runs[id], run.state == .running, let timeout = run.dag.rules.runTimeout,
      run.startedAt.map({ $0 + timeout <= now }) ?? false
    else { return }
    runs[id]?.timeOut(now: now)
    settle(id, reason: "timed_out")
  }

  /// Lets follow what follows from the changes of a run, and acts on it.
  ///
  /// - Parameters:
  ///   - id: the run.
  ///   - isChanged: whether the run itself has changed, apart from its tasks.
  ///   - reason: why the run is over, where that was decided already.
  mutating func settle(_ id: RunID, isChanged: Bool = false, reason: String? = nil) {
    guard let dag = runs[id]?.dag else { return }
    let past = PastView(of: id, in: self)
    runs[id]?.decide(now: now, past: past)
    let conclusion = runs[id]?.conclude(now: now)
    let transitions = runs[id]?.transitions ?? []
    runs[id]?.transitions = []
    perform(transitions, of: id)
    let ended = reason ?? conclusion?.rawValue
    if isChanged || ended != nil, let run = runs[id] { actions.append(.record(.run(run))) }
    if let ended { finish(id, reason: ended) }
    if dags[dag.id]?.hasPastDependencies == true, !transitions.isEmpty {
      settleFollowers(of: id)
    }
  }

  private mutating func finish(_ id: RunID, reason: String) {
    guard let run = runs[id] else { return }
    let occasion: Callback.Occasion = run.state == .success ? .runSucceeded : .runFailed
    if run.dag.rules.callbacks.contains(occasion) {
      actions.append(.call(Callback(occasion, run: id, reason: reason)))
    }
    if dags[id.dag]?.hasPastDependencies == true { dags[id.dag]?.remember(PastRun(run)) }
    endDeadlines(of: run)
    runs[id] = nil
    parked[.run(id)] = nil
    strike(run)
    countFailure(run)
    // The next one of a DAG that runs continually comes a moment later, however short they are.
    if run.dag.rules.timetable == .continuous {
      setTimer(at: now + .seconds(1), .schedule(dag: id.dag))
    }
    followUps.append(.advance(dag: id.dag))
  }

  /// Does what follows from changes, until nothing follows any more.
  mutating func followUp() {
    while let next = followUps.popLast() {
      switch next {
      case .advance(let dag):
        beginWaiting(of: dag)
        startScheduledRuns(of: dag)
      case .advanceBackfill(let id): advanceBackfill(id)
      case .lookAgain(let run):
        runs[run]?.touchAll()
        settle(run)
      }
    }
  }

  /// Pauses a DAG whose runs have failed too often in a row.
  private mutating func countFailure(_ run: DAGRun) {
    let limit = run.dag.rules.maxConsecutiveFailedRuns
    guard limit > 0, let record = dags[run.id.dag] else { return }
    let failures = run.state == .failed ? record.failedInARow + 1 : 0
    dags[run.id.dag]?.failedInARow = failures
    if failures >= limit { pause(run.id.dag, true) }
  }

  /// Looks again at the tasks of the run after, which may wait for this one's.
  private mutating func settleFollowers(of id: RunID) {
    let followers = (dags[id.dag].map { $0.running.union($0.backfilled) } ?? []).filter {
      $0 != id && runs[$0]?.state == .running
    }
    for follower in followers.sorted(by: { $0.name > $1.name }) {
      let lookAgain = FollowUp.lookAgain(follower)
      if !followUps.contains(lookAgain) { followUps.append(lookAgain) }
    }
  }
}
