import Columnar
import Settings
import Foundation
import Ingest
import QueryEngine
import Testing

/// A folder with a source, its files, and what has to come of them.
struct IngestCase: Sendable, CustomTestStringConvertible {
  var folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [IngestCase] = {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let folders = try? FileManager.default.contentsOfDirectory(
      at: cases, includingPropertiesForKeys: nil)
    return (folders ?? []).map { IngestCase(folder: $0) }
      .sorted { $0.folder.path < $1.folder.path }
  }()
}

@Suite struct IngestCaseTests {
  @Test(arguments: IngestCase.all)
  func loads(_ example: IngestCase) async throws {
    try await withProject(copying: example.folder) { project in
      var text = await project.load()
      text += try await project.dump("t")
      text += try await project.dump("t__rejected")
      // A second run finds nothing to do, or fails as the first did.
      let second = await project.load()
      if !second.hasPrefix("error") {
        #expect(second.contains("rows 0, rejected 0, files 0"), "\(second)")
      }
      try expectGolden(text, in: example.folder.appending(path: "expected"))
    }
  }
}

/// Compares with a recorded text; with `UPDATE_GOLDEN` set, records and fails.
func expectGolden(_ text: String, in file: URL) throws {
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(file.lastPathComponent): look at it, then run without UPDATE_GOLDEN")
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  #expect(text == expected)
}
