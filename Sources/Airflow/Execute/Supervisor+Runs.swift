import Orchestration

extension Supervisor {
  /// Answers what is about runs of DAGs; `nil` for anything else.
  func answerRuns(
    _ type: String, _ request: WireValue, _ asker: Asker?
  ) async throws -> WireValue? {
    switch type {
    case "GetDagRun":
      guard let run = try await scheduler.summary(of: request.run) else {
        return Self.error("GENERIC_ERROR", "there is no run \(request.run)")
      }
      return .map([WireEntry("type", "DagRunResult")] + (try await fields(of: run)))
    case "GetDagRunState":
      guard let run = try await scheduler.summary(of: request.run) else {
        return Self.error("GENERIC_ERROR", "there is no run \(request.run)")
      }
      return ["type": "DagRunStateResult", "state": .text(run.state.rawValue)]
    case "GetDRCount":
      let runs = try await scheduler.runs(of: request.word("dag_id"), filter(request))
      return ["type": "DRCount", "count": .integer(Int64(runs.count))]
    case "GetPreviousDagRun":
      let filter = RunFilter(
        states: request["state"]?.text.map { [$0] }, before: request["logical_date"]?.moment)
      let runs = try await scheduler.runs(of: request.word("dag_id"), filter)
      let last = runs.max { ($0.logicalDate ?? .distantPast) < ($1.logicalDate ?? .distantPast) }
      var found = WireValue.null
      if let last { found = .map(try await fields(of: last)) }
      return ["type": "PreviousDagRunResult", "dag_run": found]
    case "GetPrevSuccessfulDagRun": return try await previousSuccess(of: asker?.id.run)
    case "TriggerDagRun": return try await trigger(request)
    case "GetDag": return try await dag(request.word("dag_id"))
    default: return nil
    }
  }

  private func filter(_ request: WireValue) -> RunFilter {
    RunFilter(
      names: request.words("run_ids"), logicalDates: request.moments("logical_dates"),
      states: request.words("states"))
  }

  private func previousSuccess(of run: RunID?) async throws -> WireValue {
    guard let run, let date = try await scheduler.summary(of: run)?.logicalDate else {
      return ["type": "PrevSuccessfulDagRunResult"]
    }
    let runs = try await scheduler.runs(
      of: run.dag, RunFilter(states: [DAGRunState.success.rawValue], before: date))
    let last = runs.max { ($0.logicalDate ?? .distantPast) < ($1.logicalDate ?? .distantPast) }
    return [
      "type": "PrevSuccessfulDagRunResult",
      "data_interval_start": .optional(last?.interval?.start),
      "data_interval_end": .optional(last?.interval?.end),
      "start_date": .optional(last?.startedAt), "end_date": .optional(last?.endedAt),
    ]
  }

  /// Starts a run of another DAG, and waits until it is recorded so that its state can be asked for.
  private func trigger(_ request: WireValue) async throws -> WireValue {
    let run = request.run
    guard catalog[run.dag] != nil else {
      return Self.error("GENERIC_ERROR", "there is no DAG \"\(run.dag)\"")
    }
    if let existing = try await scheduler.summary(of: run) {
      guard request["reset_dag_run"]?.boolean == true, existing.state.isFinished else {
        return Self.error("DAGRUN_ALREADY_EXISTS", "there is a run \(run) already", status: 409)
      }
      try await restart(run)
      return Self.done
    }
    let conf = request["conf"].flatMap { $0.isNull ? nil : $0.json }
    let isTaken = requests.post(
      .trigger(
        dag: run.dag, name: run.name, conf: conf, at: request["logical_date"]?.moment))
    guard isTaken else {
      return Self.error("GENERIC_ERROR", "the scheduler takes no more requests", status: 503)
    }
    for _ in 0..<400 where try await scheduler.summary(of: run) == nil {
      try await Task.sleep(for: .milliseconds(5))
    }
    return Self.done
  }

  private func restart(_ id: RunID) async throws {
    guard let dag = catalog[id.dag]?.dag, let run = try await scheduler.run(id, of: dag) else {
      return
    }
    requests.post(.restore(run))
    requests.post(.clear(id, tasks: dag.tasks.map(\.id), downstream: false))
  }

  private func dag(_ id: String) async throws -> WireValue {
    guard let dag = catalog[id] else {
      return Self.error("GENERIC_ERROR", "there is no DAG \"\(id)\"")
    }
    let isPaused = try await scheduler.pausedDAGs().contains(id)
    return [
      "type": "DagResult", "dag_id": .text(id), "is_paused": .boolean(isPaused),
      "bundle_name": "dags-folder", "bundle_version": nil, "relative_fileloc": .text(dag.file),
      "owners": .text(dag.owners.joined(separator: ", ")),
      "tags": .list(dag.tags.map { .text($0) }), "next_dagrun": nil,
    ]
  }

  /// A run as tasks get it.
  func fields(of run: SchedulerState.RunSummary) async throws -> [WireEntry] {
    var conf: WireValue = [:]
    if let json = run.conf, let value = try? WireValue(json: json), !value.isNull { conf = value }
    return [
      WireEntry("dag_id", .text(run.id.dag)), WireEntry("run_id", .text(run.id.name)),
      WireEntry("logical_date", .optional(run.logicalDate)),
      WireEntry("data_interval_start", .optional(run.interval?.start)),
      WireEntry("data_interval_end", .optional(run.interval?.end)),
      WireEntry("run_after", .text(run.runAfter.description)),
      WireEntry("start_date", .optional(run.startedAt)),
      WireEntry("end_date", .optional(run.endedAt)), WireEntry("clear_number", 0),
      WireEntry("run_type", .text(run.kind.rawValue)),
      WireEntry("state", .text(run.state.rawValue)), WireEntry("conf", conf),
      WireEntry("triggering_user_name", nil),
      WireEntry("consumed_asset_events", .list(try await consumedEvents(of: run))),
      WireEntry("partition_key", nil),
    ]
  }
}
