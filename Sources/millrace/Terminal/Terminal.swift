import Foundation

/// What the reader of an output stream can show: decided once, from the stream and the
/// environment, and passed to everything that renders.
struct Terminal: Sendable, Hashable {
  /// Whether the stream is a terminal on which the cursor may be moved.
  var isInteractive: Bool
  /// Whether text may carry colours and weights.
  var hasColor: Bool
  /// Whether box-drawing characters, marks and blocks may be used; ASCII otherwise.
  var hasUnicode: Bool
  /// Columns of a line, `nil` where nothing limits it.
  var width: Int?
  /// Lines of the screen, `nil` where there is none.
  var height: Int?

  /// A stream that goes to a file or another program.
  static let plain = Terminal(isInteractive: false, hasColor: false, hasUnicode: true)

  init(
    isInteractive: Bool, hasColor: Bool, hasUnicode: Bool, width: Int? = nil, height: Int? = nil
  ) {
    self.isInteractive = isInteractive
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.width = width
    self.height = height
  }

  /// Reads the conventions: `TERM=dumb` moves no cursor, `NO_COLOR` (any value but the empty one)
  /// switches colour off, `CLICOLOR_FORCE` on where `NO_COLOR` does not, and a locale that is
  /// named and is not UTF-8 gets ASCII.
  init(
    isTerminal: Bool, size: (columns: Int, rows: Int)?, environment: [String: String]
  ) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let isDumb = value("TERM") == "dumb" || value("TERM") == nil
    let isForced = value("CLICOLOR_FORCE").map { $0 != "0" } ?? false
    isInteractive = isTerminal && !isDumb
    hasColor = value("NO_COLOR") == nil && (isForced || isInteractive)
    let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG")
    hasUnicode =
      locale.map { name in
        let folded = name.lowercased()
        return folded.contains("utf-8") || folded.contains("utf8")
      } ?? true
    let declared = value("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    width = isTerminal ? (size.map(\.columns) ?? declared ?? 80) : nil
    height = isTerminal ? (size.map(\.rows) ?? 24) : nil
  }

  /// What the stream behind a file descriptor can show.
  init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let isTerminal = isatty(descriptor) == 1
    self.init(
      isTerminal: isTerminal, size: isTerminal ? Terminal.size(of: descriptor) : nil,
      environment: environment)
  }

  /// The size of the terminal behind a file descriptor now; it changes when a window does.
  static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
