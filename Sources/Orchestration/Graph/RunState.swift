/// How a task of a run ended.
public enum TaskOutcome: Sendable, Hashable {
  /// The task did its work.
  case succeeded
  /// The task could not do its work; whatever waits for it is skipped.
  case failed
  /// The task decided that it, and whatever waits for it, need not run.
  case skipped
  /// The task was interrupted before it was done.
  case cancelled
}

/// Where a task of a run stands.
public enum TaskState: Sendable, Hashable {
  /// Not started: tasks before it have not ended, or no slot is free.
  case waiting
  /// Started and not ended.
  case running
  /// Ended by itself.
  case ended(TaskOutcome)
  /// Never started, because `task`, somewhere before it, failed, was skipped or was cancelled.
  case skipped(because: TaskID)
  /// Never started, because the run was ended first.
  case cancelled

  /// Whether the state is final.
  public var isFinal: Bool {
    switch self {
    case .waiting, .running: false
    case .ended, .skipped, .cancelled: true
    }
  }
}

/// The decisions of one run of a graph: which task starts when, which is skipped, when it is over.
///
/// A value without clock or I/O. Whoever drives it hands it what happened and performs the
/// actions it answers with; the same events give the same actions.
///
/// A task starts once every task before it has succeeded and fewer than `concurrency` tasks run.
/// Among those that could start, the one with the longest chain of tasks behind it goes first,
/// then the one declared first.
public struct RunState: Sendable {
  /// Something that happened to a run.
  public enum Event: Sendable, Hashable {
    /// The run may begin.
    case begin
    /// A running task ended.
    case ended(TaskID, TaskOutcome)
    /// No further task may start.
    case cancel
  }

  /// Something the driver has to do.
  public enum Action: Sendable, Hashable {
    /// Start the task.
    case start(TaskID)
    /// The task will never start, because the other one did not succeed.
    case skip(TaskID, because: TaskID)
    /// The task will never start, because the run is being ended.
    case cancel(TaskID)
    /// Interrupt every task that runs.
    case interruptRunning
    /// Every task is in a final state.
    case finish
  }

  /// The graph that is being run.
  public let graph: TaskGraph
  /// The number of tasks that may run at once.
  public let concurrency: Int
  /// Whether the first failure ends the run.
  public let failsFast: Bool

  private var states: [TaskState]
  private var waitingFor: [Int]
  private let priority: [Int]
  private var ready: ReadyQueue
  private var runningCount = 0
  private var unfinishedCount: Int
  private var isEnding = false

  /// Makes the state of a run that has not begun.
  ///
  /// - Parameters:
  ///   - graph: the tasks to run.
  ///   - concurrency: the number of tasks that may run at once; at least one.
  ///   - failsFast: whether the first failure interrupts what runs and cancels what waits.
  public init(_ graph: TaskGraph, concurrency: Int, failsFast: Bool = false) {
    self.graph = graph
    self.concurrency = max(1, concurrency)
    self.failsFast = failsFast
    self.states = Array(repeating: .waiting, count: graph.tasks.count)
    self.waitingFor = graph.upstream.map(\.count)
    self.priority = graph.chainLengths()
    self.ready = ReadyQueue()
    self.unfinishedCount = graph.tasks.count
  }

  /// Where `task` stands, or `nil` if the graph has no such task.
  public subscript(task: TaskID) -> TaskState? {
    graph.positions[task].map { states[$0] }
  }

  /// Every task with where it stands, in the order of declaration.
  public var tasks: [(id: TaskID, state: TaskState)] {
    zip(graph.tasks, states).map { ($0, $1) }
  }

  /// Takes what happened and answers what has to be done, in order.
  ///
  /// An `ended` for a task that is not running changes nothing, so a report that arrives twice is
  /// harmless.
  public mutating func handle(_ event: Event) -> [Action] {
    var actions: [Action] = []
    switch event {
    case .begin:
      for position in waitingFor.indices where waitingFor[position] == 0 {
        if states[position] == .waiting {
          ready.insert(position, priority: priority[position])
        }
      }
    case .ended(let task, let outcome):
      guard let position = graph.positions[task], states[position] == .running else { return [] }
      end(position, outcome, &actions)
    case .cancel:
      guard !isEnding else { return [] }
      cancelWaiting(&actions)
    }
    startReady(&actions)
    if unfinishedCount == 0 { actions.append(.finish) }
    return actions
  }

  private mutating func end(_ position: Int, _ outcome: TaskOutcome, _ actions: inout [Action]) {
    states[position] = .ended(outcome)
    runningCount -= 1
    unfinishedCount -= 1
    guard outcome == .succeeded else {
      skipDownstream(of: position, &actions)
      if outcome == .failed, failsFast, !isEnding { cancelWaiting(&actions) }
      return
    }
    for child in graph.downstream[position] {
      waitingFor[child] -= 1
      if waitingFor[child] == 0, states[child] == .waiting {
        ready.insert(child, priority: priority[child])
      }
    }
  }

  private mutating func skipDownstream(of position: Int, _ actions: inout [Action]) {
    let cause = graph.tasks[position]
    var reached = graph.downstream[position]
    var next = 0
    while next < reached.count {
      let child = reached[next]
      next += 1
      guard states[child] == .waiting else { continue }
      states[child] = .skipped(because: cause)
      unfinishedCount -= 1
      actions.append(.skip(graph.tasks[child], because: cause))
      reached.append(contentsOf: graph.downstream[child])
    }
  }

  private mutating func cancelWaiting(_ actions: inout [Action]) {
    isEnding = true
    ready.removeAll()
    for position in states.indices where states[position] == .waiting {
      states[position] = .cancelled
      unfinishedCount -= 1
      actions.append(.cancel(graph.tasks[position]))
    }
    if runningCount > 0 { actions.append(.interruptRunning) }
  }

  private mutating func startReady(_ actions: inout [Action]) {
    while runningCount < concurrency, let position = ready.popFirst() {
      states[position] = .running
      runningCount += 1
      actions.append(.start(graph.tasks[position]))
    }
  }
}
