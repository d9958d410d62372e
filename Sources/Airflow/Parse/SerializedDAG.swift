import Orchestration

/// Reads what Airflow's `DagSerialization` writes: versions 1 to 3 of its format.
///
/// Values that are the format's defaults are left out there, so that what is missing has a meaning:
/// first that of `client_defaults` in the envelope, then that of Airflow's `schema.json`.
struct SerializedDAG {
  /// Makes a DAG.
  ///
  /// - Parameters:
  ///   - envelope: the serialized DAG with its version.
  ///   - known: the assets of all DAGs, which references by name may mean.
  ///   - parsed: the file it stands in, with what else was found out of it.
  /// - Returns: the DAG.
  /// - Throws: ``AirflowError`` of kind `unsupported` or `wire` where it cannot mean anything here.
  static func read(
    _ envelope: WireValue, assets known: [AirflowAsset] = [], file parsed: ParsedFile? = nil
  ) throws(AirflowError) -> AirflowDAG {
    guard let version = envelope["__version"]?.integer, (1...3).contains(version),
      let fields = envelope["dag"], let id = fields["dag_id"]?.text
    else { throw AirflowError(.wire, "this is no serialized DAG of version 1, 2 or 3") }
    let defaults = envelope["client_defaults"]?["tasks"] ?? .map([])
    let file = parsed?.path ?? fields["relative_fileloc"]?.text ?? fields["fileloc"]?.text ?? ""
    let reader = TaskReader(dag: id, defaults: defaults, file: file, known: known)
    var tasks: [DAGTask] = []
    var details: [String: AirflowTask] = [:]
    var owners: [String] = []
    for encoded in fields["tasks"]?.list ?? [] {
      let values = reader.values(of: encoded)
      let task = try reader.task(values)
      tasks.append(task)
      details[task.id.name] = reader.detail(values)
      let owner = values.text("owner") ?? "airflow"
      if !owners.contains(owner) { owners.append(owner) }
    }
    var groups = GroupReader(dag: id)
    try groups.read(fields["task_group"] ?? .map([]), parent: nil)
    groups.place(&tasks)
    connect(&tasks, fields)
    var schedule = try SerializedTimetable(
      fields["timetable"] ?? .null, dag: id, assets: known)
    schedule.plan(parsed?.plans[id])
    let dag: DAG
    do {
      dag = try DAG(
        id: id, tasks: tasks, groups: groups.groups, rules: rules(fields, schedule))
    } catch {
      throw AirflowError(.unsupported, error.description)
    }
    return AirflowDAG(
      dag: dag, file: file, description: fields["description"]?.text,
      tags: (fields["tags"]?.plain.list ?? []).compactMap(\.text), owners: owners,
      schedule: schedule.summary, params: params(fields["params"] ?? .null),
      allowedRunTypes: (fields["allowed_run_types"]?.plain.list ?? []).compactMap(\.text),
      limitations: schedule.limitations + reader.limitations(fields), tasks: details,
      knownAssets: known, serialized: envelope)
  }

  /// Every asset that a serialized DAG declares, each once.
  static func assets(in envelope: WireValue) -> [AirflowAsset] {
    var assets: [AirflowAsset] = []
    func look(at value: WireValue) {
      if case .asset(let asset)? = AirflowAsset.Reference(value) {
        if !assets.contains(asset) { assets.append(asset) }
        return
      }
      for entry in value.entries ?? [] { look(at: entry.value) }
      for member in value.list ?? [] { look(at: member) }
    }
    look(at: envelope["dag"]?["timetable"] ?? .null)
    for task in envelope["dag"]?["tasks"]?.list ?? [] {
      let fields = task["__var"] ?? task
      for name in ["inlets", "outlets"] {
        look(at: fields[name] ?? fields["partial_kwargs"]?[name] ?? .null)
      }
    }
    return assets
  }

  /// Whether only its Python class knows when the runs of a serialized DAG come.
  static func needsPython(_ envelope: WireValue) -> Bool {
    let timetable = try? SerializedTimetable(envelope["dag"]?["timetable"] ?? .null, dag: "")
    return timetable?.needsPython ?? false
  }

  private static func rules(_ fields: WireValue, _ schedule: SerializedTimetable) -> DAG.Rules {
    var rules = DAG.Rules()
    rules.timetable = schedule.timetable
    rules.startDate = fields["start_date"]?.plain.moment
    rules.endDate = fields["end_date"]?.plain.moment
    rules.catchup = fields["catchup"]?.boolean ?? false
    rules.maxActiveRuns = fields["max_active_runs"]?.integer ?? 16
    rules.maxActiveTasks = fields["max_active_tasks"]?.integer ?? 16
    rules.maxConsecutiveFailedRuns = fields["max_consecutive_failed_dag_runs"]?.integer ?? 0
    rules.runTimeout = fields["dagrun_timeout"]?.plain.duration
    rules.failsFast = fields["fail_fast"]?.boolean ?? fields["fail_stop"]?.boolean ?? false
    rules.deadlines = SerializedDeadline.all(fields).compactMap(\.deadline)
    if fields["has_on_success_callback"]?.boolean == true { rules.callbacks.insert(.runSucceeded) }
    if fields["has_on_failure_callback"]?.boolean == true { rules.callbacks.insert(.runFailed) }
    return rules
  }

  /// Gives tasks those before them: the format only says which are behind.
  private static func connect(_ tasks: inout [DAGTask], _ fields: WireValue) {
    var upstream: [String: [TaskID]] = [:]
    for encoded in fields["tasks"]?.list ?? [] {
      let values = encoded.plain
      guard let id = values["task_id"]?.text else { continue }
      for behind in values["downstream_task_ids"]?.plain.list ?? [] {
        upstream[behind.text ?? "", default: []].append(TaskID(id))
      }
    }
    for position in tasks.indices {
      tasks[position].upstream = upstream[tasks[position].id.name] ?? []
    }
  }

  /// The values of parameters by default: pairs of names and encoded parameters, or a map of them.
  private static func params(_ value: WireValue) -> [WireEntry] {
    let pairs: [(String, WireValue)] =
      value.plain.entries.map { $0.map { ($0.name, $0.value) } }
      ?? (value.list ?? []).compactMap { pair in
        guard let parts = pair.plain.list, parts.count == 2, let name = parts[0].text else {
          return nil
        }
        return (name, parts[1])
      }
    return pairs.map { WireEntry($0.0, ($0.1["default"] ?? $0.1).plain) }
  }
}

extension WireValue {
  /// The value without the wrappers `{"__type": …, "__var": …}` in which the format puts what JSON
  /// has no form for.
  var plain: WireValue {
    switch self {
    case .map(let entries):
      if let inner = self["__var"], self["__type"] != nil { return inner.plain }
      // A class of the SDK's own serialization, such as `datetime.timedelta`.
      if let inner = self["__data__"], self["__classname__"] != nil { return inner.plain }
      return .map(entries.map { WireEntry($0.name, $0.value.plain) })
    case .list(let members): return .list(members.map(\.plain))
    default: return self
    }
  }
}
