import OrderedCollections
import QueryEngine

/// Finds out what of an environment is still to be built.
struct EnvironmentPlan {
  let plan: InvocationPlan
  let invocation: Invocation

  /// What differs.
  struct Changes {
    /// The relations that differ from what is in use, or that this reaches.
    var different: Set<String>
    /// Those of them that the environment has not, or not as they are now.
    var open: Set<String>
    /// Those that the environment has, of which what is in use is another now.
    var moved: Set<String>
    /// What has to be done in the environment, compared with what it has.
    var remaining: ChangePlan
    /// The SQL that nodes come to outside of the environment.
    var code: [String: String]
  }

  /// Compares with what is in use, and then with what the environment has of it.
  ///
  /// - Throws: ``TransformError``, and what the warehouse throws.
  func changes(
    of environment: VirtualEnvironment, on warehouse: any Warehouse
  ) async throws -> Changes {
    let command = PlanCommand(plan: plan, invocation: invocation)
    let manifest = plan.manifest
    let inUse = try await Baseline.built(manifest, in: warehouse)
    let whole = try await command.changes(from: inUse, on: warehouse)
    let different = Set(whole.items.values.filter { $0.action != .skip }.map(\.id))
    let own = try await Baseline.built(
      EnvironmentRun.inside(manifest, environment), in: warehouse, environment: environment.name)
    var mixed = inUse
    mixed.name = "environment \(environment.name)"
    mixed.removed = []
    for id in environment.relations.keys where different.contains(id) {
      if let built = own.nodes[id] { mixed.nodes[id] = built }
    }
    let remaining = try await command.changes(from: mixed, on: warehouse)
    var open = Set(remaining.items.values.filter { $0.action != .skip }.map(\.id))
    for id in different where environment.relations[id] == nil { open.insert(id) }
    let moved = try await movedRelations(of: environment, on: warehouse)
    let positions = Set(moved.compactMap { plan.graph.positions[$0] })
    open.formUnion(moved)
    open.formUnion(plan.graph.descendants(of: positions).map { plan.graph.ids[$0] })
    open.formIntersection(different)
    return Changes(
      different: different, open: open, moved: moved, remaining: remaining, code: whole.code)
  }
  private func movedRelations(
    of environment: VirtualEnvironment, on warehouse: any Warehouse
  ) async throws -> Set<String> {
    guard !environment.relations.isEmpty else { return [] }
    let store = try VirtualEnvironment.store(of: warehouse)
    let connection = try await warehouse.connect()
    let records = try await store.records(Baseline.recordKind)
    let moved = try await environment.moved(plan.manifest, records: records, on: connection)
    await connection.close()
    return Set(moved.map(\.id))
  }
}
