/// Reads the tokens of a statement from left to right.
struct TokenCursor {
  let source: SQLText
  private(set) var index = 0
  private let end: Int

  init(_ source: SQLText, from index: Int = 0, to end: Int? = nil) {
    self.source = source
    self.index = index
    self.end = end ?? source.tokens.count
  }

  var isAtEnd: Bool { index >= end }
  var current: Token? { index < end ? source.tokens[index] : nil }

  func peek(_ distance: Int) -> Token? {
    index + distance < end ? source.tokens[index + distance] : nil
  }

  /// The byte the current token begins at; the end of the text behind the last.
  var position: Int {
    current?.range.lowerBound ?? (end > 0 ? source.tokens[end - 1].range.upperBound : 0)
  }

  /// From the current token to the end of the last.
  var rest: Range<Int> {
    position..<max(position, end > 0 ? source.tokens[end - 1].range.upperBound : 0)
  }

  mutating func advance(_ distance: Int = 1) { index = min(end, index + distance) }

  /// Whether the next tokens are these keywords.
  func isNext(_ keywords: String...) -> Bool {
    for (offset, keyword) in keywords.enumerated() {
      guard let token = peek(offset), token.isKeyword(keyword) else { return false }
    }
    return true
  }

  func isNext(symbol: String) -> Bool { current?.isSymbol(symbol) ?? false }

  /// Steps over these keywords if they come next.
  mutating func take(_ keywords: String...) -> Bool {
    for (offset, keyword) in keywords.enumerated() {
      guard let token = peek(offset), token.isKeyword(keyword) else { return false }
    }
    advance(keywords.count)
    return true
  }

  mutating func take(symbol: String) -> Bool {
    guard isNext(symbol: symbol) else { return false }
    advance()
    return true
  }

  func error(_ message: String, hint: String? = nil) -> StatementError {
    StatementError(message, hint: hint, at: position)
  }

  func unexpected(_ wanted: String) -> StatementError {
    guard let current else { return error("the statement ends where \(wanted) is expected") }
    return error("expected \(wanted) at or near \"\(source[current.range])\"")
  }

  mutating func expect(_ keyword: String) throws(StatementError) {
    guard take(keyword) else { throw unexpected(keyword) }
  }

  mutating func expect(symbol: String) throws(StatementError) {
    guard take(symbol: symbol) else { throw unexpected("\"\(symbol)\"") }
  }

  mutating func name(_ wanted: String = "a name") throws(StatementError) -> String {
    guard let current, current.isName else { throw unexpected(wanted) }
    advance()
    return source.name(of: current)
  }

  mutating func string(_ wanted: String = "a text in quotes") throws(StatementError) -> String {
    guard let current, current.kind == .string else { throw unexpected(wanted) }
    advance()
    return current.value
  }

  /// A name with dots.
  mutating func reference(_ wanted: String) throws(StatementError) -> ObjectReference {
    let start = position
    var parts = [try name(wanted)]
    var end = index > 0 ? source.tokens[index - 1].range.upperBound : start
    while isNext(symbol: "."), let next = peek(1), next.isName {
      advance(2)
      parts.append(source.name(of: next))
      end = next.range.upperBound
    }
    return ObjectReference(parts: parts, range: start..<end)
  }

  /// Names in parentheses with commas between.
  mutating func names() throws(StatementError) -> [String] {
    try expect(symbol: "(")
    var names: [String] = []
    repeat { names.append(try name("a column name")) } while take(symbol: ",")
    try expect(symbol: ")")
    return names
  }

  /// Steps over tokens, parentheses with all they hold, until one that `stops` accepts stands
  /// outside of parentheses, or the end. Returns the bytes stepped over.
  mutating func skip(until stops: (Token) -> Bool) -> Range<Int> {
    let start = position
    var last = start
    var depth = 0
    while let token = current {
      if depth == 0, stops(token) { break }
      if token.kind == .symbol {
        if token.value == "(" || token.value == "[" || token.value == "{" { depth += 1 }
        if token.value == ")" || token.value == "]" || token.value == "}" { depth -= 1 }
        if depth < 0 { break }
      }
      last = token.range.upperBound
      advance()
    }
    return start..<max(start, last)
  }
}
