import SQLAnalysis
import Testing

@Suite struct ValuesTests {
  @Test(arguments: [
    ("values (1)", 1), ("VALUES (1, 'a,b'), (2, null)", 2), ("values (f(1, 2), [3, 4], {a: 5})", 3),
    ("values ((1), (2, 3))", 2), ("select 1", nil), ("values", nil), ("values (1, ?)", nil),
    ("values (1", nil),
  ])
  func countsTheColumnsOfTheFirstRow(_ text: String, _ width: Int?) throws {
    let source = try SQLText(text)
    #expect(source.valuesWidth(in: 0..<source.count) == width)
  }

  @Test func looksAtItsRangeOnly() throws {
    let source = try SQLText("insert into t (a, b) values (1, 2)")
    #expect(source.valuesWidth(in: 0..<source.count) == nil)
    #expect(source.valuesWidth(in: 21..<source.count) == 2)
  }
}
