import Synchronization

/// How long something took, each time it happened: counted by upper bounds.
public final class Histogram: Sendable {
  /// What was counted.
  public struct Counts: Sendable, Hashable {
    /// For each of ``Histogram/bounds``, how many took no longer; those of shorter bounds included.
    public var upTo: [Int]
    /// How many there were.
    public var count: Int
    /// How long all took together.
    public var sum: Duration
  }

  /// The upper bounds.
  public static let bounds: [Duration] = [
    .milliseconds(1), .milliseconds(2), .milliseconds(5), .milliseconds(10), .milliseconds(20),
    .milliseconds(50), .milliseconds(100), .milliseconds(200), .milliseconds(500), .seconds(1),
    .seconds(2), .seconds(5), .seconds(10),
  ]

  private struct State {
    var buckets = [Int](repeating: 0, count: Histogram.bounds.count + 1)
    var sum = Duration.zero
  }

  private let state = Mutex(State())

  /// Makes one in which nothing was counted.
  public init() {}

  /// Counts something that took so long, so many times.
  public func add(_ duration: Duration, times: Int = 1) {
    let bucket = Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.buckets[bucket] += times
      state.sum += duration * times
    }
  }

  /// What was counted until now.
  public var counts: Counts {
    let state = state.withLock { $0 }
    var total = 0
    let upTo = state.buckets.map { bucket in
      total += bucket
      return total
    }
    return Counts(upTo: upTo.dropLast(), count: total, sum: state.sum)
  }
}

/// How quick an orchestrator is.
public struct OrchestratorTimings: Sendable {
  /// From the end of a task to the start of one that follows from it.
  public let betweenTasks = Histogram()
  /// To decide on a batch of events, and to keep what was decided.
  public let decisions = Histogram()

  /// Makes timings in which nothing was counted.
  public init() {}
}
