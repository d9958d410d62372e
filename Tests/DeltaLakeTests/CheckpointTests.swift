import Columnar
import DeltaLake
import Foundation
import Testing

@Suite struct CheckpointTests {
  /// A table with something of everything that a checkpoint holds, and its checkpoint.
  static func table(in folder: URL) async throws -> Table {
    let table = Table(store: LocalStore(folder.path), engine: try ParquetEngine())
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64), Field("part", .string)]), partitionColumns: ["part"],
      properties: ["delta.checkpointInterval": "4"], name: "it's", description: "all \"of\" it")
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    for version in 1...6 {
      var transaction = Transaction(on: snapshot, .write(.append))
      for (index, part) in ["a b", nil, "ü/%'"].enumerated() {
        transaction.add(
          AddFile(
            path: "x/f \(version)-\(index).parquet", partitionValues: ["part": part],
            size: version * 10 + index, modificationTime: Int64(version),
            statistics: index == 0 ? nil : #"{"numRecords":\#(index)}"#,
            tags: version == 2 ? ["k": "v"] : nil))
      }
      if version > 2, let oldest = snapshot.files.min(by: { $0.path < $1.path }) {
        transaction.remove(oldest)
      }
      transaction.setTransactionIdentifier(appId: "app", version: Int64(version))
      snapshot = try await transaction.commit().snapshot
    }
    return table
  }

  @Test func aTableIsReadFromItsCheckpoint() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let table = try await Self.table(in: folder)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "_delta_log").path)
      #expect(names.contains("00000000000000000004.checkpoint.parquet"))
      let whole = try await Table(store: CappedStore(table.store)).snapshot(version: 3)
      #expect(whole.fileCount == 8)
      let before = try await table.snapshot()
      // Without the commits that the checkpoint stands for.
      for version in 0...3 {
        try await table.store.delete("_delta_log/0000000000000000000\(version).json")
      }
      let after = try await table.snapshot()
      #expect(after.version == 6)
      #expect(Set(after.files.map(\.addFile)) == Set(before.files.map(\.addFile)))
      #expect(after.metadata == before.metadata)
      #expect(after.protocol == before.protocol)
      #expect(after.transactions == before.transactions)
      #expect(try await table.snapshot(version: 4).fileCount == 10)
      let error = await #expect(throws: DeltaError.self) { try await table.snapshot(version: 3) }
      #expect(error?.message == "version 3 is not in the log, which holds versions 4 to 6")
    }
  }

  @Test func removalsStayInTheCheckpointForAWhile() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let table = try await Self.table(in: folder)
      try await table.snapshot().checkpoint()
      let file = ParquetFile(
        store: table.store, path: "_delta_log/00000000000000000006.checkpoint.parquet")
      let batches = try await ParquetEngine().read(
        file, columns: [["remove", "path"]], where: .notNull(["remove", "path"]))
      let paths = batches.flatMap { $0.columns[0].values }
      #expect(paths.count == 4)
      #expect(paths.contains(.string("x/f%201-0.parquet")))
    }
  }

  @Test func aTableWithoutAnEngineSaysWhatItNeeds() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let table = try await Self.table(in: folder)
      let error = await #expect(throws: DeltaError.self) {
        try await Table(store: table.store).snapshot()
      }
      #expect(error?.kind == .engineRequired)
      #expect(try await Table(store: table.store).snapshot(version: 3).fileCount == 8)
    }
  }

  @Test func aDamagedCheckpointIsNamed() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let table = try await Self.table(in: folder)
      let path = "_delta_log/00000000000000000004.checkpoint.parquet"
      let bytes = try await table.store.get(path)
      try await table.store.put(path, Array(bytes.prefix(bytes.count / 2)))
      let error = await #expect(throws: DeltaError.self) { try await table.snapshot() }
      #expect(error?.kind == .corruptLog)
      #expect(error?.path == path)
      #expect(error?.message.hasPrefix("the checkpoint of version 4 cannot be read: ") == true)
    }
  }
}
