import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine

/// Runs a microbatch model: one batch of event time after the other, each compiled with its own
/// window, so that one that fails does not undo the others.
struct MicrobatchRunner {
  let runner: NodeRunner

  private var node: Node { runner.node }

  func run(_ result: inout NodeResult) throws {
    let settings = runner.run.invocation.settings
    guard let size = node.config.text("batch_size").flatMap(EventTime.Size.init(rawValue:)) else {
      throw TransformError(
        .configuration, "Microbatch model '\(node.name)' needs a `batch_size`",
        hint: "one of: hour, day, month, year", at: node.location)
    }
    guard let begin = node.config.text("begin").flatMap(EventTime.date) else {
      throw TransformError(
        .configuration, "Microbatch model '\(node.name)' needs a `begin`, a date",
        at: node.location)
    }
    guard node.config.text("event_time") != nil else {
      throw TransformError(
        .configuration, "Microbatch model '\(node.name)' needs an `event_time`, a column",
        at: node.location)
    }
    let there = try runner.connection.relation(
      node.alias, in: node.schema, database: node.database)
    let left = runner.run.invocation.batches[node.uniqueID]
    let isNew =
      left == nil && (there?.kind != .table || runner.run.invocation.fullRefresh)
    let sample = runner.run.context.runtime.sample
    let batches =
      left?.open
      ?? EventTime.batches(
        size, begin: begin,
        start: (sample?.start ?? settings.eventTimeStart).flatMap(EventTime.date),
        end: (sample?.end ?? settings.eventTimeEnd).flatMap(EventTime.date),
        lookback: node.config["lookback"]?.integer ?? 1, isNew: isNew)
    var succeeded: [EventTime.Batch] = []
    var failed: [EventTime.Batch] = []
    for (index, batch) in batches.enumerated() {
      do {
        try run(batch, isFirst: isNew && succeeded.isEmpty && index == 0, &result)
        succeeded.append(batch)
      } catch {
        let failure = TransformError.running(error).placed(at: node.location)
        runner.run.progress.say("\(failure)", isInfo: true)
        result.error = failure
        failed.append(batch)
        // What keeps the first batch from being built is likely to keep the others too.
        if index == 0 {
          failed += batches.dropFirst()
          break
        }
      }
    }
    result.batches = (succeeded + (left?.done ?? []), failed)
    // Every batch had code of its own.
    result.code = nil
    result.failures = 0
    result.status = failed.isEmpty ? .success : succeeded.isEmpty ? .error : .partialSuccess
    result.message =
      failed.isEmpty
      ? "SUCCESS"
      : succeeded.isEmpty
        ? "ERROR" : "PARTIAL SUCCESS (\(succeeded.count)/\(batches.count))"
    if failed.isEmpty { result.error = nil }
  }

  /// What templates see of a batch under `model.batch`.
  private func context(of batch: EventTime.Batch) -> Value {
    let digits: Int
    switch node.config.text("batch_size").flatMap(EventTime.Size.init(rawValue:)) {
    case .year: digits = 4
    case .month: digits = 7
    case .hour: digits = 13
    default: digits = 10
    }
    let start = batch.start.replacing(" ", with: "T").prefix(digits)
    func time(_ text: String) -> Value {
      EventTime.date(text).map { .object(PythonDateTime($0)) } ?? .string(text)
    }
    return [
      "id": .string(String(start).replacing("-", with: "")),
      "event_time_start": time(batch.start), "event_time_end": time(batch.end),
    ]
  }

  private func run(
    _ batch: EventTime.Batch, isFirst: Bool, _ result: inout NodeResult
  ) throws {
    let scope = runner.scope()
    scope.window = (batch.start, batch.end)
    for (key, value) in [
      ("__dbt_internal_microbatch_event_time_start", batch.start),
      ("__dbt_internal_microbatch_event_time_end", batch.end),
    ] {
      scope.extras["config." + key] = .string(value)
    }
    if case .dict(let model) = scope.model { model["batch"] = context(of: batch) }
    if isFirst { scope.flags["FULL_REFRESH"] = .boolean(true) }
    if !isFirst { scope.flags["FULL_REFRESH"] = .boolean(false) }
    result.code = try Compiler(scope: scope).compile(node)
    try runner.write(result.code?.text ?? "", below: "compiled")
    try runner.materialize(scope, &result)
  }
}
