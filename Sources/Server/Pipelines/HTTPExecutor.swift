import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Orchestration

/// Sends the request of a task, and looks at the status of the answer.
///
/// Settings: `url`, `method` (GET unless given), `body`, `expect` (the statuses that count as done,
/// 200 to 299 unless given), and headers under `header.NAME`. In all of them `$ITEM`,
/// `$MILLRACE_RUN` and what else a try is about stand for their values. A request that may change
/// something carries an `Idempotency-Key`, the same for all tries of a task. The answer `Retry-After`
/// is heeded. The log says neither headers nor what stands behind a `?`.
struct HTTPExecutor: TaskExecutor {
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(10)))
    configuration.httpVersion = .http1Only
    configuration.redirectConfiguration = .follow(max: 5, allowCycles: false)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(
      eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup),
      configuration: configuration)
  }()

  /// How long an answer may take where the task has no time of its own.
  private static let longest: Duration = .seconds(3600)
  /// The most bytes of an answer that the log shows.
  private static let mostShown = 2000

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    let settings = attempt.work?.settings ?? [:]
    let request = Self.request(settings, attempt)
    let name = request.method.rawValue + " " + Self.shown(request.url)
    let start = ContinuousClock.now
    do {
      let limit = attempt.timeout ?? Self.longest
      let response = try await Self.client.execute(
        request, timeout: .nanoseconds(Int64(limit / .nanoseconds(1))))
      let (text, size) = try await Self.read(response.body)
      let status = Int(response.status.code)
      let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
      log.write("\(name): \(status), \(size) bytes in \(milliseconds) ms")
      if Self.isExpected(status, settings["expect"]) { return .succeeded() }
      log.write(text)
      let rest = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
      return rest.map { .failedForNow(rest: min(.seconds(max(0, $0)), Self.longest)) } ?? .failed
    } catch {
      log.write(Task.isCancelled ? "\(name): interrupted" : "\(name): \(Self.reason(error))")
      return .failed
    }
  }

  private static func request(
    _ settings: [String: String], _ attempt: TaskAttempt
  ) -> HTTPClientRequest {
    let variables = attempt.variables
    func filled(_ text: String, encoding: Bool = false) -> String {
      // The longest first, as one may begin with another.
      variables.sorted { $0.key.count > $1.key.count }.reduce(text) { text, variable in
        text.replacing(
          "$" + variable.key, with: encoding ? encoded(variable.value) : variable.value)
      }
    }
    var request = HTTPClientRequest(url: filled(settings["url"] ?? "", encoding: true))
    request.method = HTTPMethod(rawValue: settings["method"] ?? "GET")
    for (key, value) in settings where key.hasPrefix("header.") {
      request.headers.replaceOrAdd(name: String(key.dropFirst(7)), value: filled(value))
    }
    if let body = settings["body"] {
      request.body = .bytes(ByteBuffer(string: filled(body)))
      if !request.headers.contains(name: "Content-Type") {
        request.headers.add(name: "Content-Type", value: "application/json")
      }
    }
    if ![.GET, .HEAD].contains(request.method), !request.headers.contains(name: "Idempotency-Key") {
      request.headers.add(name: "Idempotency-Key", value: encoded("\(attempt.id)"))
    }
    return request
  }

  /// A text as it may stand in an address or a header: all but letters, digits, `-`, `_` and `.`
  /// as `%` and two digits (RFC 3986).
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-_.".contains(character) {
        return String(character)
      }
      return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static func isExpected(_ status: Int, _ expected: String?) -> Bool {
    guard let expected else { return (200..<300).contains(status) }
    return expected.split(separator: " ").contains { Int($0) == status }
  }

  /// The beginning of an answer, and how long it is. All of it is read, so that the connection can
  /// be used again; none of it is kept.
  private static func read(
    _ body: HTTPClientResponse.Body
  ) async throws -> (text: String, size: Int) {
    var shown: [UInt8] = []
    var size = 0
    for try await part in body {
      size += part.readableBytes
      shown += part.readableBytesView.prefix(mostShown - min(mostShown, shown.count))
    }
    return (String(decoding: shown, as: UTF8.self), size)
  }

  /// The address without what may be secret.
  private static func shown(_ address: String) -> String {
    guard let url = URL(string: address), let host = url.host() else { return "the address" }
    return "\(url.scheme ?? "http")://\(host)\(url.port.map { ":\($0)" } ?? "")\(url.path)"
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? HTTPClientError {
    case .deadlineExceeded?, .readTimeout?: "no answer in time"
    case .connectTimeout?: "no connection in time"
    case .invalidURL?, .emptyHost?, .emptyScheme?: "the address means nothing"
    case .redirectLimitReached?, .redirectCycleDetected?: "too many redirects"
    default: "the host cannot be reached"
    }
  }
}
