import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads and writes text files whole; a project has thousands of small ones.
enum FileText {
  /// The file's text; nil where it cannot be read or is not UTF-8. A byte order mark is left out.
  static func load(_ path: String) -> String? { stamped(path)?.text }

  /// The same, with what the file system said of the file before it was read.
  static func stamped(_ path: String) -> (text: String, stamp: FileStamp)? {
    guard let (bytes, stamp) = bytes(path) else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = String(
      validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
    return text.map { ($0, stamp) }
  }

  /// The file's bytes; nil where it cannot be read.
  static func bytes(_ path: String) -> (bytes: [UInt8], stamp: FileStamp)? {
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
    return isWhole ? (bytes, FileStamp(attributes)) : nil
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
  /// project is written anew when it is missing. A file that has the text already stays.
  ///
  /// - Returns: what the system says where it fails.
  static func save(_ text: String, to path: String) -> String? {
    var text = text
    if let there = FileStamp.of(path) {
      if there.size == text.utf8.count, let bytes = bytes(path)?.bytes,
        text.withUTF8({ $0.elementsEqual(bytes) })
      {
        return nil
      }
      // Some file systems see to it that a file cut to nothing and written again is on the disk
      // before it is closed.
      unlink(path)
    }
    return text.withUTF8 { put($0, at: path) }.map { String(cString: strerror($0)) }
  }

  /// Puts bytes in the place of a file at once: whoever reads it finds the old ones or the new
  /// ones. Does not wait for the disk either, so what is read after the machine has lost its power
  /// has to be told from what was written.
  ///
  /// - Returns: what the system says where it fails.
  @discardableResult
  static func replace(_ path: String, with bytes: [UInt8]) -> String? {
    let beside = "\(path).\(UUID().uuidString)"
    var failure = bytes.withUnsafeBufferPointer { put($0, at: beside) }
    if failure == nil, rename(beside, path) != 0 { failure = errno }
    if failure != nil { unlink(beside) }
    return failure.map { String(cString: strerror($0)) }
  }

  private static func put(_ bytes: UnsafeBufferPointer<UInt8>, at path: String) -> Int32? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    let failure = { () -> Int32? in
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
    }()
    return close(descriptor) == 0 ? failure : failure ?? errno
  }
}
