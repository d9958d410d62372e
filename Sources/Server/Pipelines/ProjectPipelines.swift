import Airflow
import Alerts
import Settings
import FoundationEssentials
import Orchestration
import QueryEngine
import Store
import Web

/// The pipelines of a project: the DAGs of `pipelines/*.yml`, and what carries them out.
public struct ProjectPipelines: Sendable {
  private let project: Project
  private let variables: [String: String]
  /// The DAGs with the files they stand in, in the order of the files.
  private let files: [(dag: DAG, file: String)]
  /// The DAGs, in the order of their files.
  var dags: [DAG] { files.map(\.dag) }

  /// Reads the pipelines of a project.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - variables: the environment that its files may refer to.
  /// - Throws: a ``Diagnostic`` at the place that cannot mean anything.
  public init(of project: Project, variables: [String: String]) throws(Diagnostic) {
    self.project = project
    self.variables = variables
    let folder = project.root.appending(path: "pipelines")
    do {
      var files: [(dag: DAG, file: String)] = []
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
      for name in (names ?? []).sorted() where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let source = ConfigurationSource(
          file: "pipelines/\(name)", text: text, environment: variables)
        let dag = try PipelineFile(source).dag
        guard !files.contains(where: { $0.dag.id == dag.id }) else {
          throw ConfigurationError("pipelines/\(name): another pipeline is called \"\(dag.id)\"")
        }
        files.append((dag, source.file))
      }
      self.files = files
    } catch {
      throw Diagnostic(error)
    }
  }

  var airflow: ProjectAirflow { ProjectAirflow(of: project, variables: variables) }

  /// Where the state of runs is kept.
  ///
  /// - Throws: a ``Diagnostic``.
  func state() throws(Diagnostic) -> SchedulerState {
    SchedulerState(try airflow.store())
  }

  /// Every pipeline and where it stands.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func overview() async throws(Diagnostic) -> [PipelineOverview] {
    do {
      let state = try state()
      var overview: [PipelineOverview] = []
      for dag in dags {
        let last = try await state.lastRuns(of: dag.id, limit: 1).first
        let restriction = TimeRestriction(
          earliest: dag.rules.startDate, latest: dag.rules.endDate, catchup: false)
        let next = dag.rules.timetable.next(after: nil, within: restriction, now: .now)
        overview.append(
          PipelineOverview(
            name: dag.id, tasks: dag.tasks.count,
            last: last.map { "\($0.runAfter) \($0.state.rawValue)" },
            next: next.map { "next \($0.runAfter)" }
              ?? (dag.rules.timetable.assetCondition == nil ? nil : "on its assets")))
      }
      return overview
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Runs one pipeline once, and nothing else, until that run is over.
  ///
  /// - Parameters:
  ///   - name: the pipeline.
  ///   - report: told of what happens.
  /// - Returns: whether the run succeeded.
  /// - Throws: a ``Diagnostic`` if there is no such pipeline, or the state cannot be kept.
  public func runOnce(
    _ name: String, report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws(Diagnostic) -> Bool {
    guard let dag = dags.first(where: { $0.id == name }) else {
      throw Diagnostic(
        .configuration, "there is no pipeline \"\(name)\"",
        hint: dags.isEmpty
          ? "declare it in pipelines/\(name).yml"
          : "one of: " + dags.map(\.id).joined(separator: ", "))
    }
    // Without its schedule, so that nothing but the run asked for begins.
    var rules = dag.rules
    rules.timetable = .never
    let state = FinalState()
    do {
      let single = try DAG(id: dag.id, tasks: dag.tasks, groups: dag.groups, rules: rules)
      let orchestrator = try await orchestrator(self.state()) { event in
        if let told = PipelineReport(event) { report(told) }
        if case .run(let run) = event { state.note(run) }
      }
      _ = orchestrator.request(.trigger(dag: name))
      try await orchestrator.run([single]) { _ in state.value?.isFinished ?? false }
    } catch {
      throw Diagnostic(error)
    }
    return state.value == .success
  }

  /// Schedules and runs every pipeline, and every DAG of the project's DAG files, until the caller is
  /// cancelled.
  ///
  /// - Parameters:
  ///   - address: where the pages and the API are served; `nil` serves none.
  ///   - report: told of what happens.
  /// - Throws: a ``Diagnostic`` if the state cannot be kept, another process runs the project's
  ///   pipelines already, or the address cannot be listened on.
  public func run(
    serving address: WebAddress? = nil,
    report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws(Diagnostic) {
    let store = try airflow.store()
    let state = SchedulerState(store)
    let lease = Lease(owner: UUID().uuidString)
    do {
      if store.isShared {
        try await takeTurns(store, lease, address, report)
      } else {
        guard try await state.hold(lease) else {
          throw Diagnostic(
            .configuration, "another process runs the pipelines of this project",
            hint: "stop it first; after a crash its right ends within seconds")
        }
        try await lead(store, lease, address, report)
      }
      try Task.checkCancellation()
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Schedules and runs as the one that holds the lease, until cancelled or it is lost.
  func run(
    _ store: StateStore, _ lease: Lease, _ runtime: AirflowRuntime?, _ address: WebAddress?,
    _ report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws {
    let state = SchedulerState(store).guarded(by: lease)
    let (feed, meter) = (LiveFeed(), TaskMeter())
    let alerts = try await ProjectAlerts(of: project, variables: variables).service(store)
    let orchestrator = try await orchestrator(state, runtime, alerts) { event in
      runtime?.note(event)
      alerts?.note(event)
      feed.note(event)
      meter.note(event)
      if let told = PipelineReport(event) { report(told) }
    }
    runtime?.lead(to: orchestrator)
    let listed = ListedDAGs(files, runtime?.catalog, folder: project.dags.lastPathComponent)
    let names = Set(dags.map(\.id))
    let server = try address.map { address in
      WebServer(
        try operations(store, runtime, orchestrator, listed, feed, meter), at: address.server)
    }
    let (isServing, served) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let server {
        group.addTask {
          try await server.run { address in
            alerts?.serve(at: "\(address)")
            report(.event(subject: "web", state: "\(address)"))
            served.finish()
          }
        }
      } else {
        served.finish()
      }
      group.addTask {
        // Nothing begins before the address is known to be free.
        for await _ in isServing {}
        try await orchestrator.run(listed.all.map(\.dag))
      }
      if let alerts { group.addTask { await alerts.run() } }
      group.addTask { try await Self.takeRequests(for: orchestrator, listed) }
      if let runtime {
        group.addTask {
          try await runtime.run(watching: true) { difference in
            for dag in difference.declared where !names.contains(dag.id) {
              report(.event(subject: dag.id, state: "read"))
              _ = orchestrator.request(.declare(dag.dag))
            }
            for id in difference.removed where !names.contains(id) {
              report(.event(subject: id, state: "removed"))
              _ = orchestrator.request(.remove(dag: id))
            }
          }
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// The runtime of the project's DAG files, read; `nil` where there are none, or none can be run,
  /// which is told and keeps nothing else from running.
  func dagFiles(
    _ store: StateStore, _ report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws -> AirflowRuntime? {
    guard project.hasDAGs else { return nil }
    let state = SchedulerState(store)
    do {
      let runtime = try airflow.runtime(store, try airflow.vault(in: state))
      try await runtime.load()
      for error in runtime.catalog.importErrors {
        report(.event(subject: error.file, state: "cannot be read"))
      }
      return runtime
    } catch {
      let diagnostic = Diagnostic(error)
      guard diagnostic.kind == .configuration else { throw diagnostic }
      report(
        .event(
          subject: "dags",
          state: [diagnostic.message, diagnostic.hint].compactMap { $0 }
            .joined(separator: "; ")))
      return nil
    }
  }

  /// Hands on what other processes ask of this one, until cancelled.
  private static func takeRequests(
    for orchestrator: Orchestrator, _ listed: ListedDAGs
  ) async throws {
    while !Task.isCancelled {
      try await orchestrator.takeLeftRequests { listed[$0]?.dag }
      try? await Task.sleep(for: .milliseconds(500))
    }
  }

  /// What the pages see of the project and may ask for.
  private func operations(
    _ store: StateStore, _ runtime: AirflowRuntime?, _ orchestrator: Orchestrator,
    _ listed: ListedDAGs, _ feed: LiveFeed, _ meter: TaskMeter
  ) throws -> Operations {
    var operations = Operations(
      project: project.name, version: Version.current, store: store,
      vault: try airflow.vault(in: SchedulerState(store)), logs: logs
    ) { request in
      try await orchestrator.take(request) { listed[$0]?.dag }
    }
    operations.feed = feed
    operations.meter = meter
    operations.parallelism = limits.parallelism
    operations.timings = orchestrator.timings
    operations.dags = { listed.all }
    if let runtime {
      operations.questions = { try await runtime.questions() }
      operations.respond = { id, options, input, user in
        try await runtime.respond(to: id, options: options, input: input, by: user)
      }
    }
    if let catalog = runtime?.catalog {
      operations.importErrors = { catalog.importErrors }
      operations.asset = { catalog.asset($0) }
    }
    return operations
  }

  /// What bounds the scheduler as a whole.
  private var limits: Scheduler.Limits {
    project.file.parallelism.map { Scheduler.Limits(parallelism: $0) } ?? Scheduler.Limits()
  }

  /// The folder of task logs.
  private var logs: String { project.state.appending(path: "logs").path }

  private func orchestrator(
    _ state: SchedulerState, _ runtime: AirflowRuntime? = nil, _ alerts: AlertService? = nil,
    report: @escaping @Sendable (Orchestrator.Report) -> Void
  ) async throws -> Orchestrator {
    let lake = try await Lake(project.lakeConfiguration)
    var executors: [String: any TaskExecutor] = [
      "shell": ShellExecutor(folder: project.root.path, environment: variables),
      "sql": SQLExecutor(lake: lake), "http": HTTPExecutor(),
      "dbt": DbtExecutor(project: project, variables: variables, alerts: alerts),
      "ingest": IngestExecutor(project: project, lake: lake, variables: variables),
    ]
    executors[AirflowExecutor.kind] = runtime?.executor
    let vault = try airflow.vault(in: state)
    var configuration = Orchestrator.Configuration()
    configuration.limits = limits
    configuration.logs = logs
    configuration.secrets = try await vault.secrets() + project.file.alerts.secrets
    if let alerts {
      configuration.alongside = { changes, transaction in
        try alerts.keep(changes, in: transaction)
      }
    }
    return Orchestrator(
      state, executors: executors, configuration: configuration, report: report)
  }
}
