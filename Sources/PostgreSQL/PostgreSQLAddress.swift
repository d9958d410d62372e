import CLibPQ

/// Where a database is and how to get in: a URI, `postgresql://user@host:5432/database`.
///
/// What it leaves out libpq finds where it always does: the variables `PGPASSWORD`, `PGSSLMODE` and
/// their like, `~/.pgpass`, and its own defaults. It is never printed as a whole.
public struct PostgreSQLAddress: Sendable, Hashable, CustomStringConvertible {
  /// The URI, which may hold a password.
  let uri: String

  /// Whether a text is meant to be such an address.
  public static func isMeant(by text: String) -> Bool {
    text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
  }

  /// Takes an address as it was written; whether it means anything is seen on connecting.
  public init(_ uri: String) {
    self.uri = uri
  }

  /// Host, port and database, and nothing else.
  public var description: String {
    guard let library = try? LibPQ.shared(), let parts = library.parts(of: uri) else {
      return "PostgreSQL"
    }
    let host = parts["host"] ?? parts["hostaddr"] ?? "localhost"
    let port = parts["port"].map { ":\($0)" } ?? ""
    return host + port + (parts["dbname"].map { "/\($0)" } ?? "")
  }
}

extension LibPQ {
  /// The settings of a connection URI by name, but for those that are secret; `nil` if it means
  /// nothing.
  func parts(of uri: String) -> [String: String]? {
    var message: UnsafeMutablePointer<CChar>?
    let options = uri.withCString { parseInfo($0, &message) }
    // The message quotes the text, and with it perhaps a password.
    if let message { freeMemory(message) }
    guard let options else { return nil }
    defer { freeInfo(options) }
    var parts: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      let name = String(cString: keyword)
      if let value = option.pointee.val, !name.contains("password") {
        parts[name] = String(cString: value)
      }
      option += 1
    }
    return parts
  }
}
