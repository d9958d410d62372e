/// What went wrong between this program and S3, and what to do about it.
///
/// Messages name buckets, keys, regions and where credentials came from; never a secret, a
/// session token or a key's id.
public struct S3Error: Error, Sendable, Hashable {
  /// The class of the failure, for programs.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// There is no object under the key.
    case noSuchObject
    /// There is no such bucket.
    case noSuchBucket
    /// S3 refuses the request.
    case accessDenied
    /// The condition of a request does not hold: an object that must not exist does.
    case preconditionFailed
    /// The object ends before the bytes that are asked for.
    case outOfRange
    /// No answer, or none that helps, however often it was asked.
    case unavailable
    /// A setting means nothing.
    case configuration
    /// A source of credentials that the configuration names cannot be used.
    case credentials
    /// Anything else that S3 says no to.
    case refused
  }

  /// The class of the failure.
  public var kind: Kind
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it, where something can be done.
  public var hint: String?
  /// What was said further down, in the words of whoever said it.
  public var cause: String?
  /// How often the request was sent.
  public var attempts: Int

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, cause: String? = nil, attempts: Int = 1
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.cause = cause
    self.attempts = attempts
  }
}

extension S3Error: CustomStringConvertible {
  /// The message, then the cause, then the hint.
  public var description: String {
    [message, cause, hint].compactMap(\.self).joined(separator: "; ")
  }
}
