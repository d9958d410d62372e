/// Runs a graph: performs what ``RunState`` decides, each task as a child of the caller's task.
///
/// When the caller is cancelled, running tasks are cancelled with it, waiting ones never start,
/// and ``run(report:perform:)`` returns once all that ran has ended.
public struct GraphRunner: Sendable {
  /// Something worth telling whoever waits for the run.
  public enum Event: Sendable, Hashable {
    case started(TaskID)
    case ended(TaskID, TaskOutcome)
    /// The task never started, because the other one did not succeed.
    case skipped(TaskID, because: TaskID)
    /// The task never started, because the run was ended first.
    case cancelled(TaskID)
  }

  private let graph: TaskGraph
  private let concurrency: Int
  private let failsFast: Bool

  /// Makes a runner for `graph`.
  ///
  /// - Parameters:
  ///   - graph: the tasks to run.
  ///   - concurrency: the number of tasks that may run at once; at least one.
  ///   - failsFast: whether the first failure interrupts what runs and cancels what waits.
  public init(_ graph: TaskGraph, concurrency: Int, failsFast: Bool = false) {
    self.graph = graph
    self.concurrency = concurrency
    self.failsFast = failsFast
  }

  /// Runs every task.
  ///
  /// - Parameters:
  ///   - report: called for every event, in order, never two calls at once.
  ///   - perform: does the work of one task. It may be called for as many tasks at once as the
  ///     concurrency allows, is told of an interruption by the cancellation of its Swift task,
  ///     and says itself how the task ended.
  /// - Returns: the state in which every task has ended.
  public func run(
    report: (Event) -> Void = { _ in },
    perform: @escaping @Sendable (TaskID) async -> TaskOutcome
  ) async -> RunState {
    var state = RunState(graph, concurrency: concurrency, failsFast: failsFast)
    await withTaskGroup(of: (TaskID, TaskOutcome).self) { group in
      var isOver = carryOut(state.handle(.begin), in: &group, report, perform)
      while !isOver, let (task, outcome) = await group.next() {
        report(.ended(task, outcome))
        if Task.isCancelled {
          _ = carryOut(state.handle(.cancel), in: &group, report, perform)
        }
        isOver = carryOut(state.handle(.ended(task, outcome)), in: &group, report, perform)
      }
    }
    return state
  }

  private func carryOut(
    _ actions: [RunState.Action],
    in group: inout TaskGroup<(TaskID, TaskOutcome)>,
    _ report: (Event) -> Void,
    _ perform: @escaping @Sendable (TaskID) async -> TaskOutcome
  ) -> Bool {
    var isOver = false
    for action in actions {
      switch action {
      case .start(let task):
        report(.started(task))
        group.addTask { (task, await perform(task)) }
      case .skip(let task, let cause):
        report(.skipped(task, because: cause))
      case .cancel(let task):
        report(.cancelled(task))
      case .interruptRunning:
        group.cancelAll()
      case .finish:
        isOver = true
      }
    }
    return isOver
  }
}
