extension DAGRun {
  /// An executor began with an instance that was queued.
  mutating func began(_ task: Int, _ index: Int, now: Timestamp) {
    guard instances[task][index].state == .queued else { return }
    instances[task][index].startedAt = now
    set(task, index, .running)
  }

  /// A try ended. What it left behind decides what comes next.
  ///
  /// - Returns: whether the try was under way; a report that comes twice changes nothing.
  mutating func ended(
    _ task: Int, _ index: Int, attempt: Int, _ result: TaskResult, now: Timestamp
  ) -> Bool {
    let instance = instances[task][index]
    guard instance.attempt == attempt, instance.state.isExecuting || instance.state.isDeferred
    else { return false }
    instances[task][index].endedAt = now
    guard instance.state != .restarting else {
      set(task, index, .unscheduled)
      pending.insert(task, index..<index + 1)
      return true
    }
    switch result {
    case .succeeded(let output, let skipping):
      instances[task][index].output = output
      instances[task][index].skips = skipping
      set(task, index, .success)
      skip(skipping, chosenBy: task, index, now)
    case .skipped: set(task, index, .skipped)
    case .failed: fail(task, index, mayRetry: true, now)
    case .failedForNow(let rest): fail(task, index, mayRetry: true, rest: rest, now)
    case .failedForGood: fail(task, index, mayRetry: false, now)
    case .rescheduled(let moment):
      instances[task][index].resumesAt = moment
      set(task, index, .upForReschedule)
    case .deferred(let moment):
      instances[task][index].resumesAt = moment
      set(task, index, .deferred)
    case .awaitsInput:
      instances[task][index].resumesAt = nil
      set(task, index, .awaitingInput)
    }
    return true
  }

  private mutating func fail(
    _ task: Int, _ index: Int, mayRetry: Bool, rest: Duration? = nil, _ now: Timestamp
  ) {
    let attempt = instances[task][index].attempt
    if mayRetry, attempt < instances[task][index].lastAttempt {
      let rest =
        rest
        ?? dag.tasks[task].retry.rest(
          after: attempt, dag: dag.id, task: dag.tasks[task].id.name, logicalDate: logicalDate)
      instances[task][index].resumesAt = now + rest
      set(task, index, .upForRetry)
      return
    }
    set(task, index, .failed)
    if dag.rules.failsFast { stopRest(now) }
  }

  /// Skips what a task chose to skip, as far as it has not started.
  private mutating func skip(
    _ tasks: [TaskID], chosenBy task: Int, _ index: Int, _ now: Timestamp
  ) {
    for skipped in tasks {
      guard let position = dag.graph.positions[skipped] else { continue }
      let range = related(position, to: task, index) ?? instances[position].indices
      for index in range where instances[position][index].state.isUndecided {
        instances[position][index].endedAt = now
        set(position, index, .skipped)
      }
    }
  }

  /// Ends everything that is not over, but for teardowns: what runs fails, what waits is skipped.
  private mutating func stopRest(_ now: Timestamp) {
    for task in dag.tasks.indices {
      if case .teardown = dag.tasks[task].role { continue }
      for index in instances[task].indices where !instances[task][index].state.isFinished {
        let state = instances[task][index].state
        instances[task][index].endedAt = now
        set(task, index, state == .running || state.isDeferred ? .failed : .skipped)
      }
    }
  }

  /// The rest of an instance is over: it is tried again, looks again, or has waited too long.
  mutating func resume(_ task: Int, _ index: Int, now: Timestamp) {
    let instance = instances[task][index]
    guard let moment = instance.resumesAt, moment <= now else { return }
    switch instance.state {
    case .upForRetry: schedule(task, index)
    case .upForReschedule: proceed(task, index)
    case .deferred:
      instances[task][index].endedAt = now
      fail(task, index, mayRetry: true, now)
    default: return
    }
  }

  /// What an instance was deferred for has come: it goes on within the same try.
  mutating func wake(_ task: Int, _ index: Int) {
    guard instances[task][index].state.isDeferred else { return }
    proceed(task, index)
  }

  private mutating func proceed(_ task: Int, _ index: Int) {
    instances[task][index].resumesAt = nil
    set(task, index, .scheduled)
  }

