import DeltaLake
import TestSupport

/// Damaged tables of every kind: whatever stands in a log, reading it gives a table or a
/// ``DeltaError``, and nothing else.
///
/// An input is made of its number alone, so that one that was found can be looked at again.
public enum DeltaFuzz {
  /// What of a table is damaged.
  public enum Place: String, CaseIterable, Sendable {
    /// The lines of a commit.
    case commit
    /// A checkpoint in JSON, and the hint that leads to it.
    case jsonCheckpoint
    /// A deletion vector, in the log or in a file of its own.
    case vector
    /// The path of a file.
    case path
  }

  /// What became of an input.
  public enum Outcome: Sendable {
    case read, refused
  }

  /// A wrong answer.
  public struct Finding: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String
  }

  /// Reads one damaged table.
  ///
  /// - Parameters:
  ///   - place: what of it is damaged.
  ///   - number: which damage.
  /// - Returns: whether it was read or refused.
  /// - Throws: ``Finding`` for a wrong answer, and any error that is no ``DeltaError``.
  public static func run(_ place: Place, number: UInt64) async throws -> Outcome {
    var random = SeededGenerator(seed: number)
    let store = MemoryStore()
    do {
      switch place {
      case .commit:
        try await store.put(log + ".json", Damage.applied(to: commit, &random))
        try await use(try await Table(store: store).snapshot())
      case .jsonCheckpoint:
        try await store.put("\(log).checkpoint.\(uuid).json", Damage.applied(to: commit, &random))
        try await store.put("_delta_log/_last_checkpoint", Damage.applied(to: hint, &random))
        try await use(try await Table(store: store).snapshot())
      case .vector: try await VectorInput(&random).run(store)
      case .path: try await PathInput(&random).run(store)
      }
      return .read
    } catch is DeltaError {
      return .refused
    }
  }

  static let log = "_delta_log/00000000000000000000"
  static let protocolLine = """
    {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors","domainMetadata"]}}
    """
  static let schemaString = #"""
    {\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},{\"name\":\"p\",\"type\":\"decimal(10,2)\",\"nullable\":true,\"metadata\":{}}]}
    """#
  static let metadataLine = """
    {"metaData":{"id":"a","format":{"provider":"parquet","options":{}},"schemaString":"\(schemaString)","partitionColumns":["p"],"configuration":{"a":"b"},"createdTime":1}}
    """
  private static let uuid = "3a0d65cd-4056-49b8-937b-95f9e3ee90e5"
  private static let hint = Array(#"{"version":0,"size":7}"#.utf8)
  private static let commit = Array(
    """
    {"commitInfo":{"timestamp":1,"operation":"WRITE","operationParameters":{"mode":"Append"}}}
    \(protocolLine)
    \(metadataLine)
    {"txn":{"appId":"x","version":3,"lastUpdated":4}}
    {"domainMetadata":{"domain":"d","configuration":"{}","removed":false}}
    {"add":{"path":"p=1/a%20b.parquet","partitionValues":{"p":"1.00"},"size":10,"modificationTime":5,"dataChange":true,"baseRowId":7,"stats":"{\\"numRecords\\":3,\\"minValues\\":{\\"id\\":1},\\"maxValues\\":{\\"id\\":9},\\"nullCount\\":{\\"id\\":0}}","deletionVector":{"storageType":"i","pathOrInlineDv":"wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L","sizeInBytes":40,"cardinality":6}}}
    {"remove":{"path":"old","deletionTimestamp":1,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{"p":null},"size":1}}
    """.utf8)

  /// Uses all that a snapshot says, so that whatever is read late is read.
  static func use(_ snapshot: Snapshot) async throws {
    let predicate = Predicate.and([
      .compare(["id"], .greater, .integer(5)), .compare(["p"], .equal, .integer(1)),
    ])
    let plan = snapshot.scan(predicate)
    guard plan.files.count + plan.prunedByPartition + plan.prunedByStatistics == snapshot.fileCount
    else { throw Finding(description: "files are neither planned nor pruned") }
    for file in snapshot.files {
      guard !file.path.isEmpty || file.location.hasPrefix(snapshot.table.store.root) else {
        throw Finding(description: "a file without a path is outside of the table")
      }
      _ = file.addFile
      _ = file.partitionValues
      let rows = try await snapshot.deletedRows(of: file)
      guard zip(rows, rows.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw Finding(description: "deleted rows are not in order")
      }
    }
  }
}

/// What happens to bytes on bad days.
enum Damage {
  /// Pieces that bytes are replaced with.
  private static let pieces = [
    "", "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e999", "9223372036854775808",
    "\\u0000", "\\ud800", "%", "%zz", "..", "/", "\n", "\\", "{\"add\":", "\u{FF}",
  ].map { Array($0.utf8) }

  /// Changes a few places of a text.
  static func applied(to text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes.removeSubrange(start..<end)
      case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
      default:
        bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
      }
    }
    return bytes
  }
}
