/// A request of S3's interface: what is asked of a bucket or of an object in it.
struct S3Request: Sendable, Hashable {
  var method: String
  var bucket: String
  /// The object's key; `nil` for the bucket itself.
  var key: String?
  var query: [HTTPCall.QueryItem] = []
  /// Names in lower case.
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  init(
    _ method: String, _ bucket: String, _ key: String? = nil, query: [HTTPCall.QueryItem] = [],
    headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.bucket = bucket
    self.key = key
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// How long an answer may take: a minute, and a second for each megabyte that is sent.
  var timeout: Duration { .seconds(60 + body.count / 1_000_000) }

  /// The request as it is sent to a region, without a signature.
  func call(_ configuration: S3Configuration, region: String) -> HTTPCall {
    var endpoint = configuration.endpoint(region: region)
    var path = endpoint.path
    if configuration.usesPath(bucket) {
      path += "/" + URIText.encode(bucket)
    } else {
      endpoint.authority = "\(bucket).\(endpoint.authority)"
    }
    if let key { path += "/" + URIText.encode(key, isPath: true) }
    return HTTPCall(
      method: method, endpoint: endpoint, path: path.isEmpty ? "/" : path, query: query,
      headers: headers, body: body)
  }
}
