import Foundation
import Server

/// `millrace sql` with a person at the terminal.
struct InteractiveShell {
  let session: ShellSession
  let console: Console

  /// Reads and runs statements until the person leaves.
  func run() async {
    var history = History(environment: ProcessInfo.processInfo.environment)
    await greet()
    await session.learnNames()
    while true {
      let editor = await editor(history.entries)
      let terminal = console.output
      let input = await Self.onOwnThread {
        var reader = LineReader(terminal: terminal) { SQLColors.paint($0, terminal) }
        return reader.read(editor)
      }
      switch input {
      case .endOfInput: return
      case .cancelled: continue
      case .text(let text):
        history.append(text)
        guard await run(text) else { return }
      }
    }
  }

  private func greet() async {
    guard await !session.settings.isQuiet else { return }
    let place = session.workspace.name.map { " · \($0)" } ?? ""
    console.print(
      console.output.paint("millrace \(Version.current)", .strong) + place
        + console.output.paint("  \\? for help, \\q to leave", .muted))
  }

  /// Runs what was typed and tells its error.
  ///
  /// - Returns: false if it ends the session.
  private func run(_ text: String) async -> Bool {
    do {
      let script = try Script(text)
      return try await Interruption.cancelling(console, isQuiet: true) { [session] in
        try await session.run(script)
      }
    } catch {
      let diagnostic = error as? Diagnostic ?? Diagnostic(error)
      for line in diagnostic.lines(console.output) { console.print(line) }
      return true
    }
  }

  private func editor(_ history: [String]) async -> LineEditor {
    let names = await session.names
    let prompt = (session.workspace.name ?? "sql") + "> "
    return LineEditor(
      prompt: prompt, continuation: String(repeating: " ", count: max(0, prompt.count - 3)) + "-> ",
      history: history, isComplete: Script.isComplete
    ) { text in
      NameCompletion(names: names).candidates(for: text)
    }
  }

  /// Runs what blocks on a thread of its own, so that it holds up no other task.
  private static func onOwnThread<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }
}

/// Completes the word before the cursor with keywords and names.
struct NameCompletion: Sendable {
  let names: Set<String>

  /// What the last word of `text` could become.
  func candidates(for text: String) -> LineEditor.Completion {
    let characters = text.reversed().prefix {
      $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
    }
    let word = String(characters.reversed())
    guard !word.isEmpty else { return .none }
    let folded = word.lowercased()
    var candidates = names.filter { $0.lowercased().hasPrefix(folded) }
    // A keyword is offered in the case the word is typed in.
    let isUpper = word == word.uppercased()
    for keyword in SQLKeywords.all where keyword.lowercased().hasPrefix(folded) {
      candidates.insert(isUpper ? keyword : keyword.lowercased())
    }
    // What follows the next dot is offered once that dot is there.
    let dots = word.count { $0 == "." }
    let shortened = candidates.filter { $0.count { $0 == "." } <= dots }
    return LineEditor.Completion(
      replacing: word.count, candidates: (shortened.isEmpty ? candidates : shortened).sorted())
  }
}

/// Colours SQL.
enum SQLColors {
  /// The text with keywords and literals in colour.
  static func paint(_ text: String, _ terminal: Terminal) -> String {
    guard terminal.hasColor, !text.hasPrefix("\\") else { return text }
    let bytes = Array(text.utf8)
    var painted = ""
    var position = 0
    for (range, kind) in Script.highlights(of: text) where range.lowerBound >= position {
      painted += String(decoding: bytes[position..<range.lowerBound], as: UTF8.self)
      let piece = String(decoding: bytes[range], as: UTF8.self)
      painted += terminal.paint(piece, kind == .keyword ? .keyword : .literal)
      position = range.upperBound
    }
    return painted + String(decoding: bytes[position...], as: UTF8.self)
  }
}
