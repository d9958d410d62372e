/// Why the web server did not do what it was asked for, or did not start.
public struct WebError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class of a ``WebError``.
  public enum Kind: Sendable, Hashable {
    /// What was sent cannot mean anything.
    case invalid
    /// Nobody has said who they are.
    case unauthenticated
    /// Whoever asks may not.
    case forbidden
    /// There is nothing of that name.
    case missing
    /// It is there already, or in a state that does not allow it.
    case conflict
    /// More was sent than is taken.
    case tooLarge
    /// It was tried too often.
    case tooMany
    /// The scheduler takes no requests now.
    case busy
    /// The address cannot be listened on.
    case address
    /// Something went wrong within.
    case failure

    /// The status of HTTP that says so.
    var status: Int {
      switch self {
      case .invalid: 400
      case .unauthenticated: 401
      case .forbidden: 403
      case .missing: 404
      case .conflict: 409
      case .tooLarge: 413
      case .tooMany: 429
      case .busy: 503
      case .address, .failure: 500
      }
    }
  }

  /// The class of the error.
  public var kind: Kind
  /// What is wrong, in one sentence.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint after it.
  public var description: String { message + (hint.map { "; \($0)" } ?? "") }

  /// Nothing of that name, with the nearest one.
  static func missing(_ kind: String, _ name: String, hint: String? = nil) -> WebError {
    WebError(.missing, "there is no \(kind) \"\(name)\"", hint: hint)
  }
}
