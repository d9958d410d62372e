import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Sends requests over the network. Its connections are the process's: they are kept for the next
/// request, and end with it.
struct NetworkTransport: HTTPTransport {
  /// The transport that all of the process shares.
  static let shared = NetworkTransport()

  /// Answers of more bytes are refused: they would not fit a machine's memory next to others.
  private static let largestAnswer = 2_000_000_000
  private static let connections = 64

  private let client: HTTPClient

  private init() {
    var configuration = HTTPClient.Configuration(
      timeout: .init(connect: .seconds(5), read: .seconds(60)))
    // A signature holds for one host: what to do about another region is decided above.
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connections
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(
      eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup),
      configuration: configuration)
  }

  func send(_ call: HTTPCall, timeout: Duration) async throws -> HTTPAnswer {
    var request = HTTPClientRequest(url: call.url)
    request.method = HTTPMethod(rawValue: call.method)
    for (name, value) in call.headers { request.headers.add(name: name, value: value) }
    if !call.body.isEmpty || call.method == "PUT" || call.method == "POST" {
      request.body = .bytes(ByteBuffer(bytes: call.body))
    }
    let response = try await client.execute(request, timeout: TimeAmount(timeout))
    var answer = HTTPAnswer(status: Int(response.status.code))
    for header in response.headers { answer.headers[header.name.lowercased()] = header.value }
    let body = try await response.body.collect(upTo: Self.largestAnswer)
    answer.body = Array(body.readableBytesView)
    return answer
  }
}
