import Foundation
import Jinja
import Testing

/// One template of a case file, with what Jinja2 made of it.
struct CorpusCase: CustomTestStringConvertible, Sendable {
  let file: String
  let name: String
  let template: String
  let expected: String

  var testDescription: String { "\(file): \(name)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Cases")

  /// Cases are separated by `=== name`; the template and the outcome by a line `---`.
  ///
  /// `JINJA_CASES` names a file of further cases, as `Scripts/jinja-corpus --generate` writes.
  static let all: [CorpusCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    var files = names.filter { $0.hasSuffix(".jinja") }.sorted().map { folder.appending(path: $0) }
    if let further = ProcessInfo.processInfo.environment["JINJA_CASES"] {
      files.append(URL(filePath: further))
    }
    return files.flatMap { url -> [CorpusCase] in
      let file = url.lastPathComponent
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
      return ("\n" + text).components(separatedBy: "\n=== ").dropFirst().compactMap { section in
        guard let end = section.firstIndex(of: "\n") else { return nil }
        let parts = section[section.index(after: end)...].components(separatedBy: "\n---\n")
        guard parts.count == 2 else { return nil }
        return CorpusCase(
          file: file, name: String(section[..<end]), template: parts[0], expected: parts[1])
      }
    }
  }()

  /// The variables every case sees; `Scripts/jinja-corpus` has the same.
  static func variables() -> Variables {
    let users: [Value] = [
      ["name": "John", "age": 30, "city": "Paris"], ["name": "ann", "age": 25, "city": "Rome"],
      ["name": "Bob", "age": 25, "city": "paris"],
    ]
    return [
      "xs": [3, 1, 2], "empty": [], "n": 42, "f": 2.5, "neg": -7, "s": "Hello World",
      "html": "<b>\"x\" & 'y'</b>", "yes": true, "no": false, "nothing": .none,
      "d": ["b": 2, "a": 1, "items": "own"], "users": .list(users), "words": ["b", "A", "c", "a"],
      "nested": ["list": [1, [2, 3]], "dict": ["k": "v"]], "text": "one two\nthree\n\nfour",
      "uni": "héllo ✓",
    ]
  }

  /// What the name says behind the case's own in brackets.
  private var options: Set<Substring> {
    guard name.hasSuffix("]"), let start = name.firstIndex(of: "[") else { return [] }
    return Set(name[start...].dropFirst().dropLast().split(separator: " "))
  }

  private func environment() -> Environment {
    let options = self.options
    var environment = Environment()
    environment.delimiters.trimBlocks = options.contains("trim_blocks")
    environment.delimiters.lstripBlocks = options.contains("lstrip_blocks")
    environment.delimiters.keepTrailingNewline = options.contains("keep_trailing_newline")
    if options.contains("line_statements") {
      environment.delimiters.lineStatementPrefix = "#"
      environment.delimiters.lineCommentPrefix = "##"
    }
    if options.contains("autoescape") { environment.autoescape = { _ in true } }
    if options.contains("strict") { environment.undefined = .strict }
    if options.contains("chainable") { environment.undefined = .chainable }
    environment.isSandboxed = options.contains("sandboxed")
    environment.nativeConcatenation =
      options.contains("native") ? Environment.pythonLiterals : nil
    if options.contains("translations") { environment.install(.identity) }
    return environment
  }

  func outcome() -> String {
    do {
      var environment = self.environment()
      environment.loader = DictionaryLoader([
        "base": "[{% block a %}base a{% endblock %}|{% block b %}base b{% endblock %}]",
        "mid": "{% extends 'base' %}{% block a %}mid({{ super() }}){% endblock %}",
        "inc": "inc:{{ n }}:{{ local }}",
        "lib":
          "{% macro m(x, y=2) %}{{ x }}-{{ y }}{% endmacro %}{% set v = 5 %}{% set _p = 6 %}",
      ])
      environment.limits.iterations = 100_000
      let template = try environment.compile(template, name: "case")
      if options.contains("native") {
        return try template.renderNative(CorpusCase.variables()).representation()
      }
      return try template.render(CorpusCase.variables())
    } catch let error as TemplateError {
      let line = error.location?.line ?? 0
      switch error.kind {
      case .syntax: return "error: syntax \(line)"
      case .undefined: return "error: undefined \(line)"
      default: return "error: runtime \(line)"
      }
    } catch {
      return "error: \(error)"
    }
  }
}

@Suite struct CorpusTests {
  @Test("renders what Jinja2 renders", arguments: CorpusCase.all)
  func rendersAsJinja(_ corpusCase: CorpusCase) {
    #expect(corpusCase.outcome() == corpusCase.expected)
  }

  @Test func theCorpusIsThere() {
    #expect(CorpusCase.all.count >= 2000)
  }
}
