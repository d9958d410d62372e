import Columnar
import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine

/// `source freshness`: compares the age of the newest row of each source with what it may be.
struct FreshnessCommand {
  let plan: InvocationPlan
  let invocation: Invocation

  /// The age that one source has.
  struct Measure: Sendable {
    var maxLoadedAt: String
    var snapshottedAt: String
    var age: Double
  }

  func run(
    on warehouse: (any Warehouse)?, _ report: @escaping @Sendable (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    var outcome = plan.outcome
    guard let warehouse else { return outcome }
    let tables = plan.selected.compactMap { plan.manifest.sources[$0] }.filter(Self.isChecked)
    let context = TemplateContext(manifest: plan.manifest, options: invocation.options)
    let connection = try await warehouse.connect()
    for (index, table) in tables.enumerated() {
      let name = "\(table.sourceName).\(table.name)"
      report(
        LogLine(
          .info, RunProgress.line(index + 1, tables.count, "START freshness of \(name)", "RUN")))
      let result = await WorkThread.run { [invocation] in
        Self.check(table, context, invocation.flagValues, BlockingConnection(connection), report)
      }
      outcome.results.append(result)
      let word =
        result.status == .runtimeError
        ? "ERROR" : result.status == .error ? "ERROR STALE" : result.status.rawValue.uppercased()
      report(
        LogLine(
          result.status == .error || result.status == .runtimeError ? .error : .info,
          RunProgress.line(
            index + 1, tables.count, "\(word) freshness of \(name)",
            "\(word) in \(RunProgress.fixed(result.duration.seconds))s")))
      if let error = result.error { report(LogLine(.error, "\(error)")) }
    }
    await connection.close()
    report(LogLine(.info, "Done."))
    outcome.hasFailed = outcome.results.contains {
      $0.status == .error || $0.status == .runtimeError
    }
    return outcome
  }

  /// Whether anything is said of how old the source may be.
  static func isChecked(_ table: SourceTable) -> Bool {
    let hasLimit = ["warn_after", "error_after"].contains { key in
      table.freshness[key]?["count"]?.integer != nil
    }
    return hasLimit && (table.loadedAtField != nil || table.loadedAtQuery != nil)
  }

  private static func check(
    _ table: SourceTable, _ context: TemplateContext, _ flags: [String: Jinja.Value],
    _ connection: BlockingConnection, _ report: @escaping @Sendable (LogLine) -> Void
  ) -> NodeResult {
    var result = NodeResult(
      uniqueID: table.uniqueID, status: .pass, startedAt: Date(), duration: .zero)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let measure = try measure(table, context, flags, connection, report)
      result.freshness = measure
      if exceeds(measure.age, table.freshness["error_after"]) {
        result.status = .error
      } else if exceeds(measure.age, table.freshness["warn_after"]) {
        result.status = .warn
      }
    } catch {
      let failure = TransformError.running(error).placed(at: table.location)
      result.status = .runtimeError
      result.error = failure
      result.message = "\(failure)"
    }
    result.duration = clock.now - start
    return result
  }

  private static func measure(
    _ table: SourceTable, _ context: TemplateContext, _ flags: [String: Jinja.Value],
    _ connection: BlockingConnection, _ report: @escaping @Sendable (LogLine) -> Void
  ) throws -> Measure {
    let scope = NodeScope(
      context: context, node: nil, package: table.packageName, connection: connection)
    scope.say = { report($0) }
    scope.flags = flags
    let relation = try scope.resolved(
      SourceReference(source: table.sourceName, table: table.name))
    let macros = context.manifest.macros
    let isQuery = table.loadedAtQuery != nil
    let name = isQuery ? "collect_freshness_custom_sql" : "collect_freshness"
    guard let macro = macros.macro(name, from: context.manifest.project.name) else {
      throw TransformError(.unresolved, "there is no macro \(name)")
    }
    let filter = Jinja.Value(table.freshness["filter"]?.string)
    let arguments =
      isQuery
      ? Arguments([relation, .string(try scope.render(table.loadedAtQuery ?? "", name: "query"))])
      : Arguments([relation, Jinja.Value(table.loadedAtField), filter])
    let answer = try scope.macro(macro).call(arguments, scope.state)
    guard case .dict(let entry) = answer, case .object(let object)? = entry["table"],
      let rows = object as? ResultTable, let row = rows.rows.first, row.values.count >= 2
    else { throw TransformError(.database, "the freshness query gave no row") }
    let snapshotted = try row.values[1].text()
    guard let newest = try row.values[0].optionalText() else {
      // A source without rows has never been loaded.
      return Measure(
        maxLoadedAt: "1970-01-01T00:00:00Z", snapshottedAt: snapshotted, age: .infinity)
    }
    let age = try connection.execute(
      "select epoch(timestamptz '\(snapshotted)') - epoch(timestamptz '\(newest)') as age")
    guard case .double(let seconds)? = age.rows.first?.first else {
      throw TransformError(.database, "the age of the newest row is not a number")
    }
    return Measure(maxLoadedAt: newest, snapshottedAt: snapshotted, age: seconds)
  }

  private static func exceeds(_ age: Double, _ limit: DataValue?) -> Bool {
    guard let count = limit?["count"]?.integer, let period = limit?["period"]?.string else {
      return false
    }
    let seconds: [String: Double] = ["minute": 60, "hour": 3600, "day": 86400]
    return age > Double(count) * (seconds[period] ?? 86400)
  }

  /// `sources.json`, version 3.
  static func document(_ outcome: Invocation.Outcome, metadata: DataValue) -> DataValue {
    let results = outcome.results.map { result -> DataValue in
      guard let table = outcome.manifest.sources[result.uniqueID] else { return nil }
      guard let measure = result.freshness else {
        return [
          "unique_id": .string(result.uniqueID), "error": DataValue(result.message),
          "status": .string(result.status.rawValue),
        ]
      }
      return [
        "unique_id": .string(result.uniqueID), "max_loaded_at": .string(measure.maxLoadedAt),
        "snapshotted_at": .string(measure.snapshottedAt),
        "max_loaded_at_time_ago_in_s": .float(measure.age.isFinite ? measure.age : 0),
        "status": .string(result.status.rawValue), "criteria": table.freshness,
        "adapter_response": [:], "timing": [], "thread_id": "Thread-1",
        "execution_time": .float(result.duration.seconds),
      ]
    }
    return [
      "metadata": metadata, "results": .list(results),
      "elapsed_time": .float(outcome.results.map(\.duration.seconds).reduce(0, +)),
    ]
  }
}
