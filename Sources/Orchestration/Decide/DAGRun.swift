/// Where a run stands.
public enum DAGRunState: String, Sendable, Hashable, CaseIterable {
  /// It waits until fewer runs of its DAG are under way.
  case queued
  case running
  case success
  case failed

  /// Whether the run is over.
  public var isFinished: Bool { self == .success || self == .failed }
}

/// Why there is a run.
public enum RunKind: String, Sendable, Hashable, CaseIterable {
  case scheduled
  case manual
  case backfill
  case assetTriggered = "asset_triggered"
}

/// A run of a DAG: the state of each of its task instances, and the rules by which one state
/// follows from others.
///
/// A value without clock or I/O. ``Scheduler`` owns the runs and hands out slots; a run only knows
/// which of its tasks may run.
public struct DAGRun: Sendable {
  /// The DAG as it was when the run began.
  public let dag: DAG
  /// The run's name.
  public let id: RunID
  /// Why there is a run.
  public internal(set) var kind: RunKind
  /// The data the run is about; `nil` for one that is about no time.
  public let interval: DataInterval?
  /// When it was due.
  public let runAfter: Timestamp
  /// The values of the DAG's parameters, as JSON.
  public internal(set) var conf: String?
  /// The backfill it belongs to.
  public internal(set) var backfill: Int?
  /// Where it stands.
  public internal(set) var state: DAGRunState = .queued
  /// When its first task could start.
  public internal(set) var startedAt: Timestamp?
  /// When it was over.
  public internal(set) var endedAt: Timestamp?

  var instances: [[TaskInstance]]
  /// By task, how many members each of its levels has; `nil` as long as that is not known.
  var lengths: [[Int]?]
  var tallies: [Tally]
  var pending = PendingTasks()
  var transitions: [Transition] = []
  /// How many instances are not over, and how many of those do not merely wait for their rules.
  var unfinishedCount: Int
  var underWayCount = 0

  /// An instance that changed its state.
  struct Transition: Sendable, Hashable {
    var task: Int
    var index: Int
    var from: TaskInstanceState
    var to: TaskInstanceState
  }

  /// Makes a run in which nothing has happened.
  init(
    of dag: DAG, id: RunID, kind: RunKind, interval: DataInterval?, runAfter: Timestamp,
    conf: String? = nil, backfill: Int? = nil
  ) {
    self.dag = dag
    self.id = id
    self.kind = kind
    self.interval = interval
    self.runAfter = runAfter
    self.conf = conf
    self.backfill = backfill
    instances = dag.tasks.map { [TaskInstance(lastAttempt: $0.retry.retries + 1)] }
    lengths = dag.plans.map { $0.isMapped ? nil : [] }
    var one = Tally()
    one.count(.unscheduled, 1)
    tallies = Array(repeating: one, count: dag.tasks.count)
    unfinishedCount = dag.tasks.count
    // What is repeated over lists known beforehand has its instances from the beginning.
    for task in dag.plans.indices where dag.plans[task].isMapped {
      guard dag.plans[task].sources.isEmpty, case .known(let lengths) = levelLengths(task) else {
        continue
      }
      let count = lengths.reduce(1, *)
      guard count > 0 else { continue }
      self.lengths[task] = lengths
      instances[task] = Array(repeating: instances[task][0], count: count)
      self.count(task, .unscheduled, count - 1)
    }
  }

  /// The moment that names the run among those of its DAG.
  public var logicalDate: Timestamp? { interval?.start }

  /// Every task instance with its name, in the order of declaration.
  public var taskInstances: [(id: TaskInstanceID, instance: TaskInstance)] {
    dag.tasks.indices.flatMap { task in
      instances[task].indices.map { (name(task, $0), instances[task][$0]) }
    }
  }

  /// A task instance; `nil` if the run has no such one.
  public subscript(task: TaskID, mapIndex mapIndex: Int? = nil) -> TaskInstance? {
    guard let place = place(task, mapIndex) else { return nil }
    return instances[place.task][place.index]
  }

  func isExpanded(_ task: Int) -> Bool { dag.plans[task].isMapped && lengths[task] != nil }

  func name(_ task: Int, _ index: Int) -> TaskInstanceID {
    TaskInstanceID(
      run: id, task: dag.tasks[task].id, mapIndex: isExpanded(task) ? index : nil)
  }

  func place(_ task: TaskID, _ mapIndex: Int?) -> (task: Int, index: Int)? {
    guard let position = dag.graph.positions[task] else { return nil }
    guard isExpanded(position) == (mapIndex != nil) else { return nil }
    let index = mapIndex ?? 0
    return instances[position].indices.contains(index) ? (position, index) : nil
  }

  /// Puts an instance into a state, and what looks at it on the list of what to decide.
  mutating func set(_ task: Int, _ index: Int, _ state: TaskInstanceState) {
    let old = instances[task][index].state
    guard old != state else { return }
    instances[task][index].state = state
    count(task, old, -1)
    count(task, state, 1)
    transitions.append(.init(task: task, index: index, from: old, to: state))
    if state.isFinished || old.isFinished { touchWatchers(of: task, index) }
  }

  mutating func count(_ task: Int, _ state: TaskInstanceState, _ difference: Int) {
    tallies[task].count(state, difference)
    guard !state.isFinished else { return }
    unfinishedCount += difference
    if state != .unscheduled { underWayCount += difference }
  }

  func tally(_ task: Int, _ indices: Range<Int>) -> Tally {
    if indices == instances[task].indices { return tallies[task] }
    var tally = Tally()
    for index in indices.clamped(to: instances[task].indices) {
      tally.count(instances[task][index].state, 1)
    }
    return tally
  }

  /// Puts everything on the list of what to decide.
  mutating func touchAll() {
    for task in dag.graph.order { pending.insert(task, nil) }
  }

  private mutating func touchWatchers(of task: Int, _ index: Int) {
    for watcher in dag.plans[task].watchers {
      pending.insert(watcher, related(watcher, to: task, index))
    }
  }
}

/// Tasks whose rules have to be looked at, in the order in which they came up.
struct PendingTasks: Sendable {
  struct Entry: Sendable, Hashable {
    var task: Int
    /// The instances concerned; `nil` for all.
    var indices: Range<Int>?
  }

  private var entries: [Entry] = []
  private var next = 0
  private var members: Set<Entry> = []

  mutating func insert(_ task: Int, _ indices: Range<Int>?) {
    let entry = Entry(task: task, indices: indices)
    if members.insert(entry).inserted { entries.append(entry) }
  }

  mutating func popFirst() -> Entry? {
    guard next < entries.count else {
      entries.removeAll(keepingCapacity: true)
      next = 0
      return nil
    }
    let entry = entries[next]
    next += 1
    members.remove(entry)
    return entry
  }

  var isEmpty: Bool { next >= entries.count }
}
