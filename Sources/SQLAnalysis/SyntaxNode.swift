public import JSON

/// A node of DuckDB's parse tree, as its `json_serialize_sql` writes it.
public indirect enum SyntaxNode: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number as it is written: some exceed every fixed-width type.
  case number(String)
  case string(String)
  case array([SyntaxNode])
  case object([String: SyntaxNode])

  /// Reads the JSON DuckDB wrote; `nil` if it is not JSON.
  public init?(json: String) {
    guard let node = try? SyntaxNode(parsing: json.utf8, levels: 2_000) else { return nil }
    self = node
  }

  /// The member called `key`; ``null`` where there is none.
  public subscript(key: String) -> SyntaxNode {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// The text of a string, `nil` for anything else.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array, none for anything else.
  public var elements: [SyntaxNode] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// Whether it is `true`.
  public var isTrue: Bool { self == .boolean(true) }

  /// Whether there is nothing here.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The number, where it fits.
  public var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }
}

extension SyntaxNode: JSONReadable {
  /// Makes a node; none of a number that is not finite, which DuckDB does not write.
  public init?(jsonPart: JSONPart<SyntaxNode>) {
    switch jsonPart {
    case .null: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .number(let digits): self = .number(digits)
    case .notFinite: return nil
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(elements)
    case .object(let members):
      self = .object(
        Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
    }
  }
}
