import Orchestration

/// The values of a serialized task: its own, those of `partial`, and the defaults.
struct TaskValues {
  private let own: WireValue
  private let partial: WireValue?
  private let defaults: WireValue

  init(own: WireValue, defaults: WireValue) {
    self.own = own
    self.defaults = defaults
    partial = own["partial_kwargs"]?.plain
  }

  subscript(name: String) -> WireValue? {
    let value = own[name] ?? partial?[name] ?? defaults[name]
    return value.flatMap { $0.isNull ? nil : $0 }
  }

  func text(_ name: String) -> String? { self[name]?.plain.text }
  func integer(_ name: String) -> Int? { self[name]?.plain.integer }
  func isTrue(_ name: String) -> Bool { self[name]?.plain.boolean ?? false }
  func duration(_ name: String) -> Duration? { self[name]?.plain.duration }
}

/// Reads the tasks of a serialized DAG.
struct TaskReader {
  let dag: String
  let defaults: WireValue
  let file: String
  let known: [AirflowAsset]

  /// The grace that a task has beyond its time-out, which it keeps itself so that its callbacks run.
  static let timeoutGrace: Duration = .seconds(10)

  func values(of encoded: WireValue) -> TaskValues {
    TaskValues(own: encoded["__var"] ?? encoded, defaults: defaults)
  }

  func task(_ values: TaskValues) throws(AirflowError) -> DAGTask {
    guard let id = values.text("task_id") else {
      throw AirflowError(.wire, "a task of the DAG \"\(dag)\" has no name")
    }
    var task = DAGTask(TaskID(id))
    let rule = values.text("trigger_rule") ?? TriggerRule.allSuccess.rawValue
    guard let triggerRule = TriggerRule(rawValue: rule) else {
      throw AirflowError(
        .unsupported, "the task \"\(id)\" of the DAG \"\(dag)\" has the trigger rule \"\(rule)\"")
    }
    task.triggerRule = triggerRule
    if values.isTrue("is_setup") { task.role = .setup }
    if values.isTrue("is_teardown") {
      task.role = .teardown(failsRun: values.isTrue("on_failure_fail_dagrun"))
    }
    task.expansion = try expansion(values, id)
    task.retry = retry(values)
    task.timeout = values.duration("execution_timeout").map { $0 + Self.timeoutGrace }
    if values.isTrue("wait_for_downstream") {
      task.past = .itselfAndDownstream
    } else if values.isTrue("depends_on_past") {
      task.past = .itself
    }
    task.ignoresFirstPast = values.isTrue("ignore_first_depends_on_past")
    task.pool = values.text("pool") ?? Pool.defaultName
    task.poolSlots = max(1, values.integer("pool_slots") ?? 1)
    task.priority = values.integer("priority_weight") ?? 1
    task.weightRule = weightRule(values)
    task.maxActivePerDAG = values.integer("max_active_tis_per_dag")
    task.maxActivePerRun = values.integer("max_active_tis_per_dagrun")
    let outlets = references(values["outlets"])
    task.outlets = outlets.compactMap {
      // What an alias stands for is only known when the task has run.
      if case .alias = $0 { nil } else { $0.id }
    }
    task.isEmpty = isEmpty(values)
    task.work = TaskWork(kind: AirflowExecutor.kind, settings: ["file": file])
    return task
  }

  func detail(_ values: TaskValues) -> AirflowTask {
    AirflowTask(
      operatorName: values.text("task_type") ?? "", inlets: references(values["inlets"]),
      outlets: references(values["outlets"]),
      startTrigger: values.isTrue("start_from_trigger") ? values["start_trigger_args"] : nil)
  }

  /// What the scheduler does not do for the DAG as a whole.
  func limitations(_ fields: WireValue) -> [String] {
    SerializedDeadline.all(fields).filter { $0.deadline == nil }.map { deadline in
      "a deadline \(deadline.kind) is not watched"
    }
  }

  /// Whether there is nothing to execute: an operator that does nothing, and nobody to be told.
  private func isEmpty(_ values: TaskValues) -> Bool {
    let callbacks = ["has_on_execute_callback", "has_on_success_callback", "_pre_execute_hook"]
    return values.isTrue("_is_empty") && !callbacks.contains { values.isTrue($0) }
      && (values["outlets"]?.list ?? []).isEmpty && (values["inlets"]?.list ?? []).isEmpty
  }

  private func references(_ value: WireValue?) -> [AirflowAsset.Reference] {
    (value?.list ?? []).compactMap { AirflowAsset.Reference($0)?.resolved(among: known) }
  }

  private func retry(_ values: TaskValues) -> RetryPolicy {
    var policy = RetryPolicy()
    policy.retries = max(0, values.integer("retries") ?? 0)
    if let delay = values.duration("retry_delay") { policy.delay = delay }
    policy.longestDelay = values.duration("max_retry_delay")
    if let growth = values["retry_exponential_backoff"]?.plain {
      // A truth value was all there was before it could be a number: twice as long each time.
      policy.factor = growth.boolean.map { $0 ? 2 : 1 } ?? growth.number ?? 1
      if policy.factor <= 0 { policy.factor = 1 }
    }
    return policy
  }

