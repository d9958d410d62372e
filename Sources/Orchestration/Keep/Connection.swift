import Foundation

/// How to reach a system, in the parts that Airflow gives a connection.
public struct Connection: Sendable, Hashable {
  /// The kind of system, such as `postgres`.
  public var kind: String
  /// The host.
  public var host: String?
  /// Who connects.
  public var login: String?
  /// With which password.
  public var password: String?
  /// The port.
  public var port: Int?
  /// The database, or what the kind of system calls so.
  public var schema: String?
  /// Whatever else the kind of system wants to know, by name.
  public var extra: [String: String]

  /// Reads a connection: a URI as Airflow writes it, or a JSON object with its keys `conn_type`,
  /// `host`, `login`, `password`, `port`, `schema` and `extra`. `nil` for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("{") {
      self.init(json: text)
    } else {
      self.init(uri: text)
    }
  }

  private init?(json text: String) {
    struct Parts: Decodable {
      var conn_type: String
      var host: String?
      var login: String?
      var password: String?
      var port: Int?
      var schema: String?
      var extra: [String: String]?
    }
    guard let parts = try? JSONDecoder().decode(Parts.self, from: Data(text.utf8)) else {
      return nil
    }
    kind = parts.conn_type
    host = parts.host
    login = parts.login
    password = parts.password
    port = parts.port
    schema = parts.schema
    extra = parts.extra ?? [:]
  }

  private init?(uri: String) {
    guard let colon = uri.firstRange(of: "://") else { return nil }
    kind = Self.kind(of: String(uri[..<colon.lowerBound]))
    var rest = uri[colon.upperBound...]
    extra = [:]
    if let question = rest.firstIndex(of: "?") {
      for pair in rest[rest.index(after: question)...].split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { continue }
        extra[Self.decoded(parts[0], plusIsBlank: true)] = Self.decoded(
          parts[1], plusIsBlank: true)
      }
      rest = rest[..<question]
    }
    if let slash = rest.firstIndex(of: "/") {
      let path = rest[rest.index(after: slash)...]
      schema = path.isEmpty ? nil : Self.decoded(path)
      rest = rest[..<slash]
    }
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      login = parts.first.map { Self.decoded($0) }
      password = parts.count == 2 ? Self.decoded(parts[1]) : nil
      rest = rest[rest.index(after: at)...]
    }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
      let digits = rest[rest.index(after: colon)...]
      guard digits.isEmpty || Int(digits) != nil else { return nil }
      port = Int(digits)
      rest = rest[..<colon]
    }
    host = rest.isEmpty ? nil : Self.decoded(rest)
  }

  /// Schemes may not hold underscores, and PostgreSQL's has a longer name.
  private static func kind(of scheme: String) -> String {
    scheme == "postgresql" ? "postgres" : scheme.replacing("-", with: "_")
  }

  private static func decoded(_ text: Substring, plusIsBlank: Bool = false) -> String {
    let text = plusIsBlank ? String(text.replacing("+", with: " ")) : String(text)
    return text.removingPercentEncoding ?? text
  }
}
