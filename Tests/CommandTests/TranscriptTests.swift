import Foundation
import Testing

@Suite struct TranscriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Cases")

  static let cases: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".console") }.sorted()
  }()

  @Test func casesExist() {
    #expect(!Self.cases.isEmpty)
  }

  @Test(arguments: cases)
  func answersAsWritten(_ name: String) async throws {
    let url = Self.folder.appending(path: name)
    let written = try String(contentsOf: url, encoding: .utf8)
    let played = try await Program.inFolder { try await Transcript(written).played(in: $0) }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1", played.text != written {
      try Data(played.text.utf8).write(to: url)
      Issue.record("\(name) was recorded anew; look at the difference")
    }
    #expect(played.text == written)
  }
}
