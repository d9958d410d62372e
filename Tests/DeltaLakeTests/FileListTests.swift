import DeltaLake
import Testing

@Suite struct FileListTests {
  static func files(_ numbers: Range<Int>) -> [AddFile] {
    numbers.map { number in
      let digits = String(number)
      let padded = String(repeating: "0", count: 12 - digits.count) + digits
      return AddFile(
        path: "part-00000-5b3c1d62-6a4f-4e0a-9b1c-\(padded)-c000.snappy.parquet",
        partitionValues: ["day": nil], size: 1, modificationTime: 0,
        statistics: #"{"numRecords":\#(number)}"#)
    }
  }

  /// What is allocated is counted, room that is left over with it.
  @Test(arguments: [1_000, 10_000, 12_289])
  func aFileTakesNoMoreThanItsShare(count: Int) async throws {
    let snapshot = try await PruningTests.snapshot(Self.files(0..<count))
    #expect(snapshot.fileCount == count)
    #expect(snapshot.rowCount == count * (count - 1) / 2)
    #expect(snapshot.bytesPerFile <= 120)
  }

  @Test func theFilesOfManyCommitsTakeNoMore() async throws {
    var snapshot = try await PruningTests.snapshot(Self.files(0..<1_000))
    for commit in 0..<50 {
      var transaction = Transaction(on: snapshot, .write(.append))
      let first = 1_000 + commit * 20
      for file in Self.files(first..<first + 20) { transaction.add(file) }
      snapshot = try await transaction.commit().snapshot
    }
    #expect(snapshot.fileCount == 2_000)
    #expect(snapshot.bytesPerFile <= 120)
  }
}
