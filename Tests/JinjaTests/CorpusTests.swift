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
  static let all: [CorpusCase] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".jinja") }.sorted().flatMap { file -> [CorpusCase] in
      guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
      else { return [] }
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

  func outcome() -> String {
    do {
      var environment = Environment()
      environment.loader = DictionaryLoader([
        "base": "[{% block a %}base a{% endblock %}|{% block b %}base b{% endblock %}]",
        "mid": "{% extends 'base' %}{% block a %}mid({{ super() }}){% endblock %}",
        "inc": "inc:{{ n }}:{{ local }}",
        "lib":
          "{% macro m(x, y=2) %}{{ x }}-{{ y }}{% endmacro %}{% set v = 5 %}{% set _p = 6 %}",
      ])
      environment.limits.iterations = 100_000
      return try environment.compile(template, name: "case").render(CorpusCase.variables())
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
    #expect(CorpusCase.all.count >= 1000)
  }
}
