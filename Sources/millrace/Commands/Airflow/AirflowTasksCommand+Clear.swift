import ArgumentParser
import Foundation
import Server

extension AirflowTasksCommand {
  /// `millrace airflow tasks clear`.
  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Let tasks run again, as if they never had.",
      discussion: """
        All task instances of all runs are meant, less what the options leave out. The process \
        that runs millrace up runs them, now or when it runs next.
        """)

    @Argument(help: "The DAG.")
    var dagID: String
    @Option(name: .shortAndLong, help: "Only tasks in whose names this expression is found.")
    var taskRegex: String?
    @Option(name: .shortAndLong, help: "Only runs about this moment or later.")
    var startDate: String?
    @Option(name: .shortAndLong, help: "Only runs about this moment or earlier.")
    var endDate: String?
    @Flag(name: .shortAndLong, help: "The tasks before those too.")
    var upstream = false
    @Flag(name: .shortAndLong, help: "The tasks behind those too.")
    var downstream = false
    @Flag(name: [.customShort("f"), .long], help: "Only what failed, or failed because of that.")
    var onlyFailed = false
    @Flag(name: [.customShort("r"), .long], help: "Only what runs.")
    var onlyRunning = false
    @Flag(name: [.customShort("R"), .long], help: "Take the DAG's name for an expression.")
    var dagRegex = false
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false
    // Airflow's letters leave none for the environment.
    @Option(
      help: ArgumentHelp(
        "The project's folder; by default the one the current folder lies in.",
        valueName: "folder"))
    var project: String?
    @Option(help: ArgumentHelp("The environment of millrace.yml to use.", valueName: "name"))
    var environment: String?

    mutating func run() async throws {
      let console = Console.standard
      var options = ProjectOptions()
      options.project = project
      options.environment = environment
      let request = ClearRequest(
        dag: dagID, isPattern: dagRegex, tasks: taskRegex, from: startDate, to: endDate,
        upstream: upstream, downstream: downstream, onlyFailed: onlyFailed,
        onlyRunning: onlyRunning)
      let (asks, answer) = (!yes, Answer())
      let cleared = try await options.airflow().clear(request) { instances in
        guard asks else { return true }
        console.print("You are about to clear \(Self.counted(instances.count)):")
        for instance in instances { console.print(instance) }
        console.print("\nAre you sure? [y/n]")
        return answer.isYes
      }
      guard let cleared else {
        console.print(asks ? "Nothing was cleared." : "There is nothing to clear.")
        return
      }
      console.print(
        "\(Self.counted(cleared.count)) to run again"
          + (cleared.isRunning ? "" : " with the next: millrace up"))
    }

    private static func counted(_ count: Int) -> String {
      count == 1 ? "1 task instance" : "\(count) task instances"
    }
  }

  /// What somebody answers to a question.
  private struct Answer: Sendable {
    var isYes: Bool {
      ["y", "yes"].contains((readLine() ?? "").lowercased())
    }
  }
}
