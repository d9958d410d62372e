import FoundationEssentials

/// The Python processes of one environment: a parent is started when the first one is asked for, and
/// anew when it is gone.
public actor PythonHost {
  private let environment: PythonEnvironment
  private var starting: Task<PythonParent, any Error>?
  private var isClosed = false

  /// Makes a host; nothing is started yet.
  public init(_ environment: PythonEnvironment) {
    self.environment = environment
  }

  /// Starts the parent if it is not there, and waits until Airflow is imported.
  ///
  /// - Returns: Airflow's version.
  /// - Throws: ``AirflowError`` of kind `environment` if it is not there, too old or not usable.
  @discardableResult
  public func start() async throws(AirflowError) -> String {
    try await parent().waitForStart()
  }

  /// Ends every process, and waits for that.
  public func close() async {
    isClosed = true
    guard let parent = try? await starting?.value else { return }
    starting = nil
    await parent.close()
  }

  /// The processor time of the processes of the present parent that have ended.
  public func processorTime() async -> Duration {
    (try? await starting?.value)?.processorTime ?? .zero
  }

  func fork(
    _ kind: PythonChild.Kind, line: @escaping @Sendable (PythonLine) -> Void
  ) async throws(AirflowError) -> PythonChild {
    try await parent().fork(kind, line: line)
  }

  private func parent() async throws(AirflowError) -> PythonParent {
    if let starting, let parent = try? await starting.value, parent.isAlive { return parent }
    guard !isClosed else { throw AirflowError(.process, "the Python processes are being ended") }
    let environment = environment
    // Owned by the actor, so that all who ask meanwhile wait for the same one.
    let task = Task { try await Self.launch(environment) }
    starting = task
    do {
      return try await task.value
    } catch {
      starting = nil
      throw (error as? AirflowError) ?? AirflowError(.process, "\(error)")
    }
  }

  private static func launch(
    _ environment: PythonEnvironment
  ) async throws -> PythonParent {
    try? FileManager.default.createDirectory(
      atPath: environment.home, withIntermediateDirectories: true)
    let parent = try PythonParent(
      python: environment.python, environment: environment.processVariables,
      folder: FileManager.default.fileExists(atPath: environment.dags)
        ? environment.dags : environment.home)
    do {
      let version = try await parent.waitForStart()
      try check(version)
    } catch {
      await parent.close()
      throw error
    }
    return parent
  }

  private static func check(_ version: String) throws(AirflowError) {
    let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
    let oldest = PythonEnvironment.oldestVersion
    guard parts.count == 2, (parts[0], parts[1]) >= oldest else {
      throw AirflowError(
        .environment, "the environment has Airflow \(version)",
        hint: "\(oldest.0).\(oldest.1) or newer is needed; \(PythonParent.installHint)")
    }
  }
}
