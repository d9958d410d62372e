import Foundation

/// Sockets of this machine alone, for servers that tests start.
public enum Loopback {
  /// Makes a socket that has a free port of 127.0.0.1.
  ///
  /// - Parameter listens: whether connections are taken already.
  /// - Returns: the socket, which the caller closes, and the port.
  /// - Throws: `POSIXError` where there is none to be had.
  public static func socket(listens: Bool) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && (!listens || listen(descriptor, 8) == 0)
          ? getsockname(descriptor, $0, &length) : -1
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// A port that nobody has at the moment.
  public static func freePort() throws -> UInt16 {
    let (descriptor, port) = try socket(listens: false)
    close(descriptor)
    return port
  }
}
