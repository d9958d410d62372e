import ArgumentParser
import Foundation
import Server

/// `millrace dbt`: dbt's commands on the project, in dbt's own words.
struct DbtCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dbt",
    abstract: "Run dbt's commands: build, run, test, seed, snapshot, show, ls and the others.",
    discussion: """
      Commands and flags are dbt's: init, build, run, test, seed, snapshot, compile, parse, \
      show, ls, clone, retry, deps, clean, debug, run-operation, source freshness, docs generate, \
      docs serve; coverage and plan are our own; dbt COMMAND --help lists the flags of \
      each. A program called dbt that is a link to this one behaves as this command.
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A command and its flags.", valueName: "command"))
  var words: [String] = []

  mutating func run() async throws {
    let console = Console.standard
    let program = CommandLine.arguments.first?.split(separator: "/").last == "dbt"
    let name = program ? "dbt" : "millrace dbt"
    let asked = words.isEmpty ? ["--help"] : words
    if let help = try DbtRequest.help(for: asked, program: name) {
      console.print(help)
      return
    }
    let environment = ProcessInfo.processInfo.environment
    let request = try DbtRequest(words, environment: environment)
    guard request.isInitialization else { return try await Self.carryOut(request, console) }
    let clock = DbtClock()
    let made = try request.initialize(
      in: URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory),
      askForName: isatty(0) != 0 ? { Self.askForName($0, console) } : nil
    ) { line in
      if !request.isQuiet { console.print(clock.stamp(line.text)) }
    }
    guard let made else { return }
    let look = ["debug", "--project-dir", made.path] + (request.isQuiet ? ["--quiet"] : [])
    try await Self.carryOut(
      DbtRequest(look + request.profileWords, environment: environment), console)
  }

  private static func askForName(_ objection: String?, _ console: Console) -> String? {
    if let objection { console.note(objection) }
    console.note("Enter a name for your project (letters, digits, underscore):")
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }

  private static func carryOut(_ request: DbtRequest, _ console: Console) async throws {
    let project = try ProjectOptions.parse(request.projectFolder.map { ["--project", $0] } ?? [])
      .require()
    let isQuiet = request.isQuiet
    let clock = DbtClock()
    let outcome = try await Interruption.cancelling(
      console, isQuiet: isQuiet || request.isService
    ) {
      try await request.run(on: project) { line in
        if line.isOutput {
          console.print(line.text)
        } else if line.isError || !isQuiet {
          console.print(clock.stamp(line.text))
        }
      }
    }
    if Interruption.wasRequested, !request.isService {
      throw Outcome.Code(value: Interruption.exitCode)
    }
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
