import CDuckDB
import Synchronization

/// Owns DuckDB's handle of a connection, and knows whether a statement of it runs.
///
/// Shared only to interrupt, to ask for progress and to keep memory alive; all of which DuckDB
/// allows from any thread. Everything else goes through the one ``Connection``.
final class ConnectionHandle: @unchecked Sendable {
  private struct State {
    var isRunning = false
    var isInterrupted = false
    /// Which statement runs, or ran last: an older one that ends late changes nothing.
    var execution = 0
    /// Set within a task that was cancelled: the statements it starts fail at once.
    var isCancelled = false
  }

  let raw: duckdb_connection
  let database: DatabaseHandle
  private let state = Mutex(State())

  init(_ raw: duckdb_connection, database: DatabaseHandle) {
    self.raw = raw
    self.database = database
  }

  deinit {
    var raw: duckdb_connection? = raw
    duckdb_disconnect(&raw)
  }

  /// Says that a statement starts; fails in a task that was cancelled.
  ///
  /// - Parameter continuing: whether it belongs to the same call as the one before, so that an
  ///   interrupt between the two counts for this one.
  /// - Returns: what ``end(_:)`` wants to be told.
  /// - Throws: ``DuckDBError`` of kind `interrupt`.
  @discardableResult
  func begin(continuing: Bool = false) throws(DuckDBError) -> Int {
    let (execution, isStopped) = state.withLock { state in
      if !continuing { state.isInterrupted = false }
      let isStopped = state.isCancelled || state.isInterrupted
      state.isRunning = !isStopped
      state.execution += 1
      return (state.execution, isStopped)
    }
    if isStopped { throw Self.interrupted }
    return execution
  }

  /// Fails if an interrupt came after ``begin(continuing:)`` and before DuckDB knew of the
  /// statement, for DuckDB forgets the interrupts of earlier ones when it begins one.
  func check() throws(DuckDBError) {
    if state.withLock({ $0.isInterrupted || $0.isCancelled }) { throw Self.interrupted }
  }

  /// Says that an execution has ended.
  func end(_ execution: Int) {
    state.withLock { state in
      if state.execution == execution { state.isRunning = false }
    }
  }

  func interrupt() {
    let isRunning = state.withLock { state in
      if state.isRunning { state.isInterrupted = true }
      return state.isRunning
    }
    if isRunning { duckdb_interrupt(raw) }
  }

  func setCancelled(_ isCancelled: Bool) {
    state.withLock { $0.isCancelled = isCancelled }
    if isCancelled { interrupt() }
  }

  private static var interrupted: DuckDBError {
    DuckDBError(.interrupt, "INTERRUPT Error: Interrupted!")
  }
}

/// Interrupts statements and tells their progress from outside the task that uses the connection.
///
/// Keeps the connection open.
public struct InterruptHandle: Sendable {
  let connection: ConnectionHandle

  /// Makes the statement that runs now fail with an error of kind `interrupt`, soon; does nothing
  /// if none runs.
  public func interrupt() { connection.interrupt() }

  /// How far the statement that runs now has come; `nil` where DuckDB cannot tell, and while
  /// ``Connection/countProgress()`` has not been called.
  public var progress: QueryProgress? {
    let progress = duckdb_query_progress(connection.raw)
    guard progress.percentage >= 0 else { return nil }
    return QueryProgress(
      fraction: min(1, progress.percentage / 100), rowsProcessed: progress.rows_processed,
      totalRows: progress.total_rows_to_process)
  }
}

/// How far a statement has come, by DuckDB's estimate.
public struct QueryProgress: Sendable, Hashable {
  /// From 0 to 1.
  public let fraction: Double
  /// The rows read so far.
  public let rowsProcessed: UInt64
  /// The rows to read in all.
  public let totalRows: UInt64
}
