import Alerts
import FoundationEssentials
import Orchestration
import Spelling
import Store
import Web

/// Who is told of what happens to the runs of a project.
public struct ProjectAlerts: Sendable {
  private let project: Project
  private let airflow: ProjectAirflow

  /// Looks at a project.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - variables: the environment of the process.
  public init(of project: Project, variables: [String: String]) {
    self.project = project
    airflow = ProjectAirflow(of: project, variables: variables)
  }

  /// What tells the project's channels; `nil` where there are none.
  func service(_ store: StateStore) async throws -> AlertService? {
    guard !project.file.alerts.channels.isEmpty else { return nil }
    var configuration = AlertService.Configuration(
      project: project.name, settings: project.file.alerts)
    configuration.logs = project.state.appending(path: "logs").path
    configuration.secrets = try await airflow.vault(in: SchedulerState(store)).secrets()
    configuration.path = { run, instance in
      instance.map { PagePath.instance($0) } ?? PagePath.run(run)
    }
    return AlertService(configuration, state: AlertState(store))
  }

  /// The last messages, the latest first: their number, when they were made, the channel, where
  /// they stand, the tries, what they are about, and why the last try failed.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func messages(limit: Int) async throws(Diagnostic) -> [[String]] {
    do {
      let state = AlertState(try airflow.store())
      return try await state.messages(limit: limit).elements.map { message in
        [
          "\(message.number)", message.madeAt.description, message.channel,
          message.state.rawValue, "\(message.attempts)", message.title, message.error ?? "",
        ]
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Tells a channel that somebody wants to see whether it works.
  ///
  /// - Parameter name: the channel.
  /// - Throws: a ``Diagnostic`` if there is no such channel, or it does not take the message.
  public func test(_ name: String) async throws(Diagnostic) {
    let settings = project.file.alerts
    guard let channel = settings[name] else {
      let names = settings.channels.map(\.name)
      throw Diagnostic(
        .configuration, "\(Project.fileName) has no channel \"\(name)\" under alerts",
        hint: NearestName.hint(for: name, among: names)
          ?? (names.isEmpty ? "declare it under alerts: channels" : nil))
    }
    let error: String?
    do {
      error = try await service(try airflow.store())?.test(channel)
    } catch {
      throw Diagnostic(error)
    }
    if let error {
      throw Diagnostic(.failure, "the channel \"\(name)\" did not take the message: \(error)")
    }
  }
}
