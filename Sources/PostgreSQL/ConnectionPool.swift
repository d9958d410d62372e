import Dispatch
import Synchronization

/// A few connections to one server, each with a thread of its own while it is used.
///
/// Connections are made when they are first needed and made anew after they broke. Who finds all
/// of them in use waits, those that came first first.
public final class ConnectionPool: Sendable {
  private struct State {
    var idle: [ConnectionLane]
    var waiting: [(number: Int, continuation: CheckedContinuation<ConnectionLane?, Never>)] = []
    var count = 0
  }

  private let state: Mutex<State>

  /// Makes a pool; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - address: where to.
  ///   - size: how many connections at most.
  ///   - name: what the server's list of sessions calls them.
  ///   - prepare: called with each new connection before anything else.
  public init(
    _ address: PostgreSQLAddress, size: Int, name: String,
    prepare: @escaping @Sendable (PostgreSQLConnection) throws -> Void = { _ in }
  ) {
    let lanes = (0..<max(1, size)).map { _ in ConnectionLane(address, name, prepare) }
    state = Mutex(State(idle: lanes))
  }

  /// Runs `body` with a connection, on that connection's thread. A cancellation of the task cancels
  /// the statement under way; a transaction that `body` leaves open is undone.
  ///
  /// - Throws: what `body` throws, ``PostgreSQLError`` where there is no connection to be had, and
  ///   `CancellationError`.
  public func withConnection<T: Sendable>(
    _ body: @escaping @Sendable (PostgreSQLConnection) throws -> T
  ) async throws -> T {
    guard let lane = await take() else { throw CancellationError() }
    defer { give(lane) }
    return try await lane.run(body)
  }

  private func take() async -> ConnectionLane? {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A cancellation is seen here, or finds the waiter once the lock is free.
        let (lane, waits) = state.withLock { state -> (ConnectionLane?, Bool) in
          if Task.isCancelled { return (nil, false) }
          if let lane = state.idle.popLast() { return (lane, false) }
          state.waiting.append((number, continuation))
          return (nil, true)
        }
        if !waits { continuation.resume(returning: lane) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let place = state.waiting.firstIndex { $0.number == number }
        return place.map { state.waiting.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  private func give(_ lane: ConnectionLane) {
    let next = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.idle.append(lane)
        return nil as CheckedContinuation<ConnectionLane?, Never>?
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume(returning: lane)
  }
}

/// A connection and the thread that its calls block.
private final class ConnectionLane: @unchecked Sendable {
  private let address: PostgreSQLAddress
  private let name: String
  private let prepare: @Sendable (PostgreSQLConnection) throws -> Void
  private let queue: DispatchQueue
  /// Touched on the queue only.
  private var connection: PostgreSQLConnection?

  private struct Current {
    var number = 0
    var canceller: Canceller?
    var isCancelled = false
  }

  private let current = Mutex(Current())

  init(
    _ address: PostgreSQLAddress, _ name: String,
    _ prepare: @escaping @Sendable (PostgreSQLConnection) throws -> Void
  ) {
    self.address = address
    self.name = name
    self.prepare = prepare
    queue = DispatchQueue(label: name)
  }

  func run<T: Sendable>(
    _ body: @escaping @Sendable (PostgreSQLConnection) throws -> T
  ) async throws -> T {
    current.withLock { $0 = Current(number: $0.number + 1) }
    let result: Result<T, any Error> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: Result { try self.perform(body) }) }
      }
    } onCancel: {
      cancel()
    }
    do {
      return try result.get()
    } catch let error as PostgreSQLError where error.kind == .cancelled {
      try Task.checkCancellation()
      throw error
    }
  }

  private func perform<T>(_ body: (PostgreSQLConnection) throws -> T) throws -> T {
    if connection?.isBroken ?? false { connection = nil }
    let connection = try self.connection ?? open()
    let isCancelled = current.withLock { current in
      current.canceller = connection.canceller()
      return current.isCancelled
    }
    if isCancelled { throw CancellationError() }
    defer { leave(connection) }
    return try body(connection)
  }

  private func open() throws -> PostgreSQLConnection {
    let opened = try PostgreSQLConnection(address, name: name)
    try prepare(opened)
    connection = opened
    return opened
  }

  /// Lets nothing of one use reach the next.
  private func leave(_ used: PostgreSQLConnection) {
    let isCancelled = current.withLock { current in
      current.canceller = nil
      return current.isCancelled
    }
    if used.isInTransaction { _ = try? used.run("ROLLBACK") }
    // A cancellation that is still on its way would meet the next statement.
    if isCancelled || used.isBroken || used.isInTransaction { connection = nil }
  }

  /// Cancels what is under way, on a thread that may wait for the server.
  private func cancel() {
    let number = current.withLock { current in
      current.isCancelled = true
      return current.number
    }
    DispatchQueue.global().async { self.cancelUntilOver(number) }
  }

  /// A cancellation that comes between two statements stops neither, so that it is sent until the
  /// use is over.
  private func cancelUntilOver(_ number: Int) {
    let canceller = current.withLock { $0.number == number ? $0.canceller : nil }
    guard let canceller else { return }
    canceller.cancel()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) {
      self.cancelUntilOver(number)
    }
  }
}
