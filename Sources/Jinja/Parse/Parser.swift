import Spelling

/// Reads statements and expressions from tokens. A host tag's parse function gets the parser
/// positioned at the tag's name.
public struct Parser {
  /// What the parser needs to know of the environment.
  struct Rules: Sendable {
    var tags: [String: HostTag] = [:]
    var allowsMacroTypes = false
    var nestingLimit = 200
  }

  let source: Source
  let rules: Rules
  let tokens: [Token]
  /// Why the tokens end before the source does.
  private let lexicalFailure: TemplateError?
  let stack: StackGuard
  var index = 0
  var depth = 0
  var loopDepth = 0
  var openTags: [(name: String, position: Position, ends: [String])] = []
  var blockNames: Set<String> = []

  init(source: Source, delimiters: Delimiters, rules: Rules) {
    self.source = source
    self.rules = rules
    var lexer = Lexer(source: source, delimiters: delimiters)
    (tokens, lexicalFailure) = lexer.tokenize()
    stack = StackGuard.current
  }

  /// The token to be read next.
  public var current: Token { tokens[index] }

  /// The token behind the current one.
  public var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// Reads the current token, whatever it is.
  @discardableResult
  public mutating func advance() -> Token {
    let token = tokens[index]
    if index + 1 < tokens.count { index += 1 }
    return token
  }

  /// Reads a name if it is this one.
  public mutating func skip(name: String) -> Bool {
    guard current.isName(name) else { return false }
    advance()
    return true
  }

  /// Reads a symbol if it is this one.
  public mutating func skip(symbol: String) -> Bool {
    guard current.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  /// Reads any name, or fails.
  @discardableResult
  public mutating func expectName() throws -> Token {
    guard current.kind == .name else { throw unexpected(expected: "name") }
    return advance()
  }

  /// Reads this name, or fails.
  @discardableResult
  public mutating func expect(name: String) throws -> Token {
    guard current.isName(name) else { throw unexpected(expected: name) }
    return advance()
  }

  /// Reads this symbol, or fails.
  @discardableResult
  public mutating func expect(symbol: String) throws -> Token {
    guard current.isSymbol(symbol) else { throw unexpected(expected: symbol) }
    return advance()
  }

  mutating func expect(_ kind: Token.Kind) throws {
    guard current.kind == kind else { throw unexpected(expected: kind.rawValue) }
    advance()
  }

  private func unexpected(expected: String) -> TemplateError {
    if current.kind == .end {
      return failure("unexpected end of template, expected '\(expected)'.")
    }
    return failure("expected token '\(expected)', got '\(current.described)'")
  }

  /// A syntax error at a place, by default at the current token.
  public func failure(_ message: String, at position: Position? = nil, hint: String? = nil)
    -> TemplateError
  {
    if current.kind == .end, let lexicalFailure { return lexicalFailure }
    return source.locate(TemplateError(.syntax, message, hint: hint), position ?? current.position)
  }

  /// Runs `read` one level deeper; fails where the nesting exceeds what is allowed.
  mutating func nested<Result>(_ read: (inout Parser) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= rules.nestingLimit, stack.hasRoom else {
      throw failure("the template nests too deeply (\(depth) levels)")
    }
    return try read(&self)
  }

  /// Reads the whole template.
  mutating func template() throws -> [Statement] {
    let result = try statements(until: nil)
    if let lexicalFailure { throw lexicalFailure }
    return result
  }

  /// Reads the end of the current tag, then statements up to a tag that begins with one of `ends`;
  /// that name becomes the current token.
  public mutating func body(until ends: [String]) throws -> [Statement] {
    _ = skip(symbol: ":")
    try expect(.blockEnd)
    if !openTags.isEmpty { openTags[openTags.count - 1].ends = ends }
    let result = try nested { try $0.statements(until: ends) }
    if current.kind == .end { throw missingEnd(ends) }
    return result
  }

  /// As `body(until:)`, and reads the name that ends it.
  public mutating func body(through end: String) throws -> [Statement] {
    let result = try body(until: [end])
    advance()
    return result
  }

  private func missingEnd(_ ends: [String]) -> TemplateError {
    let wanted = ends.map { "'\($0)'" }.joined(separator: " or ")
    var message = "Unexpected end of template. Jinja was looking for the following tags: \(wanted)."
    var hint: String?
    if let open = openTags.last {
      message += " The innermost block that needs to be closed is '\(open.name)'."
      hint = "'\(open.name)' was opened at line \(open.position.line)"
    }
    return failure(message, hint: hint)
  }

  private mutating func statements(until ends: [String]?) throws -> [Statement] {
    var result: [Statement] = []
    while true {
      let token = current
      switch token.kind {
      case .data:
        result.append(Statement(.text(token.text), at: token.position))
        advance()
      case .variableBegin:
        advance()
        let expression = try tupleExpression()
        result.append(Statement(.output(expression), at: expression.position))
        try expect(.variableEnd)
      case .blockBegin:
        advance()
        if let ends, current.kind == .name, ends.contains(current.text) { return result }
        result += try statement()
        try expect(.blockEnd)
      case .end:
        return result
      default:
        throw failure("unexpected '\(token.described)'")
      }
    }
  }

  private mutating func statement() throws -> [Statement] {
    guard current.kind == .name else { throw failure("tag name expected") }
    let tag = current
    openTags.append((tag.text, tag.position, []))
    defer { openTags.removeLast() }
    if let host = rules.tags[tag.text] { return try host.parse(&self) }
    if let kind = try builtinStatement(tag.text) {
      return kind.map { Statement($0, at: tag.position) }
    }
    throw unknownTag(tag)
  }

  static let tagNames = [
    "for", "if", "set", "macro", "call", "filter", "with", "autoescape", "block", "extends",
    "include", "import", "from", "print", "do", "break", "continue", "raw",
  ]

  private func unknownTag(_ tag: Token) -> TemplateError {
    let enclosing = openTags.dropLast().last
    var message = "Encountered unknown tag '\(tag.text)'."
    if let enclosing, !enclosing.ends.isEmpty {
      let wanted = enclosing.ends.map { "'\($0)'" }.joined(separator: " or ")
      message +=
        " Jinja was looking for the following tags: \(wanted)."
        + " The innermost block that needs to be closed is '\(enclosing.name)'."
    }
    let known = Parser.tagNames + rules.tags.keys + (enclosing?.ends ?? [])
    let hint = NearestName.of(tag.text, among: known).map { "did you mean '\($0)'?" }
    return failure(message, at: tag.position, hint: hint)
  }
}
