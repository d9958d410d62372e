/// A request on its way to a server.
struct HTTPCall: Sendable, Hashable {
  var method: String
  var endpoint: Endpoint
  /// The path, percent-encoded; begins with a slash.
  var path: String
  /// Names and values, not encoded.
  var query: [QueryItem] = []
  /// Names in lower case.
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  /// A name and a value of a query.
  struct QueryItem: Sendable, Hashable {
    var name: String
    var value: String

    init(_ name: String, _ value: String = "") {
      self.name = name
      self.value = value
    }
  }

  /// The URL.
  var url: String {
    let items = query.map { URIText.encode($0.name) + "=" + URIText.encode($0.value) }
    let query = items.isEmpty ? "" : "?" + items.joined(separator: "&")
    return "\(endpoint.scheme)://\(endpoint.authority)\(path)\(query)"
  }
}

/// What a server answered, whole.
struct HTTPAnswer: Sendable, Hashable {
  var status: Int
  /// Names in lower case.
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  var isSuccess: Bool { (200..<300).contains(status) }
}

/// What sends requests. Whatever keeps an answer from coming is thrown; an answer that says no is
/// an answer.
protocol HTTPTransport: Sendable {
  /// Sends a request once and reads the answer whole, within `timeout`.
  func send(_ call: HTTPCall, timeout: Duration) async throws -> HTTPAnswer
}
