/// A named column, or a named member of a nested type.
public struct Field: Sendable, Hashable {
  /// The name, in the spelling it was declared with.
  public var name: String
  /// The type of every value.
  public var type: LogicalType
  /// Whether a value may be null.
  public var isNullable: Bool
  /// What the format that declared the field says of it beyond its type (comments, column
  /// mapping, generation expressions …), kept as it was written.
  public var metadata: [String: String]

  /// Makes a field; nullable and without metadata unless said otherwise.
  public init(
    _ name: String, _ type: LogicalType, isNullable: Bool = true, metadata: [String: String] = [:]
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.metadata = metadata
  }
}

/// The columns of a table or a batch, in order.
public struct Schema: Sendable, Hashable {
  /// The columns, in order.
  public var fields: [Field]

  /// Makes a schema of these columns.
  public init(_ fields: [Field]) {
    self.fields = fields
  }

  /// The names of the columns, in order.
  public var names: [String] { fields.map(\.name) }

  /// The position of the column called `name`: the exact spelling first, then without regard to
  /// case, as SQL resolves names. `nil` if there is none.
  public func index(of name: String) -> Int? {
    if let exact = fields.firstIndex(where: { $0.name == name }) { return exact }
    let folded = name.lowercased()
    return fields.firstIndex { $0.name.lowercased() == folded }
  }

  /// The column called `name`, resolved as ``index(of:)`` does.
  public subscript(name: String) -> Field? {
    index(of: name).map { fields[$0] }
  }
}
