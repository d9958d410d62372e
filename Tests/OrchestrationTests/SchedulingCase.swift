import Foundation
import Orchestration
import Testing
import Yams

/// DAGs, what happens to them, the actions each event has to lead to, and the states at the end.
struct SchedulingCase: Sendable, CustomTestStringConvertible {
  struct Step: Sendable {
    var event: String
    /// What has to be done in answer; `nil` where the case does not say.
    var actions: [String]?
  }

  var name: String
  var dags: [DAG]
  var pools: [Pool]
  var parallelism: Int
  var start: Timestamp
  var steps: [Step]
  var states: [String: String]
  /// How each task ends, where a case tells no events; success where nothing is said.
  var outcomes: [String: String] = [:]

  var testDescription: String { name }

  /// The cases of every file in a folder of `Cases`.
  static func all(in folder: String) throws -> [SchedulingCase] {
    let files = try FileManager.default.contentsOfDirectory(
      at: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/\(folder)"),
      includingPropertiesForKeys: nil)
    var cases: [SchedulingCase] = []
    for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "yml" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for (key, value) in try Yams.compose(yaml: text)?.mapping ?? [:] {
        cases.append(try SchedulingCase(name: key.string ?? "", value))
      }
    }
    return cases
  }

  init(name: String, _ node: Node) throws {
    self.name = name
    if let tasks = node["tasks"]?.mapping {
      dags = [try DAG(id: "dag", tasks, node)]
    } else {
      dags = try (node["dags"]?.mapping ?? [:]).map { key, value in
        try DAG(id: key.string ?? "", value["tasks"]?.mapping ?? [:], value)
      }
    }
    pools = (node["pools"]?.mapping ?? [:]).map { Pool($0.key.string ?? "", slots: $0.value.int) }
    parallelism = node["parallelism"]?.int ?? 32
    start = Timestamp(node["now"]?.string ?? "2026-01-01T00:00:00Z") ?? Timestamp(seconds: 0)
    steps = (node["events"]?.sequence ?? []).compactMap { step in
      if let event = step.string { return Step(event: event, actions: nil) }
      guard let entry = step.mapping?.first, let event = entry.key.string else { return nil }
      return Step(event: event, actions: entry.value.array().compactMap(\.string))
    }
    states = [:]
    for (key, value) in node["states"]?.mapping ?? [:] { states[key.string ?? ""] = value.string }
    for (key, value) in node["outcomes"]?.mapping ?? [:] {
      outcomes[key.string ?? ""] = value.string
    }
  }
}

extension DAG {
  /// Reads the rules and tasks of a case.
  init(id: String, _ tasks: Node.Mapping, _ node: Node) throws {
    var rules = Rules()
    rules.timetable = try Timetable(node)
    rules.catchup = node["catchup"]?.bool ?? false
    rules.startDate = node["start"]?.string.flatMap { Timestamp($0) }
    rules.endDate = node["end"]?.string.flatMap { Timestamp($0) }
    rules.maxActiveRuns = node["max_active_runs"]?.int ?? 16
    rules.maxActiveTasks = node["max_active_tasks"]?.int ?? 16
    rules.maxConsecutiveFailedRuns = node["max_failed_runs"]?.int ?? 0
    rules.runTimeout = node["run_timeout"]?.int.map { .seconds($0) }
    rules.deadlines = (node["deadlines"]?.mapping ?? [:]).map { key, value in
      let seconds = Duration.seconds(value.sequence?.last?.int ?? 0)
      let word = value.sequence?.first?.string ?? ""
      let reference: Deadline.Reference =
        switch word {
        case "queued_at": .queuedAt
        case "logical_date": .logicalDate
        case "average": .averageRuntime(of: 3, atLeast: 2)
        default: .fixed(Timestamp(word) ?? Timestamp(seconds: 0))
        }
      return Deadline(reference, seconds, name: key.string)
    }
    rules.failsFast = node["fail_fast"]?.bool ?? false
    let occasions: [String: Callback.Occasion] = [
      "run_succeeded": .runSucceeded, "run_failed": .runFailed, "task_failed": .taskFailed,
      "task_retried": .taskRetried, "task_succeeded": .taskSucceeded,
      "task_started": .taskStarted, "task_skipped": .taskSkipped,
    ]
    let named = node["callbacks"]?.array().compactMap(\.string) ?? []
    rules.callbacks = Set(named.compactMap { occasions[$0] })
    let groups = (node["groups"]?.mapping ?? [:]).map { key, value in
      DAGGroup(
        GroupID(key.string ?? ""), in: value["in"]?.string.map { GroupID($0) },
        expansion: Expansion(value["map"]))
    }
    try self.init(
      id: id, tasks: try tasks.map { try DAGTask(TaskID($0.key.string ?? ""), $0.value) },
      groups: groups, rules: rules)
  }
}

