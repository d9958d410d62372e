import Columnar
import DeltaLake
import Foundation
import Testing

/// What looks after a table: no version that should stay is lost by it.
@Suite struct MaintenanceTests {
  static let schema = Schema([Field("id", .int64)])

  static func file(_ name: String, rows: Int = 10) -> AddFile {
    AddFile(
      path: name, size: 1, modificationTime: 0, statistics: #"{"numRecords":\#(rows)}"#)
  }

  /// A table whose version n has the files f1 … fn.
  static func table(
    _ store: any ObjectStore, _ engine: MemoryEngine?, versions: Int,
    _ properties: [String: String] = [:]
  ) async throws -> Snapshot {
    let table = Table(store: store, engine: engine)
    let definition = TableDefinition(schema: schema, properties: properties)
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    for version in stride(from: 1, through: versions, by: 1) {
      var transaction = Transaction(on: snapshot, .write(.append))
      transaction.add(file("f\(version)"))
      snapshot = try await transaction.commit().snapshot
      try await store.put("f\(version)", [0])
    }
    return snapshot
  }

  static func paths(_ snapshot: Snapshot) -> Set<String> { Set(snapshot.files.map(\.path)) }

  @Test func checkpointsWithSidecarsAreReadAgain() async throws {
    let store = MemoryStore()
    let engine = MemoryEngine()
    let snapshot = try await Self.table(
      store, engine, versions: 5, ["delta.checkpointPolicy": "v2"])
    try await snapshot.checkpoint()
    let sidecars = try await store.list("_delta_log/_sidecars/")
    #expect(sidecars.count == 1)
    for version in 0...4 {
      try await store.delete("_delta_log/0000000000000000000\(version).json")
    }
    let again = try await Table(store: store, engine: engine).snapshot()
    #expect(Self.paths(again) == Self.paths(snapshot))
    #expect(again.protocol.has(.v2Checkpoint))
    #expect(again.metadata == snapshot.metadata)
  }

  @Test func theLogOfExpiredVersionsGoes() async throws {
    let clock = TestClock()
    let store = MemoryStore(clock: { clock.now })
    let engine = MemoryEngine()
    clock.now = Date(timeIntervalSinceNow: -40 * 86_400)
    let old = try await Self.table(store, engine, versions: 6)
    try await old.checkpoint()
    clock.now = Date()
    var transaction = Transaction(on: old, .write(.append))
    transaction.add(Self.file("f7"))
    let young = try await transaction.commit().snapshot
    let table = young.table
    #expect(try await table.cleanUpLog(retention: .seconds(90 * 86_400)).isEmpty)
    let planned = try await table.cleanUpLog(isDryRun: true)
    #expect(try await table.snapshot(version: 0).version == 0)
    #expect(try await table.cleanUpLog() == planned)
    #expect(planned.contains("_delta_log/00000000000000000000.json"))
    #expect(Self.paths(try await table.snapshot()) == Self.paths(young))
    #expect(Self.paths(try await table.snapshot(version: 6)) == Self.paths(old))
    await #expect(throws: DeltaError.self) { try await table.snapshot(version: 5) }
  }

  @Test func aCompactedLogReadsAlike() async throws {
    let store = MemoryStore()
    var snapshot = try await Self.table(store, nil, versions: 6)
    var transaction = Transaction(on: snapshot, .delete(predicate: nil))
    transaction.setTransactionIdentifier(appId: "a", version: 3)
    for file in snapshot.files.filter({ $0.path < "f4" }) { transaction.remove(file) }
    snapshot = try await transaction.commit().snapshot
    let path = try await snapshot.compactLog(2...7)
    #expect(path == "_delta_log/00000000000000000002.00000000000000000007.compacted.json")
    // The commit that the compaction stands for is damaged: it must not be looked at.
    let commit = "_delta_log/00000000000000000004.json"
    try await store.put(commit, Array("no log".utf8))
    let again = try await Table(store: store).snapshot()
    #expect(Self.paths(again) == ["f4", "f5", "f6"])
    #expect(again.transactionVersion(of: "a") == 3)
    await #expect(throws: DeltaError.self) { try await snapshot.compactLog(3...9) }
  }

  @Test func restoringGoesBackAndSaysWhatIsGone() async throws {
    let store = MemoryStore()
    let snapshot = try await Self.table(store, nil, versions: 5)
    var overwrite = Transaction(on: snapshot, .write(.overwrite))
    overwrite.removeAll()
    overwrite.add(Self.file("new"))
    let overwritten = try await overwrite.commit().snapshot
    let older = try await snapshot.table.snapshot(version: 3)
    let restored = try await overwritten.restoring(older).commit().snapshot
    #expect(Self.paths(restored) == ["f1", "f2", "f3"])
    try await store.delete("f5")
    let error = await #expect(throws: DeltaError.self) {
      try await restored.restoring(snapshot)
    }
    #expect(error?.path == "f5")
    let partly = try await restored.restoring(snapshot, ignoresMissingFiles: true)
    #expect(Self.paths(try await partly.commit().snapshot) == ["f1", "f2", "f3", "f4"])
  }

  @Test func aVacuumKeepsWhatVersionsNeed() async throws {
    let clock = TestClock()
    let store = MemoryStore(clock: { clock.now })
    clock.now = Date(timeIntervalSinceNow: -20 * 86_400)
    let snapshot = try await Self.table(store, nil, versions: 3)
    for path in ["stray", "part=1/stray", "_hidden/x", ".x", "_change_data/old"] {
      try await store.put(path, [1])
    }
    clock.now = Date()
    try await store.put("being-written", [1])
    var transaction = Transaction(on: snapshot, .delete(predicate: nil))
    for file in snapshot.files where file.path == "f1" { transaction.remove(file) }
    let table = try await transaction.commit().snapshot.table
    let gone = ["_change_data/old", "part=1/stray", "stray"]
    #expect(try await table.vacuum(VacuumOptions(isDryRun: true)).files.map(\.path) == gone)
    let report = try await table.vacuum()
    #expect(report.files.map(\.path) == gone)
    #expect(
      try await table.history(limit: 2).map(\.info.operation) == ["VACUUM END", "VACUUM START"])
    let error = await #expect(throws: DeltaError.self) {
      try await table.vacuum(VacuumOptions(retention: .seconds(3_600)))
    }
    #expect(error?.kind == .notAllowed)
    let all = VacuumOptions(retention: .seconds(-10), allowsShorterRetention: true)
    #expect(try await table.vacuum(all).files.map(\.path) == ["being-written", "f1"])
    #expect(Self.paths(try await table.snapshot()) == ["f2", "f3"])
  }

  @Test func clonesNameTheFilesWhereTheyAre() async throws {
    let source = MemoryStore(root: "memory://source")
    let snapshot = try await Self.table(source, nil, versions: 2)
    let target = Table(store: MemoryStore(root: "memory://clone"))
    let clone = try await snapshot.cloning(to: target).commit().snapshot
    #expect(Self.paths(clone) == ["memory://source/f1", "memory://source/f2"])
    #expect(clone.metadata.id != snapshot.metadata.id)
    #expect(clone.schema == snapshot.schema)
  }
}

/// A clock that stands.
final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var time = Date()

  var now: Date {
    get { lock.withLock { time } }
    set { lock.withLock { time = newValue } }
  }
}
