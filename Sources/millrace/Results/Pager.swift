import Foundation

/// Shows what does not fit the screen through the user's pager, and the rest as it is.
final class Pager: ResultSink {
  private let console: Console
  private var text: [UInt8] = []
  private var isPassingThrough = false

  /// How much is held back to find out whether it fits.
  private static let limit = 4 << 20

  init(_ console: Console) {
    self.console = console
    isPassingThrough = !console.output.isInteractive
  }

  func write(_ bytes: [UInt8]) throws {
    if isPassingThrough {
      try console.write(bytes)
      return
    }
    text += bytes
    guard text.count > Self.limit else { return }
    isPassingThrough = true
    try console.write(text)
    text = []
  }

  /// Shows what was held back.
  func flush() throws {
    guard !text.isEmpty else { return }
    let height = Terminal.size(of: STDOUT_FILENO)?.rows ?? 24
    let lines = text.count { $0 == UInt8(ascii: "\n") }
    if lines < height || !page() { try console.write(text) }
    text = []
  }

  /// Runs the pager; false if there is none.
  private func page() -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let command = environment["PAGER"] ?? "less"
    guard !command.isEmpty, command != "cat" else { return false }
    let pager = Process()
    pager.executableURL = URL(filePath: "/bin/sh")
    pager.arguments = [
      "-c", "command -v \(command.split(separator: " ")[0]) >/dev/null && exec \(command)",
    ]
    // F: leave if it fits. R: colours. S: long lines are cut. X: leave the text on the screen.
    pager.environment = environment.merging(["LESS": "FRSX"]) { theirs, _ in theirs }
    let pipe = Pipe()
    pager.standardInput = pipe
    do {
      try pager.run()
      try? pipe.fileHandleForWriting.write(contentsOf: Data(text))
      try? pipe.fileHandleForWriting.close()
      pager.waitUntilExit()
    } catch {
      return false
    }
    return pager.terminationStatus != 127 && pager.terminationStatus != 1
  }
}
