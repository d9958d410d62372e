import ArgumentParser
import Server

/// `millrace airflow backfill`.
struct AirflowBackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Run a DAG for times that are past.",
    subcommands: [Create.self])

  /// What becomes of times that have a run.
  enum Reprocessing: String, CaseIterable, ExpressibleByArgument {
    case none, completed, failed
  }

  /// `millrace airflow backfill create`.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Ask for the runs of a DAG between two moments.",
      discussion: """
        The process that runs millrace up begins with them, now or when it runs next; its pages \
        show how far they are, and pause and cancel them.
        """)

    @OptionGroup var project: ProjectOptions
    @Option(help: "The DAG.")
    var dagId: String
    @Option(help: "The first moment, such as 2026-01-01.")
    var fromDate: String
    @Option(help: "The last moment, such as 2026-01-31.")
    var toDate: String
    @Option(help: "The values of the DAG's parameters, as a JSON object.")
    var dagRunConf: String?
    @Flag(help: "Begin with the latest.")
    var runBackwards = false
    @Option(help: "How many runs may be under way at once.")
    var maxActiveRuns: Int?
    @Option(help: "Which runs that there are run again: none, completed or failed.")
    var reprocessBehavior: Reprocessing = .none
    @Flag(
      inversion: .prefixedNo,
      help: "Run DAGs as their files are now; this is always so.")
    var runOnLatestVersion = true
    @Flag(help: "Say which runs there would be, and make none.")
    var dryRun = false

    func validate() throws {
      if let maxActiveRuns, maxActiveRuns < 1 {
        throw ValidationError("--max-active-runs takes a number of at least 1")
      }
    }

    mutating func run() async throws {
      let console = Console.standard
      let request = BackfillRequest(
        dag: dagId, from: fromDate, to: toDate, reprocessing: reprocessBehavior.rawValue,
        isReversed: runBackwards, maxActiveRuns: maxActiveRuns, conf: dagRunConf)
      let airflow = try project.airflow()
      if dryRun {
        console.print("Performing dry run of backfill.")
        console.print("Runs to be attempted:")
        AirflowList(
          columns: ["logical_date"], rows: try await airflow.preview(request).map { [$0] }
        ).print(.table, to: console)
        return
      }
      let made = try await airflow.backfill(request)
      console.print(
        "backfill \(made.id) of \(dagId): \(made.runs) runs "
          + (made.isRunning ? "begin" : "begin with the next: millrace up"))
    }
  }
}
