import Foundation
import OrderedCollections
import Testing

@testable import Transform

/// What an earlier parse left is worth something only if it changes nothing: after any edit, the
/// manifest made with its help is that of a parse from nothing.
@Suite struct RestoreTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Projects")

  /// Some of the projects; with `EVERY_PROJECT` set, all.
  private static var names: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let all = entries.filter { !$0.hasPrefix(".") }.sorted()
    guard ProcessInfo.processInfo.environment["EVERY_PROJECT"] == nil else { return all }
    return all.enumerated().filter { $0.offset % 60 == 3 }.map(\.element)
  }

  @Test(arguments: names)
  func equalsParsingAnewAfterEdits(_ name: String) throws {
    let project = try EditedProject(copying: Self.folder.appending(path: name))
    defer { project.remove() }
    for edit in try Edit.all(for: project.root) {
      let undo = try edit.apply(project.root)
      try project.compare("\(name), after \(edit.name)")
      try undo()
      try project.compare("\(name), after \(edit.name) was undone")
    }
  }

  @Test func readsNothingAgainThatDidNotChange() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    _ = try project.parsed()
    #expect(try project.parsed().note == "nothing has changed")
    try project.touch("models/orders.sql")
    #expect(try project.parsed().note == "nothing has changed")
    try project.write("models/orders.sql", "select 2 as id from {{ ref('customers') }}")
    let edited = try project.parsed()
    #expect(edited.note == "1 changed files were read again")
    #expect(edited.manifest.nodes["model.shop.orders"]?.dependsOn == ["model.shop.customers"])
    #expect(edited.manifest.nodes["model.shop.orders"]?.description == "What was ordered.")
    #expect(try project.parsed().note == "nothing has changed")
  }

  @Test func readsAllAgainWhereChangesReachFurther() throws {
    let changes: [(reason: String, change: (inout EditedProject) throws -> Void)] = [
      (
        "models/shop.yml changed",
        { try $0.write("models/shop.yml", "models: [{name: orders, description: Other.}]") }
      ),
      ("macros/money.sql changed", { try $0.write("macros/money.sql", "") }),
      ("files came or went in models", { try $0.write("models/added.sql", "select 1") }),
      (
        "the environment variable SHOP_REGION changed",
        { $0.options.environment["SHOP_REGION"] = "south" }
      ),
      (
        "what changed reaches beyond its own file",
        { try $0.write("models/orders.sql", "{{ config(alias='renamed') }} select 1") }
      ),
      ("partial parsing is switched off", { $0.options.partialParse = false }),
    ]
    for (reason, change) in changes {
      var project = try EditedProject(files: EditedProject.shop)
      defer { project.remove() }
      _ = try project.parsed()
      try change(&project)
      #expect(try project.parsed().note == reason)
    }
  }

  @Test func dependsOnConfiguration() throws {
    let changes: [(inout EditedProject) throws -> Void] = [
      { $0.options.variables["cents"] = 1 }, { $0.options.target = "prod" },
      {
        try $0.write(
          "dbt_project.yml", "name: shop\nprofile: shop\nmodels: {+materialized: table}\n")
      },
    ]
    for change in changes {
      var project = try EditedProject(files: EditedProject.shop)
      defer { project.remove() }
      _ = try project.parsed()
      try change(&project)
      #expect(try project.parsed().note.contains("it is of another configuration"))
      try project.compare("another configuration")
    }
  }

  @Test func readsTimedCodeEachTime() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    try project.write("models/timed.sql", "select '{{ run_started_at }}' as at")
    _ = try project.parsed()
    #expect(try project.parsed().note == "1 changed files were read again")
    try project.compare("code that asks for the time")
  }

  @Test func readsTimedHooksEachTime() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    let hook = "on-run-end: \"select '{{ run_started_at }}' {{ ref('orders') }}\"\n"
    try project.write(
      "dbt_project.yml", EditedProject.shop["dbt_project.yml"].map { $0 + hook } ?? "")
    _ = try project.parsed()
    #expect(try project.parsed().note == "hooks that ask for the time were read again")
    try project.compare("a hook that asks for the time")
  }

  @Test func readsCodeOfPackagesAgain() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    try project.write("dbt_packages/extra/dbt_project.yml", "name: extra\n")
    try project.write("dbt_packages/extra/models/deep/more.sql", "select 1 as id")
    try project.write(
      "dbt_packages/extra/models/deep/more.yml", "models: [{name: more, description: Extra.}]")
    _ = try project.parsed()
    try project.write("dbt_packages/extra/models/deep/more.sql", "select 2 as id")
    let edited = try project.parsed()
    #expect(edited.note == "1 changed files were read again")
    #expect(edited.manifest.nodes["model.extra.more"]?.description == "Extra.")
    #expect(edited.manifest.nodes["model.extra.more"]?.rawCode == "select 2 as id")
    try project.compare("code of a package")
  }

  @Test func keepsNoSecrets() throws {
    var project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    project.options.environment["DBT_ENV_SECRET_KEY"] = "hush"
    try project.write("models/secret.sql", "select '{{ env_var('DBT_ENV_SECRET_KEY') }}' as key")
    #expect(throws: TransformError.self) { try project.parsed() }
    #expect(!FileManager.default.fileExists(atPath: project.statePath))
  }

  @Test func passesOverDamage() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    let cold = try project.text(of: project.parsed().manifest)
    let whole = try Data(contentsOf: URL(filePath: project.statePath))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<12 {
      var damaged = whole
      let place = Int.random(in: 0..<whole.count, using: &random)
      if Bool.random(using: &random) {
        damaged[place] ^= UInt8.random(in: 1...255, using: &random)
      } else {
        damaged = damaged.prefix(place)
      }
      try damaged.write(to: URL(filePath: project.statePath))
      let parsed = try project.parsed()
      #expect(parsed.note.contains("of no use"), "damage at \(place)")
      #expect(project.text(of: parsed.manifest) == cold)
    }
  }

  /// Bytes that no writer wrote are refused, not believed.
  @Test func refusesBytesThatAreNoState() throws {
    let project = try EditedProject(files: EditedProject.shop)
    defer { project.remove() }
    let parser = try ProjectParser(ProjectReading(project.options))
    let state = try parser.state()
    let parts = 60
    for part in 0..<parts {
      let place = state.count * part / parts
      var bytes = state
      bytes[place] = bytes[place] &+ 101
      #expect(throws: (any Error).self) { try parser.take(Array(bytes.prefix(place))) }
      // Other bytes may be another state; what matters is that they do no harm.
      _ = try? parser.take(bytes)
    }
  }
}
