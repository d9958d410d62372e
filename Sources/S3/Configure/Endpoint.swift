/// Where a service listens: the scheme, the host with its port, and a path before all others.
struct Endpoint: Sendable, Hashable {
  /// Whether it is spoken to without TLS.
  var isPlain: Bool
  /// The host, and the port unless it is the scheme's own.
  var authority: String
  /// What paths begin with, without a slash at its end.
  var path: String

  init(isPlain: Bool = false, authority: String, path: String = "") {
    self.isPlain = isPlain
    self.authority = authority
    self.path = path
  }

  /// Reads `http://host:port/path` or `https://…`; without a scheme it is TLS.
  init(_ text: String) throws(S3Error) {
    var rest = Substring(text)
    isPlain = rest.hasPrefix("http://")
    if let end = rest.range(ofScheme: "://") { rest = rest[end...] }
    var authority = String(rest.prefix { $0 != "/" })
    var path = String(rest.dropFirst(authority.count))
    while path.hasSuffix("/") { path.removeLast() }
    let ownPort = isPlain ? ":80" : ":443"
    if authority.hasSuffix(ownPort) { authority.removeLast(ownPort.count) }
    let isKnown = text.hasPrefix("http://") || text.hasPrefix("https://") || !text.contains("://")
    guard isKnown, !authority.isEmpty, !authority.contains("@"), !authority.contains(" ") else {
      throw S3Error(
        .configuration, "\"\(text)\" is no endpoint",
        hint: "write it like https://minio.example.org:9000")
    }
    self.authority = authority
    self.path = path
  }

  /// The public endpoint of a service in a region.
  static func aws(_ service: String, region: String) -> Endpoint {
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    return Endpoint(authority: "\(service).\(region).\(domain)")
  }

  /// `http` or `https`.
  var scheme: String { isPlain ? "http" : "https" }
}

extension Substring {
  /// The place behind the first occurrence of `separator`.
  fileprivate func range(ofScheme separator: String) -> Index? {
    var position = startIndex
    while position < endIndex {
      if self[position...].hasPrefix(separator) {
        return index(position, offsetBy: separator.count)
      }
      position = index(after: position)
    }
    return nil
  }
}
