#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system calls of ``LocalStore``, with failures as ``DeltaError``.
///
/// `name` is the path that an error shows: the one relative to the table.
enum FileSystem {
  static var workingFolder: String {
    guard let buffer = getcwd(nil, 0) else { return "" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// The names in a folder, without `.` and `..`; a folder that is not there has none.
  static func names(in folder: String) throws -> [String] {
    guard let handle = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw failure(errno, "read the folder", folder)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(handle) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw failure(errno, "read the folder", folder) }
    return names
  }

  static func status(
    _ path: String, name: String
  ) throws -> (size: Int, modifiedSeconds: Double)? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(errno, "look at", name)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return (Int(status.st_size), Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  /// Whether a folder stands there. A link to one does not count: it could lead in a circle.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Reads a file or a range of it, as much of it as there is.
  static func read(_ path: String, name: String, range: Range<Int>?) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, "read", name) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno, "read", name) }
    if status.st_mode & S_IFMT == S_IFDIR { throw failure(EISDIR, "read", name) }
    let size = Int(status.st_size)
    let wanted = (range ?? 0..<size).clamped(to: 0..<size)
    return try [UInt8](unsafeUninitializedCapacity: wanted.count) { buffer, count in
      count = 0
      while count < wanted.count, let base = buffer.baseAddress {
        let got = pread(
          descriptor, base + count, wanted.count - count, off_t(wanted.lowerBound + count))
        if got == 0 { break }
        if got < 0 {
          if errno == EINTR { continue }
          throw failure(errno, "read", name)
        }
        count += got
      }
    }
  }

  /// Creates a file that is not there, with these bytes.
  static func create(_ path: String, _ bytes: [UInt8], name: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(errno, "create", name) }
    do {
      defer { close(descriptor) }
      try writeAll(descriptor, bytes, name: name)
    } catch {
      unlinkQuietly(path)
      throw error
    }
  }

  private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8], name: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let base = buffer.baseAddress {
        let written = write(descriptor, base + done, buffer.count - done)
        if written < 0 {
          if errno == EINTR { continue }
          throw failure(errno, "write", name)
        }
        done += written
      }
    }
  }

  /// Gives a file a second name, unless that is taken.
  static func link(_ existing: String, to path: String, name: String) throws {
    let result = linkat(AT_FDCWD, existing, AT_FDCWD, path, 0)
    guard result == 0 else { throw failure(errno, "create", name) }
  }

  static func rename(_ existing: String, to path: String, name: String) throws {
    let result = renameat(AT_FDCWD, existing, AT_FDCWD, path)
    guard result == 0 else { throw failure(errno, "write", name) }
  }

  /// Forces a file's bytes to the disk; `false` if it is not there.
  static func synchronize(file: String, name: String) throws -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return false }
      throw failure(errno, "write", name)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno, "write", name) }
    return true
  }

  /// Forces a folder's entries to the disk.
  static func synchronize(folder: String, name: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, "write", name) }
    defer { close(descriptor) }
    // Some file systems have no such notion and say EINVAL; the entry is as safe as it gets.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno, "write", name) }
  }

  /// Creates a folder and those above it, forcing each new one to the disk.
  static func makeFolders(_ folder: String, name: String) throws {
    if mkdir(folder, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex
    else { throw failure(errno, "create the folder of", name) }
    let parent = String(folder[..<slash])
    try makeFolders(parent, name: name)
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST
    else { throw failure(errno, "create the folder of", name) }
    try synchronize(folder: parent, name: name)
  }

  static func unlink(_ path: String, name: String) throws {
    let result = unlinkat(AT_FDCWD, path, 0)
    guard result == 0 || errno == ENOENT || errno == ENOTDIR
    else { throw failure(errno, "delete", name) }
  }

  static func unlinkQuietly(_ path: String) {
    _ = unlinkat(AT_FDCWD, path, 0)
  }

  private static func failure(_ code: Int32, _ verb: String, _ name: String) -> DeltaError {
    let reason = String(cString: strerror(code))
    let message = "could not \(verb) the file: \(reason)"
    return switch code {
    case ENOENT, ENOTDIR: DeltaError(.notFound, "there is no such file", path: name)
    case EEXIST: DeltaError(.alreadyExists, "the file exists already", path: name)
    case EACCES, EPERM:
      DeltaError(
        .permissionDenied, message, hint: "check the owner and mode of the folder", path: name)
    case EROFS: DeltaError(.readOnly, message, path: name)
    case ENOSPC, EDQUOT:
      DeltaError(.noSpace, message, hint: "free some space and try again", path: name)
    default: DeltaError(.storage, message, path: name)
    }
  }
}
