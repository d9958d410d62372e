/// What a run has to know of the run before.
protocol PastRuns {
  /// Whether what a task asks of the run before holds.
  func permits(_ task: Int, in run: DAGRun) -> Bool
}

extension DAGRun {
  /// Works off the list of what to decide, until nothing follows from anything any more.
  ///
  /// - Parameters:
  ///   - now: the present moment.
  ///   - past: what is known of the run before.
  mutating func decide(now: Timestamp, past: some PastRuns) {
    guard state == .running else { return }
    while let entry = pending.popFirst() {
      decide(entry, now, past)
    }
  }

  private mutating func decide(
    _ entry: PendingTasks.Entry, _ now: Timestamp, _ past: some PastRuns
  ) {
    let task = entry.task
    guard tallies[task].unscheduled > 0 else { return }
    guard dag.plans[task].isMapped, lengths[task] == nil else {
      revise(task)
      let indices = entry.indices?.clamped(to: instances[task].indices) ?? instances[task].indices
      for index in indices where instances[task][index].state.isUndecided {
        decide(task, index, now, past)
      }
      return
    }
    switch verdict(task, nil) {
    case .wait: return
    case .settle(let state): settle(task, 0, state, now)
    case .run:
      guard past.permits(task, in: self) else { return }
      switch levelLengths(task) {
      case .unknown: return
      case .impossible: settle(task, 0, .upstreamFailed, now)
      case .known(let lengths): expand(task, lengths)
      }
    }
  }

  private mutating func decide(
    _ task: Int, _ index: Int, _ now: Timestamp, _ past: some PastRuns
  ) {
    switch verdict(task, index) {
    case .wait: return
    case .settle(let state): settle(task, index, state, now)
    case .run:
      guard past.permits(task, in: self) else { return }
      guard isExecuted(task) else {
        instances[task][index].startedAt = now
        settle(task, index, .success, now)
        return
      }
      schedule(task, index)
    }
  }

  /// Whether there is anything to execute.
  private func isExecuted(_ task: Int) -> Bool {
    !dag.tasks[task].isEmpty || !dag.tasks[task].outlets.isEmpty
  }

  /// Lets an instance wait for slots, and counts the try.
  mutating func schedule(_ task: Int, _ index: Int) {
    instances[task][index].attempt += 1
    instances[task][index].resumesAt = nil
    set(task, index, .scheduled)
  }

  private mutating func settle(
    _ task: Int, _ index: Int, _ state: TaskInstanceState, _ now: Timestamp
  ) {
    instances[task][index].endedAt = now
    set(task, index, state)
  }

  /// What the rules say of an instance, or of a task before it is expanded.
  func verdict(_ task: Int, _ index: Int?) -> Verdict {
    let plan = dag.plans[task]
    if isSkippedByParent(task, index) { return .settle(.skipped) }
    let verdict = verdictOfRules(task, index)
    // A failure before it says more than that there is nothing to expand.
    guard index == nil, verdict != .settle(.upstreamFailed) else { return verdict }
    return stateBySources(plan).map { .settle($0) } ?? verdict
  }

  private func verdictOfRules(_ task: Int, _ index: Int?) -> Verdict {
    let plan = dag.plans[task]
    guard !plan.upstream.isEmpty, dag.tasks[task].triggerRule != .always else { return .run }
    let mapIndex = plan.isMapped ? index : nil
    guard case .teardown = dag.tasks[task].role else {
      if !plan.indirectSetups.isEmpty {
        let setups = counts(of: plan.indirectSetups, for: task, index)
        let verdict = TriggerRule.setupVerdict(setups, mapIndex: mapIndex)
        guard verdict == .run else { return verdict }
      }
      return verdictOfUpstream(task, index, mapIndex)
    }
    let verdict = verdictOfUpstream(task, index, mapIndex)
    guard verdict == .run, !plan.scope.isEmpty else { return verdict }
    let scope = counts(of: plan.scope, for: task, index)
    return scope.done >= scope.total ? .run : .wait
  }

  private func verdictOfUpstream(_ task: Int, _ index: Int?, _ mapIndex: Int?) -> Verdict {
    let counts = counts(of: dag.plans[task].upstream, for: task, index)
    return dag.tasks[task].triggerRule.verdict(counts, mapIndex: mapIndex)
  }

  /// Whether a task directly before has run and chose to skip this one.
  private func isSkippedByParent(_ task: Int, _ index: Int?) -> Bool {
    let id = dag.tasks[task].id
    return dag.plans[task].upstream.contains { parent in
      let range = index.flatMap { related(parent, to: task, $0) }
      if let range {
        return range.contains { skips(parent, $0, id) }
      }
      return instances[parent].count == 1 && skips(parent, 0, id)
    }
  }

  private func skips(_ parent: Int, _ index: Int, _ task: TaskID) -> Bool {
    guard instances[parent].indices.contains(index) else { return false }
    let instance = instances[parent][index]
    return instance.state.isFinished && instance.skips.contains(task)
  }

  /// The state of a task that cannot be expanded, because what it is expanded over never came.
  private func stateBySources(_ plan: TaskPlan) -> TaskInstanceState? {
    let states = plan.sources.filter { !isExpanded($0) }.map { instances[$0][0].state }
      .filter(\.isFinished)
    if states.contains(where: \.isFailure) { return .upstreamFailed }
    return states.contains(.skipped) ? .skipped : nil
  }
}
