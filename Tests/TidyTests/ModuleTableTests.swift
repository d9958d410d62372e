import Testing

/// The arrows between modules are held against imports and the manifest.
struct ModuleTableTests {
  private let table = ModuleTable(
    SourceFile(
      path: "ARCHITECTURE.md",
      text: """
        | module | one line | may import |
        |---|---|---|
        | `Base` | types | – |
        | `Engine` (+ `CEngine`) | runs | Base |
        | `Side` | beside | Base, Later |
        | `Later` | on top | all above |
        """))

  @Test func readsRows() {
    #expect(table.modules.map(\.name) == ["Base", "Engine", "Side", "Later"])
    #expect(table[name: "Engine"]?.companions == ["CEngine"])
    #expect(table[name: "Later"]?.imports == ["Base", "Engine", "Side"])
  }

  @Test func arrowsPointUp() {
    #expect(table.findings.map(\.line) == [5])
    #expect(table.findings.first?.message.contains("Later") == true)
  }

  @Test(arguments: [
    ("Sources/Engine/A.swift", "import Base\npublic import CEngine\nimport Foundation", []),
    ("Sources/Base/A.swift", "import Foundation\n\n@preconcurrency public import Engine", [3]),
    ("Sources/Side/A.swift", "import struct Engine.Session\n// import Engine", [1]),
    ("Sources/Later/A.swift", "import Engine\nimport CEngine", [2]),
    ("Tests/SideTests/A.swift", "import Engine", []),
  ])
  func holdsImportsAgainstTheTable(_ path: String, _ text: String, _ lines: [Int]) {
    #expect(table.findings(in: SourceFile(path: path, text: text)).map(\.line) == lines)
  }

  @Test func holdsTheManifestAgainstTheTable() {
    let manifest = PackageManifest(
      SourceFile(
        path: "Package.swift",
        text: """
          .systemLibrary(name: "CEngine"),
          module("Base", ["Engine"]),
          module(
            "Engine", ["CEngine", "Base", logging]),
          module("Unknown", []),
          .executableTarget(
            name: "Later", dependencies: ["Base", "Engine", arguments]),
          """))
    let findings = manifest.findings(against: table)
    #expect(findings.map(\.line) == [2, 5])
    let missing = manifest.missing(from: table, in: SourceFile(path: "ARCHITECTURE.md", text: ""))
    #expect(missing.map(\.line) == [5])
    let undeclared = manifest.undeclared(
      in: SourceFile(path: "Sources/Later/A.swift", text: "import Base\nimport CEngine"))
    #expect(undeclared.map(\.line) == [2])
  }
}
