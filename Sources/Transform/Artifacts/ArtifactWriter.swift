import FoundationEssentials
import OrderedCollections

/// Writes what an invocation leaves behind: `manifest.json` and `run_results.json`.
struct ArtifactWriter {
  let outcome: Invocation.Outcome
  let invocation: Invocation
  /// What `parse` took up of an earlier parse, if anything.
  var reuse: ParseReuse?
  let invocationID = UUID().uuidString.lowercased()

  /// Writes both into the target folder; run results only where nodes ran.
  ///
  /// - Throws: ``TransformError`` of kind `file`.
  func write() throws(TransformError) {
    guard invocation.settings.writesArtifacts else { return }
    let project = outcome.manifest.project
    let folder = project.targetFolder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let written = WrittenManifest(folder: folder, manifest: outcome.manifest)
      if let reuse,
        written.update(
          reuse,
          metadata: ManifestDocument.metadata(of: outcome.manifest, invocationID: invocationID))
      {
        return
      }
      let manifest = ManifestDocument.json(
        outcome.manifest, compiled: outcome.compiled, bound: outcome.bound,
        invocationID: invocationID)
      try put(manifest, at: folder + "/manifest.json")
      if invocation.command == .sourceFreshness {
        let document = FreshnessCommand.document(
          outcome,
          metadata: .dictionary(
            ManifestDocument.metadata(schema: "sources/v3", invocationID: invocationID, at: Date()))
        )
        try put(document.compactJSON(), at: folder + "/sources.json")
        return
      }
      guard invocation.command != .parse else {
        if invocation.options.partialParseFile == nil { written.link() }
        return
      }
      try put(runResults.compactJSON(), at: folder + "/run_results.json")
    } catch let error as TransformError {
      throw error
    } catch {
      throw TransformError(.file, "could not write artifacts to \(folder)", cause: "\(error)")
    }
  }

  private func put(_ document: [UInt8], at path: String) throws(TransformError) {
    guard let cause = FileText.replace(path, with: document) else { return }
    throw TransformError(.file, "could not write \(path)", cause: cause)
  }

  /// `run_results.json`, version 6.
  private var runResults: DataValue {
    let elapsed = outcome.results.map(\.duration.seconds).reduce(0, +)
    return [
      "metadata": .dictionary(
        ManifestDocument.metadata(
          schema: "run-results/v6", invocationID: invocationID, at: Date())),
      "results": .list(outcome.results.map(entry)), "elapsed_time": .float(elapsed),
      "args": .dictionary(Self.arguments(of: invocation)),
    ]
  }

  /// The invocation's arguments, by which `retry` asks for the same again.
  static func arguments(of invocation: Invocation) -> DataValue.Dictionary {
    let settings = invocation.settings
    var arguments: DataValue.Dictionary = [
      "which": .string(invocation.command.rawValue),
      "select": DataValue(strings: invocation.select),
      "exclude": DataValue(strings: invocation.exclude),
      "selector": DataValue(invocation.selector),
      "full_refresh": .boolean(invocation.fullRefresh),
      "store_failures": .boolean(invocation.storesFailures),
      "fail_fast": .boolean(invocation.failsFast), "empty": .boolean(settings.isEmpty),
      "defer": .boolean(settings.defers), "vars": .dictionary(invocation.options.variables),
      "macro": DataValue(settings.macro), "args": .dictionary(settings.arguments),
      "indirect_selection": .string((invocation.indirectSelection ?? .eager).rawValue),
      "favor_state": .boolean(settings.favorsState),
      "warn_error": .boolean(settings.warnings.errors.contains("all")),
      "warn_error_options": .dictionary(settings.warnings.entries),
    ]
    for (key, value) in [
      ("target", invocation.options.target), ("profile", invocation.options.profileName),
      ("environment", settings.environment), ("state", settings.statePath),
      ("sample", settings.sample),
      ("event_time_start", settings.eventTimeStart), ("event_time_end", settings.eventTimeEnd),
    ] {
      if let value { arguments[key] = .string(value) }
    }
    if let threads = invocation.options.threads { arguments["threads"] = .integer(threads) }
    return arguments
  }

  private func entry(_ result: NodeResult) -> DataValue {
    let end = result.startedAt.addingTimeInterval(result.duration.seconds)
    var response: DataValue.Dictionary = [:]
    if let message = result.message, result.error == nil { response["_message"] = .string(message) }
    if let rows = result.rowsAffected { response["rows_affected"] = .integer(rows) }
    let node = outcome.manifest.nodes[result.uniqueID]
    let hasRelation =
      node.map { ($0.isRefable && !$0.isEphemeral) || $0.resourceType == .test } ?? false
    let batches = result.batches.map { batches -> DataValue in
      func list(_ batches: [EventTime.Batch]) -> DataValue {
        .list(batches.map { [.string($0.start), .string($0.end)] })
      }
      return ["successful": list(batches.succeeded), "failed": list(batches.failed)]
    }
    return [
      "status": .string(result.status.rawValue),
      "timing": [
        [
          "name": "execute", "started_at": .string(PythonDateTime.isoText(result.startedAt)),
          "completed_at": .string(PythonDateTime.isoText(end)),
        ]
      ],
      "thread_id": "Thread-1", "execution_time": .float(result.duration.seconds),
      "adapter_response": .dictionary(response), "message": DataValue(result.message),
      "failures": result.failures.map(DataValue.integer) ?? .null,
      "unique_id": .string(result.uniqueID),
      "compiled": result.compiledCode == nil ? nil : true,
      "compiled_code": DataValue(result.compiledCode),
      "relation_name": hasRelation
        ? DataValue(node?.relationName(quoting: outcome.manifest.project.quoting)) : nil,
      "batch_results": batches ?? .null,
    ]
  }
}
