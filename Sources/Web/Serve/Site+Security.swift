import Orchestration

extension Site {
  /// Begins a session for a name and a password.
  func logIn(_ call: Call) async throws -> Answer {
    let name = call.form["name"] ?? ""
    let next = call.form["next"] ?? "/"
    do {
      let user = try await user(name, password: call.form["password"] ?? "", call)
      let session = try await accounts.beginSession(of: user.name, now: call.now)
      return Answer.see(call.link(to: next)).setting(
        cookie: Gate.sessionCookie, session.text,
        seconds: Int(Accounts.sessionDuration.components.seconds), isSecure: call.isSecure)
    } catch let error as WebError {
      return .page(
        .login(call, operations, next: next, error: error), status: error.kind.status)
    }
  }

  /// The user of a name and a password.
  ///
  /// - Throws: ``WebError`` where they are not right, or were wrong too often.
  func user(_ name: String, password: String, _ call: Call) async throws -> Accounts.User {
    try gate.attempts.check(name, now: call.now)
    guard let user = try await accounts.user(name, password: password) else {
      gate.attempts.fail(name, now: call.now)
      try await audit.write(
        AuditEntry(at: call.now, actor: String(name.prefix(100)), action: "login failed"))
      throw WebError(.unauthenticated, "the name or the password is not right")
    }
    gate.attempts.succeed(name)
    try await audit.write(AuditEntry(at: call.now, actor: user.name, action: "login"))
    return user
  }

  /// Ends the session of the browser.
  func logOut(_ call: Call) async throws -> Answer {
    if let secret = call.cookie(Gate.sessionCookie).flatMap({ SecretText($0) }) {
      try await accounts.endSession(secret)
    }
    return Answer.see(Link("login")).setting(
      cookie: Gate.sessionCookie, "", seconds: 0, isSecure: call.isSecure)
  }
}
