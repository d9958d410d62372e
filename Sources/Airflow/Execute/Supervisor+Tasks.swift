import Orchestration

extension Supervisor {
  /// Answers what is about task instances; `nil` for anything else.
  func answerTasks(
    _ type: String, _ request: WireValue, _ asker: Asker?
  ) async throws -> WireValue? {
    switch type {
    case "GetTICount":
      var instances = try await self.instances(request)
      if let states = request.words("states") {
        instances = instances.filter { states.contains($0.instance.state.asked) }
      }
      return ["type": "TICount", "count": .integer(Int64(instances.count))]
    case "GetTaskStates":
      var byRun: [(run: String, states: [WireEntry])] = []
      for (id, instance) in try await instances(request) {
        let name = id.task.name + (id.mapIndex.map { "_\($0)" } ?? "")
        let state: WireValue =
          instance.state == .unscheduled ? .null : .text(instance.state.rawValue)
        if byRun.last?.run != id.run.name { byRun.append((id.run.name, [])) }
        byRun[byRun.count - 1].states.append(WireEntry(name, state))
      }
      return [
        "type": "TaskStatesResult",
        "task_states": .map(byRun.map { WireEntry($0.run, .map($0.states)) }),
      ]
    case "GetPreviousTI": return try await previousInstance(request)
    case "GetTaskBreadcrumbs":
      let instances = try await scheduler.instances(of: request.run)
      let crumbs = instances.filter { $0.instance.state.isFinished }.map(breadcrumb)
      return ["type": "TaskBreadcrumbsResult", "breadcrumbs": .list(crumbs)]
    case "GetTaskRescheduleStartDate":
      var start = WireValue.null
      if let asker {
        start = try await state.notes(of: asker.id)[TaskNotes.rescheduledSince] ?? .null
      }
      return ["type": "TaskRescheduleStartDate", "start_date": start]
    default: return nil
    }
  }

  /// The instances that a request asks for, by run.
  private func instances(
    _ request: WireValue
  ) async throws -> [(id: TaskInstanceID, instance: TaskInstance)] {
    let dag = request.word("dag_id")
    let runs = try await scheduler.runs(
      of: dag,
      RunFilter(names: request.words("run_ids"), logicalDates: request.moments("logical_dates")))
    var tasks = request.words("task_ids").map { Set($0) }
    if let group = request["task_group_id"]?.text {
      let members = catalog[dag].map { Self.members(of: GroupID(group), in: $0.dag) } ?? []
      tasks = tasks.map { $0.intersection(members) } ?? Set(members)
    }
    var found: [(id: TaskInstanceID, instance: TaskInstance)] = []
    for run in runs {
      found += try await scheduler.instances(of: run.id).filter { id, _ in
        (tasks?.contains(id.task.name) ?? true)
          && (request.mapIndex.map { $0 == id.mapIndex } ?? true)
      }
    }
    return found
  }

  /// The tasks of a group and of the groups in it.
  private static func members(of group: GroupID, in dag: DAG) -> [String] {
    let parents = Dictionary(dag.groups.map { ($0.id, $0.parent) }) { first, _ in first }
    return dag.tasks.filter { task in
      var next = task.group
      var depth = 0
      while let id = next, depth <= dag.groups.count {
        if id == group { return true }
        next = parents[id] ?? nil
        depth += 1
      }
      return false
    }.map(\.id.name)
  }

  private func previousInstance(_ request: WireValue) async throws -> WireValue {
    let task = TaskID(request.word("task_id"))
    let runs = try await scheduler.runs(
      of: request.word("dag_id"), RunFilter(before: request["logical_date"]?.moment), limit: 1000)
    let ordered = runs.sorted {
      ($0.logicalDate ?? $0.runAfter) > ($1.logicalDate ?? $1.runAfter)
    }
    for run in ordered {
      let id = TaskInstanceID(run: run.id, task: task, mapIndex: request.mapIndex)
      guard let instance = try await scheduler.instance(id) else { continue }
      if let state = request["state"]?.text, state != instance.state.rawValue { continue }
      return [
        "type": "PreviousTIResult",
        "task_instance": [
          "task_id": .text(task.name), "dag_id": .text(run.id.dag),
          "run_id": .text(run.id.name), "logical_date": .optional(run.logicalDate),
          "start_date": .optional(instance.startedAt), "end_date": .optional(instance.endedAt),
          "state": .text(instance.state.rawValue),
          "try_number": .integer(Int64(instance.attempt)),
          "map_index": .integer(Int64(id.mapIndex ?? -1)), "duration": duration(of: instance),
        ],
      ]
    }
    return ["type": "PreviousTIResult", "task_instance": nil]
  }

  private func breadcrumb(
    _ entry: (id: TaskInstanceID, instance: TaskInstance)
  ) -> WireValue {
    [
      "task_id": .text(entry.id.task.name),
      "map_index": .integer(Int64(entry.id.mapIndex ?? -1)),
      "state": .text(entry.instance.state.rawValue),
      "operator": .text(
        catalog[entry.id.run.dag]?.tasks[entry.id.task.name]?.operatorName ?? ""),
      "duration": duration(of: entry.instance),
    ]
  }

  private func duration(of instance: TaskInstance) -> WireValue {
    guard let start = instance.startedAt, let end = instance.endedAt else { return .null }
    return .double((end - start) / .seconds(1))
  }
}

extension TaskInstanceState {
  /// The state as requests name it.
  fileprivate var asked: String { self == .unscheduled ? "null" : rawValue }
}
