import Columnar
import DeltaLake
import Testing

/// Delta's conflict table: what one transaction may do while another commits.
@Suite struct ConflictTests {
  /// What a transaction does to a table with one file `x` (day 1) and one `y` (day 2).
  enum Act: String, Sendable, CaseIterable {
    case blindAppend, appendToDay1AfterReading, deleteDay1, deleteDay2, overwrite, overwriteDay1,
      setProperty, addColumn, upgradeProtocol, writeAsApplication, rearrangeX

    func apply(_ snapshot: Snapshot, isWinner: Bool) throws -> Transaction {
      let name = isWinner ? "winner" : "loser"
      var transaction = Transaction(on: snapshot, Operation(rawValue))
      switch self {
      case .blindAppend: transaction.add(ConflictTests.file(name, day: "1"))
      case .appendToDay1AfterReading:
        _ = transaction.scan(.compare(["day"], .equal, .integer(1)))
        transaction.add(ConflictTests.file(name, day: "1"))
      case .deleteDay1, .deleteDay2:
        let day: Int64 = self == .deleteDay1 ? 1 : 2
        for file in transaction.scan(.compare(["day"], .equal, .integer(day))).files {
          transaction.remove(file)
        }
      case .overwrite:
        transaction.removeAll()
        transaction.add(ConflictTests.file(name, day: "1"))
      case .overwriteDay1:
        transaction.removePartitions([["day": "1"]])
        transaction.add(ConflictTests.file(name, day: "1"))
      case .setProperty:
        var metadata = snapshot.metadata
        metadata.configuration[name] = "1"
        transaction.setMetadata(metadata)
      case .addColumn:
        let incoming = Schema(snapshot.schema.fields + [Field(name, .string)])
        transaction.setMetadata(
          try snapshot.metadata.accepting(incoming, evolution: .mergeSchema))
      case .upgradeProtocol:
        transaction.setProtocol(TableProtocol(minReaderVersion: 1, minWriterVersion: 3))
      case .writeAsApplication:
        transaction.setTransactionIdentifier(appId: "app", version: isWinner ? 1 : 2)
        transaction.add(ConflictTests.file(name, day: "1"))
      case .rearrangeX:
        let files = snapshot.files.filter { $0.path.hasPrefix("x") }
        transaction.read(files)
        for file in files { transaction.remove(file, dataChange: false) }
        var add = ConflictTests.file(name, day: "1")
        add.dataChange = false
        transaction.add(add)
      }
      return transaction
    }
  }

  static func file(_ name: String, day: String) -> AddFile {
    AddFile(
      path: "\(name).parquet", partitionValues: ["day": day], size: 1, modificationTime: 0)
  }

  /// What becomes of the second of two transactions on the same snapshot, at the level
  /// WriteSerializable; what is not named goes through.
  static let expected: [Act: [Act: DeltaError.Kind]] = [
    .deleteDay1: [
      .appendToDay1AfterReading: .concurrentDeleteRead, .deleteDay1: .concurrentDeleteDelete,
      .overwrite: .concurrentDeleteDelete, .overwriteDay1: .concurrentDeleteDelete,
      .rearrangeX: .concurrentDeleteDelete,
    ],
    .deleteDay2: [.overwrite: .concurrentDeleteDelete, .deleteDay2: .concurrentDeleteDelete],
    .appendToDay1AfterReading: [
      .appendToDay1AfterReading: .concurrentAppend, .deleteDay1: .concurrentAppend,
      .overwrite: .concurrentAppend, .overwriteDay1: .concurrentAppend,
    ],
    .overwrite: [
      .appendToDay1AfterReading: .concurrentAppend, .deleteDay1: .concurrentAppend,
      .deleteDay2: .concurrentDeleteDelete, .overwrite: .concurrentAppend,
      .overwriteDay1: .concurrentAppend, .rearrangeX: .concurrentDeleteDelete,
    ],
    .overwriteDay1: [
      .appendToDay1AfterReading: .concurrentAppend, .deleteDay1: .concurrentAppend,
      .overwrite: .concurrentAppend, .overwriteDay1: .concurrentAppend,
      .rearrangeX: .concurrentDeleteDelete,
    ],
    .rearrangeX: [
      .appendToDay1AfterReading: .concurrentDeleteRead, .deleteDay1: .concurrentDeleteDelete,
      .overwrite: .concurrentDeleteDelete, .overwriteDay1: .concurrentDeleteDelete,
      .rearrangeX: .concurrentDeleteDelete,
    ],
    .writeAsApplication: [.writeAsApplication: .concurrentTransaction],
  ]

