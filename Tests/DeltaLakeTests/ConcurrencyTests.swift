import Columnar
import DeltaLake
import Foundation
import Testing

@Suite struct ConcurrencyTests {
  static let definition = TableDefinition(schema: Schema([Field("id", .int64)]))

  /// Appends `commits` files of its own, one commit each.
  static func append(_ commits: Int, as writer: String, to table: Table) async throws {
    var snapshot = try await table.snapshot()
    for commit in 0..<commits {
      var transaction = Transaction(on: snapshot, .write(.append))
      transaction.add(AddFile(path: "\(writer)-\(commit)", size: 1, modificationTime: 0))
      snapshot = try await transaction.commit().snapshot
    }
  }

  static func check(_ table: Table, writers: Int, commits: Int) async throws {
    let snapshot = try await table.snapshot()
    #expect(snapshot.version == writers * commits)
    #expect(snapshot.fileCount == writers * commits)
    #expect(Set(snapshot.files.map(\.path)).count == writers * commits)
    let history = try await table.history()
    #expect(history.map(\.version) == Array((0...writers * commits).reversed()))
    #expect(Set(history.compactMap(\.info.txnId)).count == history.count)
  }

  @Test func manyTasksLoseNoAppend() async throws {
    let table = Table(store: MemoryStore())
    _ = try await Transaction(creating: table, Self.definition).commit()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask { try await Self.append(25, as: "w\(writer)", to: table) }
      }
      try await group.waitForAll()
    }
    try await Self.check(table, writers: 8, commits: 25)
  }

  private static let folderVariable = "DELTA_TEST_APPEND_TO"

  /// Runs only as a process that ``severalProcessesLoseNoAppend()`` starts.
  @Test(.enabled(if: ProcessInfo.processInfo.environment[folderVariable] != nil))
  func appendAsAnotherProcess() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment[Self.folderVariable])
    let writer = "p\(ProcessInfo.processInfo.processIdentifier)"
    try await Self.append(20, as: writer, to: Table(store: LocalStore(folder)))
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment[folderVariable] == nil))
  func severalProcessesLoseNoAppend() async throws {
    try await Fixtures.withTemporaryFolder { folder in
      let table = Table(store: LocalStore(folder.path))
      _ = try await Transaction(creating: table, Self.definition).commit()
      var processes: [Process] = []
      for _ in 0..<4 {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
        process.arguments = [
          "--testing-library", "swift-testing", "--filter", "appendAsAnotherProcess",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(
          [Self.folderVariable: folder.path]
        ) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        processes.append(process)
      }
      for process in processes {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      try await Self.check(table, writers: 4, commits: 20)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "_delta_log").path)
      #expect(!names.contains { $0.hasSuffix(".tmp") })
    }
  }
}
