import Foundation
import Orchestration
import PostgreSQL
import Store

/// Loads the scheduler and says how quick it is, for `make bench-orchestration`.
///
///     orchestration-load tasks STATE COUNT
///     orchestration-load latency STATE DAGS FINISHED SECONDS
///     orchestration-load mapped STATE COUNT
///
/// STATE is a file or a PostgreSQL address. Each prints lines `name: number unit`.
@main
struct Program {
  static func main() async {
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("orchestration-load: \(error)\n".utf8))
      exit(1)
    }
  }

  private struct Usage: Error, CustomStringConvertible {
    var description: String { "usage: orchestration-load tasks|latency|mapped STATE NUMBER…" }
  }

  private static func run(_ words: [String]) async throws {
    let numbers = words.dropFirst(2).compactMap { Int($0) }
    guard words.count >= 3, numbers.count == words.count - 2 else { throw Usage() }
    let location: StateLocation =
      PostgreSQLAddress.isMeant(by: words[1])
      ? .postgreSQL(PostgreSQLAddress(words[1])) : .file(words[1])
    let load = Load(try StateStore(location, migrations: SchedulerState.migrations))
    switch (words[0], numbers.count) {
    case ("tasks", 1): try await load.tasks(numbers[0])
    case ("latency", 3): try await load.latency(numbers[0], numbers[1], seconds: numbers[2])
    case ("mapped", 1): try await load.mapped(numbers[0])
    default: throw Usage()
    }
  }
}
