import Airflow
import Orchestration

extension Site {
  /// The task instances of a run, of all tasks or one.
  func apiInstances(_ call: Call, task: String?) async throws -> Answer {
    let run = try await operations.run(call.run)
    let listed = try? operations.dag(run.id.dag)
    let states = call.query.all("state").map { word in
      word == "no_status" ? .unscheduled : TaskInstanceState(rawValue: word)
    }
    guard !states.contains(nil) else { throw WebError(.invalid, "there is no such state") }
    let filter = InstanceFilter(
      tasks: task.map { [$0] }, states: states.isEmpty ? nil : states.compactMap { $0 })
    let found = try await operations.state.instances(
      of: run.id, filter, limit: call.limit, offset: call.offset)
    return .json(
      .list(
        "task_instances", found.elements.map { $0.value(in: run, of: listed) },
        total: found.total))
  }

  /// A task instance.
  func apiInstance(_ call: Call) async throws -> Answer {
    .json(try await value(of: call.apiInstance))
  }

  func value(of id: TaskInstanceID) async throws -> WireValue {
    let run = try await operations.run(id.run)
    let recorded = try await operations.instance(id)
    return recorded.value(in: run, of: try? operations.dag(id.run.dag))
  }

  /// Sets a task instance to a state; those it is about are answered.
  func apiMarkInstance(_ call: Call) async throws -> Answer {
    let id = call.apiInstance
    _ = try await operations.instance(id)
    let word = try call.json()["new_state"]?.text ?? ""
    guard let state = TaskInstanceState(rawValue: word),
      [.success, .failed, .skipped].contains(state)
    else {
      throw WebError(.invalid, "a task is set to success, failed or skipped, not \"\(word)\"")
    }
    try await mark(id, state, by: call)
    return .json(.list("task_instances", [try await value(of: id)], total: 1))
  }

  /// Lets tasks of a run run again.
  func apiClear(_ call: Call) async throws -> Answer {
    let listed = try operations.dag(call["dag"])
    let body = try call.json()
    guard let name = body["dag_run_id"]?.text else {
      throw WebError(.invalid, "dag_run_id has to say which run is meant")
    }
    let run = try await operations.run(RunID(dag: listed.id, name: name))
    let onlyFailed = body["only_failed"]?.boolean ?? true
    // A task is named, or named with the index of one of its instances.
    let named = body["task_ids"]?.list?.map { $0.text ?? $0.list?.first?.text ?? "" }
    for name in named ?? [] where listed.dag[TaskID(name)] == nil {
      throw WebError.missing("task", name)
    }
    let filter = InstanceFilter(
      tasks: named, states: onlyFailed ? [.failed, .upstreamFailed] : nil)
    let found = try await operations.state.instances(of: run.id, filter, limit: 10_000)
    if body["dry_run"]?.boolean == false {
      let tasks = Set(found.elements.map(\.id.task)).sorted { $0.name < $1.name }
      if !tasks.isEmpty {
        try await operations.ask(
          .clear(run.id, tasks: tasks, downstream: body["include_downstream"]?.boolean ?? false))
      }
      try await note(
        "clear", by: call, dag: run.id.dag, run: run.id.name,
        detail: tasks.map(\.name).joined(separator: ", "))
    }
    return .json(
      .list(
        "task_instances", found.elements.map { $0.value(in: run, of: listed) },
        total: found.total))
  }

  /// The log of a try, a line each.
  func apiLog(_ call: Call) async throws -> Answer {
    let id = call.apiInstance
    _ = try await operations.instance(id)
    guard let attempt = Int(call["try"]), attempt > 0 else {
      throw WebError(.invalid, "a try is a number of at least 1")
    }
    let log = LogText(reading: TaskLog.path(in: operations.logs, of: id, attempt: attempt))
    return .json([
      "content": .list(log.lines.map { line in ["event": .text(String(line))] }),
      "continuation_token": nil,
    ])
  }

  /// What a task instance kept for others, without the values.
  func apiXComs(_ call: Call) async throws -> Answer {
    let run = try await operations.run(call.run)
    let key = call.query.text("xcom_key")
    let all = try await operations.state.xcoms(of: call.apiInstance)
      .filter { key == nil || key == $0.key }
    let values = call.part(of: all).map { xcomValue($0.key, call.apiInstance, run) }
    return .json(.list("xcom_entries", values, total: all.count))
  }

  /// A value that a task instance kept for others, secrets masked.
  func apiXCom(_ call: Call) async throws -> Answer {
    let run = try await operations.run(call.run)
    let id = call.apiInstance
    let found = try await operations.state.xcoms(of: id).first { $0.key == call["key"] }
    guard let found else { throw WebError.missing("XCom", call["key"]) }
    let text = try await operations.secretTexts().mask(found.value)
    let isText = call.query.flag("stringify") ?? false
    let value = isText ? WireValue.text(text) : (try? WireValue(json: text)) ?? .text(text)
    return .json(xcomValue(found.key, id, run).with(["value": value]))
  }

  private func xcomValue(
    _ key: String, _ id: TaskInstanceID, _ run: SchedulerState.RunSummary
  ) -> WireValue {
    [
      "key": .text(key), "timestamp": .time(run.endedAt ?? run.startedAt ?? run.runAfter),
      "logical_date": .time(run.logicalDate), "map_index": .number(id.mapIndex ?? -1),
      "task_id": .text(id.task.name), "dag_id": .text(id.run.dag), "run_id": .text(id.run.name),
      "dag_display_name": .text(id.run.dag), "task_display_name": .text(id.task.name),
      "run_after": .time(run.runAfter),
    ]
  }
}
