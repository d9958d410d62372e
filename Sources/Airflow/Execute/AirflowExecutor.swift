import FoundationEssentials
public import Orchestration

/// Executes tasks of DAG files, each in a Python process of its own.
public struct AirflowExecutor: TaskExecutor {
  /// The kind of work that this executor does.
  public static let kind = "airflow"
  /// How many seconds a task has to end when it is interrupted.
  private static let grace = 10

  let host: PythonHost
  let catalog: DAGCatalog
  let scheduler: SchedulerState
  let state: AirflowState
  let supervisor: Supervisor
  let requests: SchedulerRequests

  /// Carries out a try of a task.
  public func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    do {
      return try await run(attempt, log)
    } catch {
      log.write("the task cannot be executed: \(error)")
      return .failed
    }
  }

  private func run(_ attempt: TaskAttempt, _ log: TaskLog) async throws -> TaskResult {
    let id = attempt.id
    guard let dag = catalog[id.run.dag], let task = dag.tasks[id.task.name] else {
      log.write("the DAG file no longer has the task \"\(id.task)\" of \"\(id.run.dag)\"")
      return .failedForGood
    }
    let notes = try await state.notes(of: id)
    if let ending = notes[TaskNotes.ending] {
      try await state.remove([TaskNotes.ending, TaskNotes.next], of: id)
      return try await end(as: ending, id)
    }
    let next = notes[TaskNotes.next]
    if next == nil {
      try await scheduler.removeXComs(of: id)
      if let trigger = task.startTrigger, !trigger.isNull {
        return try await deferFromStart(trigger, id)
      }
    } else {
      try await state.remove([TaskNotes.next], of: id)
    }
    guard let run = try await scheduler.summary(of: id.run) else {
      log.write("the run is not recorded")
      return .failedForGood
    }
    let instance = try await scheduler.instance(id)
    let asker = Supervisor.Asker(
      id: id, attempt: attempt.attempt, mask: { log.mask($0) },
      identifier: UUID().uuidString.lowercased())
    let context = try await context(
      run, next: next, notes, lastAttempt: instance?.lastAttempt ?? attempt.attempt,
      attempt: attempt.attempt)
    let details = startupDetails(asker, file: dag.file, context: context)
    return try await converse(details, asker, log, notes)
  }

  /// What a task is told first.
  private func startupDetails(
    _ asker: Supervisor.Asker, file: String, context: WireValue
  ) -> WireValue {
    let id = asker.id
    return [
      "type": "StartupDetails",
      "ti": [
        "id": .text(asker.identifier), "task_id": .text(id.task.name),
        "dag_id": .text(id.run.dag), "run_id": .text(id.run.name),
        "try_number": .integer(Int64(asker.attempt)),
        "dag_version_id": .text(UUID().uuidString.lowercased()),
        "map_index": .integer(Int64(id.mapIndex ?? -1)), "context_carrier": nil,
        "queue": "default",
      ],
      "dag_rel_path": .text(file), "bundle_info": ["name": "dags-folder", "version": nil],
      "start_date": .text(Timestamp.now.description), "sentry_integration": "",
      "ti_context": context,
    ]
  }

  private func context(
    _ run: SchedulerState.RunSummary, next: WireValue?, _ notes: [String: WireValue],
    lastAttempt: Int, attempt: Int
  ) async throws -> WireValue {
    [
      "dag_run": .map(try await supervisor.fields(of: run)),
      "max_tries": .integer(Int64(max(0, lastAttempt - 1))),
      "should_retry": .boolean(attempt < lastAttempt),
      "task_reschedule_count": notes[TaskNotes.reschedules] ?? 0, "variables": [],
      "connections": [], "xcom_keys_to_clear": [],
      "next_method": next?["method"] ?? .null, "next_kwargs": next?["kwargs"] ?? .null,
    ]
  }

  /// Runs the task's process and answers it until it ends.
  private func converse(
    _ details: WireValue, _ asker: Supervisor.Asker, _ log: TaskLog,
    _ notes: [String: WireValue]
  ) async throws -> TaskResult {
    let child = try await host.fork(.task) { log.write($0.text) }
    return try await withTaskCancellationHandler {
      var outcome = TaskOutcome(id: asker.id)
      child.answer(0, details)
      while let request = await child.next() {
        if outcome.take(request.body) {
          child.answer(request.id, .null)
        } else {
          child.answer(request.id, await supervisor.answer(request.body, for: asker))
        }
      }
      let ending = await child.waitForEnd()
      if let fault = child.fault { log.write(fault.description) }
      return try await result(outcome, ending, asker, log, notes)
    } onCancel: {
      child.end(grace: Self.grace)
    }
  }

  private func result(
    _ outcome: TaskOutcome, _ ending: PythonChild.Ending, _ asker: Supervisor.Asker,
    _ log: TaskLog, _ notes: [String: WireValue]
  ) async throws -> TaskResult {
    let id = asker.id
    guard let message = outcome.message else {
      log.write("the process of the task ended without saying how: \(ending.text)")
      return ending.isSuccess ? .succeeded(outcome.output, skipping: outcome.skipped) : .failed
    }
    switch message["type"]?.text {
    case "SucceedTask":
      try await keep(message["outlet_events"]?.list ?? [], id)
      return .succeeded(outcome.output, skipping: outcome.skipped)
    case "RetryTask":
      // A policy of the task has decided; without one the rest is that of the task.
      if let reason = message["retry_reason"]?.text { log.write("to be tried again: \(reason)") }
      guard let rest = message["retry_delay_seconds"]?.number else { return .failed }
      return .failedForNow(rest: .milliseconds(Int64(max(0, rest) * 1000)))
    case "DeferTask": return try await deferred(message, id)
    case "AwaitInputTask": return try await awaitInput(message, id)
    case "RescheduleTask":
      let moment = message["reschedule_date"]?.moment ?? .now
      if notes[TaskNotes.rescheduledSince] == nil {
        try await state.put(
          .text(Timestamp.now.description), TaskNotes.rescheduledSince, of: id)
      }
      let count = (notes[TaskNotes.reschedules]?.integer ?? 0) + 1
      try await state.put(.integer(Int64(count)), TaskNotes.reschedules, of: id)
      return .rescheduled(at: moment)
    default:
      switch message["state"]?.text {
      case "skipped": return .skipped
      case "removed": return .skipped
      default: return .failedForGood
      }
    }
  }

  /// Keeps what a task said of the assets it updated, and tells the scheduler of those that it
  /// named only now, under an alias.
  private func keep(_ events: [WireValue], _ id: TaskInstanceID) async throws {
    for event in events {
      guard let key = event["dest_asset_key"], let name = key["name"]?.text else { continue }
      let uri = key["uri"]?.text ?? name
      let asset =
        catalog.asset(name: name, uri: uri) ?? AirflowAsset(name: name, uri: uri, group: "asset")
      if let extra = event["extra"], extra.entries?.isEmpty == false {
        try await state.put(extra, TaskNotes.extra(of: asset.id), of: id)
      }
      guard let alias = event["source_alias_name"]?.text else { continue }
      catalog.note(asset, under: alias)
      requests.post(.updated(asset.id, by: id))
      requests.post(.updated(AirflowAsset.id(alias: alias), by: id))
    }
  }
}

