import Airflow
import Orchestration
import Store

/// Which task instances are to run anew: all of those for which everything holds that is said.
public struct ClearRequest: Sendable, Hashable {
  /// The DAG, or a pattern of names.
  public var dag: String
  /// Whether `dag` is a regular expression that is looked for in names.
  public var isPattern: Bool
  /// A regular expression that is looked for in the names of tasks; `nil` for all tasks.
  public var tasks: String?
  /// The first moment that runs are about, in ISO 8601.
  public var from: String?
  /// The last moment that runs are about, in ISO 8601.
  public var to: String?
  /// Whether the tasks before those are meant too.
  public var upstream: Bool
  /// Whether the tasks behind those are meant too.
  public var downstream: Bool
  /// Whether only what failed is meant, or failed for the sake of what did.
  public var onlyFailed: Bool
  /// Whether only what runs is meant.
  public var onlyRunning: Bool

  /// Describes task instances.
  public init(
    dag: String, isPattern: Bool = false, tasks: String? = nil, from: String? = nil,
    to: String? = nil, upstream: Bool = false, downstream: Bool = false,
    onlyFailed: Bool = false, onlyRunning: Bool = false
  ) {
    self.dag = dag
    self.isPattern = isPattern
    self.tasks = tasks
    self.from = from
    self.to = to
    self.upstream = upstream
    self.downstream = downstream
    self.onlyFailed = onlyFailed
    self.onlyRunning = onlyRunning
  }
}

extension ProjectAirflow {
  /// How many runs of a DAG are looked at, the latest first.
  private static let mostRuns = 10_000

  /// Asks for task instances to run anew: the process that runs `millrace up` sees to it, now or
  /// when it runs next.
  ///
  /// - Parameters:
  ///   - request: which.
  ///   - confirm: asked with the instances, by name, whether they are to run anew.
  /// - Returns: how many were cleared, and whether a process is there to run them now; `nil` where
  ///   that was not confirmed, or there are none.
  /// - Throws: a ``Diagnostic`` if there is no such DAG, or a pattern cannot mean anything.
  public func clear(
    _ request: ClearRequest, confirm: @escaping @Sendable ([String]) -> Bool
  ) async throws(Diagnostic) -> (count: Int, isRunning: Bool)? {
    let filter = try Self.filter(request)
    let tasks = try request.tasks.map { (text) throws(Diagnostic) in try Pattern(text) }
    let names = try request.isPattern ? Pattern(request.dag) : nil
    return try await withDAGs(named: request.dag, names) { dags, state in
      var found: [(run: RunID, instances: [TaskInstanceID])] = []
      for dag in dags {
        let chosen = Set(
          dag.tasks(
            { tasks?.isFound(in: $0.name) ?? true },
            upstream: request.upstream, downstream: request.downstream))
        for run in try await state.runs(of: dag.id, filter, limit: Self.mostRuns) {
          let instances = try await state.instances(of: run.id).filter { id, instance in
            chosen.contains(id.task) && Self.isMeant(instance.state, request)
          }
          if !instances.isEmpty { found.append((run.id, instances.map(\.id))) }
        }
      }
      let all = found.flatMap(\.instances)
      guard !all.isEmpty, confirm(all.map(\.description)) else { return nil }
      for (run, instances) in found {
        try await Self.leave(.clearInstances(run, instances), in: state)
      }
      return (all.count, try await state.isHeld())
    }
  }

  private static func isMeant(_ state: TaskInstanceState, _ request: ClearRequest) -> Bool {
    guard request.onlyFailed || request.onlyRunning else { return state != .removed }
    return request.onlyFailed && state.isFailure || request.onlyRunning && state == .running
  }

  private static func filter(_ request: ClearRequest) throws(Diagnostic) -> RunFilter {
    guard request.from != nil || request.to != nil else { return RunFilter() }
    let start = try request.from.map { (text) throws(Diagnostic) in try moment(text) }
    let end = try request.to.map { (text) throws(Diagnostic) in try moment(text) }
    let (first, last) = (start ?? .distantPast, end ?? .distantFuture)
    guard first <= last else {
      throw Diagnostic(.configuration, "\(first) is after \(last)")
    }
    return RunFilter(about: first...last)
  }

  /// Works with the DAGs of a name or pattern: of pipeline files and of DAG files.
  private func withDAGs<Result: Sendable>(
    named name: String, _ pattern: Pattern?,
    _ body: @Sendable ([DAG], SchedulerState) async throws -> Result
  ) async throws(Diagnostic) -> Result {
    guard let pattern else {
      return try await withDAG(name) { dag, state in try await body([dag], state) }
    }
    let pipelines = try ProjectPipelines(of: project, variables: variables).dags
    @Sendable func chosen(_ all: [DAG], _ state: SchedulerState) async throws -> Result {
      let dags = all.filter { pattern.isFound(in: $0.id) }
      guard !dags.isEmpty else {
        throw Diagnostic(.configuration, "no DAG's name matches \"\(name)\"")
      }
      return try await body(dags, state)
    }
    if project.hasDAGs {
      return try await withDAGs { runtime, state in
        try await chosen(pipelines + runtime.catalog.dags.map(\.dag), state)
      }
    }
    do {
      return try await chosen(pipelines, SchedulerState(try store()))
    } catch {
      throw Diagnostic(error)
    }
  }
}

/// A regular expression that is looked for anywhere in a name, in the syntax of the user's.
private struct Pattern: Sendable {
  private let text: String

  init(_ text: String) throws(Diagnostic) {
    do {
      _ = try Regex(text)
    } catch {
      throw Diagnostic(
        .configuration, "\"\(text)\" is no regular expression", hint: "write it like ^load_.*")
    }
    self.text = text
  }

  func isFound(in name: String) -> Bool {
    // An expression is no value that may be shared; it was read once, so that it can be read again.
    guard let regex = try? Regex(text) else { return false }
    return name.firstMatch(of: regex) != nil
  }
}
