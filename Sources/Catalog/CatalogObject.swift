/// The schema and the name of an object in the lake. Names keep the spelling they were created
/// with and are found without regard to case.
public struct ObjectName: Sendable, Hashable, CustomStringConvertible {
  /// The schema, such as `silver`.
  public var schema: String
  /// The name in the schema.
  public var name: String

  /// Makes a name.
  public init(schema: String, name: String) {
    self.schema = schema
    self.name = name
  }

  /// `schema.name`.
  public var description: String { "\(schema).\(name)" }
}

/// A column as the catalogue lists it.
public struct CatalogColumn: Sendable, Hashable {
  /// The name, in the spelling it was declared with.
  public var name: String
  /// The SQL name of the type, as DuckDB spells it.
  public var type: String
  /// Whether values may be null.
  public var isNullable: Bool
  /// What the column means.
  public var description: String?

  /// Makes a column.
  public init(name: String, type: String, isNullable: Bool = true, description: String? = nil) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.description = description
  }
}

/// What the catalogue knows of a table or a view.
public struct CatalogObject: Sendable, Hashable {
  /// The storage format of a table.
  public enum Format: String, Sendable, Hashable {
    case delta
  }

  /// What the object is.
  public enum Kind: Sendable, Hashable {
    /// A table in the folder `location`: relative to the lake's root, or an absolute path or
    /// URL. A managed table's files belong to the lake and go when it is dropped.
    case table(location: String, format: Format, isManaged: Bool)
    /// A stored query.
    case view(sql: String)
  }

  /// The schema and name.
  public var name: ObjectName
  /// What the object is.
  public var kind: Kind
  /// The columns when the object was last written or described; a table's own schema is in
  /// its log, this copy is for listing.
  public var columns: [CatalogColumn]
  /// What the object holds.
  public var description: String?
  /// Who answers for it.
  public var owner: String?
  /// Labels, in alphabetical order.
  public var tags: [String]

  /// Makes an object.
  public init(
    name: ObjectName, kind: Kind, columns: [CatalogColumn] = [], description: String? = nil,
    owner: String? = nil, tags: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.columns = columns
    self.description = description
    self.owner = owner
    self.tags = tags
  }

  /// Whether the object is a view.
  public var isView: Bool {
    if case .view = kind { true } else { false }
  }
}
