import FoundationEssentials
import OrderedCollections

/// Writes what an invocation leaves behind: `manifest.json` and `run_results.json`.
struct ArtifactWriter {
  let outcome: Invocation.Outcome
  let invocation: Invocation
  let invocationID = UUID().uuidString.lowercased()

  /// Writes both into the target folder; run results only where nodes ran.
  ///
  /// - Throws: ``TransformError`` of kind `file`.
  func write() throws(TransformError) {
    let project = outcome.manifest.project
    let folder = project.root + "/" + project.targetPath
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let manifest = ManifestDocument.document(
        outcome.manifest, compiled: outcome.compiled, invocationID: invocationID)
      try Data(manifest.compactJSON()).write(
        to: URL(filePath: folder + "/manifest.json"), options: .atomic)
      guard !outcome.results.isEmpty else { return }
      try Data(runResults.compactJSON()).write(
        to: URL(filePath: folder + "/run_results.json"), options: .atomic)
    } catch {
      throw TransformError(.file, "could not write artifacts to \(folder)", cause: "\(error)")
    }
  }

  /// `run_results.json`, version 6.
  private var runResults: DataValue {
    let elapsed = outcome.results.map(\.duration.seconds).reduce(0, +)
    return [
      "metadata": .dictionary(
        ManifestDocument.metadata(
          schema: "run-results/v6", invocationID: invocationID, at: Date())),
      "results": .list(outcome.results.map(entry)), "elapsed_time": .float(elapsed),
      "args": [
        "which": .string(invocation.command == .list ? "list" : invocation.command.rawValue),
        "select": DataValue(strings: invocation.select),
        "exclude": DataValue(strings: invocation.exclude),
        "full_refresh": .boolean(invocation.fullRefresh),
      ],
    ]
  }

  private func entry(_ result: NodeResult) -> DataValue {
    let end = result.startedAt.addingTimeInterval(result.duration.seconds)
    var response: DataValue.Dictionary = [:]
    if let message = result.message, result.error == nil { response["_message"] = .string(message) }
    if let rows = result.rowsAffected { response["rows_affected"] = .integer(rows) }
    let node = outcome.manifest.nodes[result.uniqueID]
    let hasRelation = node.map { $0.resourceType == .model && !$0.isEphemeral } ?? false
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
      "relation_name": hasRelation ? DataValue(node?.relationName) : nil, "batch_results": nil,
    ]
  }
}
