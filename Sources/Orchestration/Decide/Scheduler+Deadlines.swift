extension Scheduler {
  /// Sets the deadlines of a run that is new.
  mutating func setDeadlines(of run: DAGRun) {
    for (position, deadline) in run.dag.rules.deadlines.enumerated() {
      guard let start = start(deadline.reference, of: run) else { continue }
      watch(
        RunDeadline(position: position, name: deadline.name, due: start + deadline.interval),
        of: run.id)
    }
  }

  private mutating func watch(_ deadline: RunDeadline, of run: RunID) {
    deadlines[run, default: [:]][deadline.position] = deadline
    actions.append(.record(.deadline(run, deadline)))
    setTimer(at: deadline.due, .deadline(run, deadline.position))
  }

  private func start(_ reference: Deadline.Reference, of run: DAGRun) -> Timestamp? {
    switch reference {
    case .queuedAt: return now
    case .logicalDate: return run.logicalDate
    case .fixed(let moment): return moment
    case .averageRuntime(let most, let least):
      let known = (dags[run.id.dag]?.durations ?? []).suffix(most)
      guard !known.isEmpty, known.count >= least else { return nil }
      return now + known.reduce(.zero, +) / known.count
    }
  }

  /// The time of a deadline has come, and the run has not succeeded before.
  mutating func miss(_ run: RunID, _ position: Int) {
    guard var deadline = deadlines[run]?.removeValue(forKey: position) else { return }
    if deadlines[run]?.isEmpty == true { deadlines[run] = nil }
    deadline.missed = now
    actions.append(.record(.deadline(run, deadline)))
    actions.append(
      .call(Callback(.deadlineMissed(deadline), run: run, reason: "deadline_missed")))
  }

  /// A run is over. What it succeeded in time for is met; a run that failed may still succeed when
  /// it is cleared.
  mutating func endDeadlines(of run: DAGRun) {
    if let start = run.startedAt, let end = run.endedAt {
      dags[run.id.dag]?.remember(end - start)
    }
    guard run.state == .success, deadlines.removeValue(forKey: run.id) != nil else { return }
    actions.append(.record(.deadlinesMet(run.id)))
  }

  /// Takes in the deadlines that were neither met nor missed.
  mutating func recover(_ recovered: [(run: RunID, deadline: RunDeadline)]) {
    for (run, deadline) in recovered {
      deadlines[run, default: [:]][deadline.position] = deadline
      setTimer(at: deadline.due, .deadline(run, deadline.position))
    }
  }
}

extension DAGRecord {
  /// Keeps how long a run took, where a deadline depends on it.
  mutating func remember(_ duration: Duration) {
    let most = dag.rules.runsAveraged
    guard most > 0 else { return }
    durations.append(duration)
    if durations.count > most { durations.removeFirst(durations.count - most) }
  }
}

extension DAG.Rules {
  /// Over how many runs a deadline takes the mean; zero if none does.
  var runsAveraged: Int {
    deadlines.map { deadline in
      if case .averageRuntime(let most, _) = deadline.reference { min(most, 1000) } else { 0 }
    }.max() ?? 0
  }
}
