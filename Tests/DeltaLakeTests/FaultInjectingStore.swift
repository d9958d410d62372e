import DeltaLake
import Synchronization

/// A store that fails at one of its operations, and at all that follow: what a crash or a lost
/// network leaves to the one that wrote.
final class FaultInjectingStore: ObjectStore {
  enum Moment: String, CaseIterable, Sendable {
    /// The operation has no effect.
    case before
    /// The operation has its effect, but nobody hears of it.
    case after
  }

  private let base: any ObjectStore
  private let step: Int
  private let moment: Moment
  private let count = Mutex(0)

  /// - Parameters:
  ///   - base: the store that is cut off.
  ///   - step: the operation that fails, counted from 0.
  ///   - moment: whether it fails before its effect or after it.
  init(_ base: any ObjectStore, failingAt step: Int, _ moment: Moment) {
    self.base = base
    self.step = step
    self.moment = moment
  }

  /// How many operations there were.
  var operations: Int { count.withLock { $0 } }

  private func perform<R>(_ operation: () async throws -> R) async throws -> R {
    let number = count.withLock { count in
      defer { count += 1 }
      return count
    }
    let failure = DeltaError(.storage, "the store was cut off")
    if number > step || (number == step && moment == .before) { throw failure }
    let result = try await operation()
    if number == step { throw failure }
    return result
  }

  var root: String { base.root }

  func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    try await perform { try await base.list(prefix, startingAfter: startingAfter) }
  }

  func get(_ path: String) async throws -> [UInt8] {
    try await perform { try await base.get(path) }
  }

  func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    try await perform { try await base.get(path, range: range) }
  }

  func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    try await perform { try await base.putIfAbsent(path, bytes) }
  }

  func first(_ prefix: String, startingAfter: String?) async throws -> ObjectInfo? {
    try await perform { try await base.first(prefix, startingAfter: startingAfter) }
  }

  func putUnseen(_ path: String, _ bytes: [UInt8]) async throws {
    try await perform { try await base.putUnseen(path, bytes) }
  }

  func put(_ path: String, _ bytes: [UInt8]) async throws {
    try await perform { try await base.put(path, bytes) }
  }

  func delete(_ path: String) async throws {
    try await perform { try await base.delete(path) }
  }

  func head(_ path: String) async throws -> ObjectInfo? {
    try await perform { try await base.head(path) }
  }
}
