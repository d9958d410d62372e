import Foundation
import Synchronization

/// A command in a process group of its own, whose output is read line by line.
final class ChildProcess: Sendable {
  private let output: Int32
  private let identifier: pid_t
  private let hasEnded = Atomic(false)

  /// The longest line kept together; what is longer is cut into lines of this size.
  private static let longestLine = 1 << 16

  /// Starts a command line of `/bin/sh`.
  ///
  /// - Throws: ``ProcessLaunch/Failure``.
  init(shell command: String, folder: String, environment: [String: String]) throws {
    // One at a time: between its making and its marking a pipe could go to another's command.
    (output, identifier) = try Self.launching.withLock { _ in
      try Self.launch(command, folder, environment)
    }
    ProcessLeash.shared.hold(identifier)
  }

  private static let launching = Mutex(())

  private static func launch(
    _ command: String, _ folder: String, _ environment: [String: String]
  ) throws -> (output: Int32, identifier: pid_t) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ProcessLaunch.Failure(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    // The folder comes by an argument, so that no text of it is read as a command.
    let shell = ProcessLaunch(
      "/bin/sh",
      arguments: ["sh", "-c", "cd \"$1\" && shift && eval \"$1\"", "sh", folder, command],
      environment: environment, descriptors: [(ends[1], 1), (ends[1], 2)])
    do {
      return (ends[0], try shell.start())
    } catch {
      close(ends[0])
      throw error
    }
  }

  /// Reads the output until it ends, then waits for the command.
  ///
  /// - Parameter line: called for each line, on a thread of the command's own.
  /// - Returns: the exit code, or the negative number of the signal that ended it.
  func run(_ line: @escaping @Sendable (String) -> Void) async -> Int32 {
    await withCheckedContinuation { continuation in
      // Reading and waiting block, so that they have a thread of their own.
      Thread.detachNewThread {
        self.readLines(line)
        continuation.resume(returning: self.waitForEnd())
      }
    }
  }

  /// Asks the command and all it started to end, and ends them if they have not by then.
  func terminate(grace: Duration) {
    signal(SIGTERM)
    Thread.detachNewThread {
      let deadline = ContinuousClock.now + grace
      while ContinuousClock.now < deadline {
        if self.hasEnded.load(ordering: .acquiring) { return }
        usleep(20_000)
      }
      self.signal(SIGKILL)
    }
  }

  private func signal(_ number: Int32) {
    // Once it was waited for, its number may belong to another.
    guard !hasEnded.load(ordering: .acquiring) else { return }
    kill(-identifier, number)
  }

  private func readLines(_ line: (String) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var rest: [UInt8] = []
    while true {
      let count = read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest += buffer[0..<count]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeFirst(end + 1)
      }
      if rest.count > Self.longestLine {
        line(String(decoding: rest, as: UTF8.self))
        rest = []
      }
    }
    if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
    close(output)
  }

  private func waitForEnd() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    hasEnded.store(true, ordering: .releasing)
    ProcessLeash.shared.release(identifier)
    let signalNumber = status & 0x7f
    return signalNumber == 0 ? (status >> 8) & 0xff : -signalNumber
  }
}
