import Airflow
import Crypto
import Orchestration

// The resources of Airflow's REST API, version 2, as its OpenAPI description has them. What is not
// known here is null, which the description allows wherever it stands.

extension WireValue {
  /// A moment in ISO 8601, or null.
  static func time(_ moment: Timestamp?) -> WireValue {
    moment.map { .text($0.description) } ?? .null
  }

  /// A text, or null.
  static func maybe(_ text: String?) -> WireValue { text.map { .text($0) } ?? .null }

  /// A whole number.
  static func number(_ number: Int) -> WireValue { .integer(Int64(number)) }

  /// The seconds between two moments, or null.
  static func seconds(from start: Timestamp?, to end: Timestamp?) -> WireValue {
    guard let start, let end else { return .null }
    return .double((end - start) / .seconds(1))
  }

  /// A list of resources with how many there are in all.
  static func list(_ name: String, _ members: [WireValue], total: Int) -> WireValue {
    .map([WireEntry(name, .list(members)), WireEntry("total_entries", .number(total))])
  }

  /// The entries of this map and those of another.
  func with(_ more: WireValue) -> WireValue { .map((entries ?? []) + (more.entries ?? [])) }
}

/// Everything there is to say of a DAG at a moment.
struct DAGStanding: Sendable {
  var listed: ListedDAG
  var isPaused: Bool
  var next: ScheduledRun?
  var hasImportErrors: Bool

  var value: WireValue {
    let dag = listed.dag
    let isPeriodic = dag.rules.timetable.isPeriodic
    return [
      "dag_id": .text(dag.id), "dag_display_name": .text(dag.id),
      "is_paused": .boolean(isPaused), "is_stale": false, "last_parsed_time": nil,
      "last_parse_duration": nil, "last_expired": nil, "bundle_name": "project",
      "bundle_version": nil, "relative_fileloc": .text(listed.file),
      "fileloc": .text(listed.file), "description": .maybe(listed.description),
      "timetable_summary": .text(listed.schedule),
      "timetable_description": .text(dag.rules.timetable.summary),
      "timetable_partitioned": false, "timetable_periodic": .boolean(isPeriodic),
      "tags": .list(
        listed.tags.map { tag in
          [
            "name": .text(tag), "dag_id": .text(dag.id), "dag_display_name": .text(dag.id),
          ]
        }),
      "max_active_tasks": .number(dag.rules.maxActiveTasks),
      "max_active_runs": .number(dag.rules.maxActiveRuns),
      "max_consecutive_failed_dag_runs": .number(dag.rules.maxConsecutiveFailedRuns),
      "has_task_concurrency_limits": .boolean(
        dag.tasks.contains { $0.maxActivePerDAG != nil || $0.maxActivePerRun != nil }),
      "has_import_errors": .boolean(hasImportErrors),
      "next_dagrun_logical_date": .time(next?.interval.start),
      "next_dagrun_data_interval_start": .time(next?.interval.start),
      "next_dagrun_data_interval_end": .time(next?.interval.end),
      "next_dagrun_run_after": .time(next?.runAfter), "allowed_run_types": nil,
      "owners": .list(listed.owners.map { .text($0) }), "is_backfillable": .boolean(isPeriodic),
      "file_token": .text(listed.file),
    ]
  }

  /// What only the details of a DAG have.
  var details: WireValue {
    let rules = listed.dag.rules
    return [
      "catchup": .boolean(rules.catchup),
      "dag_run_timeout": rules.runTimeout.map { .text("PT\($0.components.seconds)S") } ?? .null,
      "asset_expression": nil, "doc_md": nil, "start_date": .time(rules.startDate),
      "end_date": .time(rules.endDate), "is_paused_upon_creation": nil,
      "params": .map(listed.params), "render_template_as_native_obj": false,
      "template_search_path": nil, "timezone": "UTC", "last_parsed": nil, "default_args": nil,
      "concurrency": .number(rules.maxActiveTasks), "latest_dag_version": nil,
    ]
  }
}

extension ListedDAG {
  /// A task as it is declared.
  func value(of task: DAGTask) -> WireValue {
    let behind = dag.graph.positions[task.id].map { position in
      dag.graph.downstream[position].map { WireValue.text(dag.tasks[$0].id.name) }
    }
    return [
      "task_id": .text(task.id.name), "task_display_name": .text(task.id.name),
      "owner": .maybe(owners.first), "start_date": .time(dag.rules.startDate),
      "end_date": .time(dag.rules.endDate), "trigger_rule": .text(task.triggerRule.rawValue),
      "depends_on_past": .boolean(task.past != .none),
      "wait_for_downstream": .boolean(task.past == .itselfAndDownstream),
      "retries": .number(task.retry.retries), "queue": "default", "pool": .text(task.pool),
      "pool_slots": .number(task.poolSlots),
      "execution_timeout": task.timeout.map { Self.delta($0) } ?? .null,
      "retry_delay": Self.delta(task.retry.delay),
      "retry_exponential_backoff": .double(task.retry.factor == 1 ? 0 : task.retry.factor),
      "priority_weight": .number(task.priority), "weight_rule": .text(task.weightRule.rawValue),
      "ui_color": nil, "ui_fgcolor": nil, "template_fields": nil,
      "downstream_task_ids": .list(behind ?? []), "doc_md": nil,
      "operator_name": .maybe(operators[task.id]), "params": nil, "class_ref": nil,
      "is_mapped": .boolean(task.expansion != nil), "extra_links": [],
    ]
  }

