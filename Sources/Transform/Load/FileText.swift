#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads text files whole; a project has thousands of small ones.
enum FileText {
  /// The file's text; nil where it cannot be read or is not UTF-8. A byte order mark is left out.
  static func read(_ path: String) -> String? {
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
      let read = systemRead(descriptor, base + count, buffer.count - count)
      if read == 0 { return true }
      if read < 0 {
        guard errno == EINTR else { return false }
      } else {
        count += read
      }
    }
    return false
  }
}

/// `read(2)`, whose name ``FileText`` has for itself.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int
{
  read(descriptor, buffer, count)
}
