/// What went wrong with a PostgreSQL server.
public struct PostgreSQLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class of a ``PostgreSQLError``.
  public enum Kind: Sendable, Hashable {
    /// The machine has no libpq.
    case missingLibrary
    /// The address means nothing.
    case address
    /// The server cannot be reached, or the connection to it has broken.
    case unreachable
    /// The server does not let this user in, or knows no such database.
    case refused
    /// The server does not take the statement.
    case statement
    /// The statement was cancelled.
    case cancelled
  }

  /// The class of the error.
  public var kind: Kind
  /// What happened, without passwords and without values of rows.
  public var message: String
  /// PostgreSQL's five characters for it, where it was the server that said so.
  public var sqlState: String?
  /// What to do about it, where that is known.
  public var hint: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, sqlState: String? = nil, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.sqlState = sqlState
    self.hint = hint
  }

  /// The message, and the hint after it.
  public var description: String {
    hint.map { "\(message)\nhint: \($0)" } ?? message
  }

  /// Whether the same transaction may well succeed when it is tried again: it lost a race.
  public var isConflict: Bool { sqlState == "40001" || sqlState == "40P01" || isStalePlan }

  /// Another session changed a table that a prepared statement reads.
  private var isStalePlan: Bool { sqlState == "0A000" && message.contains("cached plan") }
}

extension PostgreSQLError {
  /// What the server said of a statement.
  ///
  /// - Parameters:
  ///   - sqlState: its five characters.
  ///   - primary: its message, which for some states quotes values of rows; then it is left out.
  init(sqlState: String, primary: String) {
    let kind: Kind
    switch sqlState {
    case "57014": kind = .cancelled
    case "57P01", "57P02", "57P03", "57P05", "25P03", "53300": kind = .unreachable
    case _ where sqlState.hasPrefix("08"): kind = .unreachable
    case _ where sqlState.hasPrefix("28"), "3D000": kind = .refused
    default: kind = .statement
    }
    // The class of data exceptions says which value it was.
    let message = sqlState.hasPrefix("22") ? "a value is not of the type of its column" : primary
    self.init(kind, "\(message) (SQLSTATE \(sqlState))", sqlState: sqlState)
  }
}
