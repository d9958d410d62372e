public import Airflow
import Alerts
import FoundationEssentials
public import Orchestration
import Spelling
import Store
import Web

/// The Airflow side of a project: the DAG files of `dags/`, and the Python that runs them.
public struct ProjectAirflow: Sendable {
  let project: Project
  let variables: [String: String]

  /// Looks at a project.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - variables: the environment of the process, which Python's processes have too.
  public init(of project: Project, variables: [String: String]) {
    self.project = project
    self.variables = variables
  }

  /// Where the state of runs is kept.
  ///
  /// - Throws: a ``Diagnostic``.
  func store() throws(Diagnostic) -> StateStore {
    do {
      return try StateStore(
        project.stateLocation("orchestration.sqlite"),
        migrations: SchedulerState.migrations + AlertState.migrations + AirflowState.migrations
          + WebState.migrations)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The project's connections and variables.
  ///
  /// - Throws: a ``Diagnostic`` if the key can neither be read nor made.
  func vault(in state: SchedulerState) throws(Diagnostic) -> Vault {
    do {
      return try Vault(
        state, keyPath: project.state.appending(path: "secret.key").path, environment: variables)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// What runs DAG files, with state kept in `store`.
  ///
  /// - Parameters:
  ///   - store: where state is kept.
  ///   - vault: connections and variables.
  ///   - parsed: where it is kept what files came to, if not in `store`.
  /// - Returns: the runtime; nothing of it runs yet.
  /// - Throws: a ``Diagnostic`` if there is no folder of DAG files, or no Python with Airflow.
  func runtime(
    _ store: StateStore, _ vault: Vault, parsed: StateStore? = nil
  ) throws(Diagnostic) -> AirflowRuntime {
    guard project.hasDAGs else {
      throw Diagnostic(
        .configuration, "there are no DAG files: \(project.dags.path) is no folder",
        hint: "put them there, or name their folder in millrace.yml: airflow: {dags: FOLDER}")
    }
    do {
      let environment = try PythonEnvironment(
        root: project.root, named: project.file.pythonEnvironment, dags: project.dags,
        home: project.state.appending(path: "airflow"), variables: variables)
      return AirflowRuntime(
        environment: environment, store: store, scheduler: SchedulerState(store), vault: vault,
        parsed: parsed, logs: project.state.appending(path: "logs").path)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Reads the DAG files, works with what they declare, and ends Python's processes.
  ///
  /// - Parameters:
  ///   - usesKept: whether files that are what they were are taken as they came out then.
  ///   - body: what to do.
  /// - Returns: what `body` returned.
  /// - Throws: a ``Diagnostic``.
  public func withDAGs<Result: Sendable>(
    usingKept usesKept: Bool = true,
    _ body: (AirflowRuntime, SchedulerState) async throws -> Result
  ) async throws(Diagnostic) -> Result {
    let store = try store()
    let state = SchedulerState(store)
    let runtime = try runtime(store, try vault(in: state))
    do {
      try await runtime.load(usingKept: usesKept)
      let result = try await body(runtime, state)
      await runtime.close()
      return result
    } catch {
      await runtime.close()
      throw Diagnostic(error)
    }
  }

  /// The DAG of this name.
  ///
  /// - Throws: a ``Diagnostic`` with the nearest name if there is none.
  static func dag(_ id: String, in catalog: DAGCatalog) throws(Diagnostic) -> AirflowDAG {
    if let dag = catalog[id] { return dag }
    let errors = catalog.importErrors
    throw Diagnostic(
      .configuration, "there is no DAG \"\(id)\"",
      hint: NearestName.hint(for: id, among: catalog.dags.map(\.id))
        ?? (errors.isEmpty
          ? nil
          : "\(errors.count) files could not be read: millrace airflow dags list-import-errors"))
  }
}
