import Web

/// Where the pages and the API of a project are served.
public struct WebAddress: Sendable, Hashable {
  /// The port unless another is asked for.
  public static let defaultPort = WebServer.Address.defaultPort

  let server: WebServer.Address

  /// Names an address.
  ///
  /// - Parameters:
  ///   - host: the host to listen on.
  ///   - port: the port; 0 for any that is free.
  public init(host: String, port: Int) {
    server = WebServer.Address(host: host, port: port)
  }
}
