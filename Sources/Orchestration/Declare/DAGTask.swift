/// A task of a DAG: what it waits for, and under which rules it runs. What it does is known to
/// whoever executes it.
public struct DAGTask: Sendable, Hashable {
  /// What a task is there for.
  public enum Role: Sendable, Hashable {
    /// To do the work of the DAG.
    case work
    /// To prepare what its downstream tasks need.
    case setup
    /// To clear away what a setup made, whatever became of the work in between. Its failure is the
    /// run's only if `failsRun`.
    case teardown(failsRun: Bool)
  }

  /// How the weight of a task follows from the priorities of the tasks around it.
  public enum WeightRule: String, Sendable, Hashable {
    /// Its own priority and those of all tasks behind it.
    case downstream
    /// Its own priority and those of all tasks before it.
    case upstream
    /// Its own priority.
    case absolute
  }

  /// What earlier runs have to have come to.
  public enum PastDependency: Sendable, Hashable {
    /// Nothing.
    case none
    /// The task succeeded or was skipped in the run before.
    case itself
    /// So did it and the tasks directly behind it.
    case itselfAndDownstream
  }

  /// The name, unique in its DAG.
  public var id: TaskID
  /// The tasks that come first.
  public var upstream: [TaskID]
  /// What has to have become of them.
  public var triggerRule: TriggerRule = .allSuccess
  /// What the task is there for.
  public var role: Role = .work
  /// The group it belongs to.
  public var group: GroupID?
  /// Over what it is repeated.
  public var expansion: Expansion?
  /// Whether there is nothing to execute: it succeeds as soon as its rule holds.
  public var isEmpty = false
  /// How often it is tried.
  public var retry: RetryPolicy = .never
  /// How long one try may run.
  public var timeout: Duration?
  /// What earlier runs have to have come to.
  public var past: PastDependency = .none
  /// Whether it may run where the run before has no such task, as long as no earlier one has.
  public var ignoresFirstPast = true
  /// The pool whose slots it takes.
  public var pool: String = Pool.defaultName
  /// How many slots it takes; at least one.
  public var poolSlots = 1
  /// How important it is.
  public var priority = 1
  /// How its weight follows from priorities.
  public var weightRule: WeightRule = .downstream
  /// How many instances may run at once, over all runs of the DAG.
  public var maxActivePerDAG: Int?
  /// How many instances may run at once in one run.
  public var maxActivePerRun: Int?
  /// The assets it updates when it succeeds.
  public var outlets: [AssetID] = []
  /// What its executor has to know: the kind of work and its configuration.
  public var work: TaskWork?

  /// Makes a task that runs after every one of `upstream` succeeded.
  public init(_ id: TaskID, after upstream: [TaskID] = []) {
    self.id = id
    self.upstream = upstream
  }
}

/// The name of a group of tasks within its DAG.
public struct GroupID: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name with those of the groups around it, such as `load.orders`.
  public let name: String

  /// Makes the identifier of the group called `name`.
  public init(_ name: String) {
    self.name = name
  }

  /// Makes the identifier of the group called by the literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The name.
  public var description: String { name }
}

/// Tasks that belong together, and may be repeated together.
public struct DAGGroup: Sendable, Hashable {
  /// The name, unique in its DAG.
  public var id: GroupID
  /// The group it lies in.
  public var parent: GroupID?
  /// Over what the whole group is repeated.
  public var expansion: Expansion?

  /// Makes a group.
  public init(_ id: GroupID, in parent: GroupID? = nil, expansion: Expansion? = nil) {
    self.id = id
    self.parent = parent
    self.expansion = expansion
  }
}

/// What an executor does for a task.
public struct TaskWork: Sendable, Hashable {
  /// The kind of work, which chooses the executor: `sql`, `dbt`, `ingest`, `shell`, `http`.
  public var kind: String
  /// What the executor of that kind has to know, by name.
  public var settings: [String: String]

  /// Makes a description of work.
  public init(kind: String, settings: [String: String]) {
    self.kind = kind
    self.settings = settings
  }
}

/// A number of slots that tasks of all DAGs share.
public struct Pool: Sendable, Hashable {
  /// The pool of tasks that name none.
  public static let defaultName = "default_pool"
  /// How many slots it has unless it is changed.
  public static let defaultSlots = 128

  /// The name.
  public var name: String
  /// How many slots there are; `nil` for no limit.
  public var slots: Int?

  /// Makes a pool.
  public init(_ name: String, slots: Int?) {
    self.name = name
    self.slots = slots
  }
}
