import FoundationEssentials

/// The credentials in force. They are fetched when they are first needed, and again a while
/// before they expire; whoever asks meanwhile waits for the one who fetches.
actor CredentialCache {
  /// How long before their end credentials are renewed.
  private static let margin: TimeInterval = 300
  /// How long it is before a place that failed to renew keys which still hold is asked again.
  private static let pause: TimeInterval = 30

  private enum State {
    case unknown
    case known(AWSCredentials?)
  }

  private let fetch: @Sendable () async throws -> AWSCredentials?
  private let now: @Sendable () -> Date
  private var state = State.unknown
  private var isFetching = false
  private var notBefore: Date?
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(
    now: @escaping @Sendable () -> Date,
    fetch: @escaping @Sendable () async throws -> AWSCredentials?
  ) {
    self.now = now
    self.fetch = fetch
  }

  /// The credentials; `nil` if there are none, and requests go without a signature.
  ///
  /// - Throws: what the places of credentials throw, if no credentials hold.
  func current() async throws -> AWSCredentials? {
    while true {
      if case .known(let credentials) = state, isFresh(credentials) { return credentials }
      guard isFetching else { break }
      await withCheckedContinuation { waiting.append($0) }
    }
    isFetching = true
    defer {
      isFetching = false
      for waiter in waiting { waiter.resume() }
      waiting = []
    }
    do {
      let credentials = try await fetch()
      state = .known(credentials)
      notBefore = nil
      return credentials
    } catch {
      // What still holds is better than nothing; the place is asked again in a while.
      if case .known(let credentials?) = state, (credentials.expiration ?? .distantPast) > now() {
        notBefore = now().addingTimeInterval(Self.pause)
        return credentials
      }
      throw error
    }
  }

  /// Forgets credentials that S3 takes for expired, unless newer ones have come.
  func discard(_ credentials: AWSCredentials?) {
    if case .known(let known) = state, known == credentials { state = .unknown }
  }

  private func isFresh(_ credentials: AWSCredentials?) -> Bool {
    guard let expiration = credentials?.expiration else { return true }
    if expiration > now().addingTimeInterval(Self.margin) { return true }
    return notBefore.map { $0 > now() && expiration > now() } ?? false
  }
}
