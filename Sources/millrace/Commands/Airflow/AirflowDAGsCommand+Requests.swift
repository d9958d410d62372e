import ArgumentParser
import Server

extension AirflowDAGsCommand {
  /// `millrace airflow dags trigger`.
  struct Trigger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trigger", abstract: "Ask for a run of a DAG.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String
    @Option(name: .shortAndLong, help: "The values of the DAG's parameters, as a JSON object.")
    var conf: String?
    @Option(name: .shortAndLong, help: "The run's name.")
    var runID: String?
    @Option(name: .shortAndLong, help: "The moment the run is about, such as 2026-01-01.")
    var logicalDate: String?

    mutating func run() async throws {
      let isRunning = try await project.airflow().trigger(
        dagID, run: runID, at: logicalDate, conf: conf)
      Console.standard.print(
        isRunning
          ? "a run of \(dagID) begins" : "a run of \(dagID) begins with the next: millrace up")
    }
  }

  /// `millrace airflow dags pause`.
  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pause", abstract: "Let a DAG start no runs by itself.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String

    mutating func run() async throws {
      let isChanged = try await project.airflow().pause(dagID, true)
      Console.standard.print("\(dagID) \(isChanged ? "is" : "was already") paused")
    }
  }

  /// `millrace airflow dags unpause`.
  struct Unpause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unpause", abstract: "Let a DAG start runs by itself.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String

    mutating func run() async throws {
      let isChanged = try await project.airflow().pause(dagID, false)
      Console.standard.print("\(dagID) \(isChanged ? "is no longer" : "was not") paused")
    }
  }

  /// `millrace airflow dags next-execution`.
  struct NextExecution: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "next-execution", abstract: "Say what the next runs of a DAG are about.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String
    @Option(name: .shortAndLong, help: "How many runs.")
    var numExecutions = 1

    mutating func run() async throws {
      let moments = try await project.airflow().nextExecutions(of: dagID, count: numExecutions)
      for moment in moments { Console.standard.print(moment) }
      if moments.isEmpty { Console.standard.print("None") }
    }
  }

  /// `millrace airflow dags show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print the graph of a DAG in Graphviz's language.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The DAG.")
    var dagID: String

    mutating func run() async throws {
      Console.standard.print(try await project.airflow().graph(of: dagID))
    }
  }

  /// `millrace airflow dags list-runs`.
  struct ListRuns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list-runs", abstract: "List the runs of a DAG, the latest first.")

    @OptionGroup var list: AirflowListOptions
    @Argument(help: "The DAG.")
    var dagID: String
    @Option(help: "Only those in this state: queued, running, success or failed.")
    var state: String?

    mutating func run() async throws {
      list.print(
        ["dag_id", "run_id", "state", "run_after", "logical_date", "start_date", "end_date"],
        try await list.project.airflow().runs(of: dagID, state: state))
    }
  }
}
