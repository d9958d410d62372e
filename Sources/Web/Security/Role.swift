/// What a user may do.
public enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
  /// See everything but secrets.
  case viewer
  /// Trigger, pause, clear and mark, too.
  case editor
  /// Change pools, connections, variables and users, too.
  case admin

  /// Whether one role may less than another.
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .editor: 1
    case .admin: 2
    }
  }
}

/// Who asks for something.
struct Identity: Sendable, Hashable {
  /// By what somebody is known.
  enum Means: Sendable, Hashable {
    /// By nothing.
    case none
    /// By being on this machine, while there are no users.
    case local
    /// By a session of a browser.
    case session
    /// By a token.
    case token
  }

  /// The user's name.
  var name: String
  /// What the user may do; `nil` for nobody.
  var role: Role?
  /// By what the user is known.
  var means: Means

  /// Somebody who has not said who they are.
  static let nobody = Identity(name: "", role: nil, means: .none)
  /// Whoever is on this machine, while there are no users.
  static let local = Identity(name: "local", role: .admin, means: .local)

  /// Whether everything is allowed that a role may.
  func may(_ role: Role) -> Bool { self.role.map { $0 >= role } ?? false }
}