/// What a task has said so far of how it ends.
struct TaskOutcome {
  let id: TaskInstanceID
  /// The message that says how it ends.
  private(set) var message: WireValue?
  /// The tasks behind it that it chose to skip.
  private(set) var skipped: [TaskID] = []
  /// What it returned.
  private(set) var output = TaskOutput.nothing

  /// The messages by which a task says how it ends.
  private static let endings: Set<String> = [
    "SucceedTask", "TaskState", "RetryTask", "DeferTask", "RescheduleTask", "AwaitInputTask",
  ]

  init(id: TaskInstanceID) {
    self.id = id
  }

  /// Notes what a message says of the end.
  ///
  /// - Returns: whether that is all there is to do about it.
  mutating func take(_ body: WireValue) -> Bool {
    let type = body["type"]?.text ?? ""
    if Self.endings.contains(type) {
      message = body
      return true
    }
    switch type {
    case "SkipDownstreamTasks":
      skipped += (body["tasks"]?.list ?? []).compactMap { task in
        (task.text ?? task.list?.first?.text).map { TaskID($0) }
      }
      return true
    case "SetXCom" where body.word("key") == "return_value" && body.instance == id:
      output = body["mapped_length"]?.integer.map { .list($0) } ?? .value
      return false
    default: return false
    }
  }
}
