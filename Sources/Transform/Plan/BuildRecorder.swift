import FoundationEssentials
import OrderedCollections
import QueryEngine

/// Records from what the nodes of a run were built, for the plans to come.
struct BuildRecorder {
  let run: TransformRun
  let store: any WarehouseRecords

  /// Whether what the run leaves is what the project says: not rows left out, nor views over an
  /// earlier state.
  private var isWhole: Bool {
    let settings = run.invocation.settings
    return run.invocation.command != .clone && !settings.isEmpty && settings.sample == nil
  }

  /// Records the nodes that were built, and the tests that ran; forgets what no longer holds.
  ///
  /// - Throws: ``TransformError``, and what the warehouse throws.
  func record(
    _ results: [NodeResult], _ compiled: [String: Compiler.Code], pool: ConnectionPool,
    threads: WorkThreads
  ) async throws {
    let done = results.filter { result in
      [.success, .pass, .fail, .warn].contains(result.status)
    }.compactMap { run.manifest.nodes[$0.uniqueID] }.filter(Baseline.isPlanned)
    guard !done.isEmpty else { return }
    var code = compiled.mapValues(\.text)
    if isWhole {
      let incremental = done.filter { $0.materialized == "incremental" }.map(\.uniqueID)
      let first = try await PlanCompilation.perform(
        incremental, context: run.context, invocation: run.invocation, pool: pool,
        threads: threads)
      for id in incremental { code[id] = first.code[id]?.text }
    }
    let macros = MacroDigests(run.manifest)
    var changes: [String: [UInt8]?] = [:]
    for node in withEphemeral(done) {
      var built = BuiltNode(
        node, manifest: run.manifest, macros: macros,
        code: node.resourceType.isRelation ? code[node.uniqueID] : nil)
      built.stamp = run.context.invocationID
      built.builtAt = Int(Date().timeIntervalSince1970)
      if isWhole {
        changes[built.recordName] = try built.encoded()
      } else if node.resourceType.isRelation {
        changes[built.recordName] = .some(nil)
      }
    }
    try await store.setRecords(Baseline.recordKind, changes)
  }

  /// The nodes with the ephemeral models that are in their code.
  private func withEphemeral(_ nodes: [Node]) -> [Node] {
    var result = nodes
    var seen: Set<String> = []
    var waiting = nodes.flatMap(\.dependsOn)
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted, let node = run.manifest.nodes[id], node.isEphemeral else {
        continue
      }
      result.append(node)
      waiting += node.dependsOn
    }
    return result
  }
}
