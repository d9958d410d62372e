/// Something a user wants to be told of, for whoever delivers it.
public struct Callback: Sendable, Hashable {
  /// What happened.
  public enum Occasion: Sendable, Hashable {
    case runSucceeded
    case runFailed
    case taskStarted
    case taskSucceeded
    case taskFailed
    case taskRetried
    case taskSkipped
    /// A run has not succeeded by then.
    case deadlineMissed(RunDeadline)
  }

  /// What happened.
  public var occasion: Occasion
  /// The run.
  public var run: RunID
  /// The task instance; `nil` where the run as a whole is meant.
  public var instance: TaskInstanceID?
  /// Why, in a few words: `task_failure`, `all_tasks_deadlocked`, `timed_out`.
  public var reason: String

  /// Makes a callback.
  public init(_ occasion: Occasion, run: RunID, instance: TaskInstanceID? = nil, reason: String) {
    self.occasion = occasion
    self.run = run
    self.instance = instance
    self.reason = reason
  }
}
