public import Airflow
public import Orchestration
import Spelling
public import Store

/// A DAG as pages and the API show it, whichever front end declared it.
public struct ListedDAG: Sendable {
  /// What the scheduler runs.
  public var dag: DAG
  /// The file it stands in, relative to the project.
  public var file: String
  /// What the author says of it.
  public var description: String?
  /// Words to find it by.
  public var tags: [String]
  /// Whom it belongs to.
  public var owners: [String]
  /// The schedule in a few words.
  public var schedule: String
  /// The values of its parameters by default, by name.
  public var params: [WireEntry]
  /// What of it is not done, in a few words each.
  public var limitations: [String]
  /// The classes of the operators of its tasks, or their kinds of work.
  public var operators: [TaskID: String]

  /// Describes a DAG of a pipeline file.
  public init(pipeline dag: DAG, file: String) {
    self.dag = dag
    self.file = file
    tags = []
    owners = []
    schedule = dag.rules.timetable.summary
    params = []
    limitations = []
    operators = [:]
    for task in dag.tasks { operators[task.id] = task.work?.kind ?? "empty" }
  }

  /// Describes a DAG of a DAG file.
  public init(_ airflow: AirflowDAG, folder: String) {
    dag = airflow.dag
    file = folder + "/" + airflow.file
    description = airflow.description
    tags = airflow.tags
    owners = airflow.owners
    schedule = airflow.schedule
    params = airflow.params
    limitations = airflow.limitations
    operators = [:]
    for task in airflow.dag.tasks { operators[task.id] = airflow.operatorName(of: task.id) }
  }

  /// The DAG's name.
  public var id: String { dag.id }
}

/// What the web server sees of a project, and what it may ask of the project's scheduler.
public struct Operations: Sendable {
  /// The project's name.
  public var project: String
  /// The version of the program.
  public var version: String
  /// Where state is kept, opened with ``WebState/migrations`` among others.
  public var store: StateStore
  /// What the scheduler keeps there.
  public var state: SchedulerState
  /// Connections and variables.
  public var vault: Vault
  /// The folder of task logs.
  public var logs: String
  /// Tells pages of changes.
  public var feed: LiveFeed
  /// Counts what becomes of tasks.
  public var meter: TaskMeter
  /// How many tasks may be executing at once.
  public var parallelism: Int
  /// Every DAG there is now, by name.
  public var dags: @Sendable () -> [ListedDAG]
  /// The files of DAGs that could not be read.
  public var importErrors: @Sendable () -> [ImportError]
  /// What an asset is called and where it is.
  public var asset: @Sendable (AssetID) -> AirflowAsset
  /// Every question that tasks ask, or have asked, persons.
  public var questions: @Sendable () async throws -> [HumanQuestion]
  /// Answers the question of a task: what was chosen, the values of parameters as JSON, and who.
  public var respond:
    @Sendable (TaskInstanceID, [String], String?, String) async throws -> HumanQuestion
  /// How quick the scheduler is.
  public var timings = OrchestratorTimings()
  /// Hands a request to the scheduler; `false` if too many wait.
  public var request: @Sendable (SchedulerRequest) async throws -> Bool

  /// Describes a project without DAGs, to be added to.
  public init(
    project: String, version: String, store: StateStore, vault: Vault, logs: String,
    request: @escaping @Sendable (SchedulerRequest) async throws -> Bool
  ) {
    self.project = project
    self.version = version
    self.store = store
    self.vault = vault
    self.logs = logs
    self.request = request
    state = SchedulerState(store)
    feed = LiveFeed()
    meter = TaskMeter()
    parallelism = Scheduler.Limits().parallelism
    dags = { [] }
    questions = { [] }
    respond = { id, _, _, _ in throw WebError.missing("question", "\(id.task)") }
    importErrors = { [] }
    asset = { AirflowAsset(name: $0.name, uri: $0.name, group: "asset") }
  }

  /// The DAG of a name.
  ///
  /// - Throws: ``WebError`` with the nearest name if there is none.
  func dag(_ id: String) throws(WebError) -> ListedDAG {
    let all = dags()
    if let found = all.first(where: { $0.id == id }) { return found }
    throw WebError.missing("DAG", id, hint: NearestName.hint(for: id, among: all.map(\.id)))
  }

  /// A run without its tasks.
  ///
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func run(_ id: RunID) async throws -> SchedulerState.RunSummary {
    if let run = try await state.summary(of: id) { return run }
    throw WebError.missing("run", id.name, hint: "of the DAG \"\(id.dag)\"")
  }

  /// A task instance.
  ///
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func instance(_ id: TaskInstanceID) async throws -> RecordedInstance {
    if let found = try await state.instance(id) { return RecordedInstance(id, found) }
    throw WebError.missing("task instance", "\(id.task)" + (id.mapIndex.map { "[\($0)]" } ?? ""))
  }

  /// Asks the scheduler for something.
  ///
  /// - Throws: ``WebError`` of kind `busy` if too many requests wait.
  func ask(_ request: SchedulerRequest) async throws {
    guard try await self.request(request) else {
      throw WebError(.busy, "too many requests wait for the scheduler", hint: "try again soon")
    }
  }

  /// Asks for a run and waits until it is there.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - name: the run's name; one after the present moment if `nil`.
  ///   - conf: the values of the DAG's parameters, as a JSON object.
  ///   - moment: the moment the run is about.
  ///   - now: the present moment.
  /// - Returns: the run.
  /// - Throws: ``WebError`` if there is no such DAG, or a run of that name.
  func trigger(
    _ dag: String, name: String?, conf: WireValue?, at moment: Timestamp?, now: Timestamp
  ) async throws -> SchedulerState.RunSummary {
    let listed = try self.dag(dag)
    guard conf == nil || conf?.entries != nil else {
      throw WebError(
        .invalid, "the values of parameters must be a JSON object",
        hint: "write them like {\"name\": \"value\"}")
    }
    let id = RunID(dag: listed.id, name: name ?? "manual__\(now)")
    guard try await state.summary(of: id) == nil else {
      throw WebError(.conflict, "the DAG \"\(dag)\" has a run \"\(id.name)\" already")
    }
    try await ask(.trigger(dag: dag, name: id.name, conf: conf?.json, at: moment))
    for pause in [5, 10, 20, 50, 100, 200, 400, 800, 1600] {
      if let run = try await state.summary(of: id) { return run }
      try await Task.sleep(for: .milliseconds(pause))
    }
    throw WebError(.busy, "the scheduler has not begun the run yet", hint: "it comes when it may")
  }
}
