import ArgumentParser
import Foundation
import Server

/// `millrace run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Ingest what is new, build the models, run the tests.",
    discussion: """
      Files are loaded first, then the dbt project is built: seeds, models, tests. A second \
      run loads only files that are new.

      Ctrl-C stops what runs and says what was committed; a second Ctrl-C ends at once. Whatever \
      ends a run, nothing half-written shows, and the next run goes on from there.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  @Option(
    name: [.short, .long], parsing: .upToNextOption,
    help: ArgumentHelp(
      "Build only these, in dbt's selection syntax.",
      valueName: "selector"))
  var select: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Leave these out.", valueName: "selector"))
  var exclude: [String] = []

  @Flag(name: [.short, .long], help: "Build incremental models and seeds anew.")
  var fullRefresh = false

  @Option(help: ArgumentHelp("Steps to run at once.", valueName: "count"))
  var threads: Int?

  @Flag(help: "Stop at the first failure.")
  var failFast = false

  @Option(help: "Tell the summary as text or as JSON.")
  var output: OutputFormat = .text

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  mutating func run() async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let project = try project.require()
    let options = ProjectRun.Options(
      select: select, exclude: exclude, isFullRefresh: fullRefresh, threads: threads,
      failsFast: failFast)
    let variables = ProcessInfo.processInfo.environment
    let view = RunView(console, isQuiet: logs.quiet)
    let isQuiet = logs.quiet
    let summary: RunSummary
    do {
      summary = try await Interruption.cancelling(console, isQuiet: isQuiet) {
        try await withThrowingTaskGroup(of: RunSummary?.self) { group in
          group.addTask {
            await view.keepDrawing()
            return nil
          }
          group.addTask {
            try await ProjectRun(project, options, variables: variables).run { view.handle($0) }
          }
          defer { group.cancelAll() }
          while let result = try await group.next() {
            if let result { return result }
          }
          throw CancellationError()
        }
      }
    } catch {
      view.close()
      throw error
    }
    view.close()
    try report(summary, console)
  }

  private func report(_ summary: RunSummary, _ console: Console) throws {
    let report = RunReport(summary: summary, projectArgument: project.project ?? "")
    switch output {
    case .json: console.print(report.json)
    case .text where !logs.quiet:
      for line in report.lines(console.output) { console.print(line) }
    case .text: break
    }
    if Interruption.wasRequested { throw Outcome.Code(value: Interruption.exitCode) }
    if !summary.isSuccess { throw Outcome.Code(value: 1) }
  }
}
