/// Why something about Airflow's files or Python's processes cannot go on.
public struct AirflowError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class of an ``AirflowError``.
  public enum Kind: Sendable, Hashable {
    /// There is no Python with Airflow in it, or it does not start.
    case environment
    /// A Python process is gone.
    case process
    /// What a Python process says is not what the protocol allows.
    case wire
    /// A DAG says what the scheduler cannot do.
    case unsupported
    /// There is no such DAG, task, connection or variable.
    case missing
  }

  /// The class of the error.
  public var kind: Kind
  /// What happened.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// What Python said, if it did.
  public var cause: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, hint: String? = nil, cause: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.cause = cause
  }

  /// The message, and the cause and the hint after it.
  public var description: String {
    [message, cause, hint].compactMap { $0 }.joined(separator: "; ")
  }
}
