import Foundation
import PostgreSQL
import StateSupport
import Synchronization
import Testing

@Suite(
  .postgreSQL,
  .enabled(if: PostgreSQLServer.isInstalled, Comment(rawValue: PostgreSQLServer.missing)))
struct PostgreSQLConnectionTests {
  private func connect() throws -> PostgreSQLConnection {
    let server = try PostgreSQLServer.shared()
    return try PostgreSQLConnection(PostgreSQLAddress(server.address()), name: "tests")
  }

  private func error(
    _ body: () throws(PostgreSQLError) -> Void
  ) throws -> PostgreSQLError {
    try #require(#expect(throws: PostgreSQLError.self) { try body() })
  }

  @Test func sendsAndReadsValues() throws {
    let connection = try connect()
    let values: [PostgreSQLValue] = [
      .integer(.min), .integer(1_764_500_000_000_000), .real(0.1), .real(-1e300),
      .text("Größe 'n' \"m\" \\ 漢字"), .text(""), .binary([0, 1, 255, 92]), .binary([]), .null,
    ]
    let marks = values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let result = try connection.run("SELECT \(marks)", values)
    #expect(result.rows == [values])
    let more = try connection.run(
      "SELECT true AS t, 1::int4 AS i, 1.5::float4 AS f, 2.50::numeric AS n, now() IS NULL")
    #expect(more.columns == ["t", "i", "f", "n", "?column?"])
    #expect(more.rows == [[.integer(1), .integer(1), .real(1.5), .text("2.50"), .integer(0)]])
  }

  @Test func countsChangesAndRunsManyAtOnce() throws {
    let connection = try connect()
    try connection.run("CREATE TEMP TABLE many (n BIGINT PRIMARY KEY, t TEXT)")
    try connection.run(
      "INSERT INTO many VALUES ($1, $2)",
      each: (0..<1000).map { [.integer($0), $0 % 2 == 0 ? .null : .text("odd")] })
    #expect(try connection.run("UPDATE many SET t = 'x' WHERE t IS NULL", []).count == 500)
    // The first that is not taken is told, and the connection goes on.
    let error = try error { () throws(PostgreSQLError) in
      try connection.run("INSERT INTO many VALUES ($1, NULL)", each: [[2000], [5], [2001]])
    }
    #expect(error.sqlState == "23505")
    #expect(try connection.run("SELECT count(*) FROM many").rows == [[1000]])
  }

  @Test func forgetsPlansBeforeThereAreTooMany() throws {
    let connection = try connect()
    for number in 0..<600 {
      #expect(
        try connection.run("SELECT $1 + \(number)", [1]).rows == [[.integer(1 + Int64(number))]])
    }
  }

  @Test func saysWhatIsWrongWithoutValuesAndPasswords() throws {
    let server = try PostgreSQLServer.shared()
    let connection = try connect()
    let syntax = try error { () throws(PostgreSQLError) in try connection.run("SELEC 1") }
    #expect(syntax.description == "syntax error at or near \"SELEC\" (SQLSTATE 42601)")
    let value = try error { () throws(PostgreSQLError) in
      try connection.run("SELECT $1::text::bigint", [.text("my secret")])
    }
    #expect(value.description == "a value is not of the type of its column (SQLSTATE 22P02)")
    let refused = try error { () throws(PostgreSQLError) in
      _ = try PostgreSQLConnection(
        PostgreSQLAddress(server.address(password: "hunter2")), name: "tests")
    }
    #expect(refused.kind == .refused)
    #expect(!refused.description.contains("hunter2"))
    #expect(refused.description.contains("cannot connect to 127.0.0.1:\(server.port)/postgres"))
    let malformed = try error { () throws(PostgreSQLError) in
      _ = try PostgreSQLConnection(
        PostgreSQLAddress("postgresql://me:hunter2@[::1/x"), name: "tests")
    }
    #expect(malformed.kind == .address)
    #expect(!malformed.description.contains("hunter2"))
    let nobody = try error { () throws(PostgreSQLError) in
      _ = try PostgreSQLConnection(
        PostgreSQLAddress("postgresql://me:hunter2@127.0.0.1:1/x"), name: "tests")
    }
    #expect(nobody.kind == .unreachable)
    #expect(!nobody.description.contains("hunter2"))
  }

  @Test func sharesFewConnections() async throws {
    let server = try PostgreSQLServer.shared()
    let pool = ConnectionPool(PostgreSQLAddress(server.address()), size: 3, name: "tests.pool")
    let sessions = try await withThrowingTaskGroup(of: PostgreSQLValue?.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await pool.withConnection { try $0.run("SELECT pg_backend_pid()").rows.first?.first }
        }
      }
      var sessions: Set<PostgreSQLValue?> = []
      for try await session in group { sessions.insert(session) }
      return sessions
    }
    #expect(sessions.count <= 3)
  }

  @Test func cancelsWhatIsUnderWay() async throws {
    let server = try PostgreSQLServer.shared()
    let pool = ConnectionPool(PostgreSQLAddress(server.address()), size: 1, name: "tests.cancel")
    let sleeping = Task { try await pool.withConnection { try $0.run("SELECT pg_sleep(3600)") } }
    let waiting = Task { try await pool.withConnection { try $0.run("SELECT 1") } }
    try await Task.sleep(for: .milliseconds(300))
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    sleeping.cancel()
    await #expect(throws: CancellationError.self) { try await sleeping.value }
    #expect(try await pool.withConnection { try $0.run("SELECT 1").rows } == [[.integer(1)]])
  }

  @Test func undoesWhatABodyLeavesOpen() async throws {
    let server = try PostgreSQLServer.shared()
    let pool = ConnectionPool(PostgreSQLAddress(server.address()), size: 1, name: "tests.open")
    try await pool.withConnection { connection in
      try connection.run("BEGIN")
      _ = try? connection.run("SELECT nonsense")
    }
    #expect(try await pool.withConnection { try $0.run("SELECT 1").rows } == [[.integer(1)]])
  }
}