extension Expansion {
  /// `3`, `a`, or a list of those.
  fileprivate init?(_ node: Node?) {
    guard let node else { return nil }
    let members = node.sequence.map(Array.init) ?? [node]
    self.init(
      over: members.compactMap { member in
        if let length = member.int { return .literal(length) }
        return member.string.map { .output(of: TaskID($0)) }
      })
  }
}

extension Timetable {
  fileprivate init(_ node: Node) throws {
    let assets = (node["assets"]).map { AssetCondition($0) }
    guard let text = node["schedule"]?.string else {
      self = assets.map { .assets($0) } ?? .never
      return
    }
    let zone = try TimeZoneRules.named(node["timezone"]?.string ?? "UTC")
    switch text {
    case "@once": self = .once
    case "@continuous": self = .continuous
    default:
      if let seconds = Int(text) {
        self = .deltaTrigger(.seconds(seconds))
      } else {
        let cron = ZonedCron(try CronExpression(text), in: zone)
        self = node["intervals"]?.bool == true ? .cronInterval(cron) : .cronTrigger([cron])
      }
    }
    if let assets { self = .assetsOr(assets, self) }
  }
}

extension AssetCondition {
  fileprivate init(_ node: Node) {
    if let any = node["any"]?.sequence {
      self = .any(any.map { AssetCondition($0) })
    } else if let all = node["all"]?.sequence ?? node.sequence {
      self = .all(all.map { AssetCondition($0) })
    } else {
      self = .asset(AssetID(node.string ?? ""))
    }
  }
}

extension DAGTask {
  fileprivate init(_ id: TaskID, _ node: Node) throws {
    self.init(id, after: node["after"]?.array().compactMap(\.string).map { TaskID($0) } ?? [])
    if let rule = node["rule"]?.string { triggerRule = try #require(TriggerRule(rawValue: rule)) }
    switch node["role"]?.string {
    case "setup": role = .setup
    case "teardown": role = .teardown(failsRun: false)
    case "deciding teardown": role = .teardown(failsRun: true)
    default: role = .work
    }
    group = node["group"]?.string.map { GroupID($0) }
    expansion = Expansion(node["map"])
    isEmpty = node["empty"]?.bool ?? false
    let factor = node["factor"]?.float ?? 1
    retry = RetryPolicy(
      retries: node["retries"]?.int ?? 0, delay: .seconds(node["delay"]?.int ?? 300),
      factor: factor, longestDelay: node["longest_delay"]?.int.map { .seconds($0) })
    timeout = node["timeout"]?.int.map { .seconds($0) }
    ignoresFirstPast = node["ignores_first_past"]?.bool ?? true
    switch node["past"]?.string {
    case "itself": past = .itself
    case "downstream": past = .itselfAndDownstream
    default: past = .none
    }
    pool = node["pool"]?.string ?? Pool.defaultName
    poolSlots = node["slots"]?.int ?? 1
    priority = node["priority"]?.int ?? 1
    weightRule = node["weight"]?.string.flatMap { WeightRule(rawValue: $0) } ?? .downstream
    maxActivePerDAG = node["max_per_dag"]?.int
    maxActivePerRun = node["max_per_run"]?.int
    outlets = node["outlets"]?.array().compactMap(\.string).map { AssetID($0) } ?? []
  }
}
