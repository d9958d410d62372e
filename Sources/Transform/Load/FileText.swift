#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads and writes text files whole; a project has thousands of small ones.
enum FileText {
  /// The file's text; nil where it cannot be read or is not UTF-8. A byte order mark is left out.
  static func load(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var attributes = stat()
    guard fstat(descriptor, &attributes) == 0 else { return nil }
    let capacity = max(Int(attributes.st_size), 0) + 1
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      isWhole = fill(buffer, from: descriptor, &count)
    }
    guard isWhole else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
  }

  /// Reads until the file ends; false where it fails, or the file has grown meanwhile.
  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32, _ count: inout Int
  ) -> Bool {
    while count < buffer.count, let base = buffer.baseAddress {
      let got = read(descriptor, base + count, buffer.count - count)
      if got == 0 { return true }
      if got < 0 {
        guard errno == EINTR else { return false }
      } else {
        count += got
      }
    }
    return false
  }
}

extension FileText {
  /// Writes a text in place of what is there, without waiting for the disk: what is derived from a
  /// project is written anew when it is missing.
  ///
  /// - Returns: what the system says where it fails.
  static func save(_ text: String, to path: String) -> String? {
    put(text, at: path).map { String(cString: strerror($0)) }
  }

  private static func put(_ text: String, at path: String) -> Int32? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    var text = text
    let failure = text.withUTF8 { bytes -> Int32? in
      var rest = bytes
      while !rest.isEmpty {
        let written = write(descriptor, rest.baseAddress, rest.count)
        if written >= 0 {
          rest = UnsafeBufferPointer(rebasing: rest[written...])
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    return close(descriptor) == 0 ? failure : failure ?? errno
  }
}
