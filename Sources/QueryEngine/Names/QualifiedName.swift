/// The full name of a table or view: `catalog.schema.name`. Names are compared without regard to
/// case and keep the spelling they are given in.
public struct QualifiedName: Sendable, CustomStringConvertible {
  /// The catalogue; a lake's is `lake`.
  public var catalog: String
  /// The schema.
  public var schema: String
  /// The name in the schema.
  public var name: String

  /// The name of a lake's catalogue.
  public static let lakeCatalog = "lake"

  /// Makes a name, in the lake's catalogue unless another is given.
  public init(catalog: String = QualifiedName.lakeCatalog, schema: String, name: String) {
    self.catalog = catalog
    self.schema = schema
    self.name = name
  }

  /// `catalog.schema.name`, without quotes.
  public var description: String { "\(catalog).\(schema).\(name)" }

  var folded: [String] { [catalog, schema, name].map { $0.lowercased() } }
}

extension QualifiedName: Hashable {
  /// Whether two names name the same object.
  public static func == (left: QualifiedName, right: QualifiedName) -> Bool {
    left.folded == right.folded
  }

  /// Hashes the name without regard to case.
  public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
