import ArgumentParser
import Foundation
import Server

/// `millrace dbt`: dbt's commands on the project, in dbt's own words.
struct DbtCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dbt",
    abstract: "Run dbt's commands: build, run, test, seed, compile, parse, ls.",
    discussion: """
      Flags are dbt's. A program called dbt that is a link to this one behaves as this command.
      """)

  /// The commands that can be given.
  enum Verb: String, CaseIterable, ExpressibleByArgument {
    case build, run, test, seed, compile, parse, ls, list
  }

  @Argument(help: "What to do: build, run, test, seed, compile, parse or ls.")
  var verb: Verb

  @Option(
    name: [.short, .long, .customLong("models"), .customShort("m")], parsing: .upToNextOption,
    help: ArgumentHelp("The nodes to work on.", valueName: "selector"))
  var select: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The nodes to leave out.", valueName: "selector"))
  var exclude: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Keep only nodes of these types.", valueName: "type"))
  var resourceType: [String] = []

  @Option(help: "Which tests come along: eager, cautious, buildable or empty.")
  var indirectSelection = "eager"

  @Flag(name: [.short, .long], help: "Build incremental models and seeds anew.")
  var fullRefresh = false

  @Flag(name: [.customShort("x"), .long], help: "Stop at the first failure.")
  var failFast = false

  @Flag(help: "Keep the rows that fail tests in tables.")
  var storeFailures = false

  @Option(help: ArgumentHelp("Variables, as a YAML mapping.", valueName: "yaml"))
  var vars: String?

  @Option(name: [.short, .long], help: ArgumentHelp("The target to use.", valueName: "name"))
  var target: String?

  @Option(help: ArgumentHelp("The profile to use.", valueName: "name"))
  var profile: String?

  @Option(help: ArgumentHelp("Nodes to work on at once.", valueName: "count"))
  var threads: Int?

  @Option(
    name: [.long, .customLong("project")],
    help: ArgumentHelp("The project's folder.", valueName: "folder"))
  var projectDir: String?

  @Option(help: ArgumentHelp("The folder of profiles.yml.", valueName: "folder"))
  var profilesDir: String?

  @Flag(name: [.short, .long], help: "Say nothing but errors.")
  var quiet = false

  mutating func run() async throws {
    let console = Console.standard
    var request = DbtRequest(verb.rawValue)
    request.select = select
    request.exclude = exclude
    request.resourceTypes = resourceType
    request.indirectSelection = indirectSelection
    request.isFullRefresh = fullRefresh
    request.failsFast = failFast
    request.storesFailures = storeFailures
    request.variables = vars
    request.target = target
    request.profile = profile
    request.threads = threads
    request.profilesFolder = profilesDir.map { URL(filePath: $0).standardizedFileURL.path }
    let environment = ProcessInfo.processInfo.environment
    let folder = projectDir ?? environment["DBT_PROJECT_DIR"]
    let project = try ProjectOptions.parse(folder.map { ["--project", $0] } ?? []).require()
    let isQuiet = quiet
    let clock = DbtClock()
    let planned = request
    let outcome = try await Interruption.cancelling(console, isQuiet: isQuiet) {
      try await planned.run(on: project, environment: environment) { line, isError in
        if isError || !isQuiet { console.print(clock.stamp(line)) }
      }
    }
    for line in outcome.listing { console.print(line) }
    if Interruption.wasRequested { throw Outcome.Code(value: Interruption.exitCode) }
    if outcome.exitCode != 0 { throw Outcome.Code(value: outcome.exitCode) }
  }
}

/// The time of day before each line of the log, as dbt writes it.
private struct DbtClock: Sendable {
  func stamp(_ line: String) -> String {
    let seconds = Int(Date().timeIntervalSince1970) % 86400
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { part in
      part < 10 ? "0\(part)" : "\(part)"
    }
    return parts.joined(separator: ":") + "  " + line
  }
}
