/// A schedule that cannot mean anything.
public struct ScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class of a ``ScheduleError``.
  public enum Kind: Sendable, Hashable {
    /// The text is no cron expression.
    case cron
    /// The system has no zone of this name.
    case unknownTimeZone
    /// An interval that does not go forward.
    case interval
  }

  /// The class of the error.
  public let kind: Kind
  /// What is wrong.
  public let message: String
  /// What to do about it.
  public let hint: String?

  init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint after it.
  public var description: String {
    hint.map { "\(message) (\($0))" } ?? message
  }
}
