import TestSupport
import Testing

@testable import DeltaLake

@Suite struct DeletionVectorTests {
  @Test(arguments: [
    [], [0], [0, 9], Array(0..<5000), [65_535, 65_536, 1 << 32, (1 << 32) + 1, 1 << 40],
    Array(stride(from: 0, to: 300_000, by: 7)), Array(60_000..<140_000),
  ])
  func setsOfRowsAreWrittenAndReadAgain(_ rows: [Int]) throws {
    let bytes = RoaringBitmap.encode(rows)
    #expect(try RoaringBitmap.decode(bytes, count: rows.count) == rows)
    #expect(throws: DeltaError.self) { try RoaringBitmap.decode(bytes, count: rows.count + 1) }
  }

  /// The protocol's own example of an inline vector.
  @Test func theExampleOfTheProtocolIsRead() async throws {
    let vector = DeletionVectorDescriptor(
      storage: .inline, pathOrInlineData: "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L",
      offset: nil, sizeInBytes: 40, cardinality: 6)
    #expect(try await vector.rows(in: MemoryStore()) == [3, 4, 7, 11, 18, 29])
  }

  @Test func namesAreMadeOfPrefixAndUUID() throws {
    let vector = DeletionVectorDescriptor(
      storage: .relative, pathOrInlineData: "ab^-aqEH.-t@S}K{vb[*k^", offset: 4, sizeInBytes: 40,
      cardinality: 6)
    #expect(
      try vector.filePath()
        == "ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin")
    #expect(vector.uniqueId == "uab^-aqEH.-t@S}K{vb[*k^@4")
  }

  @Test func noBytesCrashTheReader() {
    var random = SeededGenerator(seed: 1)
    let valid = RoaringBitmap.encode(
      [1, 2, 3, 70_000, 1 << 33] + Array((1 << 34)..<(1 << 34) + 5000))
    var refused = 0
    for _ in 0..<3000 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<min(bytes.count, 120), using: &random)] =
          UInt8.random(in: .min ... .max, using: &random)
      }
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      }
      do {
        _ = try RoaringBitmap.decode(bytes, count: 5005)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1000)
  }

  @Test func damageIsNoticed() async throws {
    let store = MemoryStore()
    let data = RoaringBitmap.encode([1, 5])
    func number(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var file: [UInt8] = [1] + number(UInt32(data.count)) + data + number(CRC32.checksum(data))
    let vector = DeletionVectorDescriptor(
      storage: .absolute, pathOrInlineData: "memory://table/dv%20x.bin", offset: 1,
      sizeInBytes: data.count, cardinality: 2)
    try await store.put("dv x.bin", file)
    #expect(try await vector.rows(in: store) == [1, 5])
    file[file.count - 6] ^= 1
    try await store.put("dv x.bin", file)
    let error = await #expect(throws: DeltaError.self) { try await vector.rows(in: store) }
    #expect(error?.kind == .corruptLog)
    #expect(error?.path == "dv x.bin")
  }
}

struct DeletionVectorPlaceTests {
  @Test(arguments: [
    DeletionVectorDescriptor(
      storage: .inline, pathOrInlineData: "00000", offset: nil, sizeInBytes: -4, cardinality: 1),
    DeletionVectorDescriptor(
      storage: .inline, pathOrInlineData: "00000", offset: nil, sizeInBytes: 5, cardinality: 1),
    DeletionVectorDescriptor(
      storage: .absolute, pathOrInlineData: "file:///vector.bin", offset: .max, sizeInBytes: 4,
      cardinality: 1),
    DeletionVectorDescriptor(
      storage: .absolute, pathOrInlineData: "file:///vector.bin", offset: 1, sizeInBytes: -9,
      cardinality: 1),
  ])
  func impossiblePlacesAreRefused(_ vector: DeletionVectorDescriptor) async {
    await #expect(throws: DeltaError.self) { try await vector.rows(in: MemoryStore()) }
  }
}
