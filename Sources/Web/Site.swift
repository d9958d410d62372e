import Airflow
import Logging
import Orchestration
import Store

/// Everything that answers are made of, and the one way from a call to its answer.
struct Site: Sendable {
  let operations: Operations
  let gate: Gate
  let accounts: Accounts
  let audit: AuditLog
  let routes: [Route]
  private let logger = Logger(label: "millrace.web")

  /// Makes the site of a project.
  ///
  /// - Parameters:
  ///   - operations: the project.
  ///   - host: the host that the server listens on.
  ///   - cost: how much work a password is.
  init(_ operations: Operations, host: String, cost: PasswordHash.Cost = PasswordHash.Cost()) {
    self.operations = operations
    accounts = Accounts(operations.store, cost: cost)
    gate = Gate(accounts: accounts, host: host)
    audit = AuditLog(operations.store)
    routes = Route.all
  }

  /// Answers a call: finds out who asks, refuses what they may not, and tells errors in the form
  /// that the asker reads.
  ///
  /// - Parameters:
  ///   - call: what is asked.
  ///   - route: the route that its address has; `nil` where there is none.
  /// - Returns: the answer, with the headers that every answer has.
  func answer(_ call: Call, _ route: Route?) async -> Answer {
    let known = call.cookie(Gate.visitorCookie).flatMap { SecretText($0) }
    let visitor = known ?? SecretText()
    var call = call
    var answer: Answer
    do {
      call.identity = try await gate.identify(call)
      call.formToken = gate.formToken(for: visitor, call.identity)
      guard let route else {
        // Who may see nothing does not learn what there is.
        try gate.check(call, .role(.viewer))
        throw WebError(.missing, "there is nothing at this address")
      }
      try gate.check(call, route.access)
      answer = try await route.answer(self, call)
    } catch {
      answer = tell(error, call, isAPI: route?.isAPI ?? Route.isAPI(call.path))
    }
    if known == nil, answer.type.hasPrefix("text/html") {
      answer = answer.setting(
        cookie: Gate.visitorCookie, visitor.text, seconds: 365 * 86_400, isSecure: call.isSecure)
    }
    return Self.guarded(answer)
  }

  /// Answers what cannot be looked at any further.
  func refuse(_ call: Call, _ error: WebError) async -> Answer {
    Self.guarded(tell(error, call, isAPI: Route.isAPI(call.path)))
  }

  private static func guarded(_ answer: Answer) -> Answer {
    var answer = answer
    answer.headers =
      headers.filter { header in !answer.headers.contains { $0.name == header.name } }
      + answer.headers
    return answer
  }

  /// Nothing is loaded from elsewhere, no script stands in a page, and no other site may frame one
  /// or read from it.
  private static let headers: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
  ]

  private func tell(_ error: any Error, _ call: Call, isAPI: Bool) -> Answer {
    let known = WebError(error)
    if known.kind == .failure {
      logger.error("\(call.method.rawValue) \(call.path) failed: \(error)")
    }
    if isAPI { return .json(["detail": known.detail], status: known.apiStatus) }
    if known.kind == .unauthenticated, call.method.isSafe {
      return .see(Link("login", query: ["next": call.link.address]))
    }
    return .page(.failure(known, call, operations), status: known.kind.status)
  }

  /// Notes that somebody did something.
  ///
  /// - Throws: `StoreError`.
  func note(
    _ action: String, by call: Call, dag: String? = nil, run: String? = nil, task: String? = nil,
    detail: String? = nil
  ) async throws {
    try await audit.write(
      AuditEntry(
        at: call.now, actor: call.identity.name, action: action, dag: dag, run: run, task: task,
        detail: detail))
  }
}

extension WebError {
  /// Any error as one that may be shown: what is not known is not told in detail.
  init(_ error: any Error) {
    switch error {
    case let error as WebError: self = error
    case let error as StoreError where error.kind == .busy:
      self.init(.busy, error.message, hint: error.hint)
    case let error as VaultError: self.init(.conflict, error.description)
    default: self.init(.failure, "something went wrong; the log of the server says what")
    }
  }
}

extension Call {
  /// Whether the browser came by TLS, which whoever stands before this server ends.
  var isSecure: Bool { headers.forwardedProtocol?.lowercased() == "https" }
}
