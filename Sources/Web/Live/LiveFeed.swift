public import Orchestration
import Synchronization

/// Tells open pages that something they show has changed. What it is now, they ask themselves.
public final class LiveFeed: Sendable {
  /// What a page is about.
  struct Topic: Sendable, Hashable {
    /// The DAG; `nil` for all.
    var dag: String?
    /// The run of the DAG; `nil` for all.
    var run: String?

    func covers(_ id: RunID) -> Bool {
      (dag == nil || dag == id.dag) && (run == nil || run == id.name)
    }
  }

  private struct Listener {
    var topic: Topic
    var input: AsyncStream<Void>.Continuation
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var last = 0
  }

  private let state = Mutex(State())
  /// How many pages may listen at once; further ones are not live.
  private static let most = 500

  /// Makes a feed that nobody listens to.
  public init() {}

  /// Takes note of what an orchestrator reports.
  public func note(_ report: Orchestrator.Report) {
    switch report {
    case .instance(let id, _): note(id.run)
    case .run(let run): note(run.id)
    case .started, .callback, .line: break
    }
  }

  private func note(_ run: RunID) {
    let inputs = state.withLock { state in
      state.listeners.values.filter { $0.topic.covers(run) }.map(\.input)
    }
    for input in inputs { input.yield() }
  }

  /// Listens, until the caller is cancelled or stops. Changes in quick succession come as one.
  ///
  /// - Returns: the changes; `nil` if too many listen already.
  func listen(to topic: Topic) -> AsyncStream<Void>? {
    let (stream, input) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let number: Int? = state.withLock { state in
      guard state.listeners.count < Self.most else { return nil }
      state.last += 1
      state.listeners[state.last] = Listener(topic: topic, input: input)
      return state.last
    }
    guard let number else { return nil }
    input.onTermination = { _ in self.state.withLock { $0.listeners[number] = nil } }
    return stream
  }

  /// Lets every page look again from time to time, until cancelled: what it says of the time that
  /// has passed stays true, and those pages are noticed that are gone.
  func beat(every pause: Duration = .seconds(15)) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: pause)
      for input in state.withLock({ $0.listeners.values.map(\.input) }) { input.yield() }
    }
  }
}
