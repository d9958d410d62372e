import OrderedCollections
import Jinja
import QueryEngine
import Synchronization

/// The SQL of a project's nodes as a plan compares it: of incremental models, that of the first
/// run, for it does not depend on what is there already. Nothing is written.
struct PlanCompilation {
  var code: [String: Compiler.Code] = [:]
  /// Why nodes could not be compiled.
  var failures: [String: TransformError] = [:]
  /// The nodes whose SQL is new each time.
  var timed: Set<String> = []

  /// What is still to be compiled, and what was.
  private final class Work: Sendable {
    let result = Mutex(PlanCompilation())
    private let waiting: Mutex<ArraySlice<String>>

    init(_ ids: [String]) { waiting = Mutex(ids[...]) }

    func next() -> String? { waiting.withLock { $0.popFirst() } }
  }

  /// Compiles nodes, as many at once as the profile has threads.
  ///
  /// - Throws: what the warehouse throws when it is connected to.
  static func perform(
    _ ids: [String], context: TemplateContext, invocation: Invocation, pool: ConnectionPool,
    threads: WorkThreads
  ) async throws -> PlanCompilation {
    let work = Work(ids)
    let count = min(ids.count, max(1, context.manifest.profile.threads))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask {
          let connection = try await pool.take()
          await threads.run {
            let blocking = BlockingConnection(connection)
            while let id = work.next() {
              guard let node = context.manifest.nodes[id] else { continue }
              do {
                let (compiled, isTimed) = try code(
                  of: node, context, invocation, blocking, records: true)
                work.result.withLock {
                  $0.code[id] = compiled
                  if isTimed { $0.timed.insert(id) }
                }
              } catch {
                let failure = TransformError.running(error).placed(at: node.location)
                work.result.withLock { $0.failures[id] = failure }
              }
            }
          }
          pool.give(connection)
        }
      }
      try await group.waitForAll()
    }
    return work.result.withLock { $0 }
  }

  /// The SQL of one node.
  static func code(
    of node: Node, _ context: TemplateContext, _ invocation: Invocation,
    _ connection: BlockingConnection, records: Bool = false
  ) throws -> (Compiler.Code, isTimed: Bool) {
    let scope = NodeScope(
      context: context, node: node, package: node.packageName, connection: connection)
    scope.flags = invocation.flagValues
    if records { scope.recorder = OutputRecorder() }
    scope.macroStandIns["macro.\(MacroIndex.globalPackage).is_incremental"] = .function(
      "is_incremental"
    ) { _, _ in .boolean(false) }
    let code = try Compiler(scope: scope).compile(node)
    return (code, scope.record.isTimed)
  }
}
