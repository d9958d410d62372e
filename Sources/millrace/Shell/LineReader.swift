import Foundation

/// Reads texts from the terminal at standard input, with a ``LineEditor`` between.
///
/// While a text is read the terminal hands over every key as it is pressed; between two texts it
/// works as it was found, so that Ctrl-C reaches the process as a signal.
struct LineReader {
  /// How a text ended.
  enum Input: Sendable, Hashable {
    case text(String)
    /// Ctrl-C.
    case cancelled
    /// Ctrl-D, or the terminal is gone.
    case endOfInput
  }

  private let terminal: Terminal
  private let paint: @Sendable (String) -> String
  private var drawnRow = 0

  /// - Parameters:
  ///   - terminal: what standard output can show.
  ///   - paint: colours a piece of the text.
  init(terminal: Terminal, paint: @escaping @Sendable (String) -> String) {
    self.terminal = terminal
    self.paint = paint
  }

  /// Reads a text. Blocks the thread until it is complete.
  mutating func read(_ editor: LineEditor) -> Input {
    var original = termios()
    guard tcgetattr(STDIN_FILENO, &original) == 0 else { return .endOfInput }
    var raw = original
    cfmakeraw(&raw)
    // Output keeps its line ends, so that what other tasks print stays readable.
    raw.c_oflag = original.c_oflag
    guard tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else { return .endOfInput }
    put("\u{1B}[?2004h")
    defer {
      put("\u{1B}[?2004l")
      _ = tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
    }
    return edit(editor)
  }

  private mutating func edit(_ start: LineEditor) -> Input {
    var editor = start
    var decoder = KeyDecoder()
    drawnRow = 0
    draw(editor)
    while true {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .endOfInput }
      for key in decoder.decode(buffer[..<count], isFinal: count < buffer.count) {
        switch editor.handle(key) {
        case .editing: break
        case .clearScreen:
          put("\u{1B}[H\u{1B}[2J")
          drawnRow = 0
        case .suggest(let candidates):
          finish(editor)
          put(columns(candidates))
        case .submit(let text):
          finish(editor)
          return .text(text)
        case .cancelled:
          finish(editor)
          return .cancelled
        case .endOfInput:
          finish(editor)
          return .endOfInput
        }
      }
      draw(editor)
    }
  }

  private var width: Int {
    Terminal.size(of: STDOUT_FILENO)?.columns ?? terminal.width ?? 80
  }

  private mutating func draw(_ editor: LineEditor) {
    let frame = editor.frame(width: width)
    var text = drawnRow > 0 ? "\u{1B}[\(drawnRow)A\r" : "\r"
    let rows = frame.rows.map { terminal.paint($0.prompt, .muted) + paint($0.text) + "\u{1B}[K" }
    text += rows.joined(separator: "\r\n") + "\u{1B}[J"
    let below = frame.rows.count - 1 - frame.row
    if below > 0 { text += "\u{1B}[\(below)A" }
    text += "\r" + (frame.column > 0 ? "\u{1B}[\(frame.column)C" : "")
    put(text)
    drawnRow = frame.row
  }

  /// Leaves the text where it is and goes to the line after it.
  private mutating func finish(_ editor: LineEditor) {
    draw(editor)
    let frame = editor.frame(width: width)
    let below = frame.rows.count - 1 - frame.row
    put((below > 0 ? "\u{1B}[\(below)B" : "") + "\r\n")
    drawnRow = 0
  }

  private func columns(_ words: [String]) -> String {
    let cell = (words.map { TextWidth.of($0) }.max() ?? 0) + 2
    let perRow = max(1, width / cell)
    var text = ""
    for (index, word) in words.prefix(200).enumerated() {
      text += TextWidth.pad(word, to: cell)
      if index % perRow == perRow - 1 { text += "\r\n" }
    }
    return text + (words.count % perRow == 0 && words.count <= 200 ? "" : "\r\n")
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR { return }
      written += max(count, 0)
    }
  }
}
