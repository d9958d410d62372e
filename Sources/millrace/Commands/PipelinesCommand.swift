import ArgumentParser
import Foundation
import Server

/// `millrace pipelines`.
struct PipelinesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipelines",
    abstract: "List the pipelines of pipelines/*.yml, or run one.",
    subcommands: [List.self, Run.self], defaultSubcommand: List.self)

  /// `millrace pipelines list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the pipelines, with their last run and the next.")

    @OptionGroup var project: ProjectOptions

    mutating func run() async throws {
      let console = Console.standard
      let pipelines = try ProjectPipelines(
        of: try project.require(), variables: ProcessInfo.processInfo.environment)
      let overview = try await pipelines.overview()
      if overview.isEmpty {
        console.print("no pipelines yet: declare one in pipelines/NAME.yml")
      }
      for line in overview {
        console.print(
          [line.name, "\(line.tasks) tasks", line.last ?? "never ran", line.next ?? "no schedule"]
            .joined(separator: "  "))
      }
    }
  }

  /// `millrace pipelines run`.
  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Run one pipeline once, now.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var logs: LogOptions

    @Argument(help: "The pipeline's name.")
    var name: String

    mutating func run() async throws {
      let console = Console.standard
      logs.bootstrap(console)
      let pipelines = try ProjectPipelines(
        of: try project.require(), variables: ProcessInfo.processInfo.environment)
      let view = PipelineView(console, isQuiet: logs.quiet, showsLines: true)
      let name = name
      let isSuccess = try await Interruption.cancelling(console, isQuiet: logs.quiet) {
        try await pipelines.runOnce(name) { view.handle($0) }
      }
      if Interruption.wasRequested { throw Outcome.Code(value: Interruption.exitCode) }
      if !isSuccess { throw Outcome.Code(value: 1) }
    }
  }
}

/// `millrace up`.
struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Run every pipeline when its schedule says so, until stopped, and serve its pages.",
    discussion: """
      The pages show DAGs, runs, tasks and logs; the API is that of Airflow, version 2. As long as \
      there are no users, only this machine reaches them and may do everything: millrace users add.

      Whatever ends it, the next one goes on from there: what was running is tried again as far \
      as its retries allow.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  @Option(help: "The port of the pages and the API; 0 for any that is free.")
  var port: Int = WebAddress.defaultPort

  @Option(help: ArgumentHelp("The address to serve them on.", valueName: "host"))
  var listen: String = "127.0.0.1"

  @Flag(help: "Serve no pages.")
  var noWeb = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number from 0 to 65535")
    }
  }

  mutating func run() async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let pipelines = try ProjectPipelines(
      of: try project.require(), variables: ProcessInfo.processInfo.environment)
    let view = PipelineView(console, isQuiet: logs.quiet, showsLines: false)
    let address = noWeb ? nil : WebAddress(host: listen, port: port)
    try await Interruption.cancelling(console, isQuiet: logs.quiet) {
      try await pipelines.run(serving: address) { view.handle($0) }
    }
  }
}

/// Prints what happens to pipelines, a line for each thing.
final class PipelineView: Sendable {
  private let console: Console
  private let isQuiet: Bool
  private let showsLines: Bool

  init(_ console: Console, isQuiet: Bool, showsLines: Bool) {
    self.console = console
    self.isQuiet = isQuiet
    self.showsLines = showsLines
  }

  func handle(_ report: PipelineReport) {
    guard !isQuiet else { return }
    switch report {
    case .line(let task, let text): if showsLines { console.print("\(task) | \(text)") }
    case .event(let subject, let state): console.print("\(subject)  \(state)")
    }
  }
}
