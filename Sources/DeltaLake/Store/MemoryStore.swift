public import struct FoundationEssentials.Date
import Synchronization

/// A store in memory: for tests, and for tables that need not outlive the process.
public final class MemoryStore: ObjectStore {
  private struct Entry {
    var bytes: [UInt8]
    var modified: Date
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// The root it goes by; nothing is stored there.
  public let root: String

  private let clock: @Sendable () -> Date

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - root: the name it goes by in messages and file locations.
  ///   - clock: what gives objects their modification time.
  public init(root: String = "memory://table", clock: @escaping @Sendable () -> Date = { Date() }) {
    self.root = root
    self.clock = clock
  }

  /// The objects under `prefix`, in byte order.
  public func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    entries.withLock { entries in
      entries.filter { path, _ in
        path.hasPrefix(prefix) && startingAfter.map { path.precedesInBytes($0) } != true
          && path != startingAfter
      }
      .map { ObjectInfo(path: $0.key, size: $0.value.bytes.count, modified: $0.value.modified) }
    }
    .sorted { $0.path.precedesInBytes($1.path) }
  }

  /// The bytes of an object.
  public func get(_ path: String) async throws -> [UInt8] {
    guard let entry = entries.withLock({ $0[path] }) else { throw Self.missing(path) }
    return entry.bytes
  }

  /// Some bytes of an object.
  public func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    let bytes = try await get(path)
    return Array(bytes[range.clamped(to: 0..<bytes.count)])
  }

  /// Creates an object where there is none.
  public func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    let now = clock()
    let isNew = entries.withLock { entries in
      guard entries[path] == nil else { return false }
      entries[path] = Entry(bytes: bytes, modified: now)
      return true
    }
    if !isNew { throw DeltaError(.alreadyExists, "the object exists already", path: path) }
  }

  /// Creates or replaces an object.
  public func put(_ path: String, _ bytes: [UInt8]) async throws {
    let now = clock()
    entries.withLock { $0[path] = Entry(bytes: bytes, modified: now) }
  }

  /// Deletes an object, if it is there.
  public func delete(_ path: String) async throws {
    entries.withLock { _ = $0.removeValue(forKey: path) }
  }

  /// What is known of an object.
  public func head(_ path: String) async throws -> ObjectInfo? {
    entries.withLock { entries in
      entries[path].map {
        ObjectInfo(path: path, size: $0.bytes.count, modified: $0.modified)
      }
    }
  }

  private static func missing(_ path: String) -> DeltaError {
    DeltaError(.notFound, "there is no such object", path: path)
  }
}

extension String {
  /// Byte order of the UTF-8 form, the order of object stores.
  func precedesInBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
