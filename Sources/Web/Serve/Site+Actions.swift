import Airflow
import Orchestration

extension Site {
  /// Starts a run of a DAG with the values of a form.
  func trigger(_ call: Call) async throws -> Answer {
    let listed = try operations.dag(call["dag"])
    var moment: Timestamp?
    if let text = call.form.text("logical_date") {
      moment = Timestamp(text)
      guard moment != nil else {
        throw WebError(
          .invalid, "\"\(text)\" is no moment", hint: "write it like 2026-01-01T06:00:00Z")
      }
    }
    let run = try await operations.trigger(
      listed.id, name: call.form.text("run"), conf: try listed.conf(from: call.form), at: moment,
      now: call.now)
    try await note("trigger", by: call, dag: listed.id, run: run.id.name)
    return .see(.run(run.id))
  }

  /// Lets a DAG start runs by its schedule, or no longer.
  func pause(_ call: Call) async throws -> Answer {
    let listed = try operations.dag(call["dag"])
    let isPaused = call.form.flag("paused") ?? true
    try await setPaused(listed.id, isPaused, by: call)
    return .see(call.form.text("next").map { call.link(to: $0) } ?? Link("dags"))
  }

  /// Pauses a DAG or lets it go on, and waits until that is kept.
  func setPaused(_ dag: String, _ isPaused: Bool, by call: Call) async throws {
    try await operations.ask(.pause(dag: dag, isPaused))
    try await note(isPaused ? "pause" : "unpause", by: call, dag: dag)
    try await settled { try await operations.state.pausedDAGs().contains(dag) == isPaused }
  }

  /// Lets tasks of a run run again.
  func clearRun(_ call: Call) async throws -> Answer {
    let id = call.run
    _ = try await operations.run(id)
    let isAll = call.form["only"] != "failed"
    try await clear(id, onlyFailed: !isAll)
    try await note(
      "clear", by: call, dag: id.dag, run: id.name, detail: isAll ? "all tasks" : "failed tasks")
    return .see(.run(id))
  }

  /// Clears all tasks of a run, or those that failed and what failed for their sake.
  ///
  /// - Returns: the tasks.
  /// - Throws: ``WebError`` if there is nothing to clear.
  @discardableResult
  func clear(_ id: RunID, onlyFailed: Bool) async throws -> [TaskID] {
    let listed = try operations.dag(id.dag)
    var tasks = listed.dag.tasks.map(\.id)
    if onlyFailed {
      let tallies = try await operations.state.tallies(of: id.dag, runs: [id.name])
      let failed = Set(tallies.filter(\.state.isFailure).map(\.task))
      tasks = tasks.filter { failed.contains($0) }
    }
    guard !tasks.isEmpty else { throw WebError(.conflict, "no task of the run has failed") }
    try await operations.ask(.clear(id, tasks: tasks, downstream: false))
    try await settled { try await operations.state.summary(of: id)?.state.isFinished == false }
    return tasks
  }

  /// Sets a run to a state.
  func markRun(_ call: Call) async throws -> Answer {
    let id = call.run
    _ = try await operations.run(id)
    guard let state = call.form.text("state").flatMap({ DAGRunState(rawValue: $0) }),
      state.isFinished
    else { throw WebError(.invalid, "a run is marked as success or failed") }
    try await mark(id, state, by: call)
    return .see(.run(id))
  }

  /// Ends a run with a state, and waits until that is kept.
  func mark(_ id: RunID, _ state: DAGRunState, by call: Call) async throws {
    try await operations.ask(.end(id, state))
    try await note("mark", by: call, dag: id.dag, run: id.name, detail: state.rawValue)
    try await settled { try await operations.state.summary(of: id)?.state == state }
  }

  /// Lets a task run again, with those behind it if wanted.
  func clearInstance(_ call: Call) async throws -> Answer {
    let id = call.instance
    _ = try await operations.instance(id)
    let scope = call.form["scope"] ?? "downstream"
    try await operations.ask(
      .clear(id.run, tasks: [id.task], downstream: scope == "downstream"))
    try await note(
      "clear", by: call, dag: id.run.dag, run: id.run.name, task: id.task.name, detail: scope)
    try await settled {
      try await operations.state.summary(of: id.run)?.state.isFinished == false
    }
    return .see(.instance(id))
  }

  /// Sets a task instance to a state.
  func markInstance(_ call: Call) async throws -> Answer {
    let id = call.instance
    _ = try await operations.instance(id)
    guard let state = call.form.text("state").flatMap({ TaskInstanceState(rawValue: $0) }),
      [.success, .failed, .skipped].contains(state)
    else { throw WebError(.invalid, "a task is marked as success, failed or skipped") }
    try await mark(id, state, by: call)
    return .see(.instance(id))
  }

  /// Sets a task instance to a state, and waits until that is kept.
  func mark(_ id: TaskInstanceID, _ state: TaskInstanceState, by call: Call) async throws {
    try await operations.ask(.mark(id, state))
    try await note(
      "mark", by: call, dag: id.run.dag, run: id.run.name, task: id.shortName,
      detail: state.rawValue)
    try await settled { try await operations.state.instance(id)?.state == state }
  }

  /// Waits, for a second at most, until the scheduler has done what it was asked for: so that the
  /// page that follows shows it.
  func settled(_ isDone: () async throws -> Bool) async throws {
    for pause in [2, 5, 10, 20, 50, 100, 200, 600] {
      if try await isDone() { return }
      try await Task.sleep(for: .milliseconds(pause))
    }
  }
}

extension Call {
  /// The task instance that the path, and the index of the query or form, name.
  var instance: TaskInstanceID {
    TaskInstanceID(
      run: run, task: TaskID(self["task"]),
      mapIndex: query.integer("index") ?? form.integer("index"))
  }
}
