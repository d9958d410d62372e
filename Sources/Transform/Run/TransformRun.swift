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
  /// What is chosen without anything to do for it.
  private let exposures: [Exposure]
  private let preceding: PrecedingSteps
  private let tasks: TaskGraph
  private let threads: WorkThreads
  /// The folders below the target folder that are there.
  private let folders = Mutex<Set<String>>([])
  private let graph: DependencyGraph
  private let fusion: TestFusion
  /// The virtual environment that nodes are built in, if there is one.
  let environment: EnvironmentRun?

  init(
    invocation: Invocation, plan: InvocationPlan, environment: EnvironmentRun? = nil,
    preceding: [PrecedingStep] = [], report: @escaping @Sendable (LogLine) -> Void,
    observe: @escaping @Sendable (NodeEvent) -> Void
  ) throws(TransformError) {
    self.invocation = invocation
    self.environment = environment
    manifest = plan.manifest
    threads = WorkThreads(limit: plan.manifest.profile.threads)
    graph = plan.graph
    let keepsEphemeral = !invocation.materializes
    let runnable = plan.selected.filter { id in
      guard let node = plan.manifest.nodes[id] else { return false }
      return !node.isEphemeral || keepsEphemeral
    }
    selected = runnable
    exposures =
      invocation.command == .build ? plan.selected.compactMap { plan.manifest.exposures[$0] } : []
    self.preceding = PrecedingSteps(preceding, manifest: manifest)
    var runtime = TemplateContext.Runtime()
    runtime.selected = Set(plan.selected)
    runtime.deferred = plan.deferred
    runtime.favorsState = invocation.settings.favorsState
    runtime.isEmpty = invocation.settings.isEmpty
    runtime.warnings = invocation.settings.warnings
    runtime.sample = try invocation.settings.sample.map { text throws(TransformError) in
      try EventTime.sample(text)
    }
    runtime.arguments = ArtifactWriter.arguments(of: invocation)
    context = TemplateContext(
      manifest: manifest, options: invocation.options, runtime: runtime)
    progress = RunProgress(
      manifest: manifest, total: runnable.count + exposures.count, report: report, observe: observe)
    observe(
      .planned(runnable.compactMap { plan.manifest.nodes[$0] }, preceding: preceding.map(\.id)))
    do {
      let order = RunOrder(
        manifest: manifest, graph: plan.graph, selected: runnable, preceding: self.preceding
      ).tasks(testsBlock: invocation.command == .build)
      fusion = TestFusion(order, manifest: manifest, invocation: invocation)
      tasks = try TaskGraph(order)
    } catch {
      throw TransformError(.cycle, "\(error)")
    }
  }

  /// Runs the nodes.
  ///
  /// - Returns: how each ended, the code of each, and the columns that were found.
  /// - Throws: ``TransformError`` where the connection fails.
  func perform(
    on warehouse: any Warehouse
  ) async throws -> (results: [NodeResult], compiled: [String: Compiler.Code], BoundColumns) {
    let pool = ConnectionPool(warehouse)
    defer {
      pool.abandon()
      threads.close()
    }
    let materializes = invocation.materializes
    progress.begin(threads: manifest.profile.threads, target: manifest.profile.targetName)
    var canStart = true
    if materializes {
      try await createSchemas(pool)
      canStart = try await runHooks("on-run-start", pool)
    }
    if canStart {
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
      for exposure in exposures { progress.pass(exposure) }
      if materializes { _ = try await runHooks("on-run-end", pool) }
    } else {
      for id in selected { progress.skip(id, because: nil) }
      for exposure in exposures { progress.pass(exposure) }
    }
    let isBinding = invocation.bindsColumns && !Task.isCancelled
    let bound = isBinding ? try await bindColumns(pool) : BoundColumns()
    let (results, compiled) = progress.results
    if materializes, let store = warehouse.records {
      try await BuildRecorder(run: self, store: store).record(
        results, compiled, pool: pool, threads: threads)
    }
    await pool.close()
    progress.end(isRun: materializes)
    return (results, compiled, bound)
  }

  /// Binds what was compiled to the columns of what it reads. For `compile`, code that can never run
  /// is an error of its node.
  private func bindColumns(_ pool: ConnectionPool) async throws -> BoundColumns {
    let connection = try await pool.take()
    let compiled = progress.results.1
    let bound = try await threads.run { [self] in
      Result {
        try ColumnBinding(
          context: context, graph: graph, compiled: compiled,
          fullRefresh: invocation.fullRefresh, connection: BlockingConnection(connection)
        ).perform()
      }
    }.get()
    pool.give(connection)
    for (id, reason) in bound.omissions {
      progress.say("\(id) was not checked: \(reason)", isInfo: false)
    }
    if invocation.command == .compile {
      for (id, error) in bound.failures { progress.refuse(id, error) }
    }
    return bound
  }

  private func runNode(_ id: String, _ pool: ConnectionPool) async -> TaskOutcome {
    guard let node = manifest.nodes[id] else { return .skipped }
    let number = progress.start(node, isSilent: !invocation.materializes)
    do {
      let connection = try await pool.take()
      let proof = await fusion.proof(of: id) { ids in
        await work(with: connection) { [self] connection, stop in
          TestLook(
            run: self, fusion: fusion, connection: BlockingConnection(connection), stop: stop
          ).proofs(of: ids)
        }
      }
      guard !Task.isCancelled else {
        // The interruption is over with the look: a statement begun now would not hear of it.
        pool.give(connection)
        throw TransformError(.cancelled, "the run was interrupted", at: node.location)
      }
      var result = await work(with: connection) { [self] connection, _ in
        let known = proof.map { ProvenConnection(base: connection, proof: $0) } ?? connection
        return NodeRunner(node, run: self, connection: BlockingConnection(known)).result()
      }
      if let proof { result.duration += proof.duration }
      pool.give(connection)
      progress.finish(node, result, number: number, isSilent: !invocation.materializes)
      return [.error, .fail, .partialSuccess].contains(result.status) ? .failed : .succeeded
    } catch {
      let failure = NodeResult(
        uniqueID: id, status: .error, message: "\(error)", startedAt: Date(), duration: .zero)
      progress.finish(node, failure, number: number)
      return .failed
    }
  }

  /// Blocking work with a connection, which is interrupted when the run is.
  private func work<Result: Sendable>(
    with connection: any WarehouseConnection,
    _ body: @escaping @Sendable (any WarehouseConnection, StopSign) -> Result
  ) async -> Result {
    let stop = StopSign()
    return await withTaskCancellationHandler {
      await threads.run { body(connection, stop) }
    } onCancel: {
      stop.set()
      connection.interrupt()
    }
  }

  /// Makes a folder, once a run.
  func makeFolder(_ path: String) throws {
    guard !folders.withLock({ $0.contains(path) }) else { return }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    folders.withLock { _ = $0.insert(path) }
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

  /// Runs the statements of a section, each a result of its own; after one that fails those that
  /// follow are skipped.
  ///
  /// - Returns: whether all succeeded.
  private func runHooks(_ section: String, _ pool: ConnectionPool) async throws -> Bool {
    let hooks = manifest.nodes.values.filter {
      $0.resourceType == .operation && $0.tags.first == section
    }
    var isOpen = true
    for (index, node) in hooks.enumerated() {
      guard isOpen else {
        progress.skip(node.uniqueID, because: nil)
        continue
      }
      let connection = try await pool.take()
      let results = progress.results.0
      let result = await threads.run { [self] in
        NodeRunner(node, run: self, connection: BlockingConnection(connection))
          .hookResult(after: section == "on-run-end" ? results : [])
      }
      pool.give(connection)
      progress.hook(node, result, number: index + 1, of: hooks.count)
      isOpen = result.status != .error
    }
    return isOpen
  }
}

extension Invocation {
  /// Whether compiled code is bound to the columns of what it reads.
  var bindsColumns: Bool {
    switch command {
    case .compile: settings.checksColumns && settings.introspects
    case .docsGenerate: settings.compiles && settings.introspects
    default: false
    }
  }

  /// Whether nodes become relations, rather than code alone.
  var materializes: Bool {
    switch command {
    case .compile, .show, .docsGenerate: false
    default: true
    }
  }
}

/// Tells work of several statements that the run was interrupted, perhaps between two of them.
final class StopSign: Sendable {
  private let state = Mutex(false)

  var isSet: Bool { state.withLock { $0 } }

  func set() { state.withLock { $0 = true } }
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
