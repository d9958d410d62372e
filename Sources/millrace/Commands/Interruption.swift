import Dispatch
import Foundation
import Server
import Synchronization

/// Turns Ctrl-C and a request to terminate into the cancellation of what runs.
enum Interruption {
  /// What a signal stops.
  private struct Work {
    var cancel: (@Sendable () -> Void)?
    var console: Console?
    var isQuiet = false
  }

  private static let current = Mutex(Work())
  private static let lastSignal = Atomic<Int32>(0)

  /// The signals are taken in hand once and for good: a source that is given up while its signal
  /// is asked for anew can lose it. Safe: nothing touches the
  /// sources once they are made.
  nonisolated(unsafe) private static let sources: [any DispatchSourceSignal] = [
    SIGINT, SIGTERM,
  ].map { number in
    // The default action would end the process before the source sees the signal.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { receive(number) }
    source.resume()
    return source
  }

  /// Runs `operation` so that SIGINT and SIGTERM cancel it; a second signal, and one while
  /// nothing runs, end the process at once.
  ///
  /// - Throws: what `operation` throws, or a ``Diagnostic`` of kind interrupted if it was
  ///   cancelled.
  static func cancelling<Result: Sendable>(
    _ console: Console, isQuiet: Bool = false,
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    lastSignal.store(0, ordering: .relaxed)
    let work = Task { try await operation() }
    current.withLock { $0 = Work(cancel: { work.cancel() }, console: console, isQuiet: isQuiet) }
    _ = sources
    defer { current.withLock { $0.cancel = nil } }
    do {
      return try await work.value
    } catch is CancellationError {
      throw Diagnostic(.interrupted, "interrupted")
    }
  }

  /// Whether a signal arrived since the last operation began.
  static var wasRequested: Bool { lastSignal.load(ordering: .relaxed) != 0 }

  /// The exit code that shells expect of a process ended by the signal that arrived.
  static var exitCode: Int32 {
    let number = lastSignal.load(ordering: .relaxed)
    return 128 + (number == 0 ? SIGINT : number)
  }

  private static func receive(_ number: Int32) {
    let previous = lastSignal.exchange(number, ordering: .relaxed)
    let work = current.withLock { $0 }
    guard previous == 0, let cancel = work.cancel else {
      work.console?.restore()
      _exit(128 + number)
    }
    if !work.isQuiet { work.console?.note("stopping; once more to end at once") }
    cancel()
  }
}
