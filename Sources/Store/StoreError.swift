/// What went wrong with the durable state.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The class of a ``StoreError``.
  public enum Kind: Sendable, Hashable {
    /// The database could not be opened or created.
    case cannotOpen
    /// Another process kept the database locked for longer than the store waits.
    case busy
    /// The disk is full, or the file may not be written.
    case cannotWrite
    /// The file is not a database, or is damaged.
    case damaged
    /// The database was written by a newer version of the program.
    case newerSchema
    /// A uniqueness, reference or check rule of the schema was broken.
    case constraint
    /// A statement the database does not accept.
    case statement
    /// The server that keeps the state cannot be reached.
    case unavailable
    /// The transaction lost a race against another one as often as it was tried.
    case conflict
    /// A value has another type than the caller asked for.
    case type
  }

  /// The class of the error.
  public var kind: Kind
  /// What happened, without values of rows.
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
