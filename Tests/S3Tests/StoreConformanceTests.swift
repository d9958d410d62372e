import Columnar
import DeltaLake
import Foundation
import Testing

@testable import S3

/// What every ``ObjectStore`` promises, held against all there are.
@Suite(MotoServer(), .timeLimit(.minutes(2))) struct StoreConformanceTests {
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory, local, s3
    var testDescription: String { rawValue }

    /// Those that can be made here.
    static var present: [Kind] { Moto.isInstalled ? allCases : [.memory, .local] }
  }

  static func with(_ kind: Kind, _ body: (any ObjectStore) async throws -> Void) async throws {
    switch kind {
    case .memory: try await body(MemoryStore())
    case .s3: try await body(try await Moto.store())
    case .local:
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(LocalStore(folder.path))
    }
  }

  @Test(.enabled(if: Moto.isInstalled, Moto.hint)) func s3IsAmongThem() {
    #expect(Kind.present.contains(.s3))
  }

  @Test(arguments: Kind.present) func whatIsWrittenIsRead(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      try await store.put("a", [1, 2, 3])
      try await store.put("a", [4, 5, 6, 7])
      try await store.put("empty", [])
      try await store.putHint("hint", [9])
      #expect(try await store.get("a") == [4, 5, 6, 7])
      #expect(try await store.get("empty") == [])
      #expect(try await store.get("a", range: 1..<3) == [5, 6])
      #expect(try await store.get("a", range: 2..<99) == [6, 7])
      #expect(try await store.get("a", range: 4..<9) == [])
      #expect(try await store.get("a", range: 2..<2) == [])
      let info = try #require(await store.head("a"))
      #expect(info.size == 4)
      #expect(abs(info.modified.timeIntervalSinceNow) < 60)
      #expect(try await store.head("b") == nil)
    }
  }

  @Test(arguments: Kind.present) func whatIsNotThereIsNotFound(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      for read in [{ try await store.get("x/y") }, { try await store.get("x/y", range: 0..<2) }] {
        let error = await #expect(throws: DeltaError.self) { try await read() }
        #expect(error?.kind == .notFound)
        #expect(error?.path == "x/y")
      }
      try await store.delete("x/y")
      #expect(try await store.list("x/").isEmpty)
      #expect(try await store.listAll("").isEmpty)
    }
  }

  @Test(arguments: Kind.present) func whatIsThereIsNotReplaced(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      try await store.putIfAbsent("log/0", [1])
      let error = await #expect(throws: DeltaError.self) {
        try await store.putIfAbsent("log/0", [2])
      }
      #expect(error?.kind == .alreadyExists)
      #expect(try await store.get("log/0") == [1])
    }
  }

  @Test(arguments: Kind.present) func oneOfManyWritersWins(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
        for number in UInt8(0)..<12 {
          group.addTask {
            do {
              try await store.putIfAbsent("log/1", [number])
              return number
            } catch let error as DeltaError where error.kind == .alreadyExists {
              return nil
            }
          }
        }
        var winners: [UInt8] = []
        for try await case let winner? in group { winners.append(winner) }
        return winners
      }
      #expect(winners.count == 1)
      #expect(try await store.get("log/1") == winners)
    }
  }

  @Test(arguments: Kind.present) func listingsAreInOrder(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      let names = ["a", "b/c", "b/d e+f%&", "b/ü", "b/deep/er", "bc", "p=1%2F2/x"]
      for (index, name) in names.enumerated() {
        try await store.put(name, [UInt8](repeating: 0, count: index))
      }
      let shallow = try await store.list("b/").filter { !$0.path.hasPrefix("b/deep/") }
      #expect(shallow.map(\.path) == ["b/c", "b/d e+f%&", "b/ü"])
      #expect(shallow.map(\.size) == [1, 2, 3])
      let later = try await store.list("b/", startingAfter: "b/c").map(\.path)
      #expect(later.filter { !$0.hasPrefix("b/deep/") } == ["b/d e+f%&", "b/ü"])
      #expect(Set(try await store.listAll("").map(\.path)) == Set(names))
      #expect(Set(try await store.listAll("b/").map(\.path)).count == 4)
      try await store.delete(["a", "b/d e+f%&", "gone", "p=1%2F2/x", "b/deep/er"])
      #expect(Set(try await store.listAll("").map(\.path)) == ["b/c", "b/ü", "bc"])
    }
  }

  @Test(arguments: Kind.present) func namesOfAllKindsAreKept(_ kind: Kind) async throws {
    try await Self.with(kind) { store in
      for name in [
        "a b", "a+b", "a%20b", "ä/ö", "q?x=1&y#z", "a'b\"c<d>", "dot./..x", "~*!()@:,;$",
      ] {
        try await store.put(name, Array(name.utf8))
        #expect(try await store.get(name) == Array(name.utf8), "\(name)")
        #expect(try await store.head(name)?.size == name.utf8.count, "\(name)")
      }
    }
  }

  // MARK: S3 alone

  @Test(.enabled(if: Moto.isInstalled, Moto.hint)) func longListingsHavePages() async throws {
    let store = try await Moto.store()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<1_100 {
        if number >= 32 { try await group.next() }
        group.addTask { try await store.put("many/\(10_000 + number)", []) }
      }
      try await group.waitForAll()
    }
    let all = try await store.list("many/")
    #expect(all.map(\.path) == (0..<1_100).map { "many/\(10_000 + $0)" })
    #expect(try await store.list("many/", startingAfter: "many/11050").count == 49)
    #expect(try await store.folders(in: "") == ["many"])
    try await store.delete(all.map(\.path))
    #expect(try await store.listAll("").isEmpty)
  }

  @Test(.enabled(if: Moto.isInstalled, Moto.hint)) func largeObjectsGoInParts() async throws {
    let store = try await Moto.store()
    let bytes = (0..<(S3Store.partSize + 1_000)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await store.put("large", bytes)
    #expect(try await store.head("large")?.size == bytes.count)
    #expect(
      try await store.get("large", range: 7_999_990..<8_000_010)
        == Array(bytes[7_999_990..<8_000_010]))
    let error = await #expect(throws: DeltaError.self) {
      try await store.putIfAbsent("large", bytes)
    }
    #expect(error?.kind == .alreadyExists)
  }

  @Test(.enabled(if: Moto.isInstalled, Moto.hint)) func missingBucketsAreNamed() async throws {
    let store = try await Moto.store()
    let other = try #require(store.store(at: "s3://no-such-bucket-here/t"))
    let error = await #expect(throws: DeltaError.self) { try await other.list("_delta_log/") }
    #expect(error?.message == "there is no bucket \"no-such-bucket-here\"")
  }

  @Test(.enabled(if: Moto.isInstalled, Moto.hint)) func writersOfOneTableLoseNothing() async throws
  {
    let store = try await Moto.store()
    let table = Table(store: store)
    _ = try await Transaction(
      creating: table, TableDefinition(schema: Schema([Field("id", .int64)]))
    ).commit()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          var snapshot = try await table.snapshot()
          for commit in 0..<5 {
            var transaction = Transaction(on: snapshot, .write(.append))
            transaction.add(AddFile(path: "\(writer)-\(commit)", size: 1, modificationTime: 0))
            snapshot = try await transaction.commit().snapshot
          }
        }
      }
      try await group.waitForAll()
    }
    let snapshot = try await table.snapshot()
    #expect(snapshot.version == 20)
    #expect(Set(snapshot.files.map(\.path)).count == 20)
  }
}
