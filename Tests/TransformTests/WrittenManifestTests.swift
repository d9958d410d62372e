import Foundation
import Testing

@testable import Transform

/// A `manifest.json` that a parse takes up from the one before says what one says that is written
/// whole.
@Suite struct WrittenManifestTests {
  @Test func isTheSameAsOneWrittenWhole() async throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    try await parse(project)
    let first = try stamp(project)
    try await check(project)
    #expect(try stamp(project) == first, "nothing changed")
    let edits = [
      ("models/orders.sql", "select 2 as id -- \"quoted\" { and } \\"),
      ("models/orders.sql", "{{ config(tags=['t'], meta={'a': '}'}) }} select 2 as id"),
      ("models/orders.sql", "select * from {{ ref('customers') }}"),
      ("models/orders.sql", "select 1 as id"),
      ("models/shop.yml", "models: [{name: orders, description: Anew.}]"),
      ("models/added.sql", "select 1 as id"),
    ]
    for (path, text) in edits {
      try project.write(path, text)
      try await check(project)
    }
  }

  /// What something else wrote is not taken for one's own.
  @Test func isWrittenWholeOverAnothers() async throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    try await parse(project)
    try project.write("target/manifest.json", "{\"metadata\":{},\"nodes\":{}}")
    try await check(project)
    try project.write("models/orders.sql", "select 3 as id")
    _ = try project.parsed()
    try await check(project)
  }

  @Test func findsPlacesAndEnds() {
    let text = Array(#"{"a":{"b":"}\"{","c":{}},"ab":{}}"#.utf8)
    #expect(WrittenManifest.place(of: Array(#""ab":"#.utf8), in: text) == 25)
    #expect(WrittenManifest.place(of: Array("x".utf8), in: text) == nil)
    #expect(WrittenManifest.end(ofObjectAt: 5, in: text) == 24)
    #expect(WrittenManifest.end(ofObjectAt: 0, in: text) == text.count)
    #expect(WrittenManifest.end(ofObjectAt: 0, in: Array(text.dropLast())) == nil)
  }

  private func parse(_ project: EditedProject) async throws {
    let line = try Transform.CommandLine(["parse"], environment: [:])
    _ = try await Invocation(line, reading: project.options).run(on: nil)
  }

  /// Parses, and holds what is there then against the whole document.
  private func check(_ project: EditedProject) async throws {
    try await parse(project)
    let manifest = try project.parsed().manifest
    let whole = String(
      decoding: ManifestDocument.json(manifest, compiled: [:], invocationID: ""), as: UTF8.self)
    let written = try String(
      contentsOfFile: project.root + "/target/manifest.json", encoding: .utf8)
    #expect(nodes(written) == nodes(whole))
  }

  private func nodes(_ document: String) -> Substring {
    document[(document.range(of: ",\"nodes\":")?.lowerBound ?? document.startIndex)...]
  }

  private func stamp(_ project: EditedProject) throws -> FileStamp {
    try #require(FileStamp.of(project.root + "/target/manifest.json"))
  }
}
