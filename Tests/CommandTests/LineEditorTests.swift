import Testing

@testable import millrace

/// Keys in, text and outcome out.
@Suite struct LineEditorTests {
  static func editor(history: [String] = [], words: [String] = []) -> LineEditor {
    LineEditor(
      prompt: "sql> ", continuation: "  -> ", history: history,
      isComplete: { $0.hasSuffix(";") },
      complete: { text in
        let word = text.split(separator: " ").last.map(String.init) ?? ""
        return LineEditor.Completion(
          replacing: word.count, candidates: words.filter { $0.hasPrefix(word) })
      })
  }

  /// What becomes of a text when a terminal sends these bytes.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: String
    var text: String
    var cursor: Int
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "typing", bytes: "abc", text: "abc", cursor: 3),
    Case(name: "left and insert", bytes: "ac\u{1B}[Db", text: "abc", cursor: 2),
    Case(name: "application keys", bytes: "ac\u{1B}ODb", text: "abc", cursor: 2),
    Case(name: "home and end", bytes: "bc\u{1}a\u{5}d", text: "abcd", cursor: 4),
    Case(name: "backspace takes a whole character", bytes: "né👍🏽\u{7F}", text: "né", cursor: 2),
    Case(name: "delete", bytes: "abc\u{1B}[H\u{1B}[3~", text: "bc", cursor: 0),
    Case(name: "kill and yank", bytes: "one two\u{17}\u{1}\u{19}", text: "twoone ", cursor: 3),
    Case(name: "kill to the end", bytes: "abc\u{2}\u{B}", text: "ab", cursor: 2),
    Case(name: "words", bytes: "one two\u{1B}b\u{1B}bx", text: "xone two", cursor: 1),
    Case(name: "transpose", bytes: "ba\u{14}", text: "ab", cursor: 2),
    Case(name: "enter goes on", bytes: "a\rb", text: "a\nb", cursor: 3),
    Case(
      name: "up and down within", bytes: "abc\rde\u{1B}[Ax\u{1B}[B", text: "abxc\nde", cursor: 7),
    Case(
      name: "paste keeps its lines", bytes: "\u{1B}[200~a;\r\nb\u{1B}[201~", text: "a;\nb",
      cursor: 4),
    Case(
      name: "unknown sequences do nothing", bytes: "a\u{1B}[99;5~b\u{1B}[5Zc", text: "abc",
      cursor: 3),
  ]

  @Test(arguments: cases)
  func edits(_ example: Case) {
    var decoder = KeyDecoder()
    var editor = Self.editor()
    for key in decoder.decode(Array(example.bytes.utf8)) { _ = editor.handle(key) }
    #expect(String(editor.text) == example.text)
    #expect(editor.cursor == example.cursor)
  }

  @Test(arguments: cases)
  func bytesMayArriveOneByOne(_ example: Case) {
    var decoder = KeyDecoder()
    var editor = Self.editor()
    for byte in example.bytes.utf8 {
      for key in decoder.decode([byte], isFinal: false) { _ = editor.handle(key) }
    }
    #expect(String(editor.text) == example.text)
  }

  @Test func enterSubmitsWhatIsComplete() {
    var editor = Self.editor()
    _ = editor.handle(.text("select 1;"))
    #expect(editor.handle(.enter) == .submit("select 1;"))
  }

  @Test func controlKeysEnd() {
    var editor = Self.editor()
    #expect(editor.handle(.control("d")) == .endOfInput)
    _ = editor.handle(.text("x"))
    #expect(editor.handle(.control("d")) == .editing)
    #expect(editor.handle(.control("c")) == .cancelled)
  }

  @Test func historyKeepsTheDraft() {
    var editor = Self.editor(history: ["first;", "second;"])
    _ = editor.handle(.text("draft"))
    _ = editor.handle(.up)
    #expect(String(editor.text) == "second;")
    _ = editor.handle(.up)
    _ = editor.handle(.up)
    #expect(String(editor.text) == "first;")
    for _ in 0..<3 { _ = editor.handle(.down) }
    #expect(String(editor.text) == "draft")
  }

  @Test func searchFindsAndGoesBack() {
    var editor = Self.editor(history: ["select a;", "drop b;", "select c;"])
    _ = editor.handle(.control("r"))
    _ = editor.handle(.text("sel"))
    #expect(String(editor.text) == "select c;")
    _ = editor.handle(.control("r"))
    #expect(String(editor.text) == "select a;")
    _ = editor.handle(.escape)
    #expect(editor.text.isEmpty)
  }

  @Test func tabCompletes() {
    var editor = Self.editor(words: ["orders", "orders_daily", "customers"])
    _ = editor.handle(.text("from o"))
    #expect(editor.handle(.tab) == .suggest(["orders", "orders_daily"]))
    #expect(String(editor.text) == "from orders")
    _ = editor.handle(.text(" c"))
    #expect(editor.handle(.tab) == .editing)
    #expect(String(editor.text) == "from orders customers ")
  }

  @Test func longLinesWrap() {
    var editor = Self.editor()
    _ = editor.handle(.text("abcdefgh"))
    let frame = editor.frame(width: 10)
    #expect(frame.rows.map(\.text) == ["abcde", "fgh"])
    #expect(frame.row == 1)
    #expect(frame.column == 3)
  }
}
