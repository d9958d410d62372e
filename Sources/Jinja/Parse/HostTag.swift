/// A tag that the host adds to the language.
public struct HostTag: Sendable {
  /// The word behind `{%`.
  public let name: String
  /// Reads the tag; the current token is the tag's name. The result stands for the tag: often one
  /// `macro` statement, so that the body compiles as any macro does.
  public let parse: @Sendable (inout Parser) throws -> [Statement]

  /// Makes a tag.
  public init(
    _ name: String, parse: @escaping @Sendable (inout Parser) throws -> [Statement]
  ) {
    self.name = name
    self.parse = parse
  }
}

/// A statement whose effect is the host's.
public struct HostStatement: Sendable {
  /// Evaluated in order and passed to `action`.
  public let arguments: [Expression]
  /// Rendered each time that `action` asks for it.
  public let body: [Statement]
  /// Performs the statement; the result is written where the tag stands, `none` writes nothing.
  public let action: @Sendable ([Value], State, () throws -> String) throws -> Value

  /// Makes a statement.
  public init(
    arguments: [Expression] = [], body: [Statement] = [],
    action: @escaping @Sendable ([Value], State, () throws -> String) throws -> Value
  ) {
    self.arguments = arguments
    self.body = body
    self.action = action
  }
}
