import Foundation
import Synchronization

/// The one writer of standard output and standard error.
///
/// Lines that stay go through ``print(_:)`` and ``note(_:)``; a region of lines that is drawn
/// over and over at the end of standard error goes through ``show(_:)``. Both may be called from
/// any task: a line never lands inside the region.
final class Console: Sendable {
  /// What standard output can show.
  let output: Terminal
  /// What standard error can show.
  let errors: Terminal

  private struct State {
    var liveLines: [String] = []
    var isOutputClosed = false
  }

  private let state = Mutex(State())

  init(output: Terminal, errors: Terminal) {
    self.output = output
    self.errors = errors
  }

  /// The console of this process. From here on a reader that goes away is an error of
  /// ``write(_:)``, not the end of the process.
  static let standard: Console = {
    signal(SIGPIPE, SIG_IGN)
    return Console(
      output: Terminal(descriptor: STDOUT_FILENO), errors: Terminal(descriptor: STDERR_FILENO))
  }()

  /// Standard output's reader went away, as `head` does when it has seen enough.
  struct OutputClosed: Error {}

  /// Writes to standard output.
  ///
  /// - Throws: ``OutputClosed`` if nobody reads any more, then and on every later call.
  func write(_ bytes: [UInt8]) throws(OutputClosed) {
    let isOpen = state.withLock { state -> Bool in
      guard !state.isOutputClosed else { return false }
      erase(&state)
      let wrote = Self.put(bytes, STDOUT_FILENO)
      if !wrote { state.isOutputClosed = true }
      draw(state.liveLines)
      return wrote
    }
    if !isOpen { throw OutputClosed() }
  }

  /// Writes text to standard output; see ``write(_:)``.
  func write(_ text: String) throws(OutputClosed) {
    try write(Array(text.utf8))
  }

  /// Writes a line to standard output; one that nobody reads any more is dropped.
  func print(_ line: String = "") {
    try? write(line + "\n")
  }

  /// Writes a line to standard error, above the live region.
  func note(_ line: String = "") {
    state.withLock { state in
      erase(&state)
      _ = Self.put(Array((line + "\n").utf8), STDERR_FILENO)
      draw(state.liveLines)
    }
  }

  /// Draws the live region anew, each line cut to the width of the terminal; without lines it is
  /// gone. Does nothing where standard error is not a terminal.
  func show(_ lines: [String]) {
    guard errors.isInteractive else { return }
    state.withLock { state in
      var text = Self.climb(state.liveLines.count)
      // Rewriting line by line, clearing to the right, does not flicker as erasing first would.
      for line in lines { text += "\r\(line)\u{1B}[K\n" }
      text += "\u{1B}[J"
      if state.liveLines.isEmpty != lines.isEmpty {
        text += lines.isEmpty ? "\u{1B}[?25h" : "\u{1B}[?25l"
      }
      guard !(state.liveLines.isEmpty && lines.isEmpty) else { return }
      _ = Self.put(Array(text.utf8), STDERR_FILENO)
      state.liveLines = lines
    }
  }

  /// Takes the live region away and shows the cursor, from wherever the process is about to end.
  func restore() {
    show([])
  }

  private func erase(_ state: inout State) {
    guard !state.liveLines.isEmpty else { return }
    _ = Self.put(
      Array((Self.climb(state.liveLines.count) + "\u{1B}[J").utf8), STDERR_FILENO)
  }

  private func draw(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    let text = lines.map { $0 + "\u{1B}[K\n" }.joined()
    _ = Self.put(Array(text.utf8), STDERR_FILENO)
  }

  private static func climb(_ count: Int) -> String {
    count > 0 ? "\r\u{1B}[\(count)A" : ""
  }

  /// Writes every byte; false if the reader is gone.
  private static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        usleep(1000)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
