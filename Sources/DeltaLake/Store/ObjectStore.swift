public import struct FoundationEssentials.Date

/// What an ``ObjectStore`` knows of an object without reading it.
public struct ObjectInfo: Sendable, Hashable {
  /// The path, relative to the store's root, `/` between folders.
  public var path: String
  /// The size in bytes.
  public var size: Int
  /// When the object was last written, by the store's clock.
  public var modified: Date

  /// Describes an object.
  public init(path: String, size: Int, modified: Date) {
    self.path = path
    self.size = size
    self.modified = modified
  }
}

/// The storage of one table: objects under a root, each written whole.
///
/// Paths are relative to the root, with `/` between folders, and are plain text: a store that
/// speaks a URL encodes at its own edge. What was written is listed and read from then on
/// (strong consistency); everything in this module relies on that, and on ``putIfAbsent(_:_:)``
/// being atomic between processes. Failures are ``DeltaError``s of the storage kinds.
public protocol ObjectStore: Sendable {
  /// The root as a query engine would name it: an absolute folder, or a URL as
  /// `s3://bucket/prefix`; without a slash at its end.
  var root: String { get }

  /// The objects whose path begins with `prefix` (a folder's ends with `/`) and comes after
  /// `startingAfter` in byte order, in that order. Nothing there is an empty list.
  ///
  /// Objects in folders below the one that `prefix` names may be left out.
  func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo]

  /// The first of the objects that ``list(_:startingAfter:)`` gives, `nil` if there are none.
  func first(_ prefix: String, startingAfter: String?) async throws -> ObjectInfo?

  /// The objects whose path begins with `prefix`, those in folders below it too, in any order.
  func listAll(_ prefix: String) async throws -> [ObjectInfo]

  /// The store of another place, for the files that a table names by their absolute location;
  /// `nil` where this kind of store does not reach it.
  func store(at root: String) -> (any ObjectStore)?

  /// The bytes of an object; throws ``DeltaError/Kind/notFound``.
  func get(_ path: String) async throws -> [UInt8]

  /// Some bytes of an object. A range that reaches past the end gives what there is.
  func get(_ path: String, range: Range<Int>) async throws -> [UInt8]

  /// Creates an object, or throws ``DeltaError/Kind/alreadyExists`` and changes nothing.
  ///
  /// Of several at the same time exactly one succeeds, and a reader sees all of the bytes or no
  /// object. When it returns the object survives a crash.
  func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws

  /// As ``putIfAbsent(_:_:)``, for an object that speaks of `others`: it does not appear before
  /// they are as ``secure(_:)`` leaves them.
  func putIfAbsent(_ path: String, _ bytes: [UInt8], securing others: [String]) async throws

  /// Creates or replaces an object. A reader sees the old bytes or the new.
  func put(_ path: String, _ bytes: [UInt8]) async throws

  /// Creates or replaces an object that only saves work: as ``put(_:_:)``, but a crash of the
  /// machine may lose it or leave it without its bytes.
  func putHint(_ path: String, _ bytes: [UInt8]) async throws

  /// Creates an object of a name that no other has and that nobody reads before a commit names it,
  /// such as a data file. A crash of the machine may lose it until ``secure(_:)`` has seen to it.
  func putUnseen(_ path: String, _ bytes: [UInt8]) async throws

  /// Sees to it that objects which others wrote where the store is, such as a query engine its
  /// data files, survive a crash. Those that are not there are passed over.
  func secure(_ paths: [String]) async throws

  /// Deletes an object; it is no failure if there is none.
  func delete(_ path: String) async throws

  /// Deletes objects, in any order; it is no failure if some are not there.
  func delete(_ paths: [String]) async throws

  /// What is known of an object, or `nil` if there is none.
  func head(_ path: String) async throws -> ObjectInfo?
}

extension ObjectStore {
  /// As ``put(_:_:)``, for stores that know no cheaper way.
  public func putHint(_ path: String, _ bytes: [UInt8]) async throws {
    try await put(path, bytes)
  }

  /// One after the other.
  public func putIfAbsent(
    _ path: String, _ bytes: [UInt8], securing others: [String]
  ) async throws {
    try await secure(others)
    try await putIfAbsent(path, bytes)
  }

  /// As ``put(_:_:)``, for stores in which objects appear whole at no price.
  public func putUnseen(_ path: String, _ bytes: [UInt8]) async throws {
    try await put(path, bytes)
  }

  /// Nothing: for stores in which an object survives once it is there.
  public func secure(_ paths: [String]) async throws {}

  /// How many objects are deleted at the same time.
  private var concurrentDeletes: Int { 16 }

  /// As ``delete(_:)-(String)`` for each, several at a time.
  public func delete(_ paths: [String]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, path) in paths.enumerated() {
        if index >= concurrentDeletes { try await group.next() }
        group.addTask { try await delete(path) }
      }
      try await group.waitForAll()
    }
  }

  /// As ``list(_:startingAfter:)``, for stores that list no cheaper.
  public func first(_ prefix: String, startingAfter: String?) async throws -> ObjectInfo? {
    try await list(prefix, startingAfter: startingAfter).first
  }

  /// As ``list(_:startingAfter:)``, for stores whose listings leave out nothing.
  public func listAll(_ prefix: String) async throws -> [ObjectInfo] {
    try await list(prefix, startingAfter: nil)
  }

  /// None: the store knows its own root alone.
  public func store(at root: String) -> (any ObjectStore)? { nil }

  /// The store and the path in it of a file that a log names: below the root, or elsewhere.
  ///
  /// - Throws: ``DeltaError/Kind/unsupportedFeature`` if it lies where this store does not reach.
  func place(of path: String) throws -> (store: any ObjectStore, path: String) {
    if let path = FilePath.relative(path, root: root) { return (self, path) }
    let location = FilePath.location(path, root: root)
    if let slash = location.lastIndex(of: "/"),
      let other = store(at: String(location[..<slash]))
    {
      return (other, String(location[location.index(after: slash)...]))
    }
    throw DeltaError(
      .unsupportedFeature, "the file lies outside of the table, where its store does not reach",
      path: location)
  }

  /// The objects under `prefix`, all of them.
  public func list(_ prefix: String) async throws -> [ObjectInfo] {
    try await list(prefix, startingAfter: nil)
  }

  /// The bytes of an object, or `nil` if there is none.
  func getIfPresent(_ path: String) async throws -> [UInt8]? {
    do {
      return try await get(path)
    } catch let error as DeltaError where error.kind == .notFound {
      return nil
    }
  }
}
