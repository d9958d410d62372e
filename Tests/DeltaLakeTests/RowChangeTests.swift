import Columnar
import DeltaLake
import Foundation
import Testing

/// Rows that are deleted in place, numbered, and told of.
@Suite struct RowChangeTests {
  static func table(
    _ store: MemoryStore, _ properties: [String: String]
  ) async throws -> Snapshot {
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64)]), properties: properties)
    var transaction = try Transaction(creating: Table(store: store), definition)
    transaction.add(MaintenanceTests.file("a", rows: 100_000))
    transaction.add(MaintenanceTests.file("b", rows: 10))
    return try await transaction.commit().snapshot
  }

  static func file(_ name: String, _ snapshot: Snapshot) throws -> DataFile {
    try #require(snapshot.files.first { $0.path == name })
  }

  @Test func deletedRowsAddUp() async throws {
    let store = MemoryStore()
    var snapshot = try await Self.table(store, ["delta.enableDeletionVectors": "true"])
    let batches: [[Int]] = [[3, 1], Array(stride(from: 0, to: 100_000, by: 3)), [99_998]]
    var wanted: Set<Int> = []
    for rows in batches {
      var transaction = Transaction(on: snapshot, .delete(predicate: "id"))
      let file = try Self.file("a", snapshot)
      try await transaction.delete([RowDeletion(file: file, rows: rows)])
      _ = try await transaction.commit()
      wanted.formUnion(rows)
      snapshot = try await Table(store: store).snapshot()
      let changed = try Self.file("a", snapshot)
      #expect(try await snapshot.deletedRows(of: changed) == wanted.sorted())
      #expect(changed.rowCount == 100_000 - wanted.count)
      #expect(changed.statisticsJSON?.contains(#""tightBounds":false"#) == true)
    }
    // Few rows stand in the log, many in a file.
    let vectors = try await store.list("").filter { $0.path.hasPrefix("deletion_vector_") }
    #expect(vectors.count == 2)
    var transaction = Transaction(on: snapshot, .delete(predicate: "id"))
    let all = RowDeletion(file: try Self.file("b", snapshot), rows: Array(0..<10))
    try await transaction.delete([all])
    #expect(try await transaction.commit().snapshot.files.map(\.path) == ["a"])
  }

  @Test func tablesWithoutVectorsRefuseThem() async throws {
    let snapshot = try await Self.table(MemoryStore(), [:])
    var transaction = Transaction(on: snapshot, .delete(predicate: "id"))
    let rows = RowDeletion(file: try Self.file("a", snapshot), rows: [1])
    let error = await #expect(throws: DeltaError.self) { try await transaction.delete([rows]) }
    #expect(error?.kind == .notAllowed)
  }

  @Test func rowsGetIdsThatNoneHadBefore() async throws {
    let store = MemoryStore()
    let snapshot = try await Self.table(store, ["delta.enableRowTracking": "true"])
    #expect(snapshot.files.map(\.baseRowId).sorted { ($0 ?? -1) < ($1 ?? -1) } == [0, 100_000])
    var left = Transaction(on: snapshot, .write(.append))
    left.add(MaintenanceTests.file("c", rows: 5))
    var right = Transaction(on: snapshot, .write(.append))
    right.add(MaintenanceTests.file("d", rows: 7))
    _ = try await left.commit()
    let last = try await right.commit().snapshot
    #expect(try Self.file("c", last).baseRowId == 100_010)
    #expect(try Self.file("d", last).baseRowId == 100_015)
    #expect(
      last.domainMetadata["delta.rowTracking"]?.configuration == #"{"rowIdHighWaterMark":100021}"#)
  }

  @Test func timesInCommitsBeginWhereTheyAreTurnedOn() async throws {
    let store = MemoryStore()
    let snapshot = try await Self.table(store, [:])
    var append = Transaction(on: snapshot, .write(.append))
    append.add(MaintenanceTests.file("c"))
    _ = try await append.commit()
    var transaction = Transaction(on: try await snapshot.update(), .setProperties)
    transaction.setMetadata(
      try snapshot.metadata.setting(["delta.enableInCommitTimestamps": "true"]))
    let changed = try await transaction.commit().snapshot
    #expect(changed.properties["delta.inCommitTimestampEnablementVersion"] == "2")
    #expect(
      changed.properties["delta.inCommitTimestampEnablementTimestamp"]
        == "\(changed.timestamp ?? 0)")
    #expect(try await Table(store: store).snapshot().metadata == changed.metadata)
  }

  @Test func changesAreFilesOrRows() async throws {
    let store = MemoryStore()
    let properties = [
      "delta.enableDeletionVectors": "true", "delta.enableChangeDataFeed": "true",
    ]
    var snapshot = try await Self.table(store, properties)
    var deletion = Transaction(on: snapshot, .delete(predicate: "id"))
    try await deletion.delete([RowDeletion(file: try Self.file("a", snapshot), rows: [7])])
    snapshot = try await deletion.commit().snapshot
    var update = Transaction(on: snapshot, .update(predicate: "id"))
    update.remove(try Self.file("b", snapshot))
    update.add(MaintenanceTests.file("c"))
    update.addChanges(ChangeFile(path: "_change_data/x", size: 1))
    snapshot = try await update.commit().snapshot
    var rearrangement = Transaction(on: snapshot, .optimize())
    rearrangement.remove(try Self.file("c", snapshot), dataChange: false)
    var moved = MaintenanceTests.file("d")
    moved.dataChange = false
    rearrangement.add(moved)
    snapshot = try await rearrangement.commit().snapshot
    let changes = try await snapshot.table.changes(from: 0, to: snapshot)
    #expect(changes.map(\.version) == [0, 1, 2, 3])
    #expect(Set(changes[0].added.map(\.path)) == ["a", "b"])
    #expect(changes[1].rowChanges.map(\.deleted) == [[7]])
    #expect(changes[1].rowChanges.map(\.restored) == [[]])
    #expect(changes[2].changeFiles.map(\.path) == ["_change_data/x"])
    #expect(changes[2].added.isEmpty && changes[2].removed.isEmpty)
    #expect(changes[3].added.isEmpty && changes[3].removed.isEmpty)
  }

  @Test func tablesWithoutAFeedSayHowToGetOne() async throws {
    let snapshot = try await Self.table(MemoryStore(), [:])
    let error = await #expect(throws: DeltaError.self) {
      try await snapshot.table.changes(from: 0, to: snapshot)
    }
    #expect(error?.kind == .notAllowed)
    #expect(error?.hint?.contains("delta.enableChangeDataFeed") == true)
  }
}
