/// A run of a DAG, by name.
public struct RunID: Sendable, Hashable, CustomStringConvertible {
  /// The DAG.
  public var dag: String
  /// The run's name within the DAG, such as `scheduled__2026-03-01T00:00:00+00:00`.
  public var name: String

  /// Makes the identifier of a run.
  public init(dag: String, name: String) {
    self.dag = dag
    self.name = name
  }

  /// The DAG and the run.
  public var description: String { "\(dag)/\(name)" }
}

/// A task of a run, by name.
public struct TaskInstanceID: Sendable, Hashable, CustomStringConvertible {
  /// The run.
  public var run: RunID
  /// The task.
  public var task: TaskID
  /// Which of the instances, where the task is repeated; `nil` where it is not, or not yet.
  public var mapIndex: Int?

  /// Makes the identifier of a task instance.
  public init(run: RunID, task: TaskID, mapIndex: Int? = nil) {
    self.run = run
    self.task = task
    self.mapIndex = mapIndex
  }

  /// The run, the task, and the index in brackets.
  public var description: String {
    "\(run)/\(task)" + (mapIndex.map { "[\($0)]" } ?? "")
  }
}

/// Where a task instance stands: the states of Airflow.
public enum TaskInstanceState: String, Sendable, Hashable, CaseIterable {
  /// Its rule does not hold yet.
  case unscheduled = "none"
  /// It may run and waits for slots.
  case scheduled
  /// It has its slots and waits for an executor.
  case queued
  case running
  case success
  case failed
  case skipped
  /// It will not run, because a task before it failed.
  case upstreamFailed = "upstream_failed"
  /// It failed and will be tried again.
  case upForRetry = "up_for_retry"
  /// It waits for something and will look again.
  case upForReschedule = "up_for_reschedule"
  /// It waits for something that will wake it.
  case deferred
  /// It waits for a person.
  case awaitingInput = "awaiting_input"
  /// It was cleared while it ran and will run again.
  case restarting
  /// It is no longer there: the list it stood for became shorter.
  case removed

  /// Whether nothing more happens to it by itself.
  public var isFinished: Bool {
    switch self {
    case .success, .failed, .skipped, .upstreamFailed, .removed: true
    default: false
    }
  }

  /// Whether it is a failure.
  public var isFailure: Bool { self == .failed || self == .upstreamFailed }

  /// Whether an executor has it.
  public var isExecuting: Bool {
    switch self {
    case .queued, .running, .restarting: true
    default: false
    }
  }

  /// Whether it waits for something that will wake it, a person included.
  public var isDeferred: Bool { self == .deferred || self == .awaitingInput }

  /// Whether its rule may be looked at.
  var isUndecided: Bool { self == .unscheduled }
}

/// What a task returned, as far as the tasks after it depend on it.
public enum TaskOutput: Sendable, Hashable {
  /// Nothing.
  case nothing
  /// Something that tasks cannot be expanded over.
  case value
  /// A list or mapping of this many members.
  case list(Int)
}

/// How a try of a task ended.
public enum TaskResult: Sendable, Hashable {
  /// It did its work. The tasks named, directly or further behind it, are to be skipped.
  case succeeded(TaskOutput = .nothing, skipping: [TaskID] = [])
  /// It failed and may be tried again.
  case failed
  /// It failed and, if it may be tried again, wants this rest before that.
  case failedForNow(rest: Duration)
  /// It failed in a way that another try would not mend.
  case failedForGood
  /// It found that it need not run.
  case skipped
  /// It waits for something, and wants to look again at that moment.
  case rescheduled(at: Timestamp)
  /// It waits for something that will wake it, at the latest at the moment given.
  case deferred(until: Timestamp?)
  /// It asks a person, whose answer will wake it. Who watches for the answer knows how long.
  case awaitsInput
}

/// A task of a run: where it stands and how it got there.
public struct TaskInstance: Sendable, Hashable {
  /// Where it stands.
  public var state: TaskInstanceState = .unscheduled
  /// The number of the current or last try, from 1; zero before the first.
  public var attempt = 0
  /// The number of the last try there may be.
  public var lastAttempt: Int
  /// While it rests: when it may go on. While it is deferred: when it has waited too long.
  public var resumesAt: Timestamp?
  /// When the current or last try started.
  public var startedAt: Timestamp?
  /// When the last try ended.
  public var endedAt: Timestamp?
  /// What it returned.
  public var output: TaskOutput = .nothing
  /// The tasks behind it that it chose to skip.
  public var skips: [TaskID] = []

  init(lastAttempt: Int) {
    self.lastAttempt = lastAttempt
  }
}
