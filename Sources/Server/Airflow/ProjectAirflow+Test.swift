import Airflow
import FoundationEssentials
public import Orchestration
import Spelling
import Store

/// What a run of a DAG came to.
public struct AirflowTestResult: Sendable {
  /// The run's name.
  public var run: String
  /// How the run ended.
  public var state: DAGRunState
  /// Every task instance, `task` or `task[index]`, with its state.
  public var tasks: [(name: String, state: TaskInstanceState)]
  /// What tasks kept for others: the instance, the key, the value as JSON.
  public var xcoms: [(task: String, key: String, value: String)]

  /// Whether the run succeeded.
  public var isSuccess: Bool { state == .success }

  /// All of it as JSON.
  public var json: String {
    let tasks = tasks.map { WireEntry($0.name, .text($0.state.rawValue)) }
    let xcoms = xcoms.map { xcom in
      WireValue.list([
        .text(xcom.task), .text(xcom.key),
        (try? WireValue(json: xcom.value)) ?? .text(xcom.value),
      ])
    }
    let all: WireValue = [
      "run": .text(run), "state": .text(state.rawValue), "tasks": .map(tasks),
      "xcoms": .list(xcoms),
    ]
    return all.json
  }
}

extension ProjectAirflow {
  /// Runs a DAG once, without recording it among the project's runs: what `airflow dags test` does.
  ///
  /// - Parameters:
  ///   - name: the DAG.
  ///   - date: the moment the run is about, in ISO 8601; the present one if `nil`.
  ///   - conf: the values of the DAG's parameters, as JSON.
  ///   - only: the one task to run; all if `nil`.
  ///   - report: told of what happens.
  /// - Returns: what the run came to.
  /// - Throws: a ``Diagnostic`` if there is no such DAG, or it cannot be run.
  public func test(
    _ name: String, at date: String? = nil, conf: String? = nil, only: String? = nil,
    report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws(Diagnostic) -> AirflowTestResult {
    let date = try date.map { (text) throws(Diagnostic) in try Self.moment(text) }
    try Self.checkConf(conf)
    do {
      let kept = try self.store()
      let vault = try vault(in: SchedulerState(kept))
      let store = try StateStore(
        path: nil, migrations: SchedulerState.migrations + AirflowState.migrations)
      let runtime = try runtime(store, vault, parsed: kept)
      do {
        try await runtime.load()
        let dag = try Self.dag(name, in: runtime.catalog)
        let result = try await test(
          try Self.testable(dag, only: only), runtime, store, try await vault.secrets(),
          Self.trigger(name, date, conf), report)
        await runtime.close()
        return result
      } catch {
        await runtime.close()
        throw error
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The moment that a text names.
  ///
  /// - Throws: a ``Diagnostic`` if it names none.
  static func moment(_ text: String) throws(Diagnostic) -> Timestamp {
    guard let moment = Timestamp(text) else {
      throw Diagnostic(
        .configuration, "\"\(text)\" is no moment",
        hint: "write it like 2026-01-01 or 2026-01-01T06:00:00Z")
    }
    return moment
  }

  /// Refuses values of parameters that are no JSON object.
  static func checkConf(_ conf: String?) throws(Diagnostic) {
    guard let conf else { return }
    let value: WireValue
    do {
      value = try WireValue(json: conf)
    } catch {
      throw Diagnostic(.configuration, "the values of parameters are no JSON", cause: error.message)
    }
    guard value.entries != nil else {
      throw Diagnostic(
        .configuration, "the values of parameters must be a JSON object",
        hint: "write them like {\"name\": \"value\"}")
    }
  }

  private static func trigger(
    _ dag: String, _ date: Timestamp?, _ conf: String?
  ) -> Scheduler.Event {
    .trigger(
      dag: dag, name: date.map { "manual__\($0)" }, conf: conf, at: date)
  }

  /// The DAG without its schedule and without the pools' limits, so that nothing but the run asked
  /// for begins and nothing holds it back.
  private static func testable(_ dag: AirflowDAG, only: String?) throws -> DAG {
    var rules = dag.dag.rules
    rules.timetable = .never
    var tasks = dag.dag.tasks
    for position in tasks.indices { tasks[position].pool = Pool.defaultName }
    guard let only else {
      return try DAG(id: dag.id, tasks: tasks, groups: dag.dag.groups, rules: rules)
    }
    guard var task = tasks.first(where: { $0.id.name == only }) else {
      throw Diagnostic(
        .configuration, "the DAG \"\(dag.id)\" has no task \"\(only)\"",
        hint: NearestName.hint(for: only, among: tasks.map(\.id.name)))
    }
    // Alone, as `airflow tasks test` runs it: what it waits for counts as done.
    task.upstream = []
    task.retry = .never
    task.triggerRule = .always
    task.group = nil
    task.expansion = nil
    return try DAG(id: dag.id, tasks: [task], rules: rules)
  }

  private func test(
    _ dag: DAG, _ runtime: AirflowRuntime, _ store: StateStore, _ secrets: [String],
    _ trigger: Scheduler.Event, _ report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws -> AirflowTestResult {
    let ended = FinalState()
    let scheduler = SchedulerState(store)
    var configuration = Orchestrator.Configuration()
    configuration.secrets = secrets
    let orchestrator = Orchestrator(
      scheduler, executors: [AirflowExecutor.kind: runtime.executor],
      configuration: configuration
    ) { event in
      runtime.note(event)
      if let told = PipelineReport(event) { report(told) }
      if case .run(let run) = event, run.id.dag == dag.id { ended.note(run) }
    }
    runtime.lead(to: orchestrator)
    _ = orchestrator.request(trigger)
    // Other DAGs are known so that tasks can start runs of them, but not scheduled.
    let others = try runtime.catalog.dags.filter { $0.id != dag.id }.map {
      try Self.testable($0, only: nil)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await runtime.run(watching: false) { _ in } }
      try await orchestrator.run([dag] + others) { _ in ended.value?.isFinished ?? false }
      group.cancelAll()
    }
    try Task.checkCancellation()
    guard let run = try await scheduler.lastRuns(of: dag.id, limit: 1).first else {
      throw Diagnostic(.failure, "the run of \"\(dag.id)\" did not begin")
    }
    return AirflowTestResult(
      run: run.id.name, state: run.state,
      tasks: try await scheduler.instances(of: run.id).map { ($0.id.shortName, $0.instance.state) },
      xcoms: try await scheduler.xcoms(of: run.id).map { ($0.id.shortName, $0.key, $0.value) })
  }
}

extension TaskInstanceID {
  /// The task, and the index in brackets.
  var shortName: String { task.name + (mapIndex.map { "[\($0)]" } ?? "") }
}
