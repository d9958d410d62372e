/// The decisions of a scheduler: which run begins when, which task gets a slot, what is tried
/// again, and what an update of an asset starts.
///
/// A value without clock or I/O: whoever drives it hands it events with the moment at which they
/// happened, stores what it records, and performs the actions it answers with. The same events
/// give the same actions.
///
/// Nothing is looked at again that nothing happened to: the work of an event follows from what it
/// changes, not from how much there is.
public struct Scheduler: Sendable {
  /// What bounds a scheduler as a whole.
  public struct Limits: Sendable, Hashable {
    /// How many tasks may be executing at once.
    public var parallelism: Int

    /// Makes limits.
    public init(parallelism: Int = 32) {
      self.parallelism = parallelism
    }
  }

  /// Something that happened.
  public enum Event: Sendable {
    /// A DAG was found, or has changed.
    case declare(DAG)
    /// A DAG is no longer there. What runs of it is ended.
    case remove(dag: String)
    /// A DAG is to start runs again, or no longer, by itself.
    case pause(dag: String, Bool)
    /// A pool was added or changed.
    case pool(Pool)
    /// Somebody wants a run.
    case trigger(dag: String, name: String? = nil, conf: String? = nil, at: Timestamp? = nil)
    /// Somebody wants runs for times that are past; those that are to run anew come as they were
    /// last recorded.
    case backfill(Backfill, rerun: [DAGRun] = [])
    /// Runs of a backfill are to begin, or no further ones.
    case pauseBackfill(Int, Bool)
    /// A backfill is to end before its last run has begun.
    case cancelBackfill(Int)
    /// An executor began with a task.
    case started(TaskInstanceID, attempt: Int)
    /// A try of a task ended.
    case ended(TaskInstanceID, attempt: Int, TaskResult)
    /// What a task was deferred for has come.
    case woke(TaskInstanceID)
    /// Whoever executed a task is gone, and with it the try.
    case lost(TaskInstanceID, attempt: Int)
    /// Tasks of a run are to run anew; with those behind them, if wanted.
    case clear(RunID, tasks: [TaskID], downstream: Bool)
    /// These task instances of a run are to run anew, and no others.
    case clearInstances(RunID, [TaskInstanceID])
    /// A task instance is set to a state by hand.
    case mark(TaskInstanceID, TaskInstanceState)
    /// A run is ended as it stands, by hand.
    case end(RunID, DAGRunState)
    /// An asset was updated by someone outside, or by a task that did not say so beforehand.
    case updated(AssetID, by: TaskInstanceID? = nil)
    /// Everything that was recorded before this scheduler began.
    case recover(Recovery)
    /// A run that is over, as it was last recorded, because it is to be cleared or marked next.
    case restore(DAGRun)
    /// Time has passed.
    case tick
  }

  /// Something that has to be done.
  public enum Action: Sendable {
    /// Execute a try of a task.
    case execute(TaskAttempt)
    /// Stop executing a try; its end is still reported.
    case interrupt(TaskInstanceID, attempt: Int)
    /// Tell someone.
    case call(Callback)
    /// Keep what has changed.
    case record(Change)
  }

  /// The limits of the scheduler as a whole.
  public let limits: Limits
  var dags: [String: DAGRecord] = [:]
  var runs: [RunID: DAGRun] = [:]
  /// The DAGs that are scheduled on each asset.
  var consumers: [AssetID: Set<String>] = [:]
  var pools: [String: PoolUse] = [
    Pool.defaultName: PoolUse(Pool(Pool.defaultName, slots: Pool.defaultSlots))
  ]
  var timers = Heap<Timer> { $0.at != $1.at ? $0.at < $1.at : $0.sequence < $1.sequence }
  var executing = 0
  /// The slots that each executing try took, by which they are given back exactly once.
  var held: [TaskInstanceID: HeldSlots] = [:]
  /// Instances that wait because their run, or their task, has as many executing as it may.
  var parked: [ParkingLot: [ReadyTask]] = [:]
  /// How many instances are executing that count against each limit.
  var activeCounts: [ParkingLot: Int] = [:]
  /// The backfills that are not over.
  var backfills: [Int: BackfillRecord] = [:]
  /// The deadlines that were neither met nor missed, by run and position.
  var deadlines: [RunID: [Int: RunDeadline]] = [:]
  /// What follows from changes and has not been done yet.
  var followUps: [FollowUp] = []
  var sequence = 0
  var actions: [Action] = []
  var now = Timestamp.distantPast

