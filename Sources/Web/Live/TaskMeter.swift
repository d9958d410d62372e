public import Orchestration
import Synchronization

/// Counts what became of tasks since the process began, and how long they waited for a slot.
public final class TaskMeter: Sendable {
  /// What was counted.
  struct Reading: Sendable, Equatable {
    /// How many tries ended in each state.
    var ended: [TaskInstanceState: Int] = [:]
    /// How many tasks waited at most as long as the bound at the same place, and no shorter one.
    var waits = [Int](repeating: 0, count: TaskMeter.bounds.count + 1)
    /// The sum of all waits.
    var waited: Duration = .zero
  }

  private struct State {
    var reading = Reading()
    var since: [TaskInstanceID: ContinuousClock.Instant] = [:]
  }

  /// The bounds of the classes of waits; the last class has none.
  static let bounds: [Duration] = [
    .milliseconds(10), .milliseconds(50), .milliseconds(100), .milliseconds(500), .seconds(1),
    .seconds(5), .seconds(10), .seconds(60), .seconds(300), .seconds(1800),
  ]
  /// How many waiting tasks are timed at once; the waits of further ones are not known.
  private static let mostTimed = 200_000

  private let state = Mutex(State())

  /// Makes a meter that has counted nothing.
  public init() {}

  /// What was counted so far.
  var reading: Reading { state.withLock { $0.reading } }

  /// Takes note of what an orchestrator reports.
  public func note(_ report: Orchestrator.Report) {
    guard case .instance(let id, let instance) = report else { return }
    note(id, instance.state, now: .now)
  }

  func note(_ id: TaskInstanceID, _ reached: TaskInstanceState, now: ContinuousClock.Instant) {
    state.withLock { state in
      switch reached {
      case .scheduled, .queued:
        guard state.since[id] == nil, state.since.count < Self.mostTimed else { return }
        state.since[id] = now
      case .running:
        guard let since = state.since.removeValue(forKey: id) else { return }
        let wait = now - since
        let place = Self.bounds.firstIndex { wait <= $0 } ?? Self.bounds.count
        state.reading.waits[place] += 1
        state.reading.waited += wait
      case .success, .failed, .skipped, .upstreamFailed, .upForRetry:
        state.since[id] = nil
        state.reading.ended[reached, default: 0] += 1
      default:
        state.since[id] = nil
      }
    }
  }
}
