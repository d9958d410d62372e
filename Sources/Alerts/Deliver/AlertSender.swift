import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Orchestration

/// Delivers messages to channels, a connection for each.
struct AlertSender: Sendable {
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(5)))
    // Who is told is said in millrace.yml, and nowhere else.
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(
      eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup),
      configuration: configuration)
  }()

  /// The longest pause that a channel may ask for.
  private static let longestPause = Duration.seconds(3600)

  /// Delivers a message, once.
  ///
  /// - Parameters:
  ///   - message: what is told.
  ///   - number: its number, by which a mail is known.
  ///   - channel: who is told.
  /// - Returns: who of those to be told was not; empty if all were.
  /// - Throws: ``DeliveryFailure``, and `CancellationError`.
  func deliver(
    _ message: AlertMessage, _ number: Int64, to channel: AlertChannel
  ) async throws -> [String] {
    let limit = channel.timeout
    return try await withThrowingTaskGroup(of: [String].self) { group in
      group.addTask { try await Self.send(message, number, to: channel) }
      group.addTask {
        try await Task.sleep(for: limit)
        throw DeliveryFailure("no answer within \(limit.components.seconds) seconds")
      }
      defer { group.cancelAll() }
      do {
        return try await group.next() ?? []
      } catch let failure as DeliveryFailure {
        throw failure
      } catch {
        try Task.checkCancellation()
        throw DeliveryFailure("the channel cannot be reached")
      }
    }
  }

  private static func send(
    _ message: AlertMessage, _ number: Int64, to channel: AlertChannel
  ) async throws -> [String] {
    switch channel.kind {
    case .slack(let url): try await post(SlackText(message), to: url, token: nil)
    case .webhook(let url, let token):
      try await post(AlertmanagerAlert.alerts(message), to: url, token: token)
    case .email(let mail):
      let text = MailText(message, number: number, from: mail.from, to: mail.to)
      return try await SMTPConnection.deliver(text.lines, by: mail, within: channel.timeout)
    }
    return []
  }

  private static func post(_ body: some Encodable, to url: Secret, token: Secret?) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var request = HTTPClientRequest(url: url.text)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token.text)") }
    request.body = .bytes(ByteBuffer(bytes: try encoder.encode(body)))
    let host = URL(string: url.text)?.host() ?? "the host"
    let response: HTTPClientResponse
    do {
      response = try await client.execute(request, deadline: .distantFuture)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw DeliveryFailure("\(host) cannot be reached")
    }
    let status = Int(response.status.code)
    guard !(200..<300).contains(status) else { return }
    let pause = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
    // What a client did wrong stays wrong, but for being too early or too often.
    let isFinal = (300..<500).contains(status) && ![408, 425, 429].contains(status)
    throw DeliveryFailure(
      "\(host) answered \(status)", isFinal: isFinal,
      pause: pause.map { min(.seconds(max(0, $0)), longestPause) })
  }
}
