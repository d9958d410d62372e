import ArgumentParser
import Foundation
import Logging
import Server

extension LogFormat: ExpressibleByArgument {}
extension ResultFormat: ExpressibleByArgument {}

/// How a command tells what it did.
enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// How much a command says on standard error.
struct LogOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors and results.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Log what is done in detail.")
  var verbose = false

  @Option(help: "Write log lines as text or as one JSON object each.")
  var logFormat: LogFormat = .text

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  /// Sends the log lines of every module to the console.
  func bootstrap(_ console: Console) {
    let level: Logger.Level = quiet ? .error : verbose ? .debug : .warning
    let format = logFormat
    LoggingSystem.bootstrap {
      ConsoleLogHandler(label: $0, level: level, format: format, console: console)
    }
  }
}

/// Which project a command works on.
struct ProjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The project's folder; by default the one the current folder lies in.",
      valueName: "folder"))
  var project: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The environment of millrace.yml to use.", valueName: "name"))
  var environment: String?

  /// The project asked for, or the one around the current folder.
  ///
  /// - Returns: `nil` if none was asked for and there is none around.
  func find() throws(Diagnostic) -> Project? {
    let variables = ProcessInfo.processInfo.environment
    let current = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    guard let project else {
      return try Project.enclosing(current, environment: environment, variables: variables)
    }
    return try Project(
      at: URL(filePath: project, relativeTo: current).standardizedFileURL.absoluteURL,
      environment: environment, variables: variables)
  }

  /// The project asked for, or the one around the current folder; there must be one.
  func require() throws(Diagnostic) -> Project {
    if let project = try find() { return project }
    throw Diagnostic(
      .configuration,
      "there is no project here: no millrace.yml or dbt_project.yml in "
        + "\(FileManager.default.currentDirectoryPath) or above",
      hint: "name one with --project FOLDER, or make one: millrace init NAME --template shop")
  }
}
