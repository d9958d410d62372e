import ArgumentParser
import Foundation
import Server

/// `millrace airflow install`.
struct AirflowInstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Make the project's Python environment, with the pinned version of Airflow.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  @Option(help: "The Python to make it with.")
  var python = "python3"

  @Argument(help: "Further packages, as pip takes them.")
  var packages: [String] = []

  mutating func run() async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let airflow = try project.airflow()
    let (python, packages, isQuiet) = (python, packages, logs.quiet)
    let version = try await Interruption.cancelling(console, isQuiet: isQuiet) {
      try await airflow.install(python: python, packages: packages) { line in
        if !isQuiet { console.note(line) }
      }
    }
    console.print("Airflow \(version) in \(airflow.environmentFolder)")
  }
}
