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
    }
    again.limitedTo = wanted
    return again
  }
}
