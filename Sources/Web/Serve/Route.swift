/// An address, who may call it, and what it answers.
struct Route: Sendable {
  /// Who may call an address. There is no route that does not say so.
  enum Access: Sendable, Hashable {
    /// Whoever reaches the server.
    case everyone
    /// Users with this role or more.
    case role(Role)
  }

  /// What is to be done.
  let method: Call.Method
  /// The path, its variable parts in braces.
  let path: String
  /// Who may call it.
  let access: Access
  /// What it answers.
  let answer: @Sendable (Site, Call) async throws -> Answer

  init(
    _ method: Call.Method, _ path: String, _ access: Access,
    _ answer: @escaping @Sendable (Site, Call) async throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.answer = answer
  }

  /// Whether programs call it, which want their errors as JSON.
  var isAPI: Bool { Self.isAPI(path) }

  static func isAPI(_ path: String) -> Bool {
    path.hasPrefix("/api/") || path.hasPrefix("/auth/") || path == "/openapi.json"
  }
}
