import Testing

@testable import millrace

@Suite struct RenderingTests {
  static let narrow = Terminal(isInteractive: false, hasColor: false, hasUnicode: true, width: 40)

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("👍🏽", 2), ("🇩🇪", 2), ("", 0), ("a\u{200B}", 1),
  ])
  func widthOfText(_ text: String, _ width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("abc", 3, "abc"), ("abc", 0, "")])
  func truncation(_ text: String, _ width: Int, _ expected: String) {
    #expect(TextWidth.truncate(text, to: width) == expected)
  }

  @Test func tablesFitTheirWidth() {
    let columns = (1...12).map { BoxTable.Column(name: "column \($0)", type: "varchar") }
    let row = columns.map { Optional("value of " + $0.name) }
    let lines = BoxTable(columns: columns, rows: [row]).lines(Self.narrow)
    #expect(lines.allSatisfy { TextWidth.of($0) <= 40 })
    #expect(lines.contains { $0.contains("…") })
  }

  @Test func tablesOfOneWideColumnFitToo() {
    let text = String(repeating: "x", count: 500)
    let lines = BoxTable(columns: [BoxTable.Column(name: "a")], rows: [[text]]).lines(Self.narrow)
    #expect(lines.allSatisfy { TextWidth.of($0) == 40 })
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
  ])
  func groupedCounts(_ value: Int, _ text: String) {
    #expect(Quantity.count(value) == text)
  }

  @Test(arguments: [
    (Duration.milliseconds(12), "12 ms"), (.milliseconds(3140), "3.14 s"),
    (.seconds(125), "2 min 05 s"),
    (.seconds(3 * 3600 + 60), "3 h 01 min"),
  ])
  func durations(_ duration: Duration, _ text: String) {
    #expect(Quantity.duration(duration) == text)
  }

  @Test(arguments: [(999, "999 B"), (1500, "1.5 kB"), (834_200_000, "834 MB")])
  func sizes(_ bytes: Int, _ text: String) {
    #expect(Quantity.bytes(bytes) == text)
  }

  @Test(arguments: [
    (["TERM": "xterm"], true, true, true), (["TERM": "dumb"], true, false, false),
    (["TERM": "xterm", "NO_COLOR": "1"], true, true, false),
    (["TERM": "xterm", "NO_COLOR": ""], true, true, true),
    (["CLICOLOR_FORCE": "1"], false, false, true),
    (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false, false, false),
  ])
  func capabilities(
    _ environment: [String: String], _ isTerminal: Bool, _ isInteractive: Bool, _ hasColor: Bool
  ) {
    let terminal = Terminal(isTerminal: isTerminal, size: (80, 24), environment: environment)
    #expect(terminal.isInteractive == isInteractive)
    #expect(terminal.hasColor == hasColor)
  }
}
