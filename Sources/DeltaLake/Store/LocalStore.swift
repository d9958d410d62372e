import FoundationEssentials
import Synchronization

/// A table in a folder of this machine.
///
/// Objects become visible whole: bytes go to a hidden file beside the target, are forced to the
/// disk, and get their name by `link` (which refuses to replace) or `rename`; then the folder is
/// forced to the disk. A crash leaves a hidden file at worst. The calls block for the length of
/// one file operation on the thread they are made from.
public struct LocalStore: ObjectStore {
  /// The folder, absolute, without a slash at its end.
  public let root: String

  /// Names a folder, which need not exist before something is written.
  ///
  /// - Parameter root: a path; relative to the working folder unless it begins with `/`.
  public init(_ root: String) {
    var path = root.hasPrefix("/") ? root : FileSystem.workingFolder + "/" + root
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.root = path
  }

  private func absolute(_ path: String) -> String { root + "/" + path }

  /// The files in the folder that `prefix` names, in byte order; folders in it are left out.
  public func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    var found: [ObjectInfo] = []
    for path in try paths(prefix, startingAfter: startingAfter) {
      // A file that went since the folder was read is not there.
      if let info = try await head(path) { found.append(info) }
    }
    return found.sorted { $0.path.precedesInBytes($1.path) }
  }

  /// The first of those files: the others are not looked at.
  public func first(_ prefix: String, startingAfter: String?) async throws -> ObjectInfo? {
    var paths = try paths(prefix, startingAfter: startingAfter)
    while let first = paths.min(by: { $0.precedesInBytes($1) }) {
      if let info = try await head(first) { return info }
      // A folder, or a file that went meanwhile.
      paths.removeAll { $0 == first }
    }
    return nil
  }

  /// What is in the folder that `prefix` names, in any order.
  private func paths(_ prefix: String, startingAfter: String?) throws -> [String] {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[..<$0]) } ?? ""
    let names = try FileSystem.names(in: folder.isEmpty ? root : absolute(folder))
    return names.lazy.map { folder.isEmpty ? $0 : folder + "/" + $0 }.filter { path in
      path.hasPrefix(prefix) && startingAfter.map { $0.precedesInBytes(path) } ?? true
    }
  }

  /// The files whose path begins with `prefix`, in its folders and theirs.
  public func listAll(_ prefix: String) async throws -> [ObjectInfo] {
    let slash = prefix.lastIndex(of: "/")
    var folders = [slash.map { String(prefix[..<$0]) } ?? ""]
    var found: [ObjectInfo] = []
    while let folder = folders.popLast() {
      for name in try FileSystem.names(in: folder.isEmpty ? root : absolute(folder)) {
        let path = folder.isEmpty ? name : folder + "/" + name
        guard path.hasPrefix(prefix) || prefix.hasPrefix(path + "/") else { continue }
        if let info = try await head(path) {
          found.append(info)
        } else if FileSystem.isFolder(absolute(path)) {
          folders.append(path)
        }
      }
    }
    return found
  }

  /// The store of another folder of this machine.
  public func store(at root: String) -> (any ObjectStore)? {
    root.hasPrefix("/") ? LocalStore(root) : nil
  }

  /// The bytes of a file.
  public func get(_ path: String) async throws -> [UInt8] {
    try FileSystem.read(absolute(path), name: path, range: nil)
  }

  /// Some bytes of a file.
  public func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    try FileSystem.read(absolute(path), name: path, range: range)
  }

  /// Creates a file where there is none, and forces it and the others to the disk at the same time.
  public func putIfAbsent(
    _ path: String, _ bytes: [UInt8], securing others: [String]
  ) async throws {
    guard !others.isEmpty else { return try await putIfAbsent(path, bytes) }
    let file = try hidden(path, bytes)
    defer { FileSystem.unlinkQuietly(file.temporary) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await secure(others) }
      _ = try FileSystem.synchronize(file: file.temporary, name: path)
      try await group.waitForAll()
    }
    try FileSystem.link(file.temporary, to: file.target, name: path)
    try FileSystem.synchronize(folder: file.folder, name: path)
  }

  /// Creates a file where there is none.
  public func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    try write(path, bytes) { temporary, target in
      try FileSystem.link(temporary, to: target, name: path)
    }
  }

  /// Creates or replaces a file.
  public func put(_ path: String, _ bytes: [UInt8]) async throws {
    try write(path, bytes) { temporary, target in
      try FileSystem.rename(temporary, to: target, name: path)
    }
  }

  /// Creates or replaces a file without forcing it to the disk.
  public func putHint(_ path: String, _ bytes: [UInt8]) async throws {
    try write(path, bytes, isDurable: false) { temporary, target in
      try FileSystem.rename(temporary, to: target, name: path)
    }
  }

  /// Creates a file under its own name at once.
  public func putUnseen(_ path: String, _ bytes: [UInt8]) async throws {
    let target = absolute(path)
    let folder = String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)])
    try create(target, in: folder, bytes, name: path)
  }

  /// Creates a file, and its folder where that is missing.
  private func create(
    _ file: String, in folder: String, _ bytes: [UInt8], name: String
  ) throws {
    do {
      try FileSystem.create(file, bytes, name: name)
    } catch let error as DeltaError where error.kind == .notFound {
      try FileSystem.makeFolders(folder, name: name)
      try FileSystem.create(file, bytes, name: name)
    }
  }

  /// Forces files to the disk, and the folders below the root that they are in.
  public func secure(_ paths: [String]) async throws {
    var folders: Set<String> = []
    for path in paths where try FileSystem.synchronize(file: absolute(path), name: path) {
      var folder = path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        folders.insert(absolute(String(folder)))
      }
      folders.insert(root)
    }
    for folder in folders { try FileSystem.synchronize(folder: folder, name: folder) }
  }

  /// What the names of hidden files hold, so that no two processes write the same one.
  private static let processName = UUID().uuidString.lowercased()
  private static let temporaryCount = Atomic<Int>(0)

  /// A file that is written and has not got its name yet.
  private struct HiddenFile {
    var temporary: String
    var target: String
    var folder: String
  }

  private func hidden(_ path: String, _ bytes: [UInt8]) throws -> HiddenFile {
    let target = absolute(path)
    let slash = target.lastIndex(of: "/") ?? target.startIndex
    let folder = String(target[..<slash])
    let name = target[target.index(after: slash)...]
    // A dot keeps listings of tables from seeing it; the name tells a sweep what it was.
    let number = Self.temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = "\(folder)/.\(name).\(Self.processName)-\(number).tmp"
    try create(temporary, in: folder, bytes, name: path)
    return HiddenFile(temporary: temporary, target: target, folder: folder)
  }

  private func write(
    _ path: String, _ bytes: [UInt8], isDurable: Bool = true,
    publish: (String, String) throws -> Void
  ) throws {
    let file = try hidden(path, bytes)
    defer { FileSystem.unlinkQuietly(file.temporary) }
    if isDurable { _ = try FileSystem.synchronize(file: file.temporary, name: path) }
    try publish(file.temporary, file.target)
    if isDurable { try FileSystem.synchronize(folder: file.folder, name: path) }
  }

  /// Deletes a file, if it is there.
  public func delete(_ path: String) async throws {
    try FileSystem.unlink(absolute(path), name: path)
  }

  /// What is known of a file; a folder is none.
  public func head(_ path: String) async throws -> ObjectInfo? {
    try FileSystem.status(absolute(path), name: path).map {
      ObjectInfo(
        path: path, size: $0.size, modified: Date(timeIntervalSince1970: $0.modifiedSeconds))
    }
  }
}
