public import Settings

/// A file of `pipelines/`: a DAG for whoever has no Python.
///
/// ```yaml
/// name: nightly                  # the file's name unless given
/// schedule: "0 2 * * *"          # cron, @daily, every 15m, or {assets: [raw.orders]}
/// timezone: Europe/Berlin        # of the cron expression; UTC unless given
/// start: 2026-01-01              # no scheduled run is about anything earlier
/// catchup: false                 # whether missed runs are made up for
/// max_active_runs: 1
/// timeout: 2h                    # of a run
/// deadline: 1h                   # to succeed, from when a run is queued; or several, such as
///                                # {from: logical_date, within: 6h, name: in the morning}
/// tasks:
///   load:   {ingest: raw.orders}
///   build:  {dbt: "tag:nightly", depends_on: load, retries: 3, retry_delay: 1m, backoff: 2}
///   check:  {sql: "select 1", depends_on: build, timeout: 5m}
///   each:   {shell: "echo $ITEM", for_each: [a, b], depends_on: build}
///   tell:   {shell: "./tell.sh", depends_on: [check, each], when: all_done}
///   call:   {http: "https://example.org/loaded?run=$MILLRACE_RUN", method: POST,
///            headers: {Authorization: "Bearer ${TOKEN}"}, body: '{"ok": true}', expect: [200, 202]}
/// ```
public struct PipelineFile: Sendable {
  /// The DAG that the file declares.
  public let dag: DAG

  /// The kinds of work a task may be, each with what its text is called in the work's settings.
  static let kinds = [
    "sql": "statement", "dbt": "select", "ingest": "table", "shell": "command", "http": "url",
  ]
  private static let keys = [
    "name", "schedule", "timezone", "start", "end", "catchup", "max_active_runs",
    "max_active_tasks", "timeout", "deadline", "fail_fast", "tasks",
  ]

  /// Reads a file.
  ///
  /// - Parameter source: the file.
  /// - Throws: ``ConfigurationError`` at the place that cannot mean anything.
  public init(_ source: ConfigurationSource) throws(ConfigurationError) {
    guard let root = try source.root() else {
      throw ConfigurationError("\(source.file) declares no pipeline", hint: "it is empty")
    }
    let entries = try root.entries(Self.keys)
    guard let declared = entries["tasks"] else {
      throw root.error("a pipeline needs tasks")
    }
    let names = declared.pairs.map(\.key)
    var tasks: [DAGTask] = []
    for (name, node) in declared.pairs {
      tasks.append(try PipelineTask(name, node, among: names).task)
    }
    let file = source.file.split(separator: "/").last ?? ""
    let name = try entries["name"]?.text() ?? String(file.prefix { $0 != "." })
    let rules = try Self.rules(entries)
    do {
      dag = try DAG(id: name, tasks: tasks, rules: rules)
    } catch {
      throw declared.error(error.message)
    }
  }

  private static func rules(
    _ entries: [String: ConfigurationNode]
  ) throws(ConfigurationError) -> DAG.Rules {
    var rules = DAG.Rules()
    rules.maxActiveRuns = try entries["max_active_runs"]?.integer(atLeast: 1) ?? 1
    if let node = entries["max_active_tasks"] {
      rules.maxActiveTasks = try node.integer(atLeast: 1)
    }
    rules.catchup = try entries["catchup"]?.boolean() ?? false
    rules.failsFast = try entries["fail_fast"]?.boolean() ?? false
    rules.startDate = try entries["start"]?.moment()
    rules.endDate = try entries["end"]?.moment()
    rules.runTimeout = try entries["timeout"]?.duration()
    if let node = entries["deadline"] { rules.deadlines = try PipelineDeadline.read(node) }
    if let schedule = entries["schedule"] {
      rules.timetable = try timetable(schedule, zone: try entries["timezone"]?.text())
    }
    return rules
  }

  private static func timetable(
    _ node: ConfigurationNode, zone: String?
  ) throws(ConfigurationError) -> Timetable {
    if node.isMapping {
      let entries = try node.entries(["assets", "any"])
      if let any = entries["any"] { return .assets(.any(try conditions(any))) }
      guard let all = entries["assets"] else {
        throw node.error("a schedule on assets needs the assets")
      }
      return .assets(.all(try conditions(all)))
    }
    let text = try node.text()
    switch text {
    case "@once": return .once
    case "@continuous": return .continuous
    default: break
    }
    if text.hasPrefix("every ") {
      guard let duration = Duration(spelled: text.dropFirst(6)), duration > .zero else {
        throw node.error("\"\(text)\" is no schedule", hint: "write it like: every 15m")
      }
      return .deltaTrigger(duration)
    }
    do throws(ScheduleError) {
      let zone = try TimeZoneRules.named(zone ?? "UTC")
      return .cronTrigger([ZonedCron(try CronExpression(text), in: zone)])
    } catch {
      throw node.error(error.message, hint: error.hint)
    }
  }

  private static func conditions(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> [AssetCondition] {
    try node.texts().map { .asset(AssetID($0)) }
  }
}