  private static func delta(_ duration: Duration) -> WireValue {
    let seconds = duration.components.seconds
    return [
      "__type": "TimeDelta", "days": .integer(seconds / 86_400),
      "seconds": .integer(seconds % 86_400),
      "microseconds": .integer(duration.components.attoseconds / 1_000_000_000_000),
    ]
  }
}

extension SchedulerState.RunSummary {
  /// The run.
  var value: WireValue {
    [
      "dag_run_id": .text(id.name), "dag_id": .text(id.dag), "logical_date": .time(logicalDate),
      "queued_at": .time(runAfter), "start_date": .time(startedAt), "end_date": .time(endedAt),
      "duration": .seconds(from: startedAt, to: endedAt),
      "data_interval_start": .time(interval?.start), "data_interval_end": .time(interval?.end),
      "run_after": .time(runAfter), "last_scheduling_decision": nil,
      "run_type": .text(kind.rawValue), "state": .text(state.rawValue), "triggered_by": nil,
      "triggering_user_name": nil,
      "conf": conf.flatMap { try? WireValue(json: $0) } ?? .map([]), "note": nil,
      "dag_versions": [], "bundle_version": nil, "dag_display_name": .text(id.dag),
      "partition_key": nil, "partition_date": nil,
    ]
  }
}

extension RecordedInstance {
  /// The task instance.
  ///
  /// - Parameters:
  ///   - run: its run.
  ///   - listed: its DAG as it is now; `nil` if it is gone.
  /// - Returns: the value.
  func value(in run: SchedulerState.RunSummary, of listed: ListedDAG?) -> WireValue {
    let task = listed?.dag[id.task]
    let name = WireValue.maybe(listed?.operators[id.task])
    let end = instance.state.isExecuting ? nil : instance.endedAt
    return [
      "id": .text(uuid), "task_id": .text(id.task.name), "dag_id": .text(id.run.dag),
      "dag_run_id": .text(id.run.name), "map_index": .number(id.mapIndex ?? -1),
      "logical_date": .time(run.logicalDate), "run_after": .time(run.runAfter),
      "start_date": .time(instance.startedAt), "end_date": .time(end),
      "duration": .seconds(from: instance.startedAt, to: end),
      "state": instance.state == .unscheduled ? nil : .text(instance.state.rawValue),
      "try_number": .number(instance.attempt),
      "max_tries": .number(max(0, instance.lastAttempt - 1)),
      "task_display_name": .text(id.task.name), "dag_display_name": .text(id.run.dag),
      "hostname": nil, "unixname": nil, "pool": .text(task?.pool ?? Pool.defaultName),
      "pool_slots": .number(task?.poolSlots ?? 1), "queue": "default",
      "priority_weight": .number(task?.priority ?? 1), "operator": name, "operator_name": name,
      "queued_when": nil, "scheduled_when": nil, "pid": nil, "executor": nil,
      "executor_config": "{}", "note": nil,
      "rendered_map_index": id.mapIndex.map { .text("\($0)") } ?? .null, "rendered_fields": [:],
      "trigger": nil, "triggerer_job": nil, "dag_version": nil,
    ]
  }

  /// An identifier that is the same for the same instance, in the form that the API wants.
  private var uuid: String {
    let digest = Array(SHA256.hash(data: Array("\(id)".utf8)).prefix(16))
    let digits = SecretText.hexadecimal(digits(digest))
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { start, end in
      String(digits.dropFirst(start).prefix(end - start))
    }.joined(separator: "-")
  }

  /// The version 8 of RFC 9562: bits that whoever makes them has chosen.
  private func digits(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }
}

extension PoolFacts {
  /// The pool; a negative number of slots stands for no limit.
  var value: WireValue {
    [
      "name": .text(pool.name), "slots": .number(pool.slots ?? -1), "description": nil,
      "include_deferred": false, "occupied_slots": .number(running + queued),
      "running_slots": .number(running), "queued_slots": .number(queued),
      "scheduled_slots": .number(scheduled), "open_slots": .number(open ?? -1),
      "deferred_slots": .number(deferred), "team_name": nil,
    ]
  }
}

extension ConnectionFacts {
  /// The connection, its secrets masked.
  var value: WireValue {
    let extra = (connection?.extra ?? [:]).keys.sorted().map {
      WireEntry($0, .text(TaskLog.mask))
    }
    return [
      "connection_id": .text(name), "conn_type": .text(connection?.kind ?? ""),
      "description": nil, "host": .maybe(connection?.host), "login": .maybe(connection?.login),
      "schema": .maybe(connection?.schema),
      "port": connection?.port.map { .number($0) } ?? .null,
      "password": connection?.password == nil ? nil : .text(TaskLog.mask),
      "extra": extra.isEmpty ? nil : .text(WireValue.map(extra).json), "team_name": nil,
    ]
  }
}

extension VariableFacts {
  /// The variable.
  var value: WireValue {
    [
      "key": .text(name), "value": .text(self.text), "description": nil, "is_encrypted": true,
      "team_name": nil,
    ]
  }
}

extension AuditEntry {
  /// The entry as an event of Airflow's log.
  var value: WireValue {
    [
      "event_log_id": .number(number), "when": .time(at), "dag_id": .maybe(dag),
      "task_id": .maybe(task), "run_id": .maybe(run), "map_index": nil, "try_number": nil,
      "event": .text(action), "logical_date": nil, "owner": .text(actor),
      "extra": .maybe(detail), "dag_display_name": .maybe(dag),
      "task_display_name": .maybe(task),
    ]
  }
}
