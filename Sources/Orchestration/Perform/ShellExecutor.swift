import Foundation
import Synchronization

/// Runs a command line of `/bin/sh` in a process group of its own.
///
/// Settings: `command`; those that begin with `env.` are environment variables of the command.
/// Standard output and error go to the log. Exit code 0 is success, 99 asks to skip, anything else
/// is a failure. An interruption ends the whole group: with SIGTERM, and after ten seconds with
/// SIGKILL.
public struct ShellExecutor: TaskExecutor {
  /// The exit code by which a command says that it need not have run.
  public static let skipCode: Int32 = 99
  private static let grace: Duration = .seconds(10)

  private let folder: String
  private let environment: [String: String]

  /// Makes an executor.
  ///
  /// - Parameters:
  ///   - folder: where commands run.
  ///   - environment: the variables they have.
  public init(folder: String, environment: [String: String]) {
    self.folder = folder
    self.environment = environment
  }

  /// Runs the command of a try.
  public func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    guard let command = attempt.work?.settings["command"] else {
      log.write("the task has no command")
      return .failedForGood
    }
    let process: ChildProcess
    do {
      process = try ChildProcess(
        shell: command, folder: folder, environment: variables(of: attempt))
    } catch {
      log.write("the command cannot be started: \(error)")
      return .failed
    }
    let code = await withTaskCancellationHandler {
      await process.run { log.write($0) }
    } onCancel: {
      process.terminate(grace: Self.grace)
    }
    switch code {
    case 0: return .succeeded()
    case Self.skipCode: return .skipped
    default:
      log.write(code < 0 ? "ended by signal \(-code)" : "exit code \(code)")
      return .failed
    }
  }

  private func variables(of attempt: TaskAttempt) -> [String: String] {
    var variables = environment.merging(attempt.variables) { $1 }
    for (key, value) in attempt.work?.settings ?? [:] where key.hasPrefix("env.") {
      variables[String(key.dropFirst(4))] = value
    }
    return variables
  }
}