  /// Makes a scheduler that knows of nothing.
  public init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Takes what happened and answers what has to be done, in order.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - moment: when; a moment before the last event counts as that one.
  /// - Returns: what has to be done.
  public mutating func handle(_ event: Event, at moment: Timestamp) -> [Action] {
    now = max(now, moment)
    take(event)
    followUp()
    fireTimers()
    dispatch()
    defer { actions = [] }
    return actions
  }

  /// When something happens by itself next; `nil` if nothing does.
  public var nextWake: Timestamp? { timers.first?.at }

  /// The runs that are not over, in no particular order.
  public var activeRuns: [DAGRun] { Array(runs.values) }

  /// How many runs are not over.
  public var activeRunCount: Int { runs.count }

  /// A run that is not over, by name.
  public subscript(run: RunID) -> DAGRun? { runs[run] }

  /// The run that the schedule of a DAG brings next.
  public func nextRun(of dag: String) -> ScheduledRun? { dags[dag]?.next }

  private mutating func take(_ event: Event) {
    switch event {
    case .declare(let dag): declare(dag)
    case .remove(let dag): remove(dag)
    case .pause(let dag, let isPaused): pause(dag, isPaused)
    case .pool(let pool): pools[pool.name, default: PoolUse(pool)].pool = pool
    case .trigger(let dag, let name, let conf, let moment): trigger(dag, name, conf, moment)
    case .backfill(let backfill, let rerun): start(backfill, rerun: rerun)
    case .pauseBackfill(let id, let isPaused): pauseBackfill(id, isPaused)
    case .cancelBackfill(let id): cancelBackfill(id)
    case .started(let id, let attempt): started(id, attempt)
    case .ended(let id, let attempt, let result): ended(id, attempt, result)
    case .woke(let id): change(id) { $0.wake($1, $2) }
    case .lost(let id, let attempt): lost(id, attempt)
    case .clear(let run, let tasks, let downstream): clear(run, tasks, downstream)
    case .clearInstances(let run, let instances): clear(run, instances)
    case .mark(let id, let state): mark(id, state)
    case .end(let run, let state): end(run, state)
    case .updated(let asset, let source):
      updated(AssetEvent(asset: asset, at: now, source: source))
    case .restore(let run): restore(run)
    case .recover(let recovery): recover(recovery)
    case .tick: break
    }
  }
}

/// A try of a task, with what its executor has to know.
public struct TaskAttempt: Sendable, Hashable {
  /// The task instance.
  public var id: TaskInstanceID
  /// The number of the try, from 1.
  public var attempt: Int
  /// What there is to do.
  public var work: TaskWork?
  /// How long it may take.
  public var timeout: Duration?
  /// The data the run is about.
  public var interval: DataInterval?
  /// The values of the DAG's parameters, as JSON.
  public var conf: String?

  /// Describes a try.
  public init(
    id: TaskInstanceID, attempt: Int, work: TaskWork?, timeout: Duration? = nil,
    interval: DataInterval? = nil, conf: String? = nil
  ) {
    self.id = id
    self.attempt = attempt
    self.work = work
    self.timeout = timeout
    self.interval = interval
    self.conf = conf
  }
}

