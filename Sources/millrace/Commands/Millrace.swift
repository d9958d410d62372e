import ArgumentParser
import Foundation
import Server
import Spelling

/// The command line.
@main
struct Millrace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millrace",
    abstract: "Ingest, transform, check and query data: one program, Delta tables, SQL.",
    discussion: """
      A project is a folder with a millrace.yml or a dbt_project.yml. Commands work on the one \
      the current folder lies in, or on --project FOLDER.

      Exit codes: 0 done, 1 something failed, 2 usage or configuration, 130 interrupted.
      """,
    version: "millrace \(Version.current)",
    groupedSubcommands: [
      CommandGroup(
        name: "Make", subcommands: [InitCommand.self, GenerateCommand.self]),
      CommandGroup(
        name: "Work",
        subcommands: [
          RunCommand.self, UpCommand.self, PipelinesCommand.self, SQLCommand.self,
          TableCommand.self, DbtCommand.self, AirflowCommand.self, AlertsCommand.self,
          UsersCommand.self,
        ]),
      CommandGroup(name: "More", subcommands: [CompletionsCommand.self]),
    ])

  static func main() async {
    await Outcome.exit {
      try await run(Array(CommandLine.arguments.dropFirst()))
    }
  }

  /// Refuses a first word that is neither an option nor a command.
  private static func requireCommand(_ word: String?) throws {
    let names =
      configuration.groupedSubcommands.flatMap(\.subcommands).compactMap {
        $0.configuration.commandName
      } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    throw Diagnostic(
      .configuration, "there is no command \"\(word)\"",
      hint: NearestName.hint(for: word, among: names))
  }

  /// Parses a command line and runs what it says.
  private static func run(_ words: [String]) async throws {
    // The answer that is asked for most, by scripts and by prompts, needs no parser.
    if words == ["--version"] {
      Console.standard.print(configuration.version)
      return
    }
    let program = CommandLine.arguments.first?.split(separator: "/").last
    if program != "dbt" { try requireCommand(words.first) }
    var command = try parseAsRoot(program == "dbt" ? ["dbt"] + words : words)
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }
}
