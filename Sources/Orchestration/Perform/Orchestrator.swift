public import Store
import Synchronization

/// Runs a scheduler: hands it what happens, keeps what it decides, and carries it out.
///
/// What was decided is kept before it is done. So after any end of the process, tasks that were
/// executing are found recorded as such; the next orchestrator counts their tries as lost.
public final class Orchestrator: Sendable {
  /// What an orchestrator works with.
  public struct Configuration: Sendable {
    /// What bounds the scheduler as a whole.
    public var limits = Scheduler.Limits()
    /// The folder of task logs; `nil` keeps none.
    public var logs: String?
    /// Texts that must not show in logs.
    public var secrets: [String] = []
    /// How many requests may wait; beyond, they are refused.
    public var requestCapacity = 10_000
    /// Keeps what else follows from changes, in the transaction that keeps them.
    public var alongside: (@Sendable ([Change], StoreTransaction) throws -> Void)?
    /// The clock.
    public var now: @Sendable () -> Timestamp = { .now }

    /// Makes the default configuration.
    public init() {}
  }

  /// Something worth telling whoever watches.
  public enum Report: Sendable {
    /// A try of a task begins.
    case started(TaskInstanceID, attempt: Int)
    /// A task instance came to a state.
    case instance(TaskInstanceID, TaskInstance)
    /// A run began, or came to its end.
    case run(DAGRun)
    /// A callback is due.
    case callback(Callback)
    /// A line that a task printed.
    case line(TaskInstanceID, String)
  }

  /// How quick it is.
  public let timings = OrchestratorTimings()
  let state: SchedulerState
  private let executors: [String: any TaskExecutor]
  private let configuration: Configuration
  private let mailbox: Mailbox
  /// The requests left by other processes that are on their way through the scheduler.
  private let left = Mutex<Set<Int64>>([])
  private let report: @Sendable (Report) -> Void

  /// Makes an orchestrator; ``run(until:)`` sets it going.
  ///
  /// - Parameters:
  ///   - state: what it keeps.
  ///   - executors: who does the work of each kind.
  ///   - configuration: what it works with.
  ///   - report: told of what happens, in order, never two calls at once but for lines.
  public init(
    _ state: SchedulerState, executors: [String: any TaskExecutor],
    configuration: Configuration = Configuration(),
    report: @escaping @Sendable (Report) -> Void = { _ in }
  ) {
    self.state = state
    self.executors = executors
    self.configuration = configuration
    self.report = report
    mailbox = Mailbox(capacity: configuration.requestCapacity)
  }

  /// Asks for something: a run, a pause, a clearing.
  ///
  /// - Returns: whether it was taken; `false` if too many requests wait.
  public func request(_ event: Scheduler.Event) -> Bool {
    mailbox.request(event)
  }

  /// Takes the requests that other processes have left. Each is gone from the state in the
  /// transaction that keeps what came of it, so that none is lost with the process.
  ///
  /// - Parameter dag: the DAG of a name, as it is now.
  /// - Throws: `StoreError`.
  public func takeLeftRequests(dag: (String) -> DAG?) async throws {
    // What was under way before reading may be gone when it has been read.
    let known = left.withLock { $0 }
    for (number, request) in try await state.leftRequests() where !known.contains(number) {
      left.withLock { _ = $0.insert(number) }
      if let request, try await !take(request, dag: dag) {
        // There is no room for it now; it stays where it was left.
        left.withLock { _ = $0.remove(number) }
        return
      }
      mailbox.note(taken: number)
    }
  }

