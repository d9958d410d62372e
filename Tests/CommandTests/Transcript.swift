import Foundation

/// A file of `Cases`: what a user types and what the program answers.
///
/// ```
/// file millrace.yml
/// | nmae: shop
///
/// $ millrace run
///   error: …
/// [2]
/// ```
/// `file` writes a file, its lines behind bars; `$` runs a line of shell; what it prints is
/// indented by two; brackets hold an exit code other than zero. Any other line is a comment.
struct Transcript {
  enum Entry {
    case comment(String)
    case file(String, [String])
    case command(String, output: [String], code: Int32)
  }

  var entries: [Entry] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
    while let line = lines.popFirst() {
      if line.hasPrefix("file ") {
        entries.append(.file(String(line.dropFirst(5)), Self.take("|", from: &lines)))
      } else if line.hasPrefix("$ ") {
        let output = Self.take(" ", from: &lines)
        var code: Int32 = 0
        if let next = lines.first, next.hasPrefix("["),
          let value = Int32(next.dropFirst().dropLast())
        {
          code = value
          lines.removeFirst()
        }
        entries.append(.command(String(line.dropFirst(2)), output: output, code: code))
      } else {
        entries.append(.comment(line))
      }
    }
  }

  private static func take(_ mark: String, from lines: inout ArraySlice<String>) -> [String] {
    var taken: [String] = []
    while let line = lines.first, line.hasPrefix(mark) {
      taken.append(String(line.dropFirst(2)))
      lines.removeFirst()
    }
    return taken
  }

  /// The text that ``init(_:)`` reads back.
  var text: String {
    entries.map { entry in
      switch entry {
      case .comment(let line): line + "\n"
      case .file(let path, let lines):
        "file \(path)\n" + lines.map { $0.isEmpty ? "|\n" : "| \($0)\n" }.joined()
      case .command(let command, let output, let code):
        "$ \(command)\n" + output.map { "  \($0)\n" }.joined() + (code == 0 ? "" : "[\(code)]\n")
      }
    }.joined()
  }

  /// The transcript with what the program answers now.
  func played(in program: Program) async throws -> Transcript {
    var played = self
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .comment: break
      case .file(let path, let lines):
        try program.write(lines.map { $0 + "\n" }.joined(), to: path)
      case .command(let command, _, _):
        let outcome = try await program.run(command)
        var output = Self.normalized(outcome.output, program)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if output.last?.isEmpty == true { output.removeLast() }
        played.entries[index] = .command(command, output: output, code: outcome.code)
      }
    }
    return played
  }

  /// What differs from run to run, replaced by what it is.
  private static func normalized(_ output: String, _ program: Program) -> String {
    output.replacing(program.folder.path, with: "<folder>")
      .replacing(/\b\d+(\.\d+)? (ms|s)\b/, with: "<time>")
      .replacing(/\d{4}-\d\d-\d\dT[\d:.]+\+00:00/, with: "<moment>")
      .replacing(/\b\d+(\.\d+)? [kMG]?B\b/, with: "<size>")
  }
}
