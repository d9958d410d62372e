import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread for one piece of blocking work, with a stack deep enough for macros that call macros.
enum WorkThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own and gives its result.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      let work: @Sendable () -> Void = { continuation.resume(returning: body()) }
      // Without a thread to spare the work is done where it was asked for.
      if !start(work) { work() }
    }
  }

  /// Starts a thread.
  ///
  /// - Returns: whether there was one to spare; else nothing is done.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16 << 20)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if code != 0 { work.release() }
    return code == 0
  }
}

/// A few threads for much blocking work. Each is started when it is first needed; what comes when
/// all are busy waits for the first that is done.
final class WorkThreads: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var count = 0
    var idle = 0
    var isClosed = false
  }

  private enum Step { case start, wake, wait }

  private let limit: Int
  private let state = Mutex(State())
  private let wakes = DispatchSemaphore(value: 0)

  /// - Parameter limit: how many threads there may be.
  init(limit: Int) { self.limit = max(1, limit) }

  /// Runs `body` on one of the threads and gives its result.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      add { continuation.resume(returning: body()) }
    }
  }

  /// Lets the threads end when they have nothing left to do.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = 0 }
      return state.idle
    }
    for _ in 0..<idle { wakes.signal() }
  }

  private func add(_ work: @escaping @Sendable () -> Void) {
    let step = state.withLock { state -> Step in
      state.waiting.append(work)
      if state.idle > 0 {
        state.idle -= 1
        return .wake
      }
      guard state.count < limit else { return .wait }
      state.count += 1
      return .start
    }
    switch step {
    case .wait: break
    case .wake: wakes.signal()
    case .start:
      guard !WorkThread.start({ [self] in workOn() }) else { return }
      // Without a thread to spare the work is done where it was asked for.
      let mine = state.withLock { state in
        state.count -= 1
        return state.waiting.popLast()
      }
      mine?()
    }
  }

  private func workOn() {
    while true {
      let (work, isOver) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
        if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
        if state.isClosed { return (nil, true) }
        state.idle += 1
        return (nil, false)
      }
      if isOver { return }
      if let work { work() } else { wakes.wait() }
    }
  }
}
