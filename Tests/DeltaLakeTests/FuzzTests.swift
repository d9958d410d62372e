import Columnar
import DeltaLake
import Foundation
import TestSupport
import Testing

/// Damaged logs of every kind: opening one gives a table or a ``DeltaError``, and nothing else.
///
/// `FUZZ_ROUNDS` makes the run longer, `FUZZ_SEED` another.
@Suite struct FuzzTests {
  static let rounds =
    ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 3_000
  static let seed =
    ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  /// Pieces that bytes are replaced with.
  static let pieces: [String] = [
    "", "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e999", "9223372036854775808",
    "\\u0000", "\\ud800", "%", "%zz", "..", "/", "\n", "\\", "{\"add\":", "\u{FF}",
  ]

  static let commit = """
    {"commitInfo":{"timestamp":1,"operation":"WRITE","operationParameters":{"mode":"Append"}}}
    {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors","domainMetadata"]}}
    {"metaData":{"id":"a","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"p\\",\\"type\\":\\"decimal(10,2)\\",\\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":["p"],"configuration":{"a":"b"},"createdTime":1}}
    {"txn":{"appId":"x","version":3,"lastUpdated":4}}
    {"domainMetadata":{"domain":"d","configuration":"{}","removed":false}}
    {"add":{"path":"p=1/a%20b.parquet","partitionValues":{"p":"1.00"},"size":10,"modificationTime":5,"dataChange":true,"stats":"{\\"numRecords\\":3,\\"minValues\\":{\\"id\\":1},\\"maxValues\\":{\\"id\\":9},\\"nullCount\\":{\\"id\\":0}}","deletionVector":{"storageType":"i","pathOrInlineDv":"wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L","sizeInBytes":40,"cardinality":6}}}
    {"remove":{"path":"old","deletionTimestamp":1,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{"p":null},"size":1}}
    """

  /// Changes a few places of a text.
  static func damaged(_ text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes.removeSubrange(start..<end)
      case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
      default:
        let piece = pieces.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(start..<end, with: piece.utf8)
      }
    }
    return bytes
  }

  /// Uses all that a snapshot says, so that whatever is read late is read.
  static func use(_ snapshot: Snapshot) async throws {
    let predicate = Predicate.and([
      .compare(["id"], .greater, .integer(5)), .compare(["p"], .equal, .integer(1)),
    ])
    let plan = snapshot.scan(predicate)
    #expect(
      plan.files.count + plan.prunedByPartition + plan.prunedByStatistics == snapshot.fileCount)
    for file in snapshot.files {
      #expect(!file.path.isEmpty || file.location.hasPrefix(snapshot.table.store.root))
      _ = file.addFile
      _ = try await snapshot.deletedRows(of: file)
    }
  }

  @Test(arguments: ["commit", "checkpoint"])
  func noLogCrashesTheReader(_ place: String) async throws {
    var random = SeededGenerator(seed: Self.seed)
    var refused = 0
    let text = Array(Self.commit.utf8)
    let log = "_delta_log/00000000000000000000"
    let uuid = "3a0d65cd-4056-49b8-937b-95f9e3ee90e5"
    for _ in 0..<Self.rounds {
      let store = MemoryStore()
      let bytes = Self.damaged(text, &random)
      if place == "commit" {
        try await store.put(log + ".json", bytes)
      } else {
        try await store.put("\(log).checkpoint.\(uuid).json", bytes)
        let hint = Self.damaged(Array(#"{"version":0,"size":7}"#.utf8), &random)
        try await store.put("_delta_log/_last_checkpoint", hint)
      }
      do {
        try await Self.use(try await Table(store: store).snapshot())
      } catch is DeltaError {
        refused += 1
      }
    }
    #expect(refused > 0 && refused < Self.rounds)
  }

  @Test func noTableIsMadeUnreadableByItsNames() async throws {
    var random = SeededGenerator(seed: Self.seed)
    let alphabet = Array("aZ9 %/=.:ü日?#&+*'\"\\\u{7F}\u{1}-_~[]{}")
    for round in 0..<(Self.rounds / 20) {
      func name(_ length: Int) -> String {
        String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      }
      let store = MemoryStore()
      let definition = TableDefinition(
        schema: Schema([Field("id", .int64), Field("p", .string)]), partitionColumns: ["p"])
      var transaction = try Transaction(creating: Table(store: store), definition)
      let path = "f\(round)" + name(12)
      let value = name(6)
      transaction.add(
        AddFile(path: path, partitionValues: ["p": value], size: 1, modificationTime: 0))
      _ = try await transaction.commit()
      let file = try #require(try await Table(store: store).snapshot().files.first)
      #expect(file.path == path)
      #expect(file.partitionValues["p"] == value)
    }
  }
}
