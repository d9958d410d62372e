import Columnar
import DeltaLake
import TestSupport
import Testing

/// Random sequences of commits against a plain model: a dictionary of files.
@Suite struct ModelTests {
  struct Model: Equatable {
    var files: [String: AddFile] = [:]
    var transactions: [String: Int64] = [:]
    var columns = ["id", "part"]
  }

  static func model(_ snapshot: Snapshot) -> Model {
    var model = Model()
    for file in snapshot.files { model.files[file.path] = file.addFile }
    model.transactions = snapshot.transactions.mapValues(\.version)
    model.columns = snapshot.schema.names
    return model
  }

  /// One random commit on the table and on the model.
  static func step(
    _ snapshot: Snapshot, _ model: inout Model, _ random: inout SeededGenerator, _ number: Int
  ) async throws -> Snapshot {
    var transaction = Transaction(on: snapshot, .write(.append))
    func add(_ count: Int) {
      for index in 0..<count {
        let part = ["a b", "ü/%", nil, "c:d=e"].randomElement(using: &random) ?? nil
        let file = AddFile(
          path: "part=\(part ?? "-")/f \(number)-\(index).parquet", partitionValues: ["part": part],
          size: Int.random(in: 0...1_000_000, using: &random), modificationTime: Int64(number),
          statistics: Bool.random(using: &random) ? #"{"numRecords":\#(index)}"# : nil)
        transaction.add(file)
        model.files[file.path] = file
      }
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      transaction.removeAll()
      model.files = [:]
      add(3)
    case 1...4:
      for file in snapshot.files.sorted(by: { $0.path < $1.path }).prefix(4)
      where Bool.random(using: &random) {
        transaction.remove(file)
        model.files[file.path] = nil
      }
      add(1)
    case 5:
      // The same file with other contents: as a deletion vector or new statistics would.
      if let file = snapshot.files.min(by: { $0.path < $1.path }) {
        var changed = file.addFile
        changed.statistics = #"{"numRecords":\#(number)}"#
        if Bool.random(using: &random) {
          transaction.remove(file)
          changed.deletionVector = DeletionVectorDescriptor(
            storage: .inline, pathOrInlineData: "dv\(number)", offset: nil, sizeInBytes: 4,
            cardinality: 1)
        }
        transaction.add(changed)
        model.files[file.path] = changed
      }
    case 6:
      let incoming = Schema(snapshot.schema.fields + [Field("c\(number)", .string)])
      transaction.setMetadata(try snapshot.metadata.accepting(incoming, evolution: .mergeSchema))
      model.columns.append("c\(number)")
      add(1)
    case 7:
      transaction.setTransactionIdentifier(appId: "app\(number % 3)", version: Int64(number))
      model.transactions["app\(number % 3)"] = Int64(number)
      add(2)
    default: add(Int.random(in: 1...20, using: &random))
    }
    return try await transaction.commit().snapshot
  }

  @Test(arguments: 0..<20)
  func everyVersionEqualsTheModel(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let engine = seed % 2 == 0 ? MemoryEngine() : nil
    let table = Table(store: MemoryStore(), engine: engine)
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64), Field("part", .string)]), partitionColumns: ["part"],
      properties: ["delta.checkpointInterval": "7"])
    var snapshot = try await Transaction(creating: table, definition).commit().snapshot
    var follower = snapshot
    var model = Model()
    var models = [model]
    for number in 1...40 {
      snapshot = try await Self.step(snapshot, &model, &random, number)
      models.append(model)
      #expect(Self.model(snapshot) == model)
      if number % 5 == 0 { follower = try await follower.update() }
    }
    #expect(Self.model(follower) == model)
    #expect(snapshot.sizeInBytes == Int64(model.files.values.reduce(0) { $0 + $1.size }))
    for (version, model) in models.enumerated() {
      let old = try await table.snapshot(version: version)
      #expect(Self.model(old) == model, "version \(version)")
      #expect(old.fileCount == model.files.count)
    }
  }
}
