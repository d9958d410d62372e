import FoundationEssentials
public import Orchestration
public import Store
import Synchronization

/// Everything that DAG files need beside the scheduler: parsing, execution, triggers, callbacks.
///
/// One per process. ``load(usingKept:)`` reads the folder; ``executor`` goes to the orchestrator, whose
/// reports go to ``note(_:)``; ``run(_:)`` does what happens meanwhile.
public final class AirflowRuntime: Sendable {
  /// The DAGs as they were last parsed.
  public let catalog = DAGCatalog()
  private let host: PythonHost
  private let environment: PythonEnvironment
  private let scheduler: SchedulerState
  let state: AirflowState
  private let files: AirflowState
  private let supervisor: Supervisor
  private let requests = SchedulerRequests()
  let triggerer: Triggerer
  private let parser: DAGFileParser
  private let folder: DAGFolder
  private let logs: String?
  private let secrets: @Sendable () async -> [String]
  private let fingerprints = Mutex<[String: String]>([:])
  private let callbacks: AsyncStream<Callback>
  private let callbackInput: AsyncStream<Callback>.Continuation

  /// How many files are parsed at once.
  private static let parsersAtOnce = 4
  /// How many callbacks of runs wait; beyond, the earliest are left out.
  private static let mostCallbacks = 1000

  /// Makes a runtime; no process is started before one is needed.
  ///
  /// - Parameters:
  ///   - environment: the Python.
  ///   - store: where state is kept, opened with ``AirflowState/migrations`` among others.
  ///   - scheduler: what the scheduler keeps in that store.
  ///   - vault: connections and variables.
  ///   - parsed: where it is kept what files came to, if not in `store`.
  ///   - logs: the folder of task logs, where callables of deadlines write too; `nil` keeps nothing.
  public init(
    environment: PythonEnvironment, store: StateStore, scheduler: SchedulerState, vault: Vault,
    parsed: StateStore? = nil, logs: String? = nil
  ) {
    self.logs = logs
    secrets = { (try? await vault.secrets()) ?? [] }
    self.environment = environment
    self.scheduler = scheduler
    host = PythonHost(environment)
    state = AirflowState(store)
    files = AirflowState(parsed ?? store)
    supervisor = Supervisor(
      catalog: catalog, scheduler: scheduler, state: state, vault: vault, requests: requests)
    triggerer = Triggerer(host: host, state: state, supervisor: supervisor, requests: requests)
    parser = DAGFileParser(host: host, environment: environment, supervisor: supervisor)
    folder = DAGFolder(root: environment.dags)
    (callbacks, callbackInput) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingNewest(Self.mostCallbacks))
  }

  /// What executes the tasks of DAG files.
  public var executor: AirflowExecutor {
    AirflowExecutor(
      host: host, catalog: catalog, scheduler: scheduler, state: state, supervisor: supervisor,
      requests: requests)
  }

  /// Starts Python, and waits until Airflow is imported.
  ///
  /// - Returns: Airflow's version.
  /// - Throws: ``AirflowError`` if it is not there or not usable.
  @discardableResult
  public func start() async throws(AirflowError) -> String {
    try await host.start()
  }

  /// Reads the folder of DAG files into the catalog.
  ///
  /// - Parameter usesKept: whether files that are what they were are taken as they came out then.
  /// - Returns: what each file came to that was parsed, or known from before.
  /// - Throws: ``AirflowError`` if Python is needed and cannot be had, and `StoreError`.
  @discardableResult
  public func load(usingKept usesKept: Bool = true) async throws -> [ParsedFile] {
    let files = folder.files()
    var parsed: [ParsedFile] = []
    var toParse: [DAGFolder.File] = []
    for file in files {
      let fingerprint = fingerprint(of: file)
      if usesKept, let kept = try await self.files.parsed(file.path, fingerprint: fingerprint) {
        parsed.append(ParsedFile(path: file.path, kept: kept))
        fingerprints.withLock { $0[file.path] = fingerprint }
      } else {
        toParse.append(file)
      }
    }
    parsed += try await parse(toParse)
    parsed.sort { $0.path < $1.path }
    for file in parsed { _ = catalog.take(file) }
    return parsed
  }

  /// Parses files, several at once, and keeps what they come to.
  private func parse(_ files: [DAGFolder.File]) async throws -> [ParsedFile] {
    guard !files.isEmpty else { return [] }
    try await host.start()
    return try await withThrowingTaskGroup(of: ParsedFile.self) { group in
      var parsed: [ParsedFile] = []
      var rest = files[...]
      for file in rest.prefix(Self.parsersAtOnce) { group.addTask { try await self.parse(file) } }
      rest = rest.dropFirst(Self.parsersAtOnce)
      while let file = try await group.next() {
        parsed.append(file)
        if let next = rest.popFirst() { group.addTask { try await self.parse(next) } }
      }
      return parsed
    }
  }

  private func parse(_ file: DAGFolder.File) async throws -> ParsedFile {
    let parsed = try await parser.parse(file.path)
    try Task.checkCancellation()
    let fingerprint = fingerprint(of: file)
    fingerprints.withLock { $0[file.path] = fingerprint }
    try await files.put(parsed: parsed.kept, of: file.path, fingerprint: fingerprint)
    return parsed
  }

  private func fingerprint(of file: DAGFolder.File) -> String {
    file.fingerprint + ":" + environment.python
  }

  /// Takes note of what the orchestrator reports.
  public func note(_ report: Orchestrator.Report) {
    switch report {
    case .instance(let id, let instance): triggerer.note(id, instance)
    case .callback(let callback): callbackInput.yield(callback)
    default: break
    }
  }

  /// Lets requests of tasks go to this orchestrator, before it runs.
  public func lead(to orchestrator: Orchestrator) {
    requests.lead(to: orchestrator)
  }

  /// Runs triggers and callbacks, and parses files that change, until cancelled.
  ///
  /// - Parameters:
  ///   - watches: whether the folder is watched.
  ///   - changed: told of DAGs that have come, changed or gone.
  /// - Throws: `StoreError` if what waited before cannot be read.
  public func run(
    watching watches: Bool, changed: @escaping @Sendable (DAGCatalog.Difference) -> Void
  ) async throws {
    try await triggerer.recover()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.triggerer.run() }
      group.addTask { await self.triggerer.watchQuestions() }
      group.addTask { await self.callBack() }
      if watches {
        group.addTask {
          await FolderWatch(self.folder).run { await self.look(changed) }
        }
      }
      await group.waitForAll()
    }
  }

  /// Parses the files that are not what they were, and forgets those that are gone.
  private func look(_ changed: @Sendable (DAGCatalog.Difference) -> Void) async {
    let files = folder.files()
    let known = fingerprints.withLock { $0 }
    let paths = Set(files.map(\.path))
    for path in catalog.files where !paths.contains(path) {
      fingerprints.withLock { $0[path] = nil }
      changed(catalog.remove(path))
    }
    let toParse = files.filter { known[$0.path] != fingerprint(of: $0) }
    for file in (try? await parse(toParse)) ?? [] { changed(catalog.take(file)) }
  }

  /// Runs the callbacks that DAGs have for the end of a run.
  private func callBack() async {
    for await callback in callbacks {
      guard callback.instance == nil, let dag = catalog[callback.run.dag] else { continue }
      if case .deadlineMissed(let deadline) = callback.occasion {
        await callBack(deadline, of: callback.run, dag)
        continue
      }
      let request: WireValue = [
        "type": "DagCallbackRequest", "filepath": .text(dag.file), "bundle_name": "dags-folder",
        "bundle_version": nil, "msg": .text(callback.reason), "dag_id": .text(dag.id),
        "run_id": .text(callback.run.name),
        "is_failure_callback": .boolean(callback.occasion == .runFailed),
      ]
      // A callback that cannot be run changes nothing about the run, which is over.
      try? await parser.call([request], of: dag.file) { _ in }
    }
  }

  /// Calls what a DAG names for a deadline that was missed, with Airflow's context for it.
  private func callBack(_ deadline: RunDeadline, of run: RunID, _ dag: AirflowDAG) async {
    let declared = SerializedDeadline.all(dag.serialized["dag"] ?? .null).filter {
      $0.deadline != nil
    }
    guard declared.indices.contains(deadline.position),
      let callable = declared[deadline.position].callback,
      let summary = try? await scheduler.summary(of: run)
    else { return }
    func time(_ moment: Timestamp?) -> WireValue { moment.map { .text($0.description) } ?? .null }
    let context: WireValue = [
      "dag_run": [
        "dag_id": .text(run.dag), "dag_run_id": .text(run.name), "run_id": .text(run.name),
        "run_type": .text(summary.kind.rawValue), "state": .text(summary.state.rawValue),
        "logical_date": time(summary.logicalDate), "run_after": time(summary.runAfter),
        "data_interval_start": time(summary.interval?.start),
        "data_interval_end": time(summary.interval?.end),
        "start_date": time(summary.startedAt), "end_date": time(summary.endedAt),
        "conf": summary.conf.flatMap { try? WireValue(json: $0) } ?? .map([]),
      ],
      "deadline": [
        "id": .text("\(run)#\(deadline.position)"), "deadline_time": time(deadline.due),
      ],
    ]
    // What is called changes nothing about the run; what it prints goes to the log of the run.
    let log = TaskLog(
      path: logs.map { TaskLog.path(in: $0, of: deadline, run) }, secrets: await secrets())
    do {
      try await parser.call(callable, context: context, of: dag.file) { log.write($0.text) }
    } catch {
      log.write(error.description)
    }
    log.close()
  }

  /// The processor time of the Python processes that have ended.
  public func processorTime() async -> Duration {
    await host.processorTime()
  }

  /// Ends every Python process, and waits for that.
  public func close() async {
    callbackInput.finish()
    await host.close()
  }
}

