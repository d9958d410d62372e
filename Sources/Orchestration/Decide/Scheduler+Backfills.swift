extension Scheduler {
  /// Makes the runs of a backfill that there are not yet, and lets those run anew that are to.
  ///
  /// - Parameters:
  ///   - backfill: the backfill, with the runs that there are.
  ///   - rerun: the runs that are to run anew, as they were last recorded.
  mutating func start(_ backfill: Backfill, rerun: [DAGRun]) {
    guard let dag = dags[backfill.dag]?.dag, backfills[backfill.id] == nil else { return }
    backfills[backfill.id] = BackfillRecord(backfill.dag, backfill.maxActiveRuns)
    record(backfill.id)
    let known = Dictionary(
      rerun.compactMap { run in run.logicalDate.map { ($0, run) } }, uniquingKeysWith: { $1 })
    for (place, step) in backfill.steps(of: dag.rules.timetable, now: now).enumerated() {
      var done = BackfillRun(
        ordinal: place + 1, logicalDate: step.interval.start, run: nil, decision: step.decision)
      switch step.decision {
      case .create:
        let run = DAGRun(
          of: dag, id: RunID(dag: dag.id, name: "backfill__\(step.runAfter)"), kind: .backfill,
          interval: step.interval, runAfter: step.runAfter, conf: backfill.conf,
          backfill: backfill.id)
        done.run = run.id
        add(run)
      case .rerun:
        if let run = known[step.interval.start] {
          done.run = run.id
          runAgain(run, in: backfill)
        }
      case .keep, .inFlight: break
      }
      actions.append(.record(.backfillRun(backfill.id, done)))
    }
    followUps.append(.advanceBackfill(backfill.id))
  }

  /// A run that is over becomes one of the backfill, and runs anew from its beginning.
  private mutating func runAgain(_ run: DAGRun, in backfill: Backfill) {
    guard runs[run.id] == nil, run.state.isFinished else { return }
    var again = run
    again.kind = .backfill
    again.backfill = backfill.id
    if let conf = backfill.conf { again.conf = conf }
    runs[run.id] = again
    clear(run.id, run.dag.tasks.map(\.id), false)
  }

  /// Lets runs of a backfill begin, or no further ones.
  mutating func pauseBackfill(_ id: Int, _ isPaused: Bool) {
    guard let record = backfills[id], record.isPaused != isPaused else { return }
    backfills[id]?.isPaused = isPaused
    self.record(id)
    followUps.append(.advanceBackfill(id))
  }

  /// Ends a backfill: what has begun goes on, and what has not fails.
  mutating func cancelBackfill(_ id: Int) {
    guard let record = backfills[id] else { return }
    for run in record.waiting {
      runs[run]?.finish(.failed, now)
      if let ended = runs[run] { actions.append(.record(.run(ended))) }
      runs[run] = nil
      dags[record.dag]?.backfilled.remove(run)
    }
    backfills[id]?.waiting = []
    backfills[id]?.isPaused = true
    completeBackfill(id)
  }

  /// Begins runs of a backfill, as far as it allows, and ends it after the last.
  mutating func advanceBackfill(_ id: Int) {
    while let record = backfills[id], !record.isPaused, let next = record.waiting.first,
      record.running.count < record.maxActiveRuns
    {
      backfills[id]?.waiting.removeFirst()
      backfills[id]?.running.insert(next)
      begin(next)
    }
    if let record = backfills[id], record.waiting.isEmpty, record.running.isEmpty {
      completeBackfill(id)
    }
  }

  private mutating func completeBackfill(_ id: Int) {
    guard let record = backfills.removeValue(forKey: id) else { return }
    actions.append(
      .record(
        .backfill(
          id,
          BackfillStanding(isPaused: record.isPaused, hasBegun: true, completedAt: now))))
  }

  private mutating func record(_ id: Int) {
    guard let record = backfills[id] else { return }
    actions.append(
      .record(.backfill(id, BackfillStanding(isPaused: record.isPaused, hasBegun: true))))
  }

  /// Puts a run among those that wait, of its backfill or its DAG.
  mutating func enlist(_ id: RunID) {
    if let backfill = runs[id]?.backfill, backfills[backfill] != nil {
      backfills[backfill]?.waiting.append(id)
      dags[id.dag]?.backfilled.insert(id)
    } else {
      dags[id.dag]?.waiting.append(id)
    }
  }

  /// Puts a run among those that have begun, of its backfill or its DAG.
  mutating func enlistRunning(_ id: RunID) {
    if let backfill = runs[id]?.backfill, backfills[backfill] != nil {
      backfills[backfill]?.running.insert(id)
      dags[id.dag]?.backfilled.insert(id)
    } else {
      dags[id.dag]?.running.insert(id)
    }
  }

  /// Takes a run that is over off the lists.
  mutating func strike(_ run: DAGRun) {
    dags[run.id.dag]?.running.remove(run.id)
    dags[run.id.dag]?.waiting.removeAll { $0 == run.id }
    guard let id = run.backfill else { return }
    dags[run.id.dag]?.backfilled.remove(run.id)
    guard backfills[id] != nil else { return }
    backfills[id]?.running.remove(run.id)
    backfills[id]?.waiting.removeAll { $0 == run.id }
    followUps.append(.advanceBackfill(id))
  }

  /// Whether a run waits already.
  func isWaiting(_ run: DAGRun) -> Bool {
    (run.backfill.flatMap { backfills[$0]?.waiting.contains(run.id) } ?? false)
      || (dags[run.id.dag]?.waiting.contains(run.id) ?? false)
  }

  /// Takes in the backfills that had begun and were not over.
  mutating func recover(_ open: [(backfill: Backfill, standing: BackfillStanding)]) {
    for (backfill, standing) in open where standing.hasBegun && dags[backfill.dag] != nil {
      var record = BackfillRecord(backfill.dag, backfill.maxActiveRuns)
      record.isPaused = standing.isPaused
      backfills[backfill.id] = record
      followUps.append(.advanceBackfill(backfill.id))
    }
  }
}

/// A backfill that is not over, and its runs.
struct BackfillRecord: Sendable {
  var dag: String
  var maxActiveRuns: Int
  var isPaused = false
  var running: Set<RunID> = []
  /// Runs that may not begin yet, in order.
  var waiting: [RunID] = []

  init(_ dag: String, _ maxActiveRuns: Int) {
    self.dag = dag
    self.maxActiveRuns = maxActiveRuns
  }
}
