import Foundation
import QueryEngine
import Synchronization
import Testing
import Transform

/// Every folder of `Projects` is a dbt project with one behaviour and, in `expected.txt`, what its
/// commands give: what they list, how each node ends, or the error. The commands are those of
/// `commands.txt`, or `build` twice. `UPDATE_GOLDEN=1` records anew.
@Suite struct ProjectTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Projects")

  private static var names: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return entries.filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func projectsAreThere() {
    #expect(Self.names.count >= 100)
  }

  @Test(arguments: names)
  func buildsAsExpected(_ name: String) async throws {
    let source = Self.folder.appending(path: name)
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "millrace-\(name)-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: source, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let actual = try await Transcript(root: copy.path).run()
    let golden = source.appending(path: "expected.txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try actual.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    #expect(actual == expected)
  }
}

/// What the commands of a project give, as text.
private struct Transcript {
  let root: String

  /// A line of `commands.txt`.
  private enum Step {
    case command([String])
    case write(path: String, text: String)
  }

  func run() async throws -> String {
    let lake = try await Lake(LakeConfiguration(root: root + "/lake"))
    var text = ""
    for step in try steps() {
      switch step {
      case .write(let path, let content):
        try content.write(toFile: root + "/" + path, atomically: true, encoding: .utf8)
      case .command(let words):
        text += "$ \(words.joined(separator: " "))\n"
        text += try await output(of: words, on: lake)
      }
    }
    return text.replacing(root, with: "ROOT")
  }

  private func output(of words: [String], on lake: Lake) async throws -> String {
    let lines = Lines()
    do {
      let command = try Transform.CommandLine(words, environment: [:])
      let reading = ProjectOptions(projectFolder: root, allowsMissingProfile: true, threads: 2)
      let outcome = try await Invocation(command, reading: reading).run(
        on: LakeWarehouse(lake)
      ) { line in
        if line.isPlain { lines.add(line.text) }
      }
      let results = outcome.results.sorted { $0.uniqueID < $1.uniqueID }.map { result in
        let failures = result.failures.map { " \($0)" } ?? ""
        let message = result.status == .error ? "\n  " + (result.message ?? "") : ""
        return "\(result.status.rawValue)\(failures) \(result.uniqueID)\(message)"
      }
      return (["exit \(outcome.exitCode)"] + lines.all.sorted() + results)
        .joined(separator: "\n") + "\n"
    } catch let error as TransformError {
      return "\(error)\n"
    }
  }

  private func steps() throws -> [Step] {
    guard let text = try? String(contentsOfFile: root + "/commands.txt", encoding: .utf8) else {
      return [.command(["build"]), .command(["build"])]
    }
    var steps: [Step] = []
    var path: String?
    var content = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let target = path {
        if line == "end" {
          steps.append(.write(path: target, text: content))
          (path, content) = (nil, "")
        } else {
          content += line + "\n"
        }
      } else if line.hasPrefix("write ") {
        path = String(line.dropFirst(6))
      } else if !line.isEmpty {
        steps.append(.command(Self.words(line)))
      }
    }
    return steps
  }

  /// The words of a command line; quotes of either kind keep blanks.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      switch (character, quote) {
      case (let end, let open?) where end == open: quote = nil
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (" ", nil):
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}

/// Lines told from any thread.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  var all: [String] { lines.withLock { $0 } }
}
