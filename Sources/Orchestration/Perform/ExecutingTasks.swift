import Synchronization

/// The tries that are executing, by which each can be interrupted.
final class ExecutingTasks: Sendable {
  private struct Key: Hashable {
    var id: TaskInstanceID
    var attempt: Int
  }

  private enum Entry {
    case waiting
    case interrupted
    case running(Task<TaskResult, Never>)
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// Says that a try is about to be executed.
  func add(_ attempt: TaskAttempt) {
    let key = Key(id: attempt.id, attempt: attempt.attempt)
    entries.withLock { $0[key] = .waiting }
  }

  /// Interrupts a try, also one that has not begun.
  func cancel(_ id: TaskInstanceID, _ attempt: Int) {
    let key = Key(id: id, attempt: attempt)
    let task = entries.withLock { entries -> Task<TaskResult, Never>? in
      switch entries[key] {
      case .running(let task): return task
      case .waiting: entries[key] = .interrupted
      case .interrupted, nil: break
      }
      return nil
    }
    task?.cancel()
  }

  /// Executes a try as a task of its own, which ends with the caller's or when it is interrupted.
  func run(
    _ attempt: TaskAttempt, _ body: @escaping @Sendable () async -> TaskResult
  ) async -> TaskResult {
    let key = Key(id: attempt.id, attempt: attempt.attempt)
    defer { entries.withLock { $0[key] = nil } }
    let task = entries.withLock { entries -> Task<TaskResult, Never>? in
      if case .interrupted = entries[key] { return nil }
      let task = Task { await body() }
      entries[key] = .running(task)
      return task
    }
    guard let task else { return .failed }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
