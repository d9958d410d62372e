import ArgumentParser
import Foundation
import Server

/// `millrace alerts`.
struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "See what channels were told, and whether they work.",
    discussion: """
      Channels and rules stand in millrace.yml under alerts; millrace up tells them of runs that \
      fail, are late or are well again. What it did not get to, the next millrace up tells.
      """,
    subcommands: [List.self, Test.self], defaultSubcommand: List.self)

  /// `millrace alerts list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what channels were told, the latest first.")

    @OptionGroup var list: AirflowListOptions
    @Option(help: "How many at most.")
    var limit = 50

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit takes a number of at least 1") }
    }

    mutating func run() async throws {
      list.print(
        ["number", "made_at", "channel", "state", "tries", "title", "error"],
        try await list.project.alerts().messages(limit: limit))
    }
  }

  /// `millrace alerts test`.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Tell a channel something, to see whether it works.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The channel.")
    var channel: String

    mutating func run() async throws {
      try await project.alerts().test(channel)
      Console.standard.print("the channel \(channel) took the message")
    }
  }
}

extension ProjectOptions {
  /// Who is told of what happens to the project's runs.
  fileprivate func alerts() throws -> ProjectAlerts {
    ProjectAlerts(of: try require(), variables: ProcessInfo.processInfo.environment)
  }
}