extension ParsedFile {
  /// What is kept of the result.
  var kept: WireValue {
    [
      "dags": .list(serialized),
      "errors": .list(errors.map { ["file": .text($0.file), "text": .text($0.text)] }),
      "warnings": .list(warnings.map { .text($0) }),
      "plans": .map(
        plans.sorted { $0.key < $1.key }.map { dag, runs in
          WireEntry(
            dag,
            .list(
              runs.map {
                .list([
                  .text($0.interval.start.description), .text($0.interval.end.description),
                  .text($0.runAfter.description),
                ])
              }))
        }),
    ]
  }

  /// The result as it was kept.
  init(path: String, kept: WireValue) {
    self.init(path: path)
    serialized = kept["dags"]?.list ?? []
    errors = (kept["errors"]?.list ?? []).map {
      ImportError(file: $0.word("file"), text: $0.word("text"))
    }
    warnings = kept.words("warnings") ?? []
    for entry in kept["plans"]?.entries ?? [] {
      plans[entry.name] = (entry.value.list ?? []).compactMap { run in
        let moments = (run.list ?? []).compactMap(\.moment)
        guard moments.count == 3 else { return nil }
        return ScheduledRun(
          interval: DataInterval(start: moments[0], end: moments[1]), runAfter: moments[2])
      }
    }
  }
}
