import DeltaLake
import Foundation
import Testing

/// Damaged and unusual logs in `Tables/<name>`: each with the file `expected`, which says what
/// opening the table for writing gives: its state, or the error.
@Suite struct CorruptLogTests {
  static let names: [String] = {
    let folder = Fixtures.folder.appending(path: "Tables")
    return (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
  }()

  static func describe(_ store: LocalStore) async -> String {
    func text(_ error: any Error) -> String {
      guard let error = error as? DeltaError else { return "\(error)\n" }
      return "\(error.kind): \(error)\n".replacing(store.root, with: "TABLE")
    }
    do {
      let snapshot = try await Table(store: store).snapshot()
      var lines = "version \(snapshot.version)\n"
      for file in snapshot.files.sorted(by: { $0.path < $1.path }) {
        lines += "\(file.path) \(file.size)\n"
      }
      // Only whether a writer is let in; nothing is written.
      var transaction = Transaction(on: snapshot, .write(.append))
      transaction.setMetadata(snapshot.metadata)
      do {
        try transaction.checkWritable()
      } catch {
        lines += "writing: " + text(error)
      }
      return lines
    } catch {
      return text(error)
    }
  }

  @Test func thereAreCases() {
    #expect(Self.names.count > 10)
  }

  @Test(arguments: names)
  func theLogIsReadOrRefusedAsExpected(_ name: String) async throws {
    let folder = Fixtures.folder.appending(path: "Tables/\(name)")
    let actual = await Self.describe(LocalStore(folder.path))
    let file = folder.appending(path: "expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try actual.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded; look at the difference")
      return
    }
    #expect(actual == (try String(contentsOf: file, encoding: .utf8)))
  }
}