  static func expectation(winner: Act, loser: Act) -> DeltaError.Kind? {
    switch winner {
    case .setProperty, .addColumn: .metadataChanged
    case .upgradeProtocol: .protocolChanged
    default: expected[winner]?[loser]
    }
  }

  static func prepare(_ properties: [String: String] = [:]) async throws -> Snapshot {
    let definition = TableDefinition(
      schema: Schema([Field("day", .int64), Field("value", .string)]), partitionColumns: ["day"],
      properties: properties)
    let created = try await Transaction(
      creating: Table(store: MemoryStore()), definition
    ).commit()
    var append = Transaction(on: created.snapshot, .write(.append))
    append.add(file("x", day: "1"))
    append.add(file("y", day: "2"))
    return try await append.commit().snapshot
  }

  @Test(arguments: Act.allCases, Act.allCases)
  func theSecondGoesThroughOrFailsAsDeltaSays(winner: Act, loser: Act) async throws {
    let snapshot = try await Self.prepare()
    let second = try loser.apply(snapshot, isWinner: false)
    let first = try await winner.apply(snapshot, isWinner: true).commit()
    #expect(first.version == 2)
    let expected = Self.expectation(winner: winner, loser: loser)
    do {
      let result = try await second.commit()
      #expect(expected == nil, "\(loser) went through behind \(winner)")
      #expect(result.version == 3)
      #expect(result.attempts == 2)
      let fresh = try await snapshot.table.snapshot()
      #expect(Set(fresh.files.map(\.path)) == Set(result.snapshot.files.map(\.path)))
    } catch let error as DeltaError {
      #expect(error.kind == expected, "\(loser) behind \(winner): \(error)")
      #expect(error.isConflict)
      #expect(error.version == 2)
      #expect(try await snapshot.table.snapshot().version == 2)
    }
  }

  @Test func blindAppendsMatterToReadersAtTheLevelSerializable() async throws {
    let snapshot = try await Self.prepare(["delta.isolationLevel": "Serializable"])
    let second = try Act.deleteDay1.apply(snapshot, isWinner: false)
    _ = try await Act.blindAppend.apply(snapshot, isWinner: true).commit()
    let error = await #expect(throws: DeltaError.self) { try await second.commit() }
    #expect(error?.kind == .concurrentAppend)
  }

  @Test func appendOnlyTablesKeepTheirRows() async throws {
    let snapshot = try await Self.prepare(["delta.appendOnly": "true"])
    let error = await #expect(throws: DeltaError.self) {
      try await Act.deleteDay1.apply(snapshot, isWinner: false).commit()
    }
    #expect(error?.kind == .notAllowed)
    _ = try await Act.rearrangeX.apply(snapshot, isWinner: false).commit()
  }

  @Test func retriesHaveAnEnd() async throws {
    let snapshot = try await Self.prepare()
    let second = try Act.blindAppend.apply(snapshot, isWinner: false)
    _ = try await Act.blindAppend.apply(snapshot, isWinner: true).commit()
    let error = await #expect(throws: DeltaError.self) {
      try await second.commit(retries: RetryPolicy(maximumAttempts: 1))
    }
    #expect(error?.kind == .tooManyRetries)
  }
}
