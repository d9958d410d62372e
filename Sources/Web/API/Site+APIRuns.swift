import Airflow
import Orchestration
import Spelling

extension Site {
  /// Makes a token for a name and a password, valid for a day.
  func apiToken(_ call: Call) async throws -> Answer {
    let body = try call.json()
    let user = try await user(
      body["username"]?.text ?? "", password: body["password"]?.text ?? "", call)
    let token = try await accounts.makeToken(
      for: user.name, label: "auth/token", lasting: .seconds(86_400), now: call.now)
    return .json(["access_token": .text(token)], status: 201)
  }

  /// How the parts of the program are, in the words of the original.
  func apiHealth(_ call: Call) async throws -> Answer {
    let isScheduling = try await operations.state.isHeld()
    let status: WireValue = isScheduling ? "healthy" : "unhealthy"
    let beat: WireValue = isScheduling ? .time(call.now) : .null
    return .json([
      "metadatabase": ["status": "healthy"],
      "scheduler": ["status": status, "latest_scheduler_heartbeat": beat],
      "triggerer": ["status": status, "latest_triggerer_heartbeat": beat],
      "dag_processor": ["status": status, "latest_dag_processor_heartbeat": beat],
    ])
  }

  /// A DAG and where it stands.
  ///
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func standing(_ id: String, _ call: Call) async throws -> DAGStanding {
    try await standing(
      try operations.dag(id), paused: try await operations.state.pausedDAGs(), call)
  }

  private func standing(
    _ listed: ListedDAG, paused: Set<String>, _ call: Call
  ) async throws -> DAGStanding {
    let last = try await operations.state.runs(
      of: listed.id, RunFilter(kinds: [RunKind.scheduled.rawValue]), limit: 1
    ).first
    let errors = operations.importErrors()
    let isPaused = paused.contains(listed.id)
    return DAGStanding(
      listed: listed, isPaused: isPaused,
      next: isPaused ? nil : listed.nextRun(after: last, now: call.now),
      hasImportErrors: errors.contains { listed.file.hasSuffix("/" + $0.file) })
  }

  /// The list of DAGs.
  func apiDAGs(_ call: Call) async throws -> Answer {
    let paused = try await operations.state.pausedDAGs()
    let wanted = call.query.flag("paused")
    let tags = call.query.all("tags")
    let owners = call.query.all("owners")
    let pattern = call.query.text("dag_id_pattern")
    let isAnyTag = call.query["tags_match_mode"] == "any"
    let found = operations.dags().filter { dag in
      (wanted == nil || wanted == paused.contains(dag.id))
        && (pattern.map { dag.id.matches(like: $0) } ?? true)
        && (tags.isEmpty
          || (isAnyTag
            ? tags.contains(where: dag.tags.contains) : tags.allSatisfy(dag.tags.contains)))
        && (owners.isEmpty || owners.contains(where: dag.owners.contains))
    }
    var values: [WireValue] = []
    for dag in call.part(of: found) {
      values.append(try await standing(dag, paused: paused, call).value)
    }
    return .json(.list("dags", values, total: found.count))
  }

  /// The list of runs, of one DAG or, for `~`, of all.
  func apiRuns(_ call: Call) async throws -> Answer {
    let dag = call["dag"] == "~" ? nil : try operations.dag(call["dag"]).id
    let states = call.query.all("state")
    let kinds = call.query.all("run_type")
    let filter = RunFilter(
      states: states.isEmpty ? nil : states, kinds: kinds.isEmpty ? nil : kinds,
      due: try call.range("run_after"), about: try call.range("logical_date"))
    let runs = try await operations.state.runs(
      of: dag.map { [$0] }, filter, latestFirst: call.isReversed, limit: call.limit,
      offset: call.offset)
    return .json(.list("dag_runs", runs.elements.map(\.value), total: runs.total))
  }

  /// Starts a run.
  func apiTrigger(_ call: Call) async throws -> Answer {
    let body = try call.json()
    let conf = body["conf"].flatMap { $0.isNull ? nil : $0 }
    let run = try await operations.trigger(
      call["dag"], name: body["dag_run_id"]?.text, conf: conf,
      at: try call.moment(body["logical_date"]?.text), now: call.now)
    try await note("trigger", by: call, dag: run.id.dag, run: run.id.name)
    return .json(run.value)
  }

  /// Sets a run to a state.
  func apiMarkRun(_ call: Call) async throws -> Answer {
    _ = try await operations.run(call.run)
    let word = try call.json()["state"]?.text ?? ""
    switch DAGRunState(rawValue: word) {
    case .queued?: try await clear(call.run, onlyFailed: false)
    case .success?: try await mark(call.run, .success, by: call)
    case .failed?: try await mark(call.run, .failed, by: call)
    case .running?, nil:
      throw WebError(.invalid, "a run is set to queued, success or failed, not \"\(word)\"")
    }
    return .json(try await operations.run(call.run).value)
  }

  /// Lets a run run again. As long as it is only tried, nothing is done and the tasks are told.
  func apiClearRun(_ call: Call) async throws -> Answer {
    let run = try await operations.run(call.run)
    let body = try call.json()
    let onlyFailed = body["only_failed"]?.boolean ?? false
    guard body["dry_run"]?.boolean == false else {
      let filter = InstanceFilter(states: onlyFailed ? [.failed, .upstreamFailed] : nil)
      let instances = try await operations.state.instances(of: run.id, filter, limit: 10_000)
      let listed = try? operations.dag(run.id.dag)
      return .json(
        .list(
          "task_instances", instances.elements.map { $0.value(in: run, of: listed) },
          total: instances.total))
    }
    try await clear(run.id, onlyFailed: onlyFailed)
    try await note("clear", by: call, dag: run.id.dag, run: run.id.name)
    return .json(try await operations.run(run.id).value)
  }
}
