import ArgumentParser
import Server

/// `millrace airflow tasks`.
struct AirflowTasksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "List, test and clear tasks, and say where they stand.",
    subcommands: [List.self, Test.self, States.self, Clear.self])

  /// `millrace airflow tasks list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the tasks of a DAG.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String

    mutating func run() async throws {
      for task in try await project.airflow().tasks(of: dagID) { Console.standard.print(task) }
    }
  }

  /// `millrace airflow tasks test`.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run one task once, without what it waits for and without recording it.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var logs: LogOptions
    @Argument(help: "The DAG.")
    var dagID: String
    @Argument(help: "The task.")
    var taskID: String
    @Argument(help: "The moment the run is about, such as 2026-01-01.")
    var logicalDate: String?

    mutating func run() async throws {
      let console = Console.standard
      logs.bootstrap(console)
      let airflow = try project.airflow()
      let view = PipelineView(console, isQuiet: logs.quiet, showsLines: true)
      let (dag, task, date) = (dagID, taskID, logicalDate)
      let result = try await Interruption.cancelling(console, isQuiet: logs.quiet) {
        try await airflow.test(dag, at: date, only: task) { view.handle($0) }
      }
      if !result.isSuccess { throw Outcome.Code(value: 1) }
    }
  }

  /// `millrace airflow tasks states-for-dag-run`.
  struct States: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "states-for-dag-run", abstract: "Say where the tasks of a run stand.",
      aliases: ["states"])

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String
    @Argument(help: "The run.")
    var runID: String
    @Option(name: .shortAndLong, help: "How to print the list.")
    var output: ListFormat = .table

    mutating func run() async throws {
      AirflowList(
        columns: ["dag_id", "task_id", "map_index", "state", "start_date", "end_date"],
        rows: try await project.airflow().taskStates(of: dagID, run: runID)
      ).print(output, to: Console.standard)
    }
  }
}
