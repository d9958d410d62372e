import DeltaLake
import Foundation
import Synchronization
import Testing

/// Where the tests' own files and the shared tables are.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of tables beside the repository; a clone's own worktree may lie one deeper.
  static let sharedTables: URL = {
    let beside = root.deletingLastPathComponent()
    let candidates = [beside, beside.deletingLastPathComponent()].map {
      $0.appending(path: "shared/data/delta-tables")
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) } ?? candidates[0]
  }()

  static let hasSharedTables = FileManager.default.fileExists(atPath: sharedTables.path)
  static let sharedTablesHint: Comment = "../shared/data/delta-tables is not there"

  /// A folder of its own that is gone once `body` is done.
  static func withTemporaryFolder<R>(
    _ body: (URL) async throws -> R
  ) async throws -> R {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "delta-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}

/// A store that shows commits only up to a version, as if the others were yet to come.
final class CappedStore: ObjectStore {
  private let base: any ObjectStore
  private let limit = Mutex(Int.max)

  init(_ base: any ObjectStore) {
    self.base = base
  }

  func limit(to version: Int) { limit.withLock { $0 = version } }

  private func isVisible(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasSuffix(".json"), let version = Int(name.prefix(20)) else { return true }
    return version <= limit.withLock { $0 }
  }

  var root: String { base.root }

  func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    try await base.list(prefix, startingAfter: startingAfter).filter { isVisible($0.path) }
  }

  func get(_ path: String) async throws -> [UInt8] {
    guard isVisible(path) else { throw DeltaError(.notFound, "not yet there", path: path) }
    return try await base.get(path)
  }

  func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    try await base.get(path, range: range)
  }

  func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    try await base.putIfAbsent(path, bytes)
  }

  func put(_ path: String, _ bytes: [UInt8]) async throws { try await base.put(path, bytes) }
  func putHint(_ path: String, _ bytes: [UInt8]) async throws {
    try await base.putHint(path, bytes)
  }

  func delete(_ path: String) async throws { try await base.delete(path) }
  func head(_ path: String) async throws -> ObjectInfo? {
    isVisible(path) ? try await base.head(path) : nil
  }
}
