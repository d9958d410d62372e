import Columnar
import Synchronization

/// The schemas of data files that have been looked at. A data file never changes, so that what
/// is known of it stays true.
final class FileSchemaCache: Sendable {
  private struct State {
    /// What tells schemas apart, by the file's location.
    var signatures: [String: String] = [:]
    var schemas: [String: Schema] = [:]
  }

  /// How many files are known at most; the cache starts anew when there are more.
  private let capacity: Int
  private let state = Mutex(State())

  init(capacity: Int = 100_000) {
    self.capacity = capacity
  }

  /// Those of the files that are not known.
  func unknown(_ locations: [String]) -> [String] {
    state.withLock { state in locations.filter { state.signatures[$0] == nil } }
  }

  /// Whether a schema is known by its signature.
  func isKnown(signature: String) -> Bool {
    state.withLock { $0.schemas[signature] != nil }
  }

  func keep(_ schema: Schema, signature: String) {
    state.withLock { $0.schemas[signature] = schema }
  }

  func keep(signature: String, of location: String) {
    state.withLock { state in
      if state.signatures.count >= capacity { state.signatures = [:] }
      state.signatures[location] = signature
    }
  }

  /// The schema of a file, `nil` if it is not known.
  func schema(of location: String) -> Schema? {
    state.withLock { state in
      state.signatures[location].flatMap { state.schemas[$0] }
    }
  }

  /// The schema that all of the files have, `nil` if they differ or one is not known. Writers put
  /// the same columns into files in different ways; it is the columns that count.
  func common(_ locations: [String]) -> Schema? {
    state.withLock { state in
      var signatures: Set<String> = []
      for location in locations {
        guard let signature = state.signatures[location] else { return nil }
        signatures.insert(signature)
      }
      guard let any = signatures.first, let schema = state.schemas[any] else { return nil }
      return signatures.allSatisfy { state.schemas[$0] == schema } ? schema : nil
    }
  }
}
