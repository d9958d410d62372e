import Orchestration
import Synchronization

/// Decides who is asking, and whether they may.
struct Gate: Sendable {
  /// The cookie of a session.
  static let sessionCookie = "millrace_session"
  /// The cookie by which a browser is told from others, before anybody has logged in too.
  static let visitorCookie = "millrace_visitor"

  let accounts: Accounts
  let formTokens = FormTokens()
  let attempts = LoginAttempts()
  /// The host that the server listens on.
  let host: String

  /// Who asks. While there are no users, whoever is on this machine.
  ///
  /// - Throws: ``WebError`` where something is shown that is no longer, or never was, valid; and
  ///   `StoreError`.
  func identify(_ call: Call) async throws -> Identity {
    guard try await accounts.areThere() else {
      // A page elsewhere whose name leads here would otherwise be on this machine as well.
      guard Self.isLoopback(Self.name(of: call.headers.host ?? "")) else {
        throw WebError(
          .forbidden, "this server answers only to names of this machine while it has no users",
          hint: "open http://localhost, or add a user: millrace users add NAME --role admin")
      }
      return .local
    }
    if let authorization = call.headers.authorization {
      let words = authorization.split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer",
        let secret = SecretText(String(words[1])),
        let holder = try await accounts.holder(of: secret, .token, now: call.now)
      else { throw WebError(.unauthenticated, "the token is not valid") }
      return holder
    }
    guard let secret = call.cookie(Self.sessionCookie).flatMap({ SecretText($0) }) else {
      return .nobody
    }
    return try await accounts.holder(of: secret, .session, now: call.now) ?? .nobody
  }

  /// What forms for this visitor have to send back.
  func formToken(for visitor: SecretText, _ identity: Identity) -> String {
    formTokens.token(for: visitor.text + "\0" + identity.name)
  }

  /// Refuses what the role of whoever asks does not cover, and what another site's page sent.
  ///
  /// - Throws: ``WebError``.
  func check(_ call: Call, _ access: Route.Access) throws(WebError) {
    if case .role(let role) = access {
      guard let own = call.identity.role else {
        throw WebError(.unauthenticated, "log in first")
      }
      guard own >= role else {
        throw WebError(
          .forbidden, "this takes the role \(role.rawValue), and \(call.identity.name) is \(own)")
      }
    }
    guard !call.method.isSafe, call.identity.means != .token else { return }
    try checkOrigin(call)
  }

  /// A browser says where a request comes from; a program says nothing, and has no cookies that
  /// somebody else could use.
  private func checkOrigin(_ call: Call) throws(WebError) {
    let refused = WebError(
      .forbidden, "the request does not come from a page of this server",
      hint: "load the page again")
    if let site = call.headers.fetchSite, site != "same-origin", site != "none" { throw refused }
    if let origin = call.headers.origin {
      guard let host = call.headers.host, origin.lowercased().hasSuffix("://" + host.lowercased())
      else { throw refused }
    }
    let isProgram =
      call.headers.origin == nil && call.headers.fetchSite == nil
      && call.headers.cookie == nil
    if isProgram, call.headers.contentType?.hasPrefix("application/json") ?? call.body.isEmpty {
      return
    }
    guard let visitor = call.cookie(Self.visitorCookie),
      let token = call.form["_token"] ?? call.headers.formToken,
      formTokens.isValid(token, for: visitor + "\0" + call.identity.name)
    else { throw refused }
  }

  /// The host of `host:port`.
  static func name(of host: String) -> String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end]).lowercased()
    }
    return String(host.prefix { $0 != ":" }).lowercased()
  }

  /// Whether a host is this machine and nobody else can reach it.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in UInt8(part) != nil }
  }
}

/// How often a name was given with a wrong password lately.
final class LoginAttempts: Sendable {
  private struct Failures {
    var count: Int
    var since: Timestamp
  }

  private let failures = Mutex<[String: Failures]>([:])
  private static let most = 5
  private static let window: Duration = .seconds(60)
  /// How many names are remembered; beyond, all are forgotten at once.
  private static let mostNames = 10_000

  /// Refuses a name that was tried too often.
  ///
  /// - Throws: ``WebError`` of kind `tooMany`.
  func check(_ name: String, now: Timestamp) throws(WebError) {
    let found = failures.withLock { $0[name] }
    guard let found, found.count >= Self.most, now - found.since < Self.window else { return }
    throw WebError(.tooMany, "this name was tried too often", hint: "wait for a minute")
  }

  /// Counts a failure.
  func fail(_ name: String, now: Timestamp) {
    failures.withLock { failures in
      if failures.count >= Self.mostNames { failures.removeAll() }
      var entry = failures[name] ?? Failures(count: 0, since: now)
      if now - entry.since >= Self.window { entry = Failures(count: 0, since: now) }
      entry.count += 1
      failures[name] = entry
    }
  }

  /// Forgets the failures of a name.
  func succeed(_ name: String) {
    failures.withLock { $0[name] = nil }
  }
}
