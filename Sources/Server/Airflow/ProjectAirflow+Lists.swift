import Airflow
import Orchestration

/// The DAGs of a project.
public struct AirflowDAGList: Sendable {
  /// A DAG in a list.
  public struct Entry: Sendable, Hashable {
    /// The name.
    public var id: String
    /// The file, relative to the folder of DAG files.
    public var file: String
    /// Whom its tasks belong to.
    public var owners: String
    /// The schedule in a few words.
    public var schedule: String
    /// Whether it starts no runs by itself.
    public var isPaused: Bool
  }

  /// The DAGs by name.
  public var dags: [Entry]
  /// How many files could not be read.
  public var importErrors: Int
}

extension ProjectAirflow {
  /// Every DAG.
  ///
  /// - Throws: a ``Diagnostic``.
  public func list() async throws(Diagnostic) -> AirflowDAGList {
    try await withDAGs { runtime, state in
      let paused = try await state.pausedDAGs()
      return AirflowDAGList(
        dags: runtime.catalog.dags.map {
          .init(
            id: $0.id, file: $0.file, owners: $0.owners.joined(separator: ", "),
            schedule: $0.schedule, isPaused: paused.contains($0.id))
        },
        importErrors: runtime.catalog.importErrors.count)
    }
  }

  /// The files that could not be read, parsed anew.
  ///
  /// - Throws: a ``Diagnostic``.
  public func importErrors() async throws(Diagnostic) -> [(file: String, text: String)] {
    try await withDAGs(usingKept: false) { runtime, _ in
      runtime.catalog.importErrors.map { ($0.file, $0.text) }
    }
  }
}
