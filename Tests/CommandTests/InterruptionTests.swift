import Foundation
import Testing

/// What signals do to a command that runs.
@Suite struct InterruptionTests {
  /// A query that runs for minutes unless somebody stops it.
  static let endless =
    "select count(*) from range(100000000) a, range(1000000) b where a.range > b.range"

  /// Starts a command line, lets it run, sends it a signal and waits for its end.
  private func interrupted(
    _ command: String, by signal: Int32, in program: Program
  ) async throws -> (output: String, code: Int32, seconds: Double) {
    let file = program.folder.appending(path: "output")
    let process = try program.start("exec \(command)", into: file)
    let clock = ContinuousClock()
    let code: Int32 = try await withCheckedThrowingContinuation { ended in
      process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
        return
      }
      let child = process.processIdentifier
      Thread.detachNewThread {
        Self.waitUntilHandled(signal, by: child)
        kill(child, signal)
      }
    }
    let start = clock.now
    let output = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    return (output, code, (clock.now - start) / .seconds(1))
  }

  /// Waits until a process has taken the signal in hand and begun its statement.
  private static func waitUntilHandled(_ signal: Int32, by child: pid_t) {
    for _ in 0..<200 {
      usleep(100_000)
      let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
      let ignored = status?.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
      let mask = ignored?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
      if mask & (1 << UInt64(signal - 1)) != 0 { break }
    }
    usleep(500_000)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aLongQueryStops(_ signal: Int32, _ code: Int32) async throws {
    try await Program.inFolder { program in
      let ended = try await interrupted(
        "millrace sql \"\(Self.endless)\"", by: signal, in: program)
      #expect(ended.code == code)
      #expect(ended.output.contains("stopping"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aReaderThatLeavesIsNoError() async throws {
    try await Program.inFolder { program in
      let ended = try await program.run(
        "set -o pipefail; millrace sql --output csv 'select * from range(10000000)' | head -n 2")
      #expect(ended.output == "range\n0\n")
      #expect(ended.code == 0)
    }
  }
}
