extension Scheduler {
  mutating func started(_ id: TaskInstanceID, _ attempt: Int) {
    guard let (task, index) = place(id), runs[id.run]?.instances[task][index].attempt == attempt
    else { return }
    runs[id.run]?.began(task, index, now: now)
    if let timeout = runs[id.run]?.dag.tasks[task].timeout {
      setTimer(at: now + timeout, .taskTimeout(id, attempt: attempt))
    }
    settle(id.run)
  }

  mutating func ended(_ id: TaskInstanceID, _ attempt: Int, _ result: TaskResult) {
    guard let (task, index) = place(id) else {
      release(id, attempt)
      return
    }
    let wasUnderWay =
      runs[id.run]?.ended(task, index, attempt: attempt, result, now: now) ?? false
    release(id, attempt)
    guard wasUnderWay else { return }
    settle(id.run)
  }

  /// A try whose executor is gone: it counts as failed, unless it had not begun.
  mutating func lost(_ id: TaskInstanceID, _ attempt: Int) {
    guard let (task, index) = place(id), let instance = runs[id.run]?.instances[task][index],
      instance.attempt == attempt
    else { return }
    guard instance.state == .queued else {
      ended(id, attempt, .failed)
      return
    }
    release(id, attempt)
    runs[id.run]?.set(task, index, .scheduled)
    settle(id.run)
  }

  mutating func timeOut(_ id: TaskInstanceID, _ attempt: Int) {
    guard let (task, index) = place(id), let instance = runs[id.run]?.instances[task][index],
      instance.attempt == attempt, instance.state == .running, let started = instance.startedAt,
      let timeout = runs[id.run]?.dag.tasks[task].timeout, started + timeout <= now
    else { return }
    actions.append(.interrupt(id, attempt: attempt))
    ended(id, attempt, .failed)
  }

  /// Changes one instance of a run that is not over.
  mutating func change(
    _ id: TaskInstanceID, _ body: (inout DAGRun, _ task: Int, _ index: Int) -> Void
  ) {
    guard let (task, index) = place(id), var run = runs.removeValue(forKey: id.run) else { return }
    body(&run, task, index)
    runs[id.run] = run
    settle(id.run)
  }

  mutating func clear(_ id: RunID, _ tasks: [TaskID], _ downstream: Bool) {
    guard let run = runs[id] else { return }
    var positions = Set(tasks.compactMap { run.dag.graph.positions[$0] })
    if downstream {
      for position in positions { positions.formUnion(run.behind(position)) }
    }
    let places = positions.sorted().flatMap { task in
      run.instances[task].indices.map { (task, $0) }
    }
    runs[id]?.clear(places)
    settle(id)
    readmit(id)
  }

  mutating func clear(_ id: RunID, _ instances: [TaskInstanceID]) {
    guard let run = runs[id] else { return }
    runs[id]?.clear(instances.compactMap { run.place($0.task, $0.mapIndex) })
    settle(id)
    readmit(id)
  }

  /// Lets a run that was over begin again if it was cleared, and lets go of it if not.
  mutating func readmit(_ id: RunID) {
    guard let run = runs[id], dags[id.dag] != nil else { return }
    if run.state.isFinished {
      runs[id] = nil
    } else if run.state == .queued, !isWaiting(run) {
      enlist(id)
      if let run = runs[id] { actions.append(.record(.run(run))) }
      followUps.append(.advance(dag: id.dag))
      if let backfill = run.backfill { followUps.append(.advanceBackfill(backfill)) }
    }
  }

  mutating func mark(_ id: TaskInstanceID, _ state: TaskInstanceState) {
    change(id) { [now] run, task, index in run.mark(task, index, state, now: now) }
    readmit(id.run)
  }

  /// Ends a run as it stands; one that is over comes to the other end.
  mutating func end(_ id: RunID, _ state: DAGRunState) {
    guard state.isFinished, runs[id] != nil else { return }
    runs[id]?.end(state, now: now)
    settle(id, reason: "marked_\(state.rawValue)")
  }

  func place(_ id: TaskInstanceID) -> (task: Int, index: Int)? {
    runs[id.run]?.place(id.task, id.mapIndex)
  }

  /// Acts on instances that have changed their states.
  mutating func perform(_ transitions: [DAGRun.Transition], of id: RunID) {
    guard !transitions.isEmpty, let run = runs[id] else { return }
    var recorded: Set<TaskPlace> = []
    for transition in transitions {
      let (task, index) = (transition.task, transition.index)
      guard run.instances[task].indices.contains(index) else { continue }
      let name = run.name(task, index)
      let instance = run.instances[task][index]
      if transition.from.isExecuting || transition.from.isDeferred {
        leave(name, instance, transition)
      }
      if recorded.insert(TaskPlace(task: task, index: index)).inserted {
        if name.mapIndex == 0, transition.from == transition.to {
          actions.append(.record(.expanded(id, name.task)))
        }
        actions.append(.record(.instance(name, instance)))
        arrive(name, instance, run, task, index)
      }
      call(transition, name, run)
    }
  }

  private struct TaskPlace: Hashable {
    var task: Int
    var index: Int
  }

  /// An instance no longer executes: what it held is free, and what still executes is stopped.
  private mutating func leave(
    _ name: TaskInstanceID, _ instance: TaskInstance, _ transition: DAGRun.Transition
  ) {
    guard !transition.to.isExecuting else {
      if transition.to == .restarting {
        actions.append(.interrupt(name, attempt: instance.attempt))
      }
      return
    }
    guard let slots = held[name] else { return }
    // It is still held, so that its end was not reported but decided here.
    actions.append(.interrupt(name, attempt: slots.attempt))
    release(name, slots.attempt)
  }

  /// An instance has come to a state in which something waits for it.
  private mutating func arrive(
    _ name: TaskInstanceID, _ instance: TaskInstance, _ run: DAGRun, _ task: Int, _ index: Int
  ) {
    switch instance.state {
    case .scheduled:
      enqueue(name, run, task, index)
    case .upForRetry, .upForReschedule, .deferred:
      if let moment = instance.resumesAt { setTimer(at: moment, .resume(name)) }
    case .success:
      for asset in run.dag.tasks[task].outlets {
        updated(AssetEvent(asset: asset, at: now, source: name))
      }
    default: break
    }
  }

  private mutating func call(
    _ transition: DAGRun.Transition, _ name: TaskInstanceID, _ run: DAGRun
  ) {
    let occasion: Callback.Occasion
    switch transition.to {
    case .running: occasion = .taskStarted
    case .success where transition.from.isExecuting: occasion = .taskSucceeded
    case .failed: occasion = .taskFailed
    case .upForRetry: occasion = .taskRetried
    case .skipped where transition.from.isExecuting: occasion = .taskSkipped
    default: return
    }
    guard run.dag.rules.callbacks.contains(occasion) else { return }
    actions.append(
      .call(Callback(occasion, run: run.id, instance: name, reason: transition.to.rawValue)))
  }
}
