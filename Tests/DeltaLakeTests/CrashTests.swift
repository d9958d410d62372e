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

/// The same for what looks after a table: files are moved, deleted and brought back.
@Suite struct MaintenanceCrashTests {
  /// The files of each version, and how many rows each has.
  static let expected: [[String: Int]] = [
    [:], ["f1": 10, "f2": 10], ["g": 20_000], ["g": 10_000], ["f1": 10, "f2": 10],
    ["f1": 10, "f2": 10], ["f1": 10, "f2": 10],
  ]

  static func contents(_ snapshot: Snapshot) -> [String: Int] {
    Dictionary(
      snapshot.files.map { ($0.path, $0.rowCount ?? -1) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes to a table and looks after it; `committed` hears of each version.
  static func scenario(
    _ store: any ObjectStore, _ engine: MemoryEngine, committed: (Int) -> Void
  ) async throws {
    let table = Table(store: store, engine: engine)
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64)]),
      properties: [
        "delta.enableDeletionVectors": "true", "delta.checkpointPolicy": "v2",
        "delta.checkpointInterval": "4",
      ])
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    committed(0)
    for file in ["f1", "f2", "g"] { try await store.put(file, [0]) }
    var append = Transaction(on: snapshot, .write(.append))
    for name in ["f1", "f2"] { append.add(MaintenanceTests.file(name)) }
    snapshot = try await append.commit().snapshot
    committed(1)
    var rearrangement = Transaction(on: snapshot, .optimize())
    for file in snapshot.files { rearrangement.remove(file, dataChange: false) }
    rearrangement.add(MaintenanceTests.file("g", rows: 20_000))
    snapshot = try await rearrangement.commit().snapshot
    committed(2)
    var deletion = Transaction(on: snapshot, .delete(predicate: "id"))
    let rows = Array(stride(from: 0, to: 20_000, by: 2))
    try await deletion.delete(snapshot.files.map { RowDeletion(file: $0, rows: rows) })
    snapshot = try await deletion.commit().snapshot
    committed(3)
    let older = try await table.snapshot(version: 1)
    snapshot = try await snapshot.restoring(older).commit().snapshot
    committed(4)
    try await snapshot.compactLog(1...3)
    committed(
      try await table.vacuum(
        VacuumOptions(retention: .seconds(-3_600), allowsShorterRetention: true)
      ).version)
    snapshot = try await table.snapshot()
    try await snapshot.checkpoint()
    _ = try await table.cleanUpLog(retention: .seconds(-2 * 86_400))
  }

  @Test(arguments: FaultInjectingStore.Moment.allCases)
  func everyStepMayBeTheLast(_ moment: FaultInjectingStore.Moment) async throws {
    let unharmed = FaultInjectingStore(MemoryStore(), failingAt: .max, moment)
    try await Self.scenario(unharmed, MemoryEngine()) { _ in }
    #expect(unharmed.operations > 60)
    for step in 0..<unharmed.operations {
      let memory = MemoryStore()
      let engine = MemoryEngine()
      var acknowledged = -1
      do {
        try await Self.scenario(
          FaultInjectingStore(memory, failingAt: step, moment), engine
        ) { acknowledged = $0 }
      } catch let error as DeltaError {
        #expect(error.kind == .storage, "step \(step)")
      }
      let table = Table(store: memory, engine: engine)
      guard try await table.exists() else {
        #expect(acknowledged == -1)
        continue
      }
      let snapshot = try await table.snapshot()
      #expect(snapshot.version >= acknowledged, "step \(step)")
      #expect(Self.contents(snapshot) == Self.expected[snapshot.version], "step \(step)")
      let faults = try await snapshot.check().filter { $0.kind != .wrongSize }
      #expect(faults.isEmpty, "step \(step)")
    }
  }
}