  /// Ends everything that is not over, because the run took too long.
  mutating func timeOut(now: Timestamp) {
    for task in dag.tasks.indices {
      for index in instances[task].indices where !instances[task][index].state.isFinished {
        instances[task][index].endedAt = now
        set(task, index, .skipped)
      }
    }
    finish(.failed, now)
  }

  /// Clears instances, so that they run anew and may be retried as often as at first. What is
  /// executing is interrupted and begins again.
  mutating func clear(_ places: [(task: Int, index: Int)]) {
    for place in places {
      let instance = instances[place.task][place.index]
      guard instance.state != .removed else { continue }
      instances[place.task][place.index].lastAttempt =
        instance.attempt + dag.tasks[place.task].retry.retries + 1
      instances[place.task][place.index].resumesAt = nil
      instances[place.task][place.index].output = .nothing
      instances[place.task][place.index].skips = []
      let isExecuting = instance.state == .running || instance.state == .restarting
      set(place.task, place.index, isExecuting ? .restarting : .unscheduled)
      pending.insert(place.task, place.index..<place.index + 1)
    }
    if !places.isEmpty, state.isFinished {
      state = .queued
      endedAt = nil
    }
  }

  /// Sets an instance to a state by hand. Tasks behind it that failed for its sake are cleared.
  mutating func mark(_ task: Int, _ index: Int, _ newState: TaskInstanceState, now: Timestamp) {
    instances[task][index].endedAt = now
    instances[task][index].resumesAt = nil
    set(task, index, newState)
    // A run that is over is looked at again, as it may now have come to something else.
    if state.isFinished {
      state = .queued
      endedAt = nil
    }
    var failedBehind: [(task: Int, index: Int)] = []
    for other in behind(task) where !newState.isFailure {
      for index in instances[other].indices where instances[other][index].state.isFailure {
        failedBehind.append((other, index))
      }
    }
    clear(failedBehind)
  }

  /// Ends the run by hand. As a success, all that is not skipped counts as done; as a failure, what
  /// runs fails and what waits is skipped.
  mutating func end(_ newState: DAGRunState, now: Timestamp) {
    for task in dag.tasks.indices {
      for index in instances[task].indices {
        let old = instances[task][index].state
        guard newState == .success ? old != .skipped && old != .removed : !old.isFinished else {
          continue
        }
        let runs = old.isExecuting || old.isDeferred
        instances[task][index].endedAt = old.isFinished ? instances[task][index].endedAt : now
        instances[task][index].resumesAt = nil
        set(task, index, newState == .success ? .success : runs ? .failed : .skipped)
      }
    }
    finish(newState, now)
  }

  /// Every task that waits for this one, directly or not.
  func behind(_ task: Int) -> [Int] {
    var isBehind = [Bool](repeating: false, count: dag.tasks.count)
    var pending = dag.plans[task].downstream
    while let next = pending.popLast() {
      guard !isBehind[next] else { continue }
      isBehind[next] = true
      pending += dag.plans[next].downstream
    }
    return isBehind.indices.filter { isBehind[$0] }
  }
}

extension DAGRun {
  /// Why a run is over.
  enum Conclusion: String, Sendable, Hashable {
    case success
    case taskFailure = "task_failure"
    /// Tasks are left whose rules will never hold.
    case deadlock = "all_tasks_deadlocked"
  }

  /// Ends the run if nothing is left that could happen in it.
  mutating func conclude(now: Timestamp) -> Conclusion? {
    guard state == .running, pending.isEmpty else { return nil }
    guard underWayCount == 0 else { return nil }
    if unfinishedCount > 0 {
      let waitsForOthers = dag.tasks.indices.contains { task in
        tallies[task].unfinished > 0 && dag.tasks[task].past != .none
      }
      guard !waitsForOthers else { return nil }
      finish(.failed, now)
      return .deadlock
    }
    let hasFailed = dag.tasks.indices.contains { task in
      dag.plans[task].decidesRun && tallies[task].failed + tallies[task].upstreamFailed > 0
    }
    finish(hasFailed ? .failed : .success, now)
    return hasFailed ? .taskFailure : .success
  }

  mutating func finish(_ state: DAGRunState, _ now: Timestamp) {
    self.state = state
    endedAt = now
  }
}
