import DeltaLake
import Synchronization

/// The newest known snapshot of each table, so that a statement reads only what was committed
/// since the last one.
///
/// Loading happens in the caller's task: the cache is a table of results, never a queue. Two
/// sessions that refresh the same table at once do the same small work twice, and the newer
/// result stays.
final class SnapshotCache: Sendable {
  private struct Entry {
    var snapshot: Snapshot
    var lastUse: UInt64
  }

  /// How many tables are kept; the least recently used goes first.
  private let capacity: Int
  private let state = Mutex<(entries: [String: Entry], clock: UInt64)>(([:], 0))

  init(capacity: Int = 512) {
    self.capacity = capacity
  }

  /// The newest version of the table.
  ///
  /// - Throws: `DeltaError`.
  func latest(of table: Table) async throws -> Snapshot {
    let key = table.store.root
    let known = state.withLock { $0.entries[key]?.snapshot }
    let snapshot: Snapshot
    if let known {
      snapshot = try await known.update()
    } else {
      snapshot = try await table.snapshot()
    }
    keep(snapshot)
    return snapshot
  }

  /// A version of the table, which nothing newer needs to be read for.
  ///
  /// - Throws: `DeltaError`.
  func version(_ version: Int, of table: Table) async throws -> Snapshot {
    let known = state.withLock { $0.entries[table.store.root]?.snapshot }
    if let known, known.version == version { return known }
    return try await table.snapshot(version: version)
  }

  /// Takes a snapshot that a commit made or a refresh found.
  func keep(_ snapshot: Snapshot) {
    let key = snapshot.table.store.root
    state.withLock { state in
      state.clock += 1
      let known = state.entries[key]?.snapshot
      let isNewer = known.map {
        $0.version <= snapshot.version || $0.metadata.id != snapshot.metadata.id
      }
      state.entries[key] = Entry(
        snapshot: isNewer ?? true ? snapshot : known ?? snapshot, lastUse: state.clock)
      if state.entries.count > capacity,
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
      {
        state.entries[oldest] = nil
      }
    }
  }

  /// Forgets the table at a root: it was dropped, renamed or made anew.
  func forget(_ root: String) {
    state.withLock { $0.entries[root] = nil }
  }
}
