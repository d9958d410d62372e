import Columnar
import DeltaLake
import Testing

/// A writer that is cut off at any of its I/O steps leaves a readable table that holds every
/// commit it was told of, and at most one more.
@Suite struct CrashTests {
  /// Creates a table and writes to it; `committed` hears of each version that was acknowledged.
  static func scenario(
    _ store: any ObjectStore, _ engine: MemoryEngine, committed: (Int) -> Void
  ) async throws {
    let table = Table(store: store, engine: engine)
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64)]), properties: ["delta.checkpointInterval": "3"])
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    committed(0)
    for version in 1...7 {
      snapshot = try await snapshot.update()
      var transaction = Transaction(on: snapshot, .write(version == 5 ? .overwrite : .append))
      if version == 5 { transaction.removeAll() }
      transaction.add(AddFile(path: "f\(version)", size: 1, modificationTime: 0))
      transaction.setTransactionIdentifier(appId: "app", version: Int64(version))
      snapshot = try await transaction.commit().snapshot
      committed(version)
    }
  }

  static func files(at version: Int) -> Set<String> {
    Set((version < 5 ? 1...max(version, 1) : 5...version).filter { $0 <= version }.map { "f\($0)" })
  }

  @Test(arguments: FaultInjectingStore.Moment.allCases)
  func everyStepMayBeTheLast(_ moment: FaultInjectingStore.Moment) async throws {
    let unharmed = FaultInjectingStore(MemoryStore(), failingAt: .max, moment)
    try await Self.scenario(unharmed, MemoryEngine()) { _ in }
    #expect(unharmed.operations > 30)
    for step in 0..<unharmed.operations {
      let memory = MemoryStore()
      let engine = MemoryEngine()
      let store = FaultInjectingStore(memory, failingAt: step, moment)
      var acknowledged = -1
      do {
        try await Self.scenario(store, engine) { acknowledged = $0 }
      } catch let error as DeltaError {
        #expect(error.kind == .storage)
      }
      let table = Table(store: memory, engine: engine)
      guard try await table.exists() else {
        #expect(acknowledged == -1)
        continue
      }
      let snapshot = try await table.snapshot()
      #expect(snapshot.version == acknowledged || snapshot.version == acknowledged + 1)
      #expect(Set(snapshot.files.map(\.path)) == Self.files(at: snapshot.version))
      #expect(snapshot.transactionVersion(of: "app") ?? 0 == snapshot.version)
      for version in 0...snapshot.version {
        let old = try await table.snapshot(version: version)
        #expect(Set(old.files.map(\.path)) == Self.files(at: version))
      }
      // The next writer goes on from there.
      var next = Transaction(on: snapshot, .write(.append))
      next.add(AddFile(path: "next", size: 1, modificationTime: 0))
      #expect(try await next.commit().version == snapshot.version + 1)
    }
  }
}