  private func weightRule(_ values: TaskValues) -> DAGTask.WeightRule {
    guard let rule = values["weight_rule"] else { return .downstream }
    if let known = rule.text.flatMap({ DAGTask.WeightRule(rawValue: $0) }) { return known }
    // The three that there are have classes too; what a plugin computes is not asked for.
    let name = rule["__type"]?.text ?? rule.text ?? ""
    if name.contains("Downstream") { return .downstream }
    return name.contains("Upstream") ? .upstream : .absolute
  }

  private func expansion(
    _ values: TaskValues, _ id: String
  ) throws(AirflowError) -> Expansion? {
    guard values.isTrue("_is_mapped") else { return nil }
    let attribute = values.text("_expand_input_attr") ?? "expand_input"
    guard let input = values[attribute] else {
      throw AirflowError(
        .wire, "the mapped task \"\(id)\" of the DAG \"\(dag)\" does not say over what")
    }
    return try ExpansionReader(dag: dag, of: id).expansion(input)
  }
}

/// Reads over what a task or a group is repeated.
struct ExpansionReader {
  let dag: String
  let owner: String

  init(dag: String, of owner: String) {
    self.dag = dag
    self.owner = owner
  }

  func expansion(_ input: WireValue) throws(AirflowError) -> Expansion {
    guard let type = input["type"]?.text, let value = input["value"] else { throw unreadable }
    switch type {
    case "dict-of-lists":
      guard let entries = (value["__var"] ?? value).entries else { throw unreadable }
      var dimensions: [Expansion.Dimension] = []
      for entry in entries { dimensions.append(try dimension(entry.value)) }
      return Expansion(over: dimensions)
    case "list-of-dicts": return Expansion(over: [try dimension(value)])
    default: throw unreadable
    }
  }

  /// A list, or what stands for one.
  private func dimension(_ value: WireValue) throws(AirflowError) -> Expansion.Dimension {
    if let members = value.list { return .literal(members.count) }
    let inner = value["__var"]
    if value["__type"]?.text == "xcomref" { return try output(inner ?? .null) }
    if let members = inner?.list { return .literal(members.count) }
    if let entries = inner?.entries { return .literal(entries.count) }
    throw unreadable
  }

  /// What a task returns, or what is made of it.
  private func output(_ reference: WireValue) throws(AirflowError) -> Expansion.Dimension {
    let reference = reference["__var"] ?? reference
    switch reference["type"]?.text {
    case nil, "plain":
      guard let task = reference["task_id"]?.text else { throw unreadable }
      return .output(of: TaskID(task))
    case "map": return try output(reference["arg"] ?? .null)
    case "zip":
      let parts = try outputs(reference)
      // With something to fill gaps with, as long as the longest.
      let fill = reference["fillvalue"]
      let isFilled = fill != nil && fill?["__type"]?.text != "arg_not_set"
      return isFilled ? .longest(parts) : .shortest(parts)
    case "concat": return .sum(try outputs(reference))
    default: throw unreadable
    }
  }

  private func outputs(_ reference: WireValue) throws(AirflowError) -> [Expansion.Dimension] {
    var parts: [Expansion.Dimension] = []
    for argument in reference["args"]?.list ?? [] { parts.append(try output(argument)) }
    guard !parts.isEmpty else { throw unreadable }
    return parts
  }

  private var unreadable: AirflowError {
    AirflowError(
      .unsupported,
      "\"\(owner)\" of the DAG \"\(dag)\" is expanded over something that is not known here")
  }
}

/// Reads the groups of a serialized DAG, and which task lies in which.
struct GroupReader {
  let dag: String
  private(set) var groups: [DAGGroup] = []
  private var places: [String: GroupID] = [:]

  init(dag: String) {
    self.dag = dag
  }

  mutating func read(_ group: WireValue, parent: GroupID?) throws(AirflowError) {
    for child in group["children"]?.entries ?? [] {
      guard let parts = child.value.plainPair else { continue }
      guard parts.kind == "taskgroup" else {
        if let parent { places[parts.content.text ?? child.name] = parent }
        continue
      }
      let content = parts.content
      let id = GroupID(content["_group_id"]?.text ?? child.name)
      var expansion: Expansion?
      if content["is_mapped"]?.boolean == true, let input = content["expand_input"] {
        expansion = try ExpansionReader(dag: dag, of: id.name).expansion(input)
      }
      groups.append(DAGGroup(id, in: parent, expansion: expansion))
      try read(content, parent: id)
    }
  }

  func place(_ tasks: inout [DAGTask]) {
    for position in tasks.indices { tasks[position].group = places[tasks[position].id.name] }
  }
}

extension WireValue {
  /// A child of a group: `["operator", NAME]` or `["taskgroup", {…}]`.
  fileprivate var plainPair: (kind: String, content: WireValue)? {
    guard let parts = list ?? self["__var"]?.list, parts.count == 2, let kind = parts[0].text else {
      return nil
    }
    return (kind, parts[1])
  }
}
