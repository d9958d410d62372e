import Columnar
import DeltaLake
import Foundation
import Testing

/// Tables that other writers wrote, read as deltalake reads them.
@Suite struct SharedTablesTests {
  /// What deltalake says of a table; see Scripts/delta-oracle.
  struct Expectation: Sendable, CustomStringConvertible {
    var name: String
    var version = 0
    var files = 0
    var bytes = 0
    var rows: Int?
    var schema = ""
    var partitionColumns: [String] = []
    var isReadable: Bool

    var description: String { name }

    init(name: String, _ values: [String: Any]) throws {
      self.name = name
      isReadable = values["error"] == nil
      guard isReadable else { return }
      version = try #require(values["version"] as? Int)
      files = try #require(values["files"] as? Int)
      bytes = try #require(values["bytes"] as? Int)
      rows = values["rows"] as? Int
      partitionColumns = try #require(values["partitionColumns"] as? [String])
      let tree = try #require(values["schema"])
      schema = String(
        decoding: try JSONSerialization.data(withJSONObject: tree), as: UTF8.self)
    }

    static let all: [Expectation] = {
      do {
        let data = try Data(contentsOf: Fixtures.folder.appending(path: "Expected/tables.json"))
        let tables = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
        return try (tables ?? [:]).sorted { $0.key < $1.key }.map {
          try Expectation(name: $0.key, $0.value)
        }
      } catch {
        Issue.record("the expectations cannot be read: \(error)")
        return []
      }
    }()
  }

  @Test(
    .enabled(if: Fixtures.hasSharedTables, Fixtures.sharedTablesHint), arguments: Expectation.all)
  func theTableIsReadAsDeltalakeReadsIt(_ expected: Expectation) async throws {
    let folder = Fixtures.sharedTables.appending(path: expected.name)
    let table = Table(store: LocalStore(folder.path), engine: try ParquetEngine())
    guard expected.isReadable else {
      await #expect(throws: DeltaError.self) { try await table.snapshot() }
      return
    }
    let snapshot = try await table.snapshot()
    #expect(snapshot.version == expected.version)
    #expect(snapshot.fileCount == expected.files)
    #expect(snapshot.sizeInBytes == Int64(expected.bytes))
    #expect(snapshot.partitionColumns == expected.partitionColumns)
    #expect(snapshot.schema == (try Schema(deltaJSON: expected.schema)))
    if let rows = expected.rows {
      #expect(snapshot.files.compactMap(\.physicalRowCount).reduce(0, +) == rows)
    }
    for file in snapshot.files where !FileManager.default.fileExists(atPath: file.location) {
      // Some of the tables are logs without their data.
      #expect(file.location.hasPrefix(folder.path) || file.location.contains("://"))
    }
    #expect(try Schema(deltaJSON: snapshot.schema.deltaJSON()) == snapshot.schema)
  }

  @Test(.enabled(if: Fixtures.hasSharedTables, Fixtures.sharedTablesHint))
  func deletedRowsAreRead() async throws {
    let folder = Fixtures.sharedTables.appending(path: "table-with-dv-small")
    let snapshot = try await Table(store: LocalStore(folder.path)).snapshot()
    let file = try #require(snapshot.files.first)
    #expect(try await snapshot.deletedRows(of: file) == [0, 9])
    #expect(file.rowCount == 8)
  }

  @Test(.enabled(if: Fixtures.hasSharedTables, Fixtures.sharedTablesHint))
  func everyVersionIsReachedFromTheOneBefore() async throws {
    for name in ["simple_table", "cdf-table-with-cdc-and-dvs", "checkpoints", "delta-0.8.0"] {
      let folder = Fixtures.sharedTables.appending(path: name)
      let store = CappedStore(LocalStore(folder.path))
      let table = Table(store: store)
      store.limit(to: 0)
      var snapshot = try await table.snapshot(version: 0)
      let last = try await Table(store: LocalStore(folder.path)).snapshot().version
      for version in 1...last {
        store.limit(to: version)
        snapshot = try await snapshot.update()
        let fresh = try await table.snapshot(version: version)
        #expect(snapshot.version == version)
        #expect(Set(snapshot.files.map(\.addFile)) == Set(fresh.files.map(\.addFile)))
        #expect(snapshot.sizeInBytes == fresh.sizeInBytes)
        #expect(snapshot.metadata == fresh.metadata)
      }
    }
  }
}
