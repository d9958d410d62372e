import ArgumentParser
import Foundation
import Server

/// Ends the process with the exit code that says how it went.
enum Outcome {
  /// A command that has told its failures itself and ends with this code.
  struct Code: Error {
    var value: Int32
  }

  /// Runs a command, tells its error and ends the process.
  static func exit(_ command: () async throws -> Void) async -> Never {
    var code: Int32 = 0
    do {
      try await command()
    } catch {
      code = report(error, Console.standard)
    }
    Console.standard.restore()
    Foundation.exit(code)
  }

  /// Whether errors are told as JSON: as the command line asks for, which may not have parsed.
  private static var isJSON: Bool {
    let words = CommandLine.arguments
    return words.contains("--output=json") || words.contains("--log-format=json")
      || zip(words, words.dropFirst()).contains {
        ["--output", "--log-format"].contains($0) && $1 == "json"
      }
  }

  private static func report(_ error: any Error, _ console: Console) -> Int32 {
    switch error {
    case let code as Code: return code.value
    case is Console.OutputClosed: return 0
    case let diagnostic as Diagnostic:
      return tell(diagnostic, console)
    default:
      let code = Millrace.exitCode(for: error)
      guard isUsage(error) || code == .success else { return tell(Diagnostic(error), console) }
      let message = Millrace.fullMessage(for: error)
      if code == .success {
        console.print(message)
        return 0
      }
      console.note(message)
      return 2
    }
  }

  /// Whether the error is about the command line and not about what it asked for.
  private static func isUsage(_ error: any Error) -> Bool {
    error is ValidationError || error is ExitCode || error is CleanExit
      || Millrace.exitCode(for: error) == .validationFailure
  }

  private static func tell(_ diagnostic: Diagnostic, _ console: Console) -> Int32 {
    if isJSON {
      console.note(diagnostic.json)
    } else {
      for line in diagnostic.lines(console.errors) { console.note(line) }
    }
    return diagnostic.kind == .interrupted ? Interruption.exitCode : diagnostic.exitCode
  }
}
