/// A directed graph of tasks with a schedule: what runs, in which order, when and how.
public struct DAG: Sendable {
  /// The rules of a DAG as a whole, each as Airflow has it by default.
  public struct Rules: Sendable, Hashable {
    /// When runs come.
    public var timetable: Timetable = .never
    /// No scheduled run is about anything earlier.
    public var startDate: Timestamp?
    /// No scheduled run is about anything later.
    public var endDate: Timestamp?
    /// Whether missed runs are made up for.
    public var catchup = false
    /// How many runs may be under way at once.
    public var maxActiveRuns = 16
    /// How many tasks of one run may be under way at once.
    public var maxActiveTasks = 16
    /// After how many failed runs in a row the DAG is paused; zero for never.
    public var maxConsecutiveFailedRuns = 0
    /// How long a run may take.
    public var runTimeout: Duration?
    /// Whether the first failed task ends the run.
    public var failsFast = false
    /// By when runs have to have succeeded.
    public var deadlines: [Deadline] = []
    /// Which of the DAG's own callbacks exist.
    public var callbacks: Set<Callback.Occasion> = []

    /// Makes the default rules.
    public init() {}
  }

  /// The name, unique among all DAGs.
  public let id: String
  /// The rules of the DAG as a whole.
  public let rules: Rules
  /// Every task, in the order of declaration.
  public let tasks: [DAGTask]
  /// Every group of tasks.
  public let groups: [DAGGroup]
  /// Which task waits for which.
  public let graph: TaskGraph
  /// What the tasks' positions entail; see ``TaskPlan``.
  let plans: [TaskPlan]

  /// Makes a DAG.
  ///
  /// - Parameters:
  ///   - id: the name.
  ///   - tasks: the tasks.
  ///   - groups: the groups that tasks name.
  ///   - rules: the rules of the DAG as a whole.
  /// - Throws: ``DAGError`` where tasks, groups or expansions refer to what does not exist, or
  ///   tasks wait for each other in a circle.
  public init(
    id: String, tasks: [DAGTask], groups: [DAGGroup] = [], rules: Rules = Rules()
  ) throws(DAGError) {
    self.id = id
    self.rules = rules
    self.tasks = tasks
    self.groups = groups
    do {
      // A task that is repeated over what another returns waits for it, said or not.
      graph = try TaskGraph(
        tasks.map { task in
          let sources = Self.sources(of: task, groups)
          return TaskGraph.Task(task.id, after: task.upstream + sources)
        })
    } catch {
      throw DAGError(dag: id, error.description)
    }
    plans = try TaskPlan.plans(dag: id, tasks: tasks, groups: groups, graph: graph)
  }

  /// The task of this name; `nil` if there is none.
  public subscript(task: TaskID) -> DAGTask? {
    graph.positions[task].map { tasks[$0] }
  }

  private static func sources(of task: DAGTask, _ groups: [DAGGroup]) -> [TaskID] {
    var sources = task.expansion?.sources ?? []
    var group = task.group
    var depth = 0
    while let id = group, depth <= groups.count {
      let found = groups.first { $0.id == id }
      sources += found?.expansion?.sources ?? []
      group = found?.parent
      depth += 1
    }
    return sources.filter { $0 != task.id }
  }
}

/// Why tasks, groups and rules do not make a DAG.
public struct DAGError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The DAG's name.
  public let dag: String
  /// What is wrong.
  public let message: String

  init(dag: String, _ message: String) {
    self.dag = dag
    self.message = message
  }

  /// The DAG and what is wrong with it.
  public var description: String { "the DAG \"\(dag)\" cannot run: \(message)" }
}
