import FoundationEssentials
import Orchestration
import OrderedCollections
import QueryEngine
import Synchronization

/// The run of chosen nodes by their graph.
final class TransformRun: Sendable {
  let invocation: Invocation
  let manifest: Manifest
  let context: TemplateContext
  let progress: RunProgress
  private let selected: [String]
  private let preceding: PrecedingSteps
  private let tasks: TaskGraph

  init(
    invocation: Invocation, manifest: Manifest, graph: DependencyGraph, selected: [String],
    preceding: [PrecedingStep] = [],
    report: @escaping @Sendable (LogLine) -> Void,
    observe: @escaping @Sendable (NodeEvent) -> Void
  ) throws(TransformError) {
    self.invocation = invocation
    self.manifest = manifest
    let runnable = selected.filter { id in
      guard let node = manifest.nodes[id] else { return false }
      return !node.isEphemeral || invocation.command == .compile
    }
    self.selected = runnable
    self.preceding = PrecedingSteps(preceding, manifest: manifest)
    context = TemplateContext(manifest: manifest, options: invocation.options)
    progress = RunProgress(
      manifest: manifest, total: runnable.count, report: report, observe: observe)
    observe(
      .planned(runnable.compactMap { manifest.nodes[$0] }, preceding: preceding.map(\.id)))
    do {
      tasks = try TaskGraph(
        RunOrder(
          manifest: manifest, graph: graph, selected: runnable, preceding: self.preceding
        ).tasks(testsBlock: invocation.command == .build))
    } catch {
      throw TransformError(.cycle, "\(error)")
    }
  }

  /// Runs the nodes.
  ///
  /// - Returns: how each ended, and the code of each.
  /// - Throws: ``TransformError`` where a hook of the run or the connection fails.
  func perform(
    on warehouse: any Warehouse
  ) async throws -> ([NodeResult], [String: String]) {
    let pool = ConnectionPool(warehouse)
    defer { pool.abandon() }
    progress.begin(threads: manifest.profile.threads, target: manifest.profile.targetName)
    if invocation.command != .compile {
      try await createSchemas(pool)
      try await runHooks("on-run-start", pool)
    }
    let runner = GraphRunner(
      tasks, concurrency: manifest.profile.threads, failsFast: invocation.failsFast)
    _ = await runner.run(report: { [progress, preceding] event in
      switch event {
      case .skipped(let task, let cause): progress.skip(task.name, because: cause.name)
      case .cancelled(let task):
        if let step = preceding[task] {
          step.cancelled()
        } else {
          progress.skip(task.name, because: nil)
        }
      case .started, .ended: break
      }
    }) { [self] task in
      if let step = preceding[task] { return await step.perform() }
      return await runNode(task.name, pool)
    }
    if invocation.command != .compile { try await runHooks("on-run-end", pool) }
    await pool.close()
    progress.end(isRun: invocation.command != .compile)
    return progress.results
  }

  private func runNode(_ id: String, _ pool: ConnectionPool) async -> TaskOutcome {
    guard let node = manifest.nodes[id] else { return .skipped }
    let number = progress.start(node)
    do {
      let connection = try await pool.take()
      let result = await withTaskCancellationHandler {
        await WorkThread.run { [self] in
          NodeRunner(node, run: self, connection: BlockingConnection(connection)).result()
        }
      } onCancel: {
        connection.interrupt()
      }
      pool.give(connection)
      progress.finish(node, result, number: number)
      return result.status == .error || result.status == .fail ? .failed : .succeeded
    } catch {
      let failure = NodeResult(
        uniqueID: id, status: .error, message: "\(error)", startedAt: Date(), duration: .zero)
      progress.finish(node, failure, number: number)
      return .failed
    }
  }

  private func createSchemas(_ pool: ConnectionPool) async throws {
    var wanted: OrderedSet<String> = []
    for id in selected {
      guard let node = manifest.nodes[id] else { continue }
      let stores = node.config.flag("store_failures") ?? invocation.storesFailures
      if node.isRefable || (node.resourceType == .test && stores) { wanted.append(node.schema) }
    }
    guard !wanted.isEmpty else { return }
    let connection = try await pool.take()
    let existing = Set(try await connection.schemas(in: manifest.profile.database))
    for schema in wanted where !existing.contains(schema) {
      let name = schema.replacing("\"", with: "\"\"")
      _ = try await connection.execute(
        "create schema if not exists \"\(manifest.profile.database)\".\"\(name)\"")
    }
    pool.give(connection)
  }

  private func runHooks(_ section: String, _ pool: ConnectionPool) async throws {
    for node in manifest.nodes.values
    where node.resourceType == .operation && node.tags == [section] {
      let connection = try await pool.take()
      let result = await WorkThread.run { [self] in
        NodeRunner(node, run: self, connection: BlockingConnection(connection)).hookResult()
      }
      pool.give(connection)
      if let error = result.error { throw error }
    }
  }
}

/// Connections of a run, opened as they are needed and used again.
final class ConnectionPool: Sendable {
  private let warehouse: any Warehouse
  private let idle = Mutex<[any WarehouseConnection]>([])

  init(_ warehouse: any Warehouse) { self.warehouse = warehouse }

  func take() async throws -> any WarehouseConnection {
    if let connection = idle.withLock({ $0.popLast() }) { return connection }
    return try await warehouse.connect()
  }

  func give(_ connection: any WarehouseConnection) { idle.withLock { $0.append(connection) } }

  func close() async {
    let connections = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in connections { await connection.close() }
  }

  /// Lets go of what ``close()`` did not end.
  func abandon() { idle.withLock { $0 = [] } }
}
