extension Scheduler {
  /// Puts an instance that may run into the queue of its pool.
  mutating func enqueue(_ name: TaskInstanceID, _ run: DAGRun, _ task: Int, _ index: Int) {
    sequence += 1
    let ready = ReadyTask(
      id: name, task: task, index: index, attempt: run.instances[task][index].attempt,
      weight: run.dag.plans[task].weight, runAfter: run.logicalDate ?? run.runAfter,
      sequence: sequence)
    let pool = run.dag.tasks[task].pool
    // A pool that was never declared has no slots; its tasks wait until it is.
    pools[pool, default: PoolUse(Pool(pool, slots: 0))].ready.insert(ready)
  }

  /// Gives free slots to those that rank first.
  mutating func dispatch() {
    // Those that need more slots than are free let others pass, and keep their rank.
    var passed: [(pool: String, ready: ReadyTask)] = []
    while executing < limits.parallelism, let pool = poolToServe(),
      let ready = pools[pool]?.ready.popFirst()
    {
      guard isStillReady(ready), let dag = runs[ready.id.run]?.dag else { continue }
      let task = dag.tasks[ready.task]
      if let lot = lotThatIsFull(task, dag, ready.id.run) {
        parked[lot, default: []].append(ready)
      } else if task.poolSlots > pools[pool]?.free ?? 0 {
        passed.append((pool, ready))
      } else {
        execute(ready, task)
      }
    }
    for (pool, ready) in passed { pools[pool]?.ready.insert(ready) }
  }

  /// The pool with free slots whose first instance ranks before those of the others.
  private func poolToServe() -> String? {
    var best: (name: String, ready: ReadyTask)?
    for (name, use) in pools where use.free > 0 {
      guard let ready = use.ready.first else { continue }
      if best.map({ ready.comes(before: $0.ready) }) ?? true { best = (name, ready) }
    }
    return best?.name
  }

  private func isStillReady(_ ready: ReadyTask) -> Bool {
    guard let instances = runs[ready.id.run]?.instances[ready.task],
      instances.indices.contains(ready.index)
    else { return false }
    let instance = instances[ready.index]
    return instance.state == .scheduled && instance.attempt == ready.attempt
  }

  private func lotThatIsFull(_ task: DAGTask, _ dag: DAG, _ run: RunID) -> ParkingLot? {
    if activeCounts[.run(run), default: 0] >= dag.rules.maxActiveTasks { return .run(run) }
    let ofTask = ParkingLot.task(dag: dag.id, task.id)
    if let limit = task.maxActivePerDAG, activeCounts[ofTask, default: 0] >= limit {
      return ofTask
    }
    let ofRun = ParkingLot.taskOfRun(run, task.id)
    if let limit = task.maxActivePerRun, activeCounts[ofRun, default: 0] >= limit { return ofRun }
    return nil
  }

  private func lots(_ task: DAGTask, _ run: RunID) -> [ParkingLot] {
    var lots: [ParkingLot] = [.run(run)]
    if task.maxActivePerDAG != nil { lots.append(.task(dag: run.dag, task.id)) }
    if task.maxActivePerRun != nil { lots.append(.taskOfRun(run, task.id)) }
    return lots
  }

  private mutating func execute(_ ready: ReadyTask, _ task: DAGTask) {
    let lots = lots(task, ready.id.run)
    held[ready.id] = HeldSlots(
      attempt: ready.attempt, pool: task.pool, slots: task.poolSlots, lots: lots)
    pools[task.pool]?.used += task.poolSlots
    executing += 1
    for lot in lots { activeCounts[lot, default: 0] += 1 }
    // No copy of the run is held here, so that it is changed in place.
    runs[ready.id.run]?.set(ready.task, ready.index, .queued)
    runs[ready.id.run]?.transitions.removeAll()
    if let instance = runs[ready.id.run]?.instances[ready.task][ready.index] {
      actions.append(.record(.instance(ready.id, instance)))
    }
    actions.append(
      .execute(
        TaskAttempt(
          id: ready.id, attempt: ready.attempt, work: task.work, timeout: task.timeout,
          interval: runs[ready.id.run]?.interval, conf: runs[ready.id.run]?.conf)))
  }

  /// Gives back what a try held, once.
  mutating func release(_ id: TaskInstanceID, _ attempt: Int) {
    guard let slots = held[id], slots.attempt == attempt else { return }
    held[id] = nil
    pools[slots.pool]?.used -= slots.slots
    executing -= 1
    for lot in slots.lots {
      activeCounts[lot, default: 1] -= 1
      if activeCounts[lot] == 0 { activeCounts[lot] = nil }
      for ready in parked.removeValue(forKey: lot) ?? [] {
        let pool = runs[ready.id.run]?.dag.tasks[ready.task].pool
        if let pool { pools[pool]?.ready.insert(ready) }
      }
    }
  }
}
