import Columnar
import DuckDB
import Testing

/// Counts pairs without end.
private let endless =
  "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range > b.range"

actor Worker {
  private let executor = ThreadExecutor(name: "worker")
  private let connection: Connection
  let interruptHandle: InterruptHandle

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init() throws {
    connection = try Database(configuration: ["threads": "1"]).connect()
    interruptHandle = connection.interruptHandle
  }

  func run(_ sql: String) async throws -> [[Value]] {
    try await connection.interruptingOnCancellation { connection in
      // Blocking Swift's own pool would starve everything else: this stops the test then.
      executor.checkIsolated()
      return try connection.rows(sql)
    }
  }
}

// Nothing but an interrupt ends the query; the limit is for a machine that does much else.
@Suite(.timeLimit(.minutes(5)))
struct InterruptionTests {
  @Test func anotherThreadInterruptsALongQuery() async throws {
    let worker = try Worker()
    let task = Task { try await worker.run(endless) }
    // An interrupt before the query has started does nothing: a busy machine needs several.
    let interrupting = Task {
      while !Task.isCancelled {
        worker.interruptHandle.interrupt()
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    let error = await #expect(throws: DuckDBError.self) { try await task.value }
    interrupting.cancel()
    #expect(error?.kind == .interrupt)
    #expect(try await worker.run("SELECT 1") == [[.integer(1)]])
  }

  @Test(arguments: [0, 1, 50, 200])
  func cancellationInterrupts(afterMilliseconds delay: Int) async throws {
    let worker = try Worker()
    let task = Task { try await worker.run(endless) }
    try await Task.sleep(for: .milliseconds(delay))
    task.cancel()
    let error = await #expect(throws: DuckDBError.self) { try await task.value }
    #expect(error?.kind == .interrupt)
    #expect(try await worker.run("SELECT 1") == [[.integer(1)]])
  }
}