  /// Recovers what was under way, and schedules and executes until cancelled, or until `isDone`
  /// says so of the runs that are not over.
  ///
  /// When it returns, nothing executes any more. What was interrupted by a cancellation is left
  /// recorded as executing, and is counted as lost by the next orchestrator.
  ///
  /// - Parameters:
  ///   - dags: the DAGs.
  ///   - isDone: asked after each batch of events.
  /// - Throws: `StoreError` where the state cannot be kept; nothing further was begun then.
  public func run(
    _ dags: [DAG], until isDone: @Sendable (_ activeRuns: Int) -> Bool = { _ in false }
  ) async throws {
    var scheduler = Scheduler(limits: configuration.limits)
    let recovery = try await state.recovery(of: dags)
    var batch = Mailbox.Batch(events: [.recover(recovery)])
    // A backfill that was asked for and not begun is begun with now.
    for (backfill, standing) in recovery.backfills where !standing.hasBegun {
      _ = try await begin(backfill.id, of: dags.first { $0.id == backfill.dag })
    }
    let executing = ExecutingTasks()
    try await withThrowingDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let attempts = try await decide(batch, &scheduler, executing)
        for attempt in attempts {
          group.addTask { await self.execute(attempt, executing) }
        }
        if isDone(scheduler.activeRunCount) { break }
        let wait = scheduler.nextWake.map { $0 - configuration.now() }
        if wait.map({ $0 > .zero }) ?? true { await mailbox.wait(for: wait) }
        batch = mailbox.drain()
        if batch.events.isEmpty { batch.events = [.tick] }
      }
    }
  }

  /// Hands events to the scheduler, keeps what it decides, and answers what is to be executed.
  private func decide(
    _ batch: Mailbox.Batch, _ scheduler: inout Scheduler, _ executing: ExecutingTasks
  ) async throws -> [TaskAttempt] {
    var changes: [Change] = []
    var callbacks: [Callback] = []
    var begun: [TaskAttempt] = []
    var interrupted: [(id: TaskInstanceID, attempt: Int)] = []
    let start = ContinuousClock.now
    var pending = batch.events
    while !pending.isEmpty {
      var started: [Scheduler.Event] = []
      for event in pending {
        for action in scheduler.handle(event, at: configuration.now()) {
          switch action {
          case .record(let change): changes.append(change)
          case .call(let callback): callbacks.append(callback)
          case .interrupt(let id, let attempt): interrupted.append((id, attempt))
          case .execute(let attempt):
            begun.append(attempt)
            // The executors are in this process, so that a try begins when it gets its slots.
            started.append(.started(attempt.id, attempt: attempt.attempt))
          }
        }
      }
      pending = started
    }
    try await state.keep(changes, taking: batch.taken, alongside: configuration.alongside)
    left.withLock { $0.subtract(batch.taken) }
    tell(changes, callbacks, begun)
    for (id, attempt) in interrupted { executing.cancel(id, attempt) }
    for attempt in begun { executing.add(attempt) }
    timings.decisions.add(.now - start)
    if let first = batch.firstResult, !begun.isEmpty {
      timings.betweenTasks.add(.now - first, times: begun.count)
    }
    return begun
  }

  private func tell(_ changes: [Change], _ callbacks: [Callback], _ begun: [TaskAttempt]) {
    for change in changes {
      switch change {
      case .run(let run): report(.run(run))
      case .instance(let id, let instance): report(.instance(id, instance))
      default: break
      }
    }
    for attempt in begun { report(.started(attempt.id, attempt: attempt.attempt)) }
    for callback in callbacks { report(.callback(callback)) }
  }

  private func execute(_ attempt: TaskAttempt, _ executing: ExecutingTasks) async {
    let result: TaskResult
    if let work = attempt.work {
      if let executor = executors[work.kind] {
        let report = report
        let path = configuration.logs.map {
          TaskLog.path(in: $0, of: attempt.id, attempt: attempt.attempt)
        }
        let log = TaskLog(path: path, secrets: configuration.secrets) { line in
          report(.line(attempt.id, line))
        }
        result = await executing.run(attempt) { await executor.execute(attempt, log: log) }
        log.close()
      } else {
        result = .failedForGood
      }
    } else {
      result = .succeeded()
    }
    mailbox.post(.ended(attempt.id, attempt: attempt.attempt, result))
  }
}
