/// What the catalogue refuses.
public struct CatalogError: Error, Sendable, CustomStringConvertible {
  /// The class of a ``CatalogError``.
  public enum Kind: Sendable, Hashable {
    case schemaNotFound, schemaExists, schemaNotEmpty
    case objectNotFound, objectExists
    /// A name that cannot name a schema, a table or a folder.
    case invalidName
  }

  /// The class of the error.
  public var kind: Kind
  /// What happened.
  public var message: String
  /// What to do about it, where that is known.
  public var hint: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint after it.
  public var description: String {
    hint.map { "\(message)\nhint: \($0)" } ?? message
  }
}
