public import Settings
import Spelling

/// A task of a pipeline file.
struct PipelineTask {
  let task: DAGTask

  private static let keys = [
    "depends_on", "when", "retries", "retry_delay", "backoff", "longest_delay", "timeout", "pool",
    "slots", "priority", "updates", "for_each", "env", "after_past",
  ]

  /// What there is to say of a request, beside its address.
  private static let requestKeys = ["method", "headers", "body", "expect"]
  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]

  init(
    _ name: String, _ node: ConfigurationNode, among names: [String]
  ) throws(ConfigurationError) {
    let kinds = PipelineFile.kinds.keys.sorted()
    let entries = try node.entries(Self.keys + Self.requestKeys + kinds)
    let named = kinds.filter { entries[$0] != nil }
    guard named.count == 1, let kind = named.first, let work = entries[kind] else {
      throw node.error(
        named.isEmpty
          ? "the task \"\(name)\" says nothing to do"
          : "the task \"\(name)\" says more than one thing to do: "
            + named.joined(separator: ", "),
        hint: "one of: " + kinds.joined(separator: ", "))
    }
    var task = DAGTask(TaskID(name), after: try Self.upstream(entries["depends_on"], names))
    var settings = [PipelineFile.kinds[kind] ?? kind: try work.text()]
    try Self.readRequest(entries, of: kind, into: &settings)
    for (variable, value) in entries["env"]?.pairs ?? [] {
      settings["env." + variable] = try value.text()
    }
    if let items = entries["for_each"] {
      let members = try items.texts()
      task.expansion = Expansion(over: [.literal(members.count)])
      settings["items"] = members.joined(separator: "\n")
    }
    task.work = TaskWork(kind: kind, settings: settings)
    if let when = entries["when"] {
      let word = try when.choice(of: TriggerRule.allCases.map(\.rawValue))
      task.triggerRule = TriggerRule(rawValue: word) ?? .allSuccess
    }
    task.retry = try Self.retry(entries)
    task.timeout = try entries["timeout"]?.duration()
    if let pool = entries["pool"] { task.pool = try pool.text() }
    if let slots = entries["slots"] { task.poolSlots = try slots.integer(atLeast: 1) }
    if let priority = entries["priority"] { task.priority = try priority.integer(atLeast: 0) }
    task.outlets = try entries["updates"]?.texts().map { AssetID($0) } ?? []
    if try entries["after_past"]?.boolean() == true { task.past = .itself }
    self.task = task
  }

  private static func readRequest(
    _ entries: [String: ConfigurationNode], of kind: String, into settings: inout [String: String]
  ) throws(ConfigurationError) {
    if kind != "http", let key = requestKeys.first(where: { entries[$0] != nil }),
      let node = entries[key]
    {
      throw node.error("only a task of kind http has \"\(key)\"")
    }
    if let url = settings["url"], !url.hasPrefix("http://"), !url.hasPrefix("https://") {
      let message = "the address of a request begins with http:// or https://"
      throw entries["http"]?.error(message) ?? ConfigurationError(message)
    }
    if let method = entries["method"] { settings["method"] = try method.choice(of: methods) }
    if let body = entries["body"] { settings["body"] = try body.text() }
    for (name, value) in entries["headers"]?.pairs ?? [] {
      settings["header." + name] = try value.text()
    }
    if let expect = entries["expect"] {
      let codes = try expect.texts()
      for code in codes where Int(code).map({ !(100...599).contains($0) }) ?? true {
        throw expect.error("\"\(code)\" is no status of HTTP", hint: "write it like 200")
      }
      settings["expect"] = codes.joined(separator: " ")
    }
  }

  private static func upstream(
    _ node: ConfigurationNode?, _ names: [String]
  ) throws(ConfigurationError) -> [TaskID] {
    guard let node else { return [] }
    let upstream = try node.texts()
    for name in upstream where !names.contains(name) {
      throw node.error(
        "there is no task \"\(name)\" to depend on",
        hint: NearestName.hint(for: name, among: names))
    }
    return upstream.map { TaskID($0) }
  }

  private static func retry(
    _ entries: [String: ConfigurationNode]
  ) throws(ConfigurationError) -> RetryPolicy {
    var policy = RetryPolicy()
    policy.retries = try entries["retries"]?.integer(atLeast: 0) ?? 0
    if let delay = entries["retry_delay"] { policy.delay = try delay.duration() }
    if let backoff = entries["backoff"] {
      guard let factor = Double(try backoff.text()), factor >= 1 else {
        throw backoff.error("the backoff must be a number of at least 1")
      }
      policy.factor = factor
    }
    policy.longestDelay = try entries["longest_delay"]?.duration()
    return policy
  }
}

extension ConfigurationNode {
  /// A length of time, such as `90s`, `15m`, `2h` or `1d`.
  ///
  /// - Throws: a ``ConfigurationError`` at this value if it is anything else.
  public func duration() throws(ConfigurationError) -> Duration {
    let text = try text()
    guard let duration = Duration(spelled: text[...]) else {
      throw error("\"\(text)\" is no length of time", hint: "write it like 90s, 15m, 2h or 1d")
    }
    return duration
  }

  /// A date, or a date and a time of day.
  func moment() throws(ConfigurationError) -> Timestamp {
    let text = try text()
    guard let moment = Timestamp(text) else {
      throw error("\"\(text)\" is no moment", hint: "write it like 2026-01-01T06:00:00Z")
    }
    return moment
  }
}

extension Duration {
  /// Reads `90s`, `15m`, `2h` or `1d`; `nil` for anything else.
  init?(spelled text: Substring) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...36_500_000).contains(count)
    else { return nil }
    self = .seconds(count * unit)
  }
}
