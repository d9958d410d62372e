import DeltaLake
import Foundation
import Testing

@Suite struct LocalStoreTests {
  @Test func objectsAreWrittenListedReadAndDeleted() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let store = LocalStore(folder.path + "/new/table/")
      #expect(try await store.list("_delta_log/").isEmpty)
      try await store.putIfAbsent("_delta_log/b", [1, 2, 3])
      try await store.put("_delta_log/a", [4])
      try await store.put("_delta_log/a", [5, 6])
      let listed = try await store.list("_delta_log/")
      #expect(listed.map(\.path) == ["_delta_log/a", "_delta_log/b"])
      #expect(listed.map(\.size) == [2, 3])
      #expect(
        try await store.list("_delta_log/", startingAfter: "_delta_log/a").map(\.path)
          == ["_delta_log/b"])
      #expect(try await store.get("_delta_log/a") == [5, 6])
      #expect(try await store.get("_delta_log/b", range: 1..<9) == [2, 3])
      try await store.delete("_delta_log/a")
      try await store.delete("_delta_log/a")
      #expect(try await store.head("_delta_log/a") == nil)
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: folder.path + "/new/table/_delta_log") == ["b"])
    }
  }

  @Test func filesOfOthersAreSecuredAndMissingOnesPassedOver() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let store = LocalStore(folder.path)
      try await store.put("a=1/b=2/part", [1])
      try await store.put("part", [2])
      try await store.secure(["part", "a=1/b=2/part", "gone", "gone/part"])
      #expect(try await store.get("a=1/b=2/part") == [1])
      let missing = LocalStore(folder.path + "/none")
      try await missing.secure(["part"])
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
    }
  }

  @Test func whatIsThereIsNotReplaced() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let store = LocalStore(folder.path)
      try await store.putIfAbsent("a", [1])
      let error = await #expect(throws: DeltaError.self) { try await store.putIfAbsent("a", [2]) }
      #expect(error?.kind == .alreadyExists)
      #expect(try await store.get("a") == [1])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let error = await #expect(throws: DeltaError.self) {
        try await LocalStore(folder.path).get("x/y")
      }
      #expect(error?.kind == .notFound)
      #expect(error?.path == "x/y")
    }
  }

  @Test func oneOfManyWritersWins() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let store = LocalStore(folder.path)
      let winners = await withTaskGroup(of: Int?.self) { group in
        for number in 0..<16 {
          group.addTask {
            (try? await store.putIfAbsent("a", [UInt8(number)])) == nil ? nil : number
          }
        }
        var winners: [Int] = []
        for await case let winner? in group { winners.append(winner) }
        return winners
      }
      #expect(winners.count == 1)
      let written = try await store.get("a")
      #expect(written == winners.map { UInt8($0) })
    }
  }

  /// A device without room, which is there on every Linux.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func aPlaceThatCannotBeWrittenIsSaid() async throws {
    let error = await #expect(throws: DeltaError.self) {
      try await LocalStore("/proc/self").put("new/a", [1])
    }
    #expect(
      [.permissionDenied, .notFound, .storage, .readOnly].contains(error?.kind), "\(error as Any)")
  }
}
