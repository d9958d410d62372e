import Crypto

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the file system says of a file's content without reading it.
struct FileStamp: Sendable, Hashable {
  /// The length in bytes.
  var size = 0
  /// When the content was written, in nanoseconds since 1970.
  var modifiedAt = 0
  /// When anything of the file was changed, likewise.
  var changedAt = 0
  /// The file's number on its disk.
  var number = 0

  /// The stamp of the file at `path`, or of what a link there leads to; nil where there is none.
  static func of(_ path: String) -> FileStamp? {
    var attributes = stat()
    guard stat(path, &attributes) == 0 else { return nil }
    return FileStamp(attributes)
  }

  init() {}

  init(_ attributes: stat) {
    size = Int(attributes.st_size)
    number = Int(truncatingIfNeeded: attributes.st_ino)
    #if canImport(Glibc)
      modifiedAt = Self.nanoseconds(attributes.st_mtim)
      changedAt = Self.nanoseconds(attributes.st_ctim)
    #else
      modifiedAt = Self.nanoseconds(attributes.st_mtimespec)
      changedAt = Self.nanoseconds(attributes.st_ctimespec)
    #endif
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }

  /// The time now, in nanoseconds since 1970.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  /// Whether a file that was read at `start` or later and has this stamp then and now has the
  /// same content: it was not written so shortly before that a further change could bear the same
  /// time. Disks that keep whole seconds get a wider berth.
  func isSettled(before start: Int) -> Bool {
    let margin = modifiedAt % 1_000_000_000 == 0 ? 5_000_000_000 : 100_000_000
    return max(modifiedAt, changedAt) < start - margin
  }
}

/// The first half of a SHA-256, which tells contents apart.
struct ContentDigest: Sendable, Hashable {
  var first: UInt64 = 0
  var second: UInt64 = 0

  init() {}

  init(_ digest: SHA256.Digest) {
    for (index, byte) in digest.prefix(16).enumerated() {
      if index < 8 {
        first = first << 8 | UInt64(byte)
      } else {
        second = second << 8 | UInt64(byte)
      }
    }
  }

  init(of bytes: some Collection<UInt8>) {
    let hashed = bytes.withContiguousStorageIfAvailable { SHA256.hash(data: $0) }
    self.init(hashed ?? SHA256.hash(data: Array(bytes)))
  }

  init(of text: String) { self.init(of: text.utf8) }
}

extension FileStamp: Archived {
  static var blank: FileStamp { FileStamp() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.number(&size)
    try archive.number(&modifiedAt)
    try archive.number(&changedAt)
    try archive.number(&number)
  }
}

extension ContentDigest: Archived {
  static var blank: ContentDigest { ContentDigest() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.word(&first)
    try archive.word(&second)
  }
}
