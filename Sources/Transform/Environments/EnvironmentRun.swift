import FoundationEssentials
import OrderedCollections
import QueryEngine

/// A run whose nodes are built in a virtual environment: those that differ from what is in use, and
/// what that reaches.
struct EnvironmentRun: Sendable {
  let name: String
  /// The SQL that nodes come to outside of the environment, by which plans compare them.
  let code: [String: String]
  /// The project as it is outside of the environment.
  let production: Manifest
  private var environment: VirtualEnvironment
  /// What each relation in use is now.
  private let bases: [String: VirtualEnvironment.Base]
  /// The nodes that go on from what the environment has of them.
  private var kept: Set<String> = []

  /// What was found out before a run in an environment.
  struct Preparation {
    var plan: InvocationPlan
    var run: EnvironmentRun
  }

  /// Chooses what has to be built in an environment, and makes everything else there that can be
  /// read in it.
  ///
  /// - Throws: ``TransformError``, and what the warehouse throws.
  static func prepare(
    _ plan: InvocationPlan, _ invocation: Invocation, name: String, on warehouse: any Warehouse
  ) async throws -> Preparation {
    try VirtualEnvironment.check(name)
    let store = try VirtualEnvironment.store(of: warehouse)
    let manifest = plan.manifest
    var environment =
      try await VirtualEnvironment.named(name, manifest, in: store)
      ?? VirtualEnvironment(name: name, manifest: manifest)
    guard environment.promotion == nil else { throw environment.unfinished }
    let changes = try await EnvironmentPlan(plan: plan, invocation: invocation)
      .changes(of: environment, on: warehouse)
    let manifestInside = inside(manifest, environment)
    var chosen = plan
    chosen.manifest = manifestInside
    chosen.selected = plan.selected.filter { id in
      guard let node = manifest.nodes[id] else { return false }
      return node.resourceType.isRelation
        ? changes.open.contains(id)
        : node.dependsOn.contains { parent in
          invocation.command == .build
            ? changes.open.contains(parent) : changes.different.contains(parent)
        }
    }
    let connection = try await warehouse.connect()
    let bases = try await Self.bases(
      of: changes.different, manifest, records: try await store.records(Baseline.recordKind),
      on: connection)
    for node in manifestInside.nodes.values where node.isRefable {
      environment.schemas.append(node.schema)
    }
    var run = EnvironmentRun(
      name: name, code: changes.code, production: manifest, environment: environment, bases: bases)
    try await environment.save(manifest, in: store)
    try await run.furnish(Set(chosen.selected), changes, invocation, on: connection)
    try await run.environment.save(manifest, in: store)
    await connection.close()
    return Preparation(plan: chosen, run: run)
  }

  private init(
    name: String, code: [String: String], production: Manifest, environment: VirtualEnvironment,
    bases: [String: VirtualEnvironment.Base]
  ) {
    self.name = name
    self.code = code
    self.production = production
    self.environment = environment
    self.bases = bases
  }

  /// The project with its relations in the environment's schemas.
  static func inside(_ manifest: Manifest, _ environment: VirtualEnvironment) -> Manifest {
    var result = manifest
    for (id, node) in manifest.nodes where node.isRefable || node.resourceType == .test {
      result.nodes[id]?.schema = environment.schema(node.schema)
    }
    return result
  }

  /// What relations in use are now.
  static func bases(
    of ids: Set<String>, _ manifest: Manifest, records: [String: [UInt8]],
    on connection: any WarehouseConnection
  ) async throws -> [String: VirtualEnvironment.Base] {
    let macros = MacroDigests(manifest)
    var result: [String: VirtualEnvironment.Base] = [:]
    for id in ids.sorted() {
      guard let node = manifest.nodes[id] else { continue }
      let record = BuiltNode(node, manifest: manifest, macros: macros, code: nil).recordName
      result[id] = VirtualEnvironment.Base(
        version: try await connection.version(of: PlanImpact.name(node)),
        stamp: records[record].flatMap(Baseline.decoded)?.stamp)
    }
    return result
  }

  /// Makes the schemas, the views over what is in use, and the clones that incremental models and
  /// snapshots begin with.
  private mutating func furnish(
    _ selected: Set<String>, _ changes: EnvironmentPlan.Changes, _ invocation: Invocation,
    on connection: any WarehouseConnection
  ) async throws {
    var present: [String: [String: RelationInfo.Kind]] = [:]
    for schema in Set(production.nodes.values.filter(\.isRefable).map(\.schema)) {
      for name in [schema, environment.schema(schema)] {
        let list = try await connection.relations(in: name, database: database)
        present[name] = Dictionary(
          list.map { ($0.name.lowercased(), $0.kind) }, uniquingKeysWith: { first, _ in first })
      }
    }
    let existing = Set(try await connection.schemas(in: database))
    for schema in environment.schemas where !existing.contains(schema) {
      _ = try await connection.execute(
        "create schema if not exists \(Self.quoted([database, schema]))")
    }
    for node in production.nodes.values where node.isRefable && !node.isEphemeral {
      let id = node.uniqueID
      let inside = environment.schema(node.schema)
      let own = Self.quoted([database, inside, node.alias])
      let used = Self.quoted([database, node.schema, node.alias])
      let inUse = present[node.schema]?[node.alias.lowercased()]
      let there = present[inside]?[node.alias.lowercased()]
      if selected.contains(id) {
        if there == .view, environment.views.remove(id) != nil {
          _ = try await connection.execute("drop view if exists \(own)")
        }
        let isKept =
          environment.relations[id] != nil && there == .table && !changes.moved.contains(id)
        let continues = node.materialized == "incremental" || node.resourceType == .snapshot
        guard continues, !invocation.fullRefresh else { continue }
        if isKept { kept.insert(id) }
        guard !isKept, inUse == .table else { continue }
        if there == .table { _ = try await connection.execute("drop table if exists \(own)") }
        _ = try await connection.execute("create table \(own) shallow clone \(used)")
      } else if !changes.different.contains(id) || environment.relations[id] == nil {
        guard inUse != nil, there == nil || !environment.views.contains(id) else { continue }
        if there == .table { _ = try await connection.execute("drop table if exists \(own)") }
        _ = try await connection.execute(
          "create or replace view \(own) as select * from \(used)")
        environment.views.insert(id)
        environment.relations.removeValue(forKey: id)
      }
    }
  }

  private var database: String { production.profile.database }

  static func quoted(_ parts: [String]) -> String {
    parts.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ".")
  }

  /// Keeps what the run has built in the environment.
  ///
  /// - Throws: what the warehouse throws.
  mutating func finish(
    _ results: [NodeResult], in store: any WarehouseRecords
  ) async throws {
    for result in results where result.status == .success {
      guard let node = production.nodes[result.uniqueID], node.isRefable, !node.isEphemeral else {
        continue
      }
      let id = node.uniqueID
      let target = PlanImpact.name(node)
      var own = target
      own.schema = environment.schema(node.schema)
      // What goes on from rows that were there holds for what those were taken of.
      let earlier = kept.contains(id) ? environment.relations[id]?.base : nil
      environment.relations[id] = VirtualEnvironment.Relation(
        id: id, own: own, target: target, base: earlier ?? bases[id] ?? .init())
      environment.views.remove(id)
    }
    environment.builtAt = Int(Date().timeIntervalSince1970)
    try await environment.save(production, in: store)
  }
}
