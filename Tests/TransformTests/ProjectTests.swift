import Foundation
import QueryEngine
import Testing
import Transform

/// Every folder of `Projects` is a dbt project with one behaviour and, in `expected.txt`, what a
/// build of it gives: how each node ends, or the error. `UPDATE_GOLDEN=1` records anew.
@Suite struct ProjectTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Projects")

  private static var names: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return entries.filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func projectsAreThere() {
    #expect(Self.names.count >= 10)
  }

  @Test(arguments: names)
  func buildsAsExpected(_ name: String) async throws {
    let source = Self.folder.appending(path: name)
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "millrace-\(name)-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: source, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let actual = try await Self.build(copy.path)
    let golden = source.appending(path: "expected.txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try actual.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    #expect(actual == expected)
  }

  private static func build(_ root: String) async throws -> String {
    let lake = try await Lake(LakeConfiguration(root: root + "/lake"))
    let options = ProjectOptions(
      projectFolder: root, allowsMissingProfile: true, threads: 2)
    do {
      var text = ""
      // Twice, so that incremental models meet the table they made.
      for _ in 1...2 {
        let outcome = try await Invocation(.build, options).run(on: LakeWarehouse(lake))
        let lines = outcome.results.sorted { $0.uniqueID < $1.uniqueID }.map { result in
          let failures = result.failures.map { " \($0)" } ?? ""
          let message = result.status == .error ? "\n  " + (result.message ?? "") : ""
          return "\(result.status.rawValue)\(failures) \(result.uniqueID)\(message)"
        }
        text += "exit \(outcome.exitCode)\n" + lines.joined(separator: "\n") + "\n"
      }
      return text.replacing(root, with: "ROOT")
    } catch let error as TransformError {
      return "\(error)\n".replacing(root, with: "ROOT")
    }
  }
}
