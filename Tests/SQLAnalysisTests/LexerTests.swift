import SQLAnalysis
import Testing

@Suite struct LexerTests {
  private static let texts: [(String, [String])] = [
    ("select a.b", ["SELECT", "A", ".", "B"]),
    ("'it''s' \"a\"\"b\" `c``d`", ["it's", "a\"b", "c`d"]),
    ("E'a\\'b' x'0f' $$raw 'x'$$ $t$ $$ $t$", ["a\\'b", "0f", "raw 'x'", " $$ "]),
    ("a /* b /* c */ d */ e -- f\n g", ["A", "E", "G"]),
    (
      "1 1.5 .5 1e3 1e+3 0xFF 1_000 1..2",
      ["1", "1.5", ".5", "1e3", "1e+3", "0xFF", "1_000", "1", ".", ".2"]
    ),
    ("? $1 $name a::int b=>c", ["?", "$1", "$name", "A", "::", "INT", "B", "=>", "C"]),
    ("straße été", ["STRASSE", "ÉTÉ"]),
    (
      "a<=b<>c!=d||e->>f->g",
      ["A", "<=", "B", "<>", "C", "!=", "D", "||", "E", "->>", "F", "->", "G"]
    ),
    ("", []), ("  -- only a comment", []),
  ]

  @Test(arguments: texts) func cutsTokens(_ text: String, _ values: [String]) throws {
    #expect(try Lexer.tokens(of: text).map(\.value) == values)
  }

  @Test func countsPositionsInBytes() throws {
    let tokens = try Lexer.tokens(of: "select 'ä', \"ö\" from ü")
    #expect(tokens.map(\.range.lowerBound) == [0, 7, 11, 13, 18, 23])
  }

  @Test(arguments: [
    ("select 'abc", 7), ("select \"abc", 7), ("a /* /* */", 2), ("$x$ abc $y$", 0), ("`a", 0),
  ])
  func pointsAtWhatIsNotClosed(_ text: String, _ position: Int) {
    let error = #expect(throws: LexicalError.self) { try Lexer.tokens(of: text) }
    #expect(error?.position == position)
  }

  @Test func cutsStatementsAtSemicolonsOnly() throws {
    let script = "select ';'; -- a; b\n insert into t values ($$;$$) ;; select /* ; */ 2"
    let statements = try SQLText.statements(of: script)
    #expect(
      statements.map(\.text) == [
        "select ';'", "insert into t values ($$;$$) ", "select /* ; */ 2",
      ])
    for statement in statements {
      let start = script.utf8.index(script.startIndex, offsetBy: statement.offset)
      #expect(script[start...].hasPrefix(statement.text))
      #expect(statement.tokens.first?.range.lowerBound == 0)
    }
  }

  @Test func findsLinesAndColumns() {
    let text = "select\n  'ä' + x"
    #expect(TextPosition(of: 0, in: text) == TextPosition(line: 1, column: 1))
    #expect(TextPosition(of: 16, in: text) == TextPosition(line: 2, column: 9))
    #expect(TextPosition(of: 999, in: text).line == 2)
  }

  @Test func mapsPositionsBack() throws {
    let source = try SQLText("select a from lake.s.t where b")
    var sql = MappedSQL()
    sql.append("COPY (")
    sql.append(source, 0..<source.count, edits: [TextEdit(14..<18, "session_12")])
    sql.append(") TO 'x'")
    #expect(sql.text == "COPY (select a from session_12.s.t where b) TO 'x'")
    #expect(sql.sourcePosition(of: 6) == 0)
    #expect(sql.sourcePosition(of: 13) == 7)
    #expect(sql.sourcePosition(of: 24) == 14)
    #expect(sql.sourcePosition(of: 31) == 19)
    #expect(sql.sourcePosition(of: 41) == 29)
  }

  @Test func masksWithoutMoving() throws {
    let source = try SQLText("from `a b` for version as of 3 x")
    #expect(source.masking([11..<30]) == "from \"a b\"                     x")
  }
}
