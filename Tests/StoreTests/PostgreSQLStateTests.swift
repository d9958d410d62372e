import PostgreSQL
import StateSupport
import Store
import Synchronization
import Testing

/// What only a server does: it goes away, and comes back.
@Suite(
  .postgreSQL,
  .enabled(if: PostgreSQLServer.isInstalled, Comment(rawValue: PostgreSQLServer.missing)))
struct PostgreSQLStateTests {
  private static let counters = Migration(
    module: "counters", version: 1,
    statements: ["CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL)"])

  @Test func goesOnWhereAServerComesBack() async throws {
    let server = try await PostgreSQLServer.onThread { try PostgreSQLServer() }
    let store = try StateStore(
      .postgreSQL(PostgreSQLAddress(server.address())), migrations: [Self.counters])
    try await store.write { try $0.execute("INSERT INTO counters VALUES ('all', 0)") }
    // Each write counts once, whatever becomes of the server in the middle of it.
    let isOver = Atomic(false)
    async let counting = {
      var count: Int64 = 0
      while !isOver.load(ordering: .relaxed) {
        try await store.write { state in
          try state.execute("UPDATE counters SET n = n + 1 WHERE name = 'all'")
        }
        count += 1
        try await Task.sleep(for: .milliseconds(1))
      }
      return count
    }()
    for _ in 0..<3 {
      try await Task.sleep(for: .milliseconds(300))
      try await PostgreSQLServer.onThread { server.stop() }
      try await Task.sleep(for: .milliseconds(200))
      try await PostgreSQLServer.onThread { try server.start() }
    }
    try await Task.sleep(for: .milliseconds(300))
    isOver.store(true, ordering: .relaxed)
    let counted = try await counting
    #expect(counted > 0)
    let rows = try await store.read { try $0.rows("SELECT n FROM counters") }
    #expect(try rows[0].integer("n") == counted)
  }

  @Test func doesNotWaitForAServerThatWasNeverThere() async throws {
    let store = try StateStore(
      .postgreSQL(PostgreSQLAddress("postgresql://me:hunter2@127.0.0.1:1/x")), migrations: [])
    let error = await #expect(throws: StoreError.self) {
      try await store.read { try $0.rows("SELECT 1 AS one") }
    }
    #expect(error?.kind == .unavailable)
    #expect(error?.description.contains("hunter2") == false)
    #expect(error?.hint != nil)
  }
}
