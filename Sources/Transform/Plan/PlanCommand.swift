import OrderedCollections
import QueryEngine

/// `plan`: what would be built, why, and what breaks. Nothing is run and nothing is written.
struct PlanCommand {
  let plan: InvocationPlan
  let invocation: Invocation

  /// Tells the plan.
  ///
  /// - Throws: ``TransformError``, and what the warehouse throws.
  func run(
    on warehouse: any Warehouse, _ report: (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    let changes = try await changes(on: warehouse)
    let rendering = PlanReport(
      plan: changes, manifest: plan.manifest, selected: Set(plan.selected))
    if invocation.settings.output == "json" {
      report(.plain(rendering.json))
    } else {
      for line in rendering.lines { report(.plain(line)) }
    }
    var outcome = plan.outcome
    outcome.hasFailed = rendering.hasBreakages
    outcome.tellsChanges = invocation.settings.tellsChangesByExitCode && rendering.hasChanges
    return outcome
  }

  /// Finds out what has to be done.
  func changes(on warehouse: any Warehouse) async throws -> ChangePlan {
    let manifest = plan.manifest
    let baseline: Baseline
    if let name = invocation.settings.environment {
      try VirtualEnvironment.check(name)
      let store = try VirtualEnvironment.store(of: warehouse)
      let environment =
        try await VirtualEnvironment.named(name, manifest, in: store)
        ?? VirtualEnvironment(name: name, manifest: manifest)
      return try await EnvironmentPlan(plan: plan, invocation: invocation)
        .changes(of: environment, on: warehouse).remaining
    }
    if let state = plan.state {
      baseline = Baseline(state, manifest: manifest)
    } else {
      baseline = try await Baseline.built(manifest, in: warehouse)
    }
    return try await changes(from: baseline, on: warehouse)
  }

  /// Finds out what has to be done where what there is is known.
  func changes(
    from baseline: Baseline, on warehouse: any Warehouse
  ) async throws -> ChangePlan {
    let manifest = plan.manifest
    let ids = manifest.nodes.values.filter {
      $0.resourceType == .model || $0.resourceType == .snapshot
    }.map(\.uniqueID)
    var runtime = TemplateContext.Runtime()
    runtime.selected = Set(plan.selected)
    runtime.arguments = ArtifactWriter.arguments(of: invocation)
    let context = TemplateContext(
      manifest: manifest, options: invocation.options, runtime: runtime)
    let pool = ConnectionPool(warehouse)
    let threads = WorkThreads(limit: manifest.profile.threads)
    defer {
      pool.abandon()
      threads.close()
    }
    let compilation = try await PlanCompilation.perform(
      ids, context: context, invocation: invocation, pool: pool, threads: threads)
    let input = PlanImpact.Input(
      context: context, graph: plan.graph, baseline: baseline, invocation: invocation,
      compilation: compilation)
    let connection = try await pool.take()
    let changes = try await threads.run {
      Result { () throws -> ChangePlan in
        let impact = PlanImpact(input, connection: BlockingConnection(connection))
        try impact.perform()
        return try ChangePlan(
          baseline: baseline.name, items: impact.items, tests: impact.tests(),
          exposures: impact.exposures(), removed: impact.remaining(),
          code: compilation.code.mapValues(\.text),
          settings: impact.reasons.reduce(into: [:]) { settings, entry in
            settings[entry.key] = baseline.nodes[entry.key]?.config
          })
      }
    }.get()
    pool.give(connection)
    await pool.close()
    return changes
  }
}
