/// The paths of data files as the log has them: relative to the table's root or absolute, and
/// percent-encoded as in a URI (RFC 2396).
enum FilePath {
  /// Resolves the percent signs. A percent sign that encodes nothing stands for itself, as some
  /// writers do not encode.
  static func decode(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
    var bytes = Array(path.utf8)
    decode(&bytes, from: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Resolves the percent signs from `start` on.
  static func decode(_ bytes: inout [UInt8], from start: Int) {
    guard var read = bytes[start...].firstIndex(of: UInt8(ascii: "%")) else { return }
    var write = read
    while read < bytes.count {
      if bytes[read] == UInt8(ascii: "%"), read + 2 < bytes.count,
        let high = hexadecimal(bytes[read + 1]), let low = hexadecimal(bytes[read + 2])
      {
        bytes[write] = high << 4 | low
        read += 3
      } else {
        bytes[write] = bytes[read]
        read += 1
      }
      write += 1
    }
    bytes.removeLast(bytes.count - write)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Encodes what a URI's path cannot hold. A colon is encoded in relative paths, as what stands
  /// before the first one would be read as a scheme.
  static func encode(_ path: String) -> String {
    let isAbsolute = isAbsolute(path)
    func isPlain(_ byte: UInt8) -> Bool {
      unreserved[Int(byte)] || (isAbsolute && byte == UInt8(ascii: ":"))
    }
    if path.utf8.allSatisfy(isPlain) { return path }
    var encoded: [UInt8] = []
    for byte in path.utf8 {
      if isPlain(byte) {
        encoded.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded.append(contentsOf: "%\(digits.count < 2 ? "0" : "")\(digits)".utf8)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// By byte: whether it stands for itself in a relative path.
  private static let unreserved: [Bool] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "/-_.~!$&'()*+,;=@".utf8.contains(UInt8(byte))
    }
  }

  /// Whether a path stands alone: it begins with `/` or with a scheme (`s3://`, `file:/`).
  static func isAbsolute(_ path: String) -> Bool {
    if path.hasPrefix("/") { return true }
    guard let colon = path.utf8.firstIndex(of: UInt8(ascii: ":")), colon != path.startIndex
    else { return false }
    let scheme = path.utf8[..<colon]
    guard path.utf8[path.utf8.index(after: colon)...].first == UInt8(ascii: "/") else {
      return false
    }
    return scheme.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// Where a file is, as a query engine would name it.
  static func location(_ path: String, root: String) -> String {
    guard isAbsolute(path) else { return root + "/" + path }
    for scheme in ["file://localhost/", "file:///", "file:/"] where path.hasPrefix(scheme) {
      return "/" + path.dropFirst(scheme.count)
    }
    return path
  }

  /// A path below the root from one that may be absolute; `nil` if it lies elsewhere.
  static func relative(_ path: String, root: String) -> String? {
    guard isAbsolute(path) else { return path }
    let location = location(path, root: "")
    guard location.hasPrefix(root + "/") else { return nil }
    return String(location.dropFirst(root.count + 1))
  }

  /// The folder of a partition, as Hive names it: `a=1/b=x%20y`. Each name and value is escaped
  /// so that it is a single path segment.
  static func partitionFolder(_ values: [(column: String, value: String?)]) -> String {
    values.map { "\(escape($0.column))=\($0.value.map(escape) ?? "__HIVE_DEFAULT_PARTITION__")" }
      .joined(separator: "/")
  }

  private static func escape(_ text: String) -> String {
    // What Hive escapes, and the characters that some store or shell minds.
    let special = "\"#%'*/:=?\\{}[]^<>|~ \u{7F}"
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x20 || special.utf8.contains(byte) {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped.append(contentsOf: "%\(digits.count < 2 ? "0" : "")\(digits)".utf8)
      } else {
        escaped.append(byte)
      }
    }
    return escaped.isEmpty
      ? "__HIVE_DEFAULT_PARTITION__" : String(decoding: escaped, as: UTF8.self)
  }
}
