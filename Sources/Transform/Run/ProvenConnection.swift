import Columnar
import QueryEngine

/// What is known of a test before its own query runs.
struct TestProof: Sendable {
  /// The test's code, as the proof holds for it.
  var code: String
  /// How many rows it has.
  var failures: Int
  /// The part of the time it took to find that out.
  var duration: Duration
}

/// A connection that knows how many rows a test's code has: a statement over that code is asked of
/// as many rows, instead of the tables. Everything else is passed on.
struct ProvenConnection: WarehouseConnection {
  let base: any WarehouseConnection
  let proof: TestProof

  func execute(_ sql: String) async throws -> WarehouseResult {
    let parts = sql.split(separator: proof.code, omittingEmptySubsequences: false)
    guard !proof.code.isEmpty, parts.count == 2 else { return try await base.execute(sql) }
    let around = parts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    if around == [Self.head, Self.tail] { return answer }
    guard let rows = stand(in: around[0]) else { return try await base.execute(sql) }
    do {
      return try await base.execute(parts[0] + rows + parts[1])
    } catch {
      // What the statement asks of the rows may need their columns.
      return try await base.execute(sql)
    }
  }

  /// The statement around a test that fails, and warns, for any row.
  private static let head =
    "select count(*) as failures, count(*) != 0 as should_warn, count(*) != 0 as should_error from ("
  private static let tail = ") dbt_internal_test"

  private var answer: WarehouseResult {
    let schema = Schema([
      Field("failures", .int64), Field("should_warn", .boolean), Field("should_error", .boolean),
    ])
    let fails = Value.boolean(proof.failures != 0)
    return WarehouseResult(
      schema: schema, rows: [[.integer(Int64(proof.failures)), fails, fails]],
      message: "SELECT 1")
  }

  /// As many rows as the code has. Without rows the columns stay; with rows nothing but their
  /// number is known, which is enough to count them.
  private func stand(in head: String) -> String? {
    if proof.failures == 0 {
      return "select * from (\n\(proof.code)\n) millrace_none limit 0"
    }
    guard head.hasPrefix("select count(*) as failures, count(*) ") else { return nil }
    return "select 1 from range(\(proof.failures))"
  }

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

  func load(
    _ source: LoadSource, into relation: QualifiedName, replace: Bool
  ) async throws -> Int {
    try await base.load(source, into: relation, replace: replace)
  }

  func interrupt() { base.interrupt() }

  func close() async { await base.close() }
}

/// A connection for code that may ask nothing: what it is then depends on the project alone.
struct SilentConnection: WarehouseConnection {
  private static let refusal = TransformError(.database, "nothing may be asked yet")

  func execute(_ sql: String) async throws -> WarehouseResult { throw Self.refusal }

  func schemas(in database: String) async throws -> [String] { throw Self.refusal }

  func relations(in schema: String, database: String) async throws -> [RelationInfo] {
    throw Self.refusal
  }

  func relation(_ name: QualifiedName) async throws -> RelationInfo? { throw Self.refusal }

  func columns(of relation: QualifiedName) async throws -> [Field] { throw Self.refusal }

  func load(
    _ source: LoadSource, into relation: QualifiedName, replace: Bool
  ) async throws -> Int { throw Self.refusal }

  func interrupt() {}

  func close() async {}
}
