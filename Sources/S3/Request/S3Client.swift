import FoundationEssentials
import Logging
import Synchronization

/// Sends requests to S3: signed, at most so many at once, again where that may help.
final class S3Client: Sendable {
  /// An answer that says yes, and how often its request was sent.
  struct Answer: Sendable {
    var http: HTTPAnswer
    var attempts: Int
  }

  /// How many requests are on their way at once; more wait.
  private static let concurrency = 48
  private static let log = Logger(label: "millrace.s3")

  let configuration: S3Configuration
  let credentials: CredentialCache
  private let transport: any HTTPTransport
  private let schedule: RetrySchedule
  private let now: @Sendable () -> Date
  private let permits = Permits(S3Client.concurrency)
  /// The regions of buckets that turned out to be elsewhere.
  private let regions = Mutex<[String: String]>([:])

  init(
    _ configuration: S3Configuration, prefersProfile: Bool = false,
    transport: any HTTPTransport = NetworkTransport.shared,
    schedule: RetrySchedule = RetrySchedule(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.configuration = configuration
    self.transport = transport
    self.schedule = schedule
    self.now = now
    let sources = CredentialSources(
      configuration: configuration, prefersProfile: prefersProfile, transport: transport, now: now)
    credentials = CredentialCache(now: now) { try await sources.load() }
  }

  /// The region of a bucket, as far as it is known.
  func region(of bucket: String) -> String {
    regions.withLock { $0[bucket] } ?? configuration.region
  }

  /// Sends a request until there is an answer to it.
  ///
  /// - Throws: ``S3Error`` for an answer that says no, and for none.
  func send(_ request: S3Request) async throws -> Answer {
    await permits.acquire()
    defer { permits.release() }
    var progress = RequestProgress(limit: schedule.attempts)
    while true {
      try Task.checkCancellation()
      let used = try await credentials.current()
      let outcome = try await attempt(request, with: used)
      switch progress.handle(outcome) {
      case .finish(let answer):
        guard answer.isSuccess else {
          throw S3Error(answer, to: request, credentials: used, attempts: progress.attempts)
        }
        return Answer(http: answer, attempts: progress.attempts)
      case .wait:
        Self.log.debug("\(request.method) in \(request.bucket) is sent again")
        try await Task.sleep(for: schedule.delay(after: progress.attempts))
      case .renewCredentials:
        await credentials.discard(used)
      case .move(let region):
        regions.withLock { $0[request.bucket] = region }
      case .giveUp(let reason):
        throw unreachable(request, reason, attempts: progress.attempts)
      }
    }
  }

  private func attempt(
    _ request: S3Request, with credentials: AWSCredentials?
  ) async throws -> RequestProgress.Outcome {
    let region = region(of: request.bucket)
    var call = request.call(configuration, region: region)
    if let credentials {
      RequestSigner(credentials: credentials, region: region, service: "s3")
        .sign(&call, at: now())
    }
    do {
      return .answer(try await transport.send(call, timeout: request.timeout))
    } catch {
      try Task.checkCancellation()
      return .silence(reason: "\(error)")
    }
  }

  private func unreachable(_ request: S3Request, _ reason: String, attempts: Int) -> S3Error {
    let authority = configuration.endpoint(region: region(of: request.bucket)).authority
    return S3Error(
      .unavailable, "there is no answer from \(authority) after \(attempts) attempts",
      hint: configuration.endpoint == nil
        ? "check the network" : "check the endpoint, AWS_ENDPOINT_URL or s3: {endpoint: …}",
      cause: reason, attempts: attempts)
  }
}
