import Synchronization

/// Events on their way to a scheduler: put in from anywhere, taken out by one task.
final class Mailbox: Sendable {
  private struct State {
    var events: [Scheduler.Event] = []
    var taken: [Int64] = []
    /// When the first of the results came that wait.
    var firstResult: ContinuousClock.Instant?
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// Makes an empty mailbox.
  ///
  /// - Parameter capacity: how many requests from outside may wait; beyond, they are refused. The
  ///   results of tasks are always taken, as there are no more than tasks.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Puts in the result of a task.
  func post(_ event: Scheduler.Event) {
    let waiter = state.withLock { state in
      state.events.append(event)
      if case .ended = event, state.firstResult == nil { state.firstResult = .now }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Puts in a request, unless too many wait.
  ///
  /// - Returns: whether there was room for it.
  func request(_ event: Scheduler.Event) -> Bool {
    guard state.withLock({ $0.events.count < capacity }) else { return false }
    post(event)
    return true
  }

  /// Puts in the number of a request that another process left, behind the events it came to.
  func note(taken number: Int64) {
    let waiter = state.withLock { state in
      state.taken.append(number)
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// What was there at once.
  struct Batch {
    var events: [Scheduler.Event]
    /// The numbers of the requests that some of the events came from.
    var taken: [Int64] = []
    /// When the first result of a task among the events came.
    var firstResult: ContinuousClock.Instant?
  }

  /// Takes out all that is there.
  func drain() -> Batch {
    state.withLock { state in
      defer {
        state.events = []
        state.taken = []
        state.firstResult = nil
      }
      return Batch(events: state.events, taken: state.taken, firstResult: state.firstResult)
    }
  }

  /// Waits until there is something, until the moment given, or until the task is cancelled.
  func wait(for duration: Duration?) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitForEvent() }
      if let duration {
        group.addTask { try? await Task.sleep(for: duration) }
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func waitForEvent() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A cancellation is seen here, or finds the waiter once the lock is free.
        let isOver = state.withLock { state in
          guard state.events.isEmpty, state.taken.isEmpty, !Task.isCancelled else {
            return true
          }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }
}
