import Columnar
import DeltaLake
import Foundation
import Synchronization
import Testing

@Suite struct TimeTravelTests {
  /// A clock that is set by hand.
  final class Clock: Sendable {
    private let seconds = Mutex(0.0)

    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
    func set(_ value: Double) { seconds.withLock { $0 = value } }
  }

  static func table(_ times: [Double]) async throws -> Table {
    let clock = Clock()
    clock.set(times[0])
    let table = Table(store: MemoryStore(clock: { clock.now }))
    let definition = TableDefinition(schema: Schema([Field("id", .int64)]))
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    for time in times.dropFirst() {
      clock.set(time)
      var append = Transaction(on: snapshot, .write(.append))
      append.add(AddFile(path: "f\(time)", size: 1, modificationTime: 0))
      snapshot = try await append.commit().snapshot
    }
    return table
  }

  @Test(arguments: [(100.0, 0), (150, 0), (200, 1), (299.9, 1), (300, 2), (1000, 3)])
  func theVersionOfATimeIsFound(_ time: Double, _ version: Int) async throws {
    let table = try await Self.table([100, 200, 300, 400])
    let snapshot = try await table.snapshot(at: Date(timeIntervalSince1970: time))
    #expect(snapshot.version == version)
    #expect(snapshot.fileCount == version)
  }

  @Test func aClockThatWentBackChangesNoOrder() async throws {
    let table = try await Self.table([100, 500, 200, 600])
    #expect(try await table.snapshot(at: Date(timeIntervalSince1970: 300)).version == 0)
    #expect(try await table.snapshot(at: Date(timeIntervalSince1970: 501)).version == 2)
  }

  @Test func aTimeBeforeTheTableIsRefusedWithTheOldest() async throws {
    let table = try await Self.table([100, 200])
    let error = await #expect(throws: DeltaError.self) {
      try await table.snapshot(at: Date(timeIntervalSince1970: 99))
    }
    #expect(error?.kind == .versionNotFound)
    #expect(
      error?.message == "the oldest version that can be read is 0, which was committed at"
        + " 1970-01-01 00:01:40.000 UTC, after 1970-01-01 00:01:39.000 UTC")
  }

  @Test func aVersionOutsideIsRefusedWithTheRange() async throws {
    let table = try await Self.table([100, 200])
    let error = await #expect(throws: DeltaError.self) { try await table.snapshot(version: 7) }
    #expect(error?.kind == .versionNotFound)
    #expect(error?.message == "version 7 is not in the log, which holds versions 0 to 1")
  }

  @Test func commitsThatCarryTheirTimeAreOrderedByIt() async throws {
    let table = Table(store: MemoryStore())
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64)]), properties: ["delta.enableInCommitTimestamps": "true"])
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    var times = [try #require(snapshot.timestamp)]
    for _ in 0..<5 {
      snapshot = try await Transaction(on: snapshot, .write(.append)).commit().snapshot
      times.append(try #require(snapshot.timestamp))
    }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    let history = try await table.history()
    #expect(history.map(\.timestamp) == times.reversed())
    #expect(history.last?.info.operation == "CREATE TABLE")
    #expect(try await table.snapshot().timestamp == times.last)
    let third = Date(timeIntervalSince1970: Double(times[2]) / 1000)
    #expect(try await table.snapshot(at: third).version == 2)
  }

  @Test func ofAManagedTableOnlyNamedVersionsAreRead() async throws {
    let store = MemoryStore()
    let commits = [
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged","inCommitTimestamp"]}}"#
        + "\n"
        + #"{"metaData":{"id":"m","format":{"provider":"parquet"},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[]}}"#,
      #"{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}"#,
    ]
    for (version, text) in commits.enumerated() {
      let name = "_delta_log/0000000000000000000\(version).json"
      try await store.putIfAbsent(name, Array((text + "\n").utf8))
    }
    let table = Table(store: store)
    #expect(try await table.snapshot(version: 1).fileCount == 1)
    let error = await #expect(throws: DeltaError.self) { try await table.snapshot() }
    #expect(error?.kind == .unsupportedFeature)
    #expect(error?.hint == "versions in the log can be read by number; the last there is 1")
    let named = try await table.snapshot(version: 1)
    var append = Transaction(on: named, .write(.append))
    append.add(AddFile(path: "b", size: 1, modificationTime: 0))
    let refused = await #expect(throws: DeltaError.self) { try await append.commit() }
    #expect(refused?.message.contains("catalogManaged") == true)
    #expect(try await store.list("_delta_log/").count == 2)
  }
}
