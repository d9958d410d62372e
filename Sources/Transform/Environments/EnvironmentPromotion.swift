import FoundationEssentials
import OrderedCollections
import QueryEngine

/// Puts the relations of an environment in place of those in use, without computing them again:
/// each table of it becomes the next version of the one in use in a commit of its own, each view is
/// made anew over what is in use.
///
/// What is promoted is kept in the environment's record, relation by relation; a promotion that was
/// interrupted goes on where it was, and no table gets the same version twice.
struct EnvironmentPromotion {
  let plan: InvocationPlan
  let invocation: Invocation
  let store: any WarehouseRecords
  let connection: any WarehouseConnection

  private var manifest: Manifest { plan.manifest }

  /// Promotes an environment.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where what is in use was changed since, and what
  ///   the warehouse throws.
  func perform(_ found: VirtualEnvironment, _ report: (LogLine) -> Void) async throws {
    var environment = found
    let waiting = inOrder(environment.relations.values.filter { !$0.isPromoted })
    guard !waiting.isEmpty || environment.promotion != nil else {
      report(
        LogLine(
          .info, "Environment \(environment.name) has nothing that is not in use already."))
      return
    }
    let identifier: String
    if let begun = environment.promotion {
      identifier = begun
      report(LogLine(.info, "Going on with the promotion of \(environment.name)"))
    } else {
      if !invocation.settings.forces { try await refuseMoved(environment) }
      for relation in waiting where try await connection.relation(relation.own) == nil {
        throw Self.gone(relation)
      }
      identifier = "millrace.promote:\(environment.name):\(UUID().uuidString.lowercased())"
      environment.promotion = identifier
      try await environment.save(manifest, in: store)
    }
    let together = Set(waiting.map(\.id))
    for (index, relation) in waiting.enumerated() {
      let what = try await promote(relation, identifier, together)
      environment.relations[relation.id]?.isPromoted = true
      environment.relations[relation.id]?.base = try await VirtualEnvironment.base(
        of: relation, records: try await store.records(Baseline.recordKind), on: connection)
      try await environment.save(manifest, in: store)
      let name = "\(relation.target.schema).\(relation.target.name)"
      report(
        LogLine(
          .info,
          RunProgress.line(index + 1, waiting.count, "OK promoted \(what) \(name)", "PROMOTED")))
    }
    environment.promotion = nil
    try await environment.save(manifest, in: store)
    report(
      LogLine(
        .info, "Promoted environment \(environment.name): \(waiting.count) of its relations."))
  }

  /// The relations, each after those it reads.
  private func inOrder(
    _ relations: [VirtualEnvironment.Relation]
  ) -> [VirtualEnvironment.Relation] {
    var places: [String: Int] = [:]
    for (place, position) in plan.graph.order.enumerated() {
      places[plan.graph.ids[position]] = place
    }
    return relations.sorted { (places[$0.id] ?? .max, $0.id) < (places[$1.id] ?? .max, $1.id) }
  }

  private func refuseMoved(_ environment: VirtualEnvironment) async throws {
    let records = try await store.records(Baseline.recordKind)
    let moved = try await environment.moved(manifest, records: records, on: connection)
    guard !moved.isEmpty else { return }
    let list = moved.map { "  \($0.name): \($0.difference)" }.joined(separator: "\n")
    throw TransformError(
      .usage,
      "environment '\(environment.name)' was built over what is no longer in use:\n\(list)",
      hint: "build it again with --environment \(environment.name), or promote it all the same "
        + "with --force: what was written since is then only in the history")
  }

  private static func gone(_ relation: VirtualEnvironment.Relation) -> TransformError {
    TransformError(
      .database, "\(relation.own) is gone, so that it cannot be promoted",
      hint: "drop the environment and build it again; what was promoted stays")
  }

  /// Puts one relation in place.
  ///
  /// - Returns: what it is.
  private func promote(
    _ relation: VirtualEnvironment.Relation, _ identifier: String, _ together: Set<String>
  ) async throws -> String {
    let records = try await store.records(Baseline.recordKind)
    let own = "\(relation.own.catalog).\(relation.own.schema).\(relation.own.name)".lowercased()
    guard let info = try await connection.relation(relation.own),
      var built = records[own].flatMap(Baseline.decoded)
    else {
      throw Self.gone(relation)
    }
    let schema = EnvironmentRun.quoted([relation.target.catalog, relation.target.schema])
    _ = try await connection.execute("create schema if not exists \(schema)")
    switch info.kind {
    case .table:
      let version = invocation.settings.forces ? nil : relation.base.version
      try await connection.publish(
        relation.own, as: relation.target, at: version, identifier: identifier)
    case .view:
      guard let code = built.code else {
        throw TransformError(
          .database, "the query of \(relation.own) is not known, so that it cannot be promoted",
          hint: "build it again with --environment")
      }
      let name = EnvironmentRun.quoted([
        relation.target.catalog, relation.target.schema, relation.target.name,
      ])
      _ = try await connection.execute("create or replace view \(name) as (\n\(code)\n)")
    }
    built.environment = ""
    built.schema = relation.target.schema
    built.inputs = [:]
    built.stamp = identifier
    let changes = try BuildRecords(manifest: manifest, known: records)
      .changes(by: [built], together: together)
    try await store.setRecords(Baseline.recordKind, changes)
    return info.kind.rawValue
  }
}
