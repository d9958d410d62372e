import Foundation
import OrderedCollections
import Testing

@testable import Transform

/// A project in a folder of its own that is edited and parsed again.
struct EditedProject {
  let root: String
  var options: ProjectOptions

  static let shop = [
    "dbt_project.yml": "name: shop\nprofile: shop\nvars: {cents: 100}\n",
    "profiles.yml": """
    shop:
      target: dev
      outputs:
        dev: {type: duckdb, schema: dev}
        prod: {type: duckdb, schema: prod}
    """,
    "macros/money.sql": "{% macro dollars(c) %}{{ c }} / {{ var('cents') }}{% endmacro %}",
    "models/customers.sql": "select 1 as id, '{{ env_var('SHOP_REGION', 'north') }}' as region",
    "models/orders.sql": "select 1 as id",
    "models/shop.yml": """
    models:
      - name: orders
        description: What was ordered.
        columns: [{name: id, data_tests: [unique]}]
    """,
  ]

  init(files: [String: String]) throws {
    root = Self.newFolder()
    options = Self.options(root)
    for (path, text) in files { try write(path, text) }
  }

  init(copying source: URL) throws {
    root = Self.newFolder()
    options = Self.options(root)
    try FileManager.default.copyItem(atPath: source.path, toPath: root)
  }

  private static func newFolder() -> String {
    FileManager.default.temporaryDirectory.path + "/millrace-restore-\(UUID().uuidString)"
  }

  private static func options(_ root: String) -> ProjectOptions {
    ProjectOptions(projectFolder: root, allowsMissingProfile: true, threads: 2)
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  var statePath: String { root + "/target/" + SavedParse.fileName }

  func write(_ path: String, _ text: String) throws {
    let url = URL(filePath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func touch(_ path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: root + "/" + path)
  }

  func parsed() throws -> ProjectParser.Parsed { try ProjectParser.parse(options) }

  /// Holds a parse that may take up what is there against one that may not.
  func compare(_ place: String) throws {
    var anew = options
    anew.partialParse = false
    // Elsewhere, so that the next comparison goes on with what this one left.
    anew.targetPath = "target-anew"
    let expected = outcome { try ProjectParser.parse(anew) }
    let actual = outcome { try parsed() }
    #expect(actual == expected, "\(place)")
  }

  private func outcome(_ parse: () throws -> ProjectParser.Parsed) -> String {
    do {
      let parsed = try parse()
      return text(of: parsed.manifest) + parsed.warnings.map(\.description).joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  /// All that a manifest holds, its times and target folder left out.
  func text(of manifest: Manifest) -> String {
    var manifest = manifest
    manifest.createdAt = 0
    manifest.project.targetPath = "target"
    let document = String(
      decoding: ManifestDocument.json(manifest, compiled: [:], invocationID: ""), as: UTF8.self)
    var text = String(
      document[(document.range(of: "\"nodes\"")?.lowerBound ?? document.startIndex)...])
    dump(manifest.nodes, to: &text)
    dump(manifest.sources, to: &text)
    dump(manifest.exposures, to: &text)
    dump(manifest.groups, to: &text)
    dump(manifest.disabled, to: &text)
    dump(manifest.disabledSources, to: &text)
    let own = manifest.macros.macros.values.filter {
      $0.packageName != MacroIndex.globalPackage
    }
    dump(own, to: &text)
    return text
  }
}

/// Something done to a project, and how it is undone.
struct Edit {
  let name: String
  /// Does it; what it gives undoes it.
  let apply: (String) throws -> () throws -> Void

  /// What is done to each project.
  static func all(for root: String) throws -> [Edit] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
    let models = files.filter { $0.hasPrefix("models/") && $0.hasSuffix(".sql") }
    var edits = [
      Edit(name: "nothing") { _ in {} },
      .adding("models/added_by_edit.sql", "select 1 as one"),
      .adding("macros/added_by_edit.sql", "{% macro added_by_edit() %}1{% endmacro %}"),
      .adding("models/added_by_edit.md", "{% docs added_by_edit %}Text.{% enddocs %}"),
    ]
    if let first = models.first, let last = models.last {
      let name = URL(filePath: last).deletingPathExtension().lastPathComponent
      edits += [
        .changing(last) { $0 + "\n-- edited" },
        .changing(first) { "{{ config(tags=['edited'], meta={'by': 'edit'}) }}\n" + $0 },
        .changing(first) { "{{ config(alias='edited_alias', group='no_group') }}\n" + $0 },
        .changing(first) { "{{ config(enabled=false) }}\n" + $0 },
        .changing(first) { "-- {{ ref('\(name)') }}\n" + $0 },
        .changing(last) { "{% set one = 1 %}\n\n" + $0 + " -- {{ ref('unknown') }}" },
        .changing(last) { _ in "{{ unclosed" },
        .renaming(first, to: "models/renamed_by_edit.sql"),
      ]
    }
    for file in files.filter({ $0.hasSuffix(".yml") && !$0.hasPrefix("dbt_packages") }).prefix(2) {
      edits.append(.changing(file) { $0 + "\n# edited\n" })
    }
    for file in files.filter({ $0.hasPrefix("macros/") && $0.hasSuffix(".sql") }).prefix(1) {
      edits.append(.changing(file) { $0 + "\n{% macro of_edit() %}{% endmacro %}" })
    }
    for file in files.filter({ $0.hasPrefix("seeds/") && $0.hasSuffix(".csv") }).prefix(1) {
      edits.append(.changing(file) { $0 + "9\n" })
    }
    return edits
  }

  private static func adding(_ path: String, _ text: String) -> Edit {
    Edit(name: "adding \(path)") { root in
      let url = URL(filePath: root + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      return { try FileManager.default.removeItem(at: url) }
    }
  }

  private static func changing(_ path: String, _ change: @escaping (String) -> String) -> Edit {
    Edit(name: "changing \(path)") { root in
      let url = URL(filePath: root + "/" + path)
      let text = try String(contentsOf: url, encoding: .utf8)
      try Data(change(text).utf8).write(to: url)
      return { try Data(text.utf8).write(to: url) }
    }
  }

  private static func renaming(_ path: String, to other: String) -> Edit {
    Edit(name: "renaming \(path)") { root in
      try FileManager.default.moveItem(atPath: root + "/" + path, toPath: root + "/" + other)
      return {
        try FileManager.default.moveItem(atPath: root + "/" + other, toPath: root + "/" + path)
      }
    }
  }
}
