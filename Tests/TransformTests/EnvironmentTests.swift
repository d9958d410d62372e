import Columnar
import Foundation
import QueryEngine
import Synchronization
import Testing

@testable import Transform

/// A promotion that is interrupted between two relations is gone on with, and gives no table the
/// same version twice.
@Suite struct EnvironmentTests {
  private static let files = [
    "dbt_project.yml": "name: shop\nmodels: {+materialized: table}\n",
    "models/a.sql": "select 1 as id",
    "models/b.sql": "select id + 1 as id from {{ ref('a') }}",
    "models/c.sql": "select id + 1 as id from {{ ref('b') }}",
  ]

  @Test func goesOnWhereAPromotionWasInterrupted() async throws {
    let project = try EditedProject(files: Self.files)
    defer { project.remove() }
    let lake = try await Lake(LakeConfiguration(root: project.root + "/lake"))
    let warehouse = StumblingWarehouse(base: LakeWarehouse(lake))
    try await run(["build"], project, warehouse)
    try project.write("models/a.sql", "select 10 as id")
    try await run(["build", "--environment", "next"], project, warehouse)
    // The third table is not reached: its files are in place, its commit is not.
    warehouse.publications.withLock { $0 = 2 }
    await #expect(throws: QueryError.self) {
      try await run(["promote", "next"], project, warehouse)
    }
    #expect(try await rows("select id from main.b", warehouse) == [[.integer(11)]])
    #expect(try await rows("select id from main.c", warehouse) == [[.integer(3)]])
    // What has begun is ended before anything else.
    await #expect(throws: TransformError.self) {
      try await run(["build", "--environment", "next"], project, warehouse)
    }
    await #expect(throws: TransformError.self) {
      try await run(["environments", "drop", "next"], project, warehouse)
    }
    warehouse.publications.withLock { $0 = .max }
    try await run(["promote", "next"], project, warehouse)
    #expect(try await rows("select id from main.c", warehouse) == [[.integer(12)]])
    for table in ["a", "b", "c"] {
      let history = try await rows("describe history main.\(table)", warehouse)
      #expect(history.count == 2, "\(table)")
    }
    let plan = try await run(["plan", "--output", "json"], project, warehouse)
    #expect(plan.contains { $0.contains("\"has_changes\": false") })
  }

  /// A file that both tables have is two names of one: neither vacuum takes it from the other.
  @Test func filesOfAPromotedTableAreItsOwn() async throws {
    let project = try EditedProject(files: Self.files)
    defer { project.remove() }
    let lake = try await Lake(LakeConfiguration(root: project.root + "/lake"))
    let warehouse = LakeWarehouse(lake)
    try await run(["build"], project, warehouse)
    try project.write("models/a.sql", "select 10 as id, 'new' as state")
    try await run(["build", "--environment", "next"], project, warehouse)
    try await run(["promote", "next"], project, warehouse)
    try await run(["environments", "drop", "next"], project, warehouse)
    #expect(!FileManager.default.fileExists(atPath: project.root + "/lake/main__next"))
    #expect(
      try await rows("select * from main.a", warehouse) == [[.integer(10), .string("new")]])
    #expect(try await rows("fsck repair table main.a dry run", warehouse).isEmpty)
  }

  @discardableResult
  private func run(
    _ words: [String], _ project: EditedProject, _ warehouse: any Warehouse
  ) async throws -> [String] {
    let lines = Mutex<[String]>([])
    let line = try Transform.CommandLine(words, environment: [:])
    let outcome = try await Invocation(line, reading: project.options).run(on: warehouse) { line in
      lines.withLock { $0.append(line.text) }
    }
    #expect(outcome.succeeded, "\(words)")
    return lines.withLock { $0 }
  }

  private func rows(_ sql: String, _ warehouse: any Warehouse) async throws -> [[Value]] {
    let connection = try await warehouse.connect()
    let rows = try await connection.execute(sql).rows
    await connection.close()
    return rows
  }
}

/// A warehouse that gives up after a number of publications.
private final class StumblingWarehouse: Warehouse {
  let base: LakeWarehouse
  let publications = Mutex(Int.max)

  init(base: LakeWarehouse) { self.base = base }

  var adapterType: String { base.adapterType }
  var records: (any WarehouseRecords)? { base.records }

  func connect() async throws -> any WarehouseConnection {
    StumblingConnection(base: try await base.connect(), warehouse: self)
  }
}

private struct StumblingConnection: WarehouseConnection {
  let base: any WarehouseConnection
  let warehouse: StumblingWarehouse

  func publish(
    _ source: QualifiedName, as target: QualifiedName, at version: Int?, identifier: String
  ) async throws {
    let isOver = warehouse.publications.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw QueryError(.storage, "the disk went away") }
    try await base.publish(source, as: target, at: version, identifier: identifier)
  }

  func execute(_ sql: String) async throws -> WarehouseResult { try await base.execute(sql) }
  func schemas(in database: String) async throws -> [String] {
    try await base.schemas(in: database)
  }
  func relations(in schema: String, database: String) async throws -> [RelationInfo] {
    try await base.relations(in: schema, database: database)
  }
  func relation(_ name: QualifiedName) async throws -> RelationInfo? {
    try await base.relation(name)
  }
  func columns(of relation: QualifiedName) async throws -> [Field] {
    try await base.columns(of: relation)
  }
  func version(of relation: QualifiedName) async throws -> Int? {
    try await base.version(of: relation)
  }
  func load(
    _ source: LoadSource, into relation: QualifiedName, replace: Bool
  ) async throws -> Int {
    try await base.load(source, into: relation, replace: replace)
  }
  func interrupt() { base.interrupt() }
  func close() async { await base.close() }
}
