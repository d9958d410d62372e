import Columnar
import DeltaLake
import Synchronization
import TestSupport
import Testing

/// Who of several may take the next step. Each waits before every operation of its store until the
/// schedule names it.
final class Turns: Sendable {
  private struct State {
    /// Several for one that reads several files at the same time.
    var waiting: [Int: [CheckedContinuation<Void, Never>]] = [:]
    var finished: Set<Int> = []
    var scheduler: CheckedContinuation<Void, Never>?
  }

  private let count: Int
  private let state = Mutex(State())

  /// - Parameter count: how many take turns.
  init(_ count: Int) {
    self.count = count
  }

  func wait(_ who: Int) async {
    await withCheckedContinuation { continuation in
      change { $0.waiting[who, default: []].append(continuation) }
    }
  }

  func finish(_ who: Int) { change { _ = $0.finished.insert(who) } }

  /// Changes the state, and wakes the scheduler once nobody moves any more.
  private func change(_ change: (inout State) -> Void) {
    let scheduler = state.withLock { state -> CheckedContinuation<Void, Never>? in
      change(&state)
      guard isStill(state) else { return nil }
      defer { state.scheduler = nil }
      return state.scheduler
    }
    scheduler?.resume()
  }

  private func isStill(_ state: State) -> Bool {
    state.waiting.count + state.finished.count == count
  }

  /// Lets all run to their ends, one step at a time, in an order that `random` chooses.
  func run(_ random: inout SeededGenerator) async {
    while true {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isReady = state.withLock { state in
          if !isStill(state) { state.scheduler = continuation }
          return isStill(state)
        }
        if isReady { continuation.resume() }
      }
      let ready = state.withLock { $0.waiting.keys.sorted() }
      guard let next = ready.randomElement(using: &random) else { return }
      let turn = state.withLock { state in
        let turn = state.waiting[next]?.removeFirst()
        if state.waiting[next]?.isEmpty == true { state.waiting[next] = nil }
        return turn
      }
      turn?.resume()
    }
  }
}

/// A store that takes its turn before each operation.
struct TurnStore: ObjectStore {
  let base: any ObjectStore
  let turns: Turns
  let who: Int

  var root: String { base.root }

  func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    await turns.wait(who)
    return try await base.list(prefix, startingAfter: startingAfter)
  }

  func get(_ path: String) async throws -> [UInt8] {
    await turns.wait(who)
    return try await base.get(path)
  }

  func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    await turns.wait(who)
    return try await base.get(path, range: range)
  }

  func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    await turns.wait(who)
    try await base.putIfAbsent(path, bytes)
  }

  func put(_ path: String, _ bytes: [UInt8]) async throws {
    await turns.wait(who)
    try await base.put(path, bytes)
  }

  func delete(_ path: String) async throws {
    await turns.wait(who)
    try await base.delete(path)
  }

  func head(_ path: String) async throws -> ObjectInfo? {
    await turns.wait(who)
    return try await base.head(path)
  }
}

/// Who committed which version.
final class Commits: Sendable {
  private let state = Mutex<[Int: Int]>([:])

  var versions: [Int: Int] { state.withLock { $0 } }

  func add(_ version: Int, by who: Int) { state.withLock { $0[version] = who } }
}

/// Two transactions of every pair of kinds, their I/O in many orders: whatever both commit is what
/// they would have done one after the other.
@Suite struct ScheduleTests {
  typealias Act = ConflictTests.Act

  /// What an act adds and removes on a snapshot.
  struct Effect: Equatable {
    var files: Set<String>
    var columns: [String]
  }

  static func effect(_ snapshot: Snapshot) -> Effect {
    Effect(files: Set(snapshot.files.map(\.path)), columns: snapshot.schema.names)
  }

  static func table(_ store: any ObjectStore) -> Table { Table(store: store) }

  static func create(_ store: any ObjectStore) async throws {
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64), Field("day", .int64)]), partitionColumns: ["day"],
      properties: ["delta.isolationLevel": "Serializable"])
    var creation = try Transaction(creating: table(store), definition)
    creation.add(ConflictTests.file("x", day: "1"))
    creation.add(ConflictTests.file("y", day: "2"))
    _ = try await creation.commit()
  }

  /// What the act does to a copy of a table at a version, alone.
  static func alone(
    _ act: Act, on store: MemoryStore, at version: Int, isWinner: Bool
  ) async throws -> Effect {
    let copy = MemoryStore()
    for object in try await store.list("_delta_log/") where object.path.hasSuffix(".json") {
      let digits = object.path.dropFirst("_delta_log/".count).prefix(20)
      guard let number = Int(digits), number <= version else { continue }
      try await copy.put(object.path, try await store.get(object.path))
    }
    let snapshot = try await table(copy).snapshot()
    return effect(try await act.apply(snapshot, isWinner: isWinner).commit().snapshot)
  }

  /// Carries out an act, one step at a turn.
  @concurrent
  static func play(
    _ act: Act, _ who: Int, _ memory: MemoryStore, _ turns: Turns, _ log: Commits
  ) async throws {
    defer { turns.finish(who) }
    let store = TurnStore(base: memory, turns: turns, who: who)
    do {
      let snapshot = try await table(store).snapshot()
      let result = try await act.apply(snapshot, isWinner: who == 0).commit()
      log.add(result.version, by: who)
    } catch let error as DeltaError where error.isConflict {}
  }

  @Test(arguments: Act.allCases, Act.allCases)
  func whatBothCommitHasAnOrder(_ first: Act, _ second: Act) async throws {
    for seed in 0..<8 {
      var random = SeededGenerator(seed: UInt64(seed))
      let memory = MemoryStore()
      try await Self.create(memory)
      let turns = Turns(2)
      let acts = [first, second]
      let log = Commits()
      async let left: Void = Self.play(first, 0, memory, turns, log)
      async let right: Void = Self.play(second, 1, memory, turns, log)
      await turns.run(&random)
      _ = try await (left, right)
      let committed = log.versions
      #expect(!committed.isEmpty, "seed \(seed): one of them has to get through")
      for (version, who) in committed.sorted(by: { $0.key < $1.key }) {
        let wanted = try await Self.alone(
          acts[who], on: memory, at: version - 1, isWinner: who == 0)
        let found = Self.effect(try await Self.table(memory).snapshot(version: version))
        #expect(found == wanted, "seed \(seed): version \(version)")
      }
    }
  }
}
