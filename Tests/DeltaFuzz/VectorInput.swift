import DeltaLake
import TestSupport

/// A table of one file with a deletion vector, whole or damaged.
struct VectorInput {
  private let rows: [Int]
  private let bytes: [UInt8]
  private let isWhole: Bool
  private let isInline: Bool
  private let cardinality: Int

  init(_ random: inout SeededGenerator) {
    let top = [40, 70_000, 200_000].randomElement(using: &random) ?? 40
    var chosen: Set<Int> = []
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let start = Int.random(in: 0..<top, using: &random)
      chosen.formUnion(start..<(start + Int.random(in: 1...9, using: &random)))
    }
    rows = chosen.sorted()
    let whole = Self.bitmap(rows, runs: Bool.random(using: &random))
    isWhole = Int.random(in: 0..<10, using: &random) == 0
    bytes = isWhole ? whole : Damage.applied(to: whole, &random)
    isInline = Bool.random(using: &random)
    cardinality =
      Int.random(in: 0..<20, using: &random) == 0
      ? Int(truncatingIfNeeded: random.next()) : rows.count
  }

  func run(_ store: MemoryStore) async throws {
    var padded = bytes
    while padded.count % 4 != 0 { padded.append(0) }
    let vector: String
    if isInline {
      vector = #""storageType":"i","pathOrInlineDv":"\#(Self.base85(padded))""#
    } else {
      var file: [UInt8] = [1]
      file += Self.bigEndian(UInt32(bytes.count)) + bytes + Self.bigEndian(Self.checksum(bytes))
      try await store.put("vector.bin", file)
      vector = #""storageType":"p","pathOrInlineDv":"vector.bin","offset":1"#
    }
    let add = """
      {"add":{"path":"f","partitionValues":{"p":null},"size":1,"modificationTime":1,"dataChange":true,"deletionVector":{\(vector),"sizeInBytes":\(bytes.count),"cardinality":\(cardinality)}}}
      """
    let lines = [DeltaFuzz.protocolLine, DeltaFuzz.metadataLine, add].joined(separator: "\n")
    try await store.put(DeltaFuzz.log + ".json", Array(lines.utf8))
    let snapshot = try await Table(store: store).snapshot()
    try await DeltaFuzz.use(snapshot)
    guard isWhole, cardinality == rows.count, let file = snapshot.files.first else { return }
    guard try await snapshot.deletedRows(of: file) == rows else {
      throw DeltaFuzz.Finding(description: "a whole deletion vector deletes other rows")
    }
  }

  // MARK: Bitmaps, written as the format's specification says

  private static func bitmap(_ rows: [Int], runs: Bool) -> [UInt8] {
    let containers = Dictionary(grouping: rows) { $0 >> 16 }.sorted { $0.key < $1.key }
    var bytes = littleEndian(UInt32(1_681_511_377)) + littleEndian(UInt64(1))
    bytes += littleEndian(UInt32(0))
    let count = containers.count
    if runs, count > 0, count < 4 {
      bytes += littleEndian(UInt32(12_347) | UInt32(count - 1) << 16)
      bytes.append(UInt8(1 << count - 1))
    } else {
      bytes += littleEndian(UInt32(12_346)) + littleEndian(UInt32(count))
    }
    for (key, values) in containers {
      bytes += littleEndian(UInt16(key)) + littleEndian(UInt16(values.count - 1))
    }
    guard !(runs && count > 0 && count < 4) else {
      return containers.reduce(into: bytes) { $0 += runContainer($1.value) }
    }
    var place = bytes.count - 12 + 4 * count
    for (_, values) in containers {
      bytes += littleEndian(UInt32(place))
      place += 2 * values.count
    }
    for (_, values) in containers {
      for value in values { bytes += littleEndian(UInt16(value & 0xFFFF)) }
    }
    return bytes
  }

  private static func runContainer(_ values: [Int]) -> [UInt8] {
    var runs: [(start: Int, length: Int)] = []
    for value in values {
      if let last = runs.last, last.start + last.length == value {
        runs[runs.count - 1].length += 1
      } else {
        runs.append((value, 1))
      }
    }
    return runs.reduce(into: littleEndian(UInt16(runs.count))) { bytes, run in
      bytes += littleEndian(UInt16(run.start & 0xFFFF)) + littleEndian(UInt16(run.length - 1))
    }
  }

  private static func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<(T.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] { littleEndian(value).reversed() }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
      }
    }
  }

  private static let digits = Array(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#")

  private static func base85(_ bytes: [UInt8]) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let word = bytes[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      for divisor: UInt32 in [52_200_625, 614_125, 7_225, 85, 1] {
        text.append(digits[Int(word / divisor % 85)])
      }
    }
    return text
  }
}