/// Something that has to survive the process.
public enum Change: Sendable {
  /// A run is new, or has changed.
  case run(DAGRun)
  /// A task instance is new, or has changed.
  case instance(TaskInstanceID, TaskInstance)
  /// A task was expanded: what stood for it before has gone.
  case expanded(RunID, TaskID)
  /// A DAG has been paused, or its schedule has gone on.
  case dag(String, last: DataInterval?, isPaused: Bool)
  /// An asset was updated.
  case assetEvent(AssetEvent)
  /// A backfill has begun, was paused, or is over.
  case backfill(Int, BackfillStanding)
  /// A time of a backfill was decided on.
  case backfillRun(Int, BackfillRun)
  /// A deadline of a run was set, or missed.
  case deadline(RunID, RunDeadline)
  /// What deadlines of a run are left were met.
  case deadlinesMet(RunID)
  /// The updates that a DAG has not seen yet.
  case queuedAssets(dag: String, [AssetID])
}

/// A DAG and where its schedule stands.
struct DAGRecord: Sendable {
  var dag: DAG
  var isPaused = false
  /// The interval of the last run that the schedule brought.
  var last: DataInterval?
  var next: ScheduledRun?
  /// Runs that have begun, and those that may not yet, in order.
  var running: Set<RunID> = []
  var waiting: [RunID] = []
  /// Runs of backfills that are not over, which count against the backfill's limit.
  var backfilled: Set<RunID> = []
  var queuedAssets: Set<AssetID> = []
  var failedInARow = 0
  /// The moment that the last run not brought by the schedule is named after.
  var lastNamed = Timestamp.distantPast
  /// How long the last runs took, as far as deadlines depend on it.
  var durations: [Duration] = []
  /// How the last runs ended, for tasks that depend on them.
  var past: [PastRun] = []
  let hasPastDependencies: Bool

  init(_ dag: DAG) {
    self.dag = dag
    hasPastDependencies = dag.tasks.contains { $0.past != .none }
  }

  /// Whether the next run comes when there is none, and there is none.
  var isIdleContinuous: Bool {
    dag.rules.timetable == .continuous && next == nil && running.isEmpty && waiting.isEmpty
  }

  var maxActiveRuns: Int {
    if case .continuous = dag.rules.timetable { return 1 }
    return max(1, dag.rules.maxActiveRuns)
  }
}

/// A pool and how much of it is taken.
struct PoolUse: Sendable {
  var pool: Pool
  var used = 0
  var ready = Heap<ReadyTask> { $0.comes(before: $1) }

  init(_ pool: Pool) {
    self.pool = pool
  }

  var free: Int { pool.slots.map { $0 - used } ?? .max }
}

/// An instance that may run, and how it ranks.
struct ReadyTask: Sendable, Hashable {
  var id: TaskInstanceID
  var task: Int
  var index: Int
  var attempt: Int
  var weight: Int
  var runAfter: Timestamp
  var sequence: Int

  func comes(before other: ReadyTask) -> Bool {
    if weight != other.weight { return weight > other.weight }
    if runAfter != other.runAfter { return runAfter < other.runAfter }
    if index != other.index { return index < other.index }
    return sequence < other.sequence
  }
}

/// What an executing try holds.
struct HeldSlots: Sendable, Hashable {
  var attempt: Int
  var pool: String
  var slots: Int
  /// The limits it counts against.
  var lots: [ParkingLot]
}

/// Where instances wait that a limit other than the pool holds back.
enum ParkingLot: Sendable, Hashable {
  case run(RunID)
  case task(dag: String, TaskID)
  case taskOfRun(RunID, TaskID)
}

/// Something that follows from a change elsewhere.
enum FollowUp: Sendable, Hashable {
  /// A run of the DAG is over, so that others may begin.
  case advance(dag: String)
  /// A run of the backfill is over, so that others may begin.
  case advanceBackfill(Int)
  /// A run before this one has changed, on which tasks of this one may depend.
  case lookAgain(RunID)
}

/// Something that happens by itself at a moment.
struct Timer: Sendable {
  enum Kind: Sendable {
    case schedule(dag: String)
    case resume(TaskInstanceID)
    case runTimeout(RunID)
    case taskTimeout(TaskInstanceID, attempt: Int)
    case deadline(RunID, Int)
  }

  var at: Timestamp
  var sequence: Int
  var kind: Kind
}
