import FoundationEssentials
import OrderedCollections
import QueryEngine
import Spelling

/// `environments`, `environments drop` and `promote`.
struct EnvironmentCommand {
  let plan: InvocationPlan
  let invocation: Invocation

  private var manifest: Manifest { plan.manifest }

  /// Carries the command out.
  ///
  /// - Throws: ``TransformError``, and what the warehouse throws.
  func run(
    on warehouse: any Warehouse, _ report: (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    let store = try VirtualEnvironment.store(of: warehouse)
    let connection = try await warehouse.connect()
    switch invocation.command {
    case .environments: try await list(store, connection, report)
    case .dropEnvironment: try await drop(try await named(store), store, connection, report)
    default:
      try await EnvironmentPromotion(
        plan: plan, invocation: invocation, store: store, connection: connection
      ).perform(try await named(store), report)
    }
    await connection.close()
    return plan.outcome
  }

  private func named(_ store: any WarehouseRecords) async throws -> VirtualEnvironment {
    guard let name = invocation.settings.macro else {
      throw TransformError(
        .usage, "'\(invocation.command.rawValue)' takes the name of an environment",
        hint: "dbt environments lists them")
    }
    let all = try await VirtualEnvironment.all(manifest, in: store)
    guard let found = all.first(where: { $0.name == name }) else {
      throw TransformError(
        .usage, "there is no environment '\(name)' of target \(manifest.profile.targetName)",
        hint: NearestName.of(name, among: all.map(\.name)).map { "did you mean '\($0)'?" }
          ?? "make it with: dbt build --environment \(name)")
    }
    return found
  }

  // MARK: List

  private func list(
    _ store: any WarehouseRecords, _ connection: any WarehouseConnection,
    _ report: (LogLine) -> Void
  ) async throws {
    let all = try await VirtualEnvironment.all(manifest, in: store)
    let records = try await store.records(Baseline.recordKind)
    var rows: [[String]] = []
    var entries: [DataValue] = []
    for environment in all {
      let moved = try await environment.moved(manifest, records: records, on: connection)
      let open = environment.relations.values.filter { !$0.isPromoted }
      let state =
        environment.promotion != nil
        ? "promotion interrupted"
        : open.isEmpty
          ? (environment.relations.isEmpty ? "empty" : "promoted")
          : moved.isEmpty ? "ready" : "behind: \(moved.map(\.name).joined(separator: ", "))"
      let names = environment.relations.keys.map(PlanReport.name)
      rows.append([
        environment.name, "\(environment.relations.count)", state,
        PythonDateTime.isoText(Self.date(environment.builtAt)),
      ])
      entries.append([
        "name": .string(environment.name), "state": .string(state),
        "relations": DataValue(strings: names),
        "schemas": DataValue(strings: Array(environment.schemas)),
        "moved": DataValue(strings: moved.map(\.id)),
        "created_at": .string(PythonDateTime.isoText(Self.date(environment.createdAt))),
        "built_at": .string(PythonDateTime.isoText(Self.date(environment.builtAt))),
      ])
    }
    if invocation.settings.output == "json" {
      report(.plain(DataValue.list(entries).json()))
    } else if rows.isEmpty {
      report(.plain("There are no environments of target \(manifest.profile.targetName)."))
    } else {
      for line in Self.table([["environment", "built", "state", "last built"]] + rows) {
        report(.plain(line))
      }
    }
  }

  private static func date(_ seconds: Int) -> Date {
    Date(timeIntervalSince1970: Double(seconds))
  }

  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ").trimmingSuffix { $0 == " " }
    }
  }

  // MARK: Drop

  private func drop(
    _ environment: VirtualEnvironment, _ store: any WarehouseRecords,
    _ connection: any WarehouseConnection, _ report: (LogLine) -> Void
  ) async throws {
    guard environment.promotion == nil || invocation.settings.forces else {
      throw environment.unfinished
    }
    for schema in environment.schemas {
      let name = EnvironmentRun.quoted([manifest.profile.database, schema])
      _ = try await connection.execute("drop schema if exists \(name) cascade")
    }
    var forgotten: [String: [UInt8]?] = [:]
    for (name, bytes) in try await store.records(Baseline.recordKind) {
      guard let built = Baseline.decoded(bytes), built.isOf(manifest, environment.name) else {
        continue
      }
      forgotten[name] = .some(nil)
    }
    try await store.setRecords(Baseline.recordKind, forgotten)
    let record = VirtualEnvironment.recordName(environment.name, manifest)
    try await store.setRecords(VirtualEnvironment.recordKind, [record: nil])
    report(
      LogLine(
        .info,
        "Dropped environment \(environment.name): "
          + environment.schemas.joined(separator: ", ")))
  }
}

extension VirtualEnvironment {
  /// What a command is told that cannot go on before a promotion has ended.
  var unfinished: TransformError {
    TransformError(
      .usage, "the promotion of environment '\(name)' has not ended",
      hint:
        "end it first: dbt promote \(name); or drop the environment, with what is not promoted: "
        + "dbt environments drop \(name) --force")
  }

  /// A relation in use that is other than when the environment's own was built.
  struct Moved: Sendable {
    var id: String
    var name: String
    /// What it was and what it is.
    var difference: String
  }

  /// The relations in use that are other than when the environment's own were built.
  func moved(
    _ manifest: Manifest, records: [String: [UInt8]], on connection: any WarehouseConnection
  ) async throws -> [Moved] {
    var moved: [Moved] = []
    for relation in relations.values where !relation.isPromoted {
      let now = try await Self.base(of: relation, records: records, on: connection)
      guard now != relation.base else { continue }
      let name = "\(relation.target.schema).\(relation.target.name)"
      let difference =
        switch (relation.base.version, now.version) {
        case (let before?, let after?) where before != after:
          "it was at version \(before) and is at version \(after)"
        case (nil, let after?): "it was no table, and is one at version \(after)"
        case (_?, nil): "it was a table, and is none any more"
        default: "it was built again since"
        }
      moved.append(Moved(id: relation.id, name: name, difference: difference))
    }
    return moved
  }

  /// What the relation in use is now.
  static func base(
    of relation: Relation, records: [String: [UInt8]], on connection: any WarehouseConnection
  ) async throws -> Base {
    let target = relation.target
    let record = "\(target.catalog).\(target.schema).\(target.name)".lowercased()
    return Base(
      version: try await connection.version(of: target),
      stamp: records[record].flatMap(Baseline.decoded)?.stamp)
  }
}
