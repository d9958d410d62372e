import FoundationEssentials
import OrderedCollections

/// `retry`: goes on where the last command failed, with what that command was told.
struct RetryCommand {
  let invocation: Invocation

  private static let open: Set<String> = [
    "error", "skipped", "fail", "runtime error", "partial success",
  ]

  /// The last command, limited to the nodes that did not succeed.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where there is nothing to go on with.
  func retried() throws(TransformError) -> Invocation {
    let reading = try ProjectParser.configuration(invocation.options)
    let root = invocation.options.projectFolder
    let folder =
      invocation.settings.statePath.map { $0.hasPrefix("/") ? $0 : root + "/" + $0 }
      ?? root + "/" + reading.project.targetPath
    let path = folder + "/run_results.json"
    guard let bytes = try? Data(contentsOf: URL(filePath: path)),
      let document = DataValue(json: bytes)
    else {
      throw TransformError(
        .usage, "could not find previous run in '\(folder)'",
        hint: "run a command first, or name its target folder with --state")
    }
    let arguments = document["args"] ?? .null
    let word = arguments["which"]?.string ?? ""
    guard let command = Invocation.Command(rawValue: word == "list" ? "ls" : word),
      ![.list, .coverage, .parse, .deps, .clean, .debug, .retry].contains(command)
    else {
      throw TransformError(.usage, "the command '\(word)' cannot be retried")
    }
    var again = invocation
    again.command = command
    again.select = arguments["select"]?.stringList ?? []
    again.exclude = arguments["exclude"]?.stringList ?? []
    again.selector = arguments["selector"]?.string
    again.fullRefresh = invocation.fullRefresh || (arguments["full_refresh"]?.boolean ?? false)
    again.storesFailures = arguments["store_failures"]?.boolean ?? false
    again.failsFast = invocation.failsFast || (arguments["fail_fast"]?.boolean ?? false)
    Self.takeUp(arguments, into: &again)
    if again.options.variables.isEmpty {
      again.options.variables = arguments["vars"]?.dictionary ?? [:]
    }
    if command == .runOperation {
      again.settings.macro = arguments["macro"]?.string
      again.settings.arguments = arguments["args"]?.dictionary ?? [:]
    }
    var wanted: Set<String> = []
    for result in document["results"]?.list ?? [] {
      guard let id = result["unique_id"]?.string, let status = result["status"]?.string,
        Self.open.contains(status)
      else { continue }
      wanted.insert(id)
      again.batches[id] = Self.batches(result["batch_results"])
    }
    again.limitedTo = wanted
    return again
  }

  /// Takes up where and on what data the last command worked. What this command line says itself
  /// goes first; the folder to defer to, and which warnings are errors, are its own alone.
  private static func takeUp(_ arguments: DataValue, into again: inout Invocation) {
    again.options.target = again.options.target ?? arguments["target"]?.string
    again.options.profileName = again.options.profileName ?? arguments["profile"]?.string
    again.options.threads = again.options.threads ?? arguments["threads"]?.integer
    again.settings.environment = again.settings.environment ?? arguments["environment"]?.string
    again.settings.statePath = arguments["state"]?.string
    again.settings.defers = arguments["defer"]?.boolean ?? false
    again.settings.favorsState = arguments["favor_state"]?.boolean ?? false
    again.settings.isEmpty = arguments["empty"]?.boolean ?? false
    again.settings.sample = arguments["sample"]?.string
    again.settings.eventTimeStart = arguments["event_time_start"]?.string
    again.settings.eventTimeEnd = arguments["event_time_end"]?.string
  }

  /// The batches of a model that failed and that succeeded; nil unless there are both. A model
  /// without any batch that succeeded may have to be built anew, which all its batches are for.
  private static func batches(
    _ results: DataValue?
  ) -> (open: [EventTime.Batch], done: [EventTime.Batch])? {
    func list(_ key: String) -> [EventTime.Batch] {
      (results?[key]?.list ?? []).compactMap { pair in
        let ends = (pair.list ?? []).compactMap { $0.string.flatMap(EventTime.date) }
        guard ends.count == 2 else { return nil }
        return EventTime.Batch(start: EventTime.text(ends[0]), end: EventTime.text(ends[1]))
      }
    }
    let (open, done) = (list("failed"), list("successful"))
    return open.isEmpty || done.isEmpty ? nil : (open, done)
  }
}
