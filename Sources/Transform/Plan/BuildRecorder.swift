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
    if let environment = run.environment {
      code = environment.code
    } else if isWhole {
      let incremental = done.filter { $0.materialized == "incremental" }.map(\.uniqueID)
      let first = try await PlanCompilation.perform(
        incremental, context: run.context, invocation: run.invocation, pool: pool,
        threads: threads)
      for id in incremental { code[id] = first.code[id]?.text }
    }
    let macros = MacroDigests(run.manifest)
    var built: [BuiltNode] = []
    var changes: [String: [UInt8]?] = [:]
    for node in withEphemeral(done) {
      // Of what tests were, that outside of environments is known.
      if run.environment != nil, !node.resourceType.isRelation { continue }
      var record = BuiltNode(
        node, manifest: run.manifest, macros: macros,
        code: node.resourceType.isRelation ? code[node.uniqueID] : nil)
      record.environment = run.environment?.name ?? ""
      record.stamp = run.context.invocationID
      record.builtAt = Int(Date().timeIntervalSince1970)
      if isWhole {
        built.append(record)
      } else if node.resourceType.isRelation {
        changes[record.recordName] = .some(nil)
      }
    }
    if !built.isEmpty {
      let known = try await store.records(Baseline.recordKind)
      changes.merge(
        try BuildRecords(manifest: run.manifest, known: known).changes(by: built)
      ) { $1 }
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

/// The records of what was built, as builds change them.
struct BuildRecords {
  let manifest: Manifest
  /// The records that are there, by name.
  let known: [String: [UInt8]]

  /// The records that change once nodes were built. Those that read a node whose code is other
  /// than it was, and were not built with it, keep the code that they were built over.
  ///
  /// - Parameters:
  ///   - built: the new records.
  ///   - together: the nodes that are built with them, and recorded apart.
  /// - Returns: the new contents by name.
  /// - Throws: ``TransformError`` where a record cannot be kept.
  func changes(
    by built: [BuiltNode], together: Set<String> = []
  ) throws(TransformError) -> [String: [UInt8]?] {
    var changes: [String: [UInt8]?] = [:]
    var changed: [String: String] = [:]
    for node in built {
      changes[node.recordName] = .some(try node.encoded())
      guard node.resourceType.isRelation,
        let before = known[node.recordName].flatMap(Baseline.decoded), before.id == node.id,
        before.code != node.code || before.checksum != node.checksum && node.code == nil
      else { continue }
      changed[node.id] = before.code ?? ""
    }
    guard !changed.isEmpty else { return changes }
    let ids = Set(built.map(\.id)).union(together)
    let macros = MacroDigests(manifest)
    for reader in manifest.nodes.values
    where reader.resourceType.isRelation && !reader.isEphemeral {
      let outdated = relations(readBy: reader).filter { changed[$0] != nil }
      guard !outdated.isEmpty, !ids.contains(reader.uniqueID) else { continue }
      let name = BuiltNode(reader, manifest: manifest, macros: macros, code: nil).recordName
      guard var record = known[name].flatMap(Baseline.decoded) else { continue }
      for id in outdated where record.inputs[id] == nil { record.inputs[id] = changed[id] }
      changes[name] = .some(try record.encoded())
    }
    return changes
  }

  /// The nodes whose relations a node reads, those behind ephemeral models among them.
  private func relations(readBy node: Node) -> [String] {
    var result: [String] = []
    var waiting = node.dependsOn
    var seen: Set<String> = []
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted, let parent = manifest.nodes[id] else { continue }
      if parent.isEphemeral { waiting += parent.dependsOn } else { result.append(id) }
    }
    return result
  }
}
