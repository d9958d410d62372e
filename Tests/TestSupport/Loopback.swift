import Foundation

/// Sockets of this machine alone, for servers that tests start.
public enum Loopback {
  /// Makes a socket that has a free port of 127.0.0.1.
  ///
  /// - Parameter listens: whether connections are taken already.
  /// - Returns: the socket, which the caller closes, and the port.
  /// - Throws: `POSIXError` where there is none to be had.
  public static func socket(listens: Bool) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = make()
    var address = address(0)
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

  /// Whether somebody listens at a port.
  public static func answers(_ port: UInt16) -> Bool {
    let descriptor = make()
    defer { close(descriptor) }
    var address = address(port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// A socket that no program gets which another test starts meanwhile: it would stay open there.
  private static func make() -> Int32 {
    #if canImport(Darwin)
      let descriptor = Foundation.socket(AF_INET, SOCK_STREAM, 0)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    #else
      Foundation.socket(
        AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    #endif
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return address
  }

  /// A port that nobody has at the moment.
  public static func freePort() throws -> UInt16 {
    let (descriptor, port) = try socket(listens: false)
    close(descriptor)
    return port
  }
}
