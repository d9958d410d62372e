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
    abstract: "Run every pipeline when its schedule says so, until stopped.",
    discussion: """
      Whatever ends it, the next one goes on from there: what was running is tried again as far \
      as its retries allow.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  mutating func run() async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let pipelines = try ProjectPipelines(
      of: try project.require(), variables: ProcessInfo.processInfo.environment)
    let view = PipelineView(console, isQuiet: logs.quiet, showsLines: false)
    try await Interruption.cancelling(console, isQuiet: logs.quiet) {
      try await pipelines.run { view.handle($0) }
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
