import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine
import Spelling

/// `run-operation`: calls a macro with `execute` true.
struct OperationCommand {
  let plan: InvocationPlan
  let invocation: Invocation

  func run(
    on warehouse: (any Warehouse)?, _ report: @escaping @Sendable (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    let manifest = plan.manifest
    let macro = try macro()
    guard let warehouse else {
      throw TransformError(.configuration, "run-operation needs a warehouse")
    }
    let context = TemplateContext(manifest: manifest, options: invocation.options)
    let connection = try await warehouse.connect()
    let invocation = self.invocation
    let result = await withTaskCancellationHandler {
      await WorkThread.run {
        Self.call(macro, context, invocation, BlockingConnection(connection), report)
      }
    } onCancel: {
      connection.interrupt()
    }
    await connection.close()
    var outcome = plan.outcome
    outcome.results = [result]
    if let error = result.error {
      report(LogLine(.error, "Encountered an error while running operation: \(error)"))
    }
    return outcome
  }

  private func macro() throws(TransformError) -> MacroDefinition {
    let macros = plan.manifest.macros
    guard let name = invocation.settings.macro else {
      throw TransformError(.usage, "run-operation needs the name of a macro")
    }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let root = plan.manifest.project.name
    let found =
      parts.count == 2
      ? macros.macro(parts[1], in: parts[0])
      : macros.macro(name, from: root)
        ?? macros.packageNames.lazy.compactMap { macros.macro(name, in: $0) }.first
    if let found { return found }
    throw TransformError(
      .unresolved,
      "dbt could not find a macro with the name '\(parts.last ?? name)' in "
        + (parts.count == 2 ? "the package '\(parts[0])'" : "any package"),
      hint: NearestName.of(parts.last ?? name, among: macros.macros.values.map(\.name))
        .map { "did you mean \"\($0)\"?" })
  }

  private static func call(
    _ macro: MacroDefinition, _ context: TemplateContext, _ invocation: Invocation,
    _ connection: BlockingConnection, _ report: @escaping @Sendable (LogLine) -> Void
  ) -> NodeResult {
    NodeResult.timing(macro.uniqueID, placing: TransformError.running) { _ in
      let scope = NodeScope(
        context: context, node: nil, package: macro.packageName, connection: connection)
      scope.say = { report($0) }
      scope.flags = invocation.flagValues
      var arguments = Arguments()
      for (name, value) in invocation.settings.arguments {
        arguments.named.append((name, Jinja.Value(value)))
      }
      _ = try scope.macro(macro).call(arguments, scope.state)
    }
  }
}

extension Invocation {
  /// What templates see under `flags`.
  var flagValues: [String: Jinja.Value] {
    [
      "FULL_REFRESH": .boolean(fullRefresh), "STORE_FAILURES": .boolean(storesFailures),
      "WHICH": .string(command.rawValue), "EMPTY": .boolean(settings.isEmpty),
      "FAIL_FAST": .boolean(failsFast),
      "WARN_ERROR": .boolean(settings.warnings.errors.contains("all")),
      "DEFER": .boolean(settings.defers),
      "INTROSPECT": .boolean(settings.introspects), "QUIET": .boolean(settings.isQuiet),
      "PRINT": .boolean(settings.prints), "WRITE_JSON": .boolean(settings.writesArtifacts),
      "USE_COLORS": .boolean(false), "VERSION_CHECK": .boolean(true),
      "PROFILES_DIR": Jinja.Value(options.profilesFolder),
      "TARGET_PATH": Jinja.Value(options.targetPath),
      "INDIRECT_SELECTION": .string((indirectSelection ?? .eager).rawValue),
    ]
  }
}
