/// Why a column could not be built, converted or exchanged.
public struct ColumnarError: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Sendable, Hashable {
    /// A value, or another column, is not of the type it was given to.
    case typeMismatch
    /// A number has no room in the type.
    case outOfRange
    /// A structure that came through the Arrow C data interface breaks its specification.
    case malformedArrow
    /// The Arrow type has no logical type here, or the other way about.
    case unsupportedType
    /// Columns of one batch differ in length from each other or in number from the schema.
    case shapeMismatch
    /// The producer of an Arrow stream reported an error of its own.
    case producerFailed
  }

  /// What went wrong.
  public let kind: Kind
  /// What went wrong, where: types and names, never values.
  public let message: String
  /// What to do about it.
  public let hint: String?

  init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint below it.
  public var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}
