import ArgumentParser
import Foundation
import Server

/// `millrace airflow dags`.
struct AirflowDAGsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dags", abstract: "List, show, test and start DAGs.",
    subcommands: [
      List.self, ListImportErrors.self, ListRuns.self, Show.self, Test.self, Trigger.self,
      Pause.self, Unpause.self, NextExecution.self,
    ])

  /// `millrace airflow dags list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the DAGs.")

    @OptionGroup var list: AirflowListOptions

    mutating func run() async throws {
      let found = try await list.project.airflow().list()
      list.print(
        ["dag_id", "fileloc", "owners", "schedule", "is_paused"],
        found.dags.map {
          [$0.id, $0.file, $0.owners, $0.schedule, $0.isPaused ? "True" : "False"]
        })
      if found.importErrors > 0 {
        Console.standard.note(
          "\(found.importErrors) files could not be read: millrace airflow dags list-import-errors")
      }
    }
  }

  /// `millrace airflow dags list-import-errors`.
  struct ListImportErrors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list-import-errors", abstract: "Show the DAG files that could not be read.")

    @OptionGroup var project: ProjectOptions
    @Option(name: .shortAndLong, help: "How to print the list.")
    var output: ListFormat = .plain

    mutating func run() async throws {
      let errors = try await project.airflow().importErrors()
      guard output == .plain else {
        AirflowList(columns: ["filepath", "error"], rows: errors.map { [$0.file, $0.text] })
          .print(output, to: Console.standard)
        if !errors.isEmpty { throw Outcome.Code(value: 1) }
        return
      }
      for error in errors { Console.standard.print("\(error.file)\n\(error.text)\n") }
      if !errors.isEmpty { throw Outcome.Code(value: 1) }
    }
  }

  /// `millrace airflow dags test`.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Run a DAG once, without recording the run.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var logs: LogOptions

    @Argument(help: "The DAG.")
    var dagID: String

    @Argument(help: "The moment the run is about, such as 2026-01-01 or 2026-01-01T06:00:00Z.")
    var logicalDate: String?

    @Option(name: .shortAndLong, help: "The values of the DAG's parameters, as a JSON object.")
    var conf: String?

    @Option(help: "Print what happens, or at the end all that came of it as JSON.")
    var output: OutputFormat = .text

    mutating func run() async throws {
      let console = Console.standard
      logs.bootstrap(console)
      let airflow = try project.airflow()
      let view = PipelineView(
        console, isQuiet: logs.quiet || output == .json, showsLines: true)
      let (dagID, date, conf) = (dagID, logicalDate, conf)
      let result = try await Interruption.cancelling(console, isQuiet: logs.quiet) {
        try await airflow.test(dagID, at: date, conf: conf) { view.handle($0) }
      }
      if output == .json { console.print(result.json) }
      if !result.isSuccess { throw Outcome.Code(value: 1) }
    }
  }
}
