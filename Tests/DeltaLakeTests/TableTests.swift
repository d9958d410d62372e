import Columnar
import DeltaLake
import Testing

@Suite struct TableTests {
  static let definition = TableDefinition(
    schema: Schema([
      Field("id", .int64, isNullable: false), Field("day", .date), Field("name", .string),
    ]),
    partitionColumns: ["day"])

  static func file(_ name: String, day: String?) -> AddFile {
    AddFile(
      path: "\(name).parquet", partitionValues: ["day": day], size: 100, modificationTime: 1,
      statistics: #"{"numRecords":3}"#)
  }

  @Test func aTableIsCreatedAppendedToAndReadAgain() async throws {
    let table = Table(store: MemoryStore())
    #expect(try await !table.exists())
    let created = try await Transaction(creating: table, Self.definition).commit()
    #expect(created.version == 0)
    #expect(created.snapshot.protocol == .portable)

    var append = Transaction(on: created.snapshot, .write(.append))
    append.add(Self.file("a b", day: "2024-01-01"))
    append.add(Self.file("b", day: nil))
    let appended = try await append.commit()
    #expect(appended.version == 1)

    let read = try await table.snapshot()
    #expect(read.version == 1)
    #expect(read.schema == Self.definition.schema)
    #expect(read.partitionColumns == ["day"])
    #expect(read.rowCount == 6)
    #expect(Set(read.files.map(\.path)) == ["a b.parquet", "b.parquet"])
    #expect(
      read.files.first { $0.path == "a b.parquet" }?.partitionValues == ["day": "2024-01-01"])
    #expect(read.files.first { $0.path == "b.parquet" }?.partitionValues == ["day": nil])

    var overwrite = Transaction(on: read, .write(.overwrite))
    overwrite.removeAll()
    overwrite.add(Self.file("c", day: "2024-01-02"))
    let overwritten = try await overwrite.commit()
    #expect(overwritten.snapshot.files.map(\.path) == ["c.parquet"])
    #expect(try await created.snapshot.update().files.map(\.path) == ["c.parquet"])
    #expect(try await table.snapshot(version: 1).fileCount == 2)
  }

  @Test func aSecondCreationIsRefused() async throws {
    let table = Table(store: MemoryStore())
    _ = try await Transaction(creating: table, Self.definition).commit()
    let error = await #expect(throws: DeltaError.self) {
      try await Transaction(creating: table, Self.definition).commit()
    }
    #expect(error?.kind == .alreadyExists)
  }

  @Test func aFolderWithoutALogIsNoTable() async throws {
    let error = await #expect(throws: DeltaError.self) {
      try await Table(store: MemoryStore()).snapshot()
    }
    #expect(error?.kind == .notATable)
  }

  @Test func aTableThatIsGoneIsNoticed() async throws {
    let store = MemoryStore()
    let snapshot = try await Transaction(creating: Table(store: store), Self.definition).commit()
      .snapshot
    #expect(try await snapshot.update().version == 0)
    for object in try await store.list("_delta_log/") { try await store.delete(object.path) }
    let error = await #expect(throws: DeltaError.self) { try await snapshot.update() }
    #expect(error?.kind == .notATable)
  }
}
