/// Decides what becomes of a request after each time it was sent. Without clock or I/O.
struct RequestProgress: Sendable {
  /// What came of sending a request once.
  enum Outcome: Sendable {
    case answer(HTTPAnswer)
    /// No answer came: the connection failed, or it took too long.
    case silence(reason: String)
  }

  /// What is done next.
  enum Step: Sendable, Hashable {
    /// The answer is the request's.
    case finish(HTTPAnswer)
    /// It is sent again after a wait.
    case wait
    /// It is sent again at once with credentials fetched anew.
    case renewCredentials
    /// It is sent again at once to the region where the bucket is.
    case move(region: String)
    /// There is no answer, and will be none.
    case giveUp(reason: String)
  }

  let limit: Int
  /// How often the request was sent.
  private(set) var attempts = 0
  private var hasMoved = false
  private var hasRenewed = false

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes what came of the last attempt.
  mutating func handle(_ outcome: Outcome) -> Step {
    attempts += 1
    switch outcome {
    case .silence(let reason):
      return attempts < limit ? .wait : .giveUp(reason: reason)
    case .answer(let answer):
      if answer.isSuccess { return .finish(answer) }
      let code = S3Failure(answer).code
      if let region = movedTo(answer, code) {
        hasMoved = true
        return .move(region: region)
      }
      if !hasRenewed, Self.staleCredentials.contains(code) {
        hasRenewed = true
        return .renewCredentials
      }
      guard Self.isTransient(answer.status, code), attempts < limit else {
        return .finish(answer)
      }
      return .wait
    }
  }

  /// The region in which the bucket is, where the answer says that it is another.
  private func movedTo(_ answer: HTTPAnswer, _ code: String) -> String? {
    guard !hasMoved, let region = answer.headers["x-amz-bucket-region"] ?? S3Failure(answer).region
    else { return nil }
    let isElsewhere = [301, 302, 307, 308].contains(answer.status)
    return isElsewhere || code == "AuthorizationHeaderMalformed" ? region : nil
  }

  private static let staleCredentials: Set<String> = [
    "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired",
  ]

  private static func isTransient(_ status: Int, _ code: String) -> Bool {
    switch status {
    case 408, 429, 500, 502, 503, 504: true
    // Two conditional writes at once: neither has lost yet.
    case 409: code == "ConditionalRequestConflict" || code == "OperationAborted" || code.isEmpty
    default: code == "RequestTimeout" || code == "SlowDown" || code == "InternalError"
    }
  }
}

/// What S3 says of itself in an answer that says no.
struct S3Failure: Sendable, Hashable {
  /// S3's name for it, empty if the answer has no document.
  var code = ""
  /// S3's words for it.
  var message: String?
  /// The region it speaks of.
  var region: String?

  init(_ answer: HTTPAnswer) {
    guard let document = XMLElement(answer.body), document.name == "Error" else { return }
    code = document["Code"]?.text ?? ""
    message = document["Message"]?.text
    region = document["Region"]?.text
  }
}
