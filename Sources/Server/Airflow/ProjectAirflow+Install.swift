import Airflow
import FoundationEssentials
import Orchestration

extension ProjectAirflow {
  /// The folder of the project's Python environment, whether it is there or not.
  public var environmentFolder: String {
    PythonEnvironment.folder(root: project.root, named: project.file.pythonEnvironment).path
  }

  /// Makes the project's Python environment, or brings it to the pinned versions.
  ///
  /// - Parameters:
  ///   - python: the interpreter to make it with.
  ///   - packages: further packages, as pip takes them.
  ///   - line: told of each line that the commands print.
  /// - Returns: the version of Airflow that is there now.
  /// - Throws: a ``Diagnostic`` if a command fails, or Airflow cannot be imported then.
  public func install(
    python: String, packages: [String], line: @escaping @Sendable (String) -> Void
  ) async throws(Diagnostic) -> String {
    let folder = environmentFolder
    let commands = AirflowInstallation.commands(folder: folder, python: python, extra: packages)
    for words in commands {
      let command = words.map(Self.quoted).joined(separator: " ")
      line(command)
      let executor = ShellExecutor(folder: project.root.path, environment: variables)
      let log = TaskLog(path: nil) { line($0) }
      let attempt = TaskAttempt(
        id: TaskInstanceID(run: RunID(dag: "airflow", name: "install"), task: "install"),
        attempt: 1, work: TaskWork(kind: "shell", settings: ["command": command]))
      guard case .succeeded = await executor.execute(attempt, log: log) else {
        throw Diagnostic(.failure, "the environment was not made: \(command) failed")
      }
    }
    do {
      let environment = try PythonEnvironment(
        root: project.root, named: project.file.pythonEnvironment, dags: project.dags,
        home: project.state.appending(path: "airflow"), variables: variables)
      let host = PythonHost(environment)
      do {
        let version = try await host.start()
        await host.close()
        return version
      } catch {
        await host.close()
        throw error
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// A word as the shell reads it back.
  private static func quoted(_ word: String) -> String {
    "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
