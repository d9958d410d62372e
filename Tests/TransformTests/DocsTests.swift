import Foundation
import QueryEngine
import Testing
import Transform

/// What `docs generate` writes for whoever reads the documentation.
@Suite struct DocsTests {
  @Test func pageHoldsTheProjectAndNothingElse() async throws {
    let project = try Project()
    defer { project.remove() }
    try await project.run("build")
    try await project.run("docs generate", "--static")
    let page = try project.text("target/index.html")
    #expect(page == (try project.text("target/static_index.html")))
    // A description cannot end the element that the data stand in.
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(!page.contains("@@"))
    for form in [#"(src|href)=["']?(https?:)?//"#, #"@import|[: ]url\("#, #"\bfetch\(|XMLHttp"#] {
      #expect(try page.firstMatch(of: Regex(form)) == nil, "\(form)")
    }
    let nodes = try project.nodes(page)
    let model = try #require(nodes["model.site.orders"])
    #expect(model["description"] as? String == "Closes </script> & \"quotes\".")
    let columns = try #require(model["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == ["id", "total"])
    #expect(columns.map { $0["type"] as? String } == ["INTEGER", "INTEGER"])
    #expect(columns.first?["description"] as? String == "The number.")
    #expect((model["compiled"] as? String)?.contains("\"lake\".\"main\".\"items\"") == true)
    #expect(model["parents"] as? [String] == ["seed.site.items"])
    #expect(nodes["macro.site.twice"]?["raw"] as? String == "{% macro twice() %}2{% endmacro %}")
    #expect(nodes["model.site.secret"]?["hidden"] as? Bool == true)
  }

  @Test func resultsStayUntilTheNodeRunsAgain() async throws {
    let project = try Project()
    defer { project.remove() }
    try await project.run("build")
    try await project.run("docs generate")
    #expect(try project.status("test.site.not_null_orders_ID.2c01be0ba6") == "pass")
    try await project.run("test", "--select", "unique_orders_total")
    try await project.run("docs generate")
    try await project.run("docs generate")
    #expect(try project.status("test.site.not_null_orders_ID.2c01be0ba6") == "pass")
    #expect(try project.status("model.site.orders") == "success")
    let failed = try #require(
      try project.nodes(project.text("target/index.html")).first { id, _ in
        id.hasPrefix("test.site.unique_orders_total")
      })
    let result = try #require(failed.value["result"] as? [String: Any])
    #expect(result["status"] as? String == "fail")
    #expect(result["failures"] as? Int == 1)
  }

  @Test func flagsChangeWhatIsAsked() async throws {
    let project = try Project()
    defer { project.remove() }
    try await project.run("build")
    try await project.run("docs generate", "--no-compile", "--empty-catalog")
    let model = try #require(
      try project.nodes(project.text("target/index.html"))["model.site.orders"])
    #expect(model["compiled"] == nil)
    let columns = try #require(model["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == ["ID", "total"])
    #expect(columns.allSatisfy { $0["type"] == nil })
    #expect(try project.text("target/assets/plan.svg") == "<svg/>")
  }
}

/// A project in a folder of its own, with a lake.
private struct Project {
  let root: String

  init() throws {
    root =
      FileManager.default.temporaryDirectory
      .appending(path: "millrace-docs-\(UUID().uuidString)").path
    for (path, text) in Self.files {
      let url = URL(filePath: root + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
  }

  private static let files: [String: String] = [
    "dbt_project.yml": "{name: site, version: '1', profile: site, asset-paths: [assets]}",
    "profiles.yml": "site: {target: dev, outputs: {dev: {type: duckdb, path: x, schema: main}}}",
    "assets/plan.svg": "<svg/>",
    "seeds/items.csv": "id,total\n1,5\n2,5\n",
    "macros/twice.sql": "{% macro twice() %}2{% endmacro %}",
    "models/orders.sql": """
    {{ config(materialized='table') }} select id, total from {{ ref('items') }}
    """,
    "models/secret.sql": "{{ config(docs={'show': false}) }} select 1 as one",
    "models/schema.yml": """
    models:
      - name: orders
        description: 'Closes </script> & "quotes".'
        columns:
          - {name: ID, description: The number., data_tests: [not_null]}
          - {name: total, data_tests: [unique]}
    """,
  ]

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  func run(_ words: String...) async throws {
    let lake = try await Lake(LakeConfiguration(root: root + "/lake"))
    let line = try Transform.CommandLine(
      words.flatMap { $0.split(separator: " ").map(String.init) }, environment: [:])
    let reading = ProjectOptions(projectFolder: root, allowsMissingProfile: true, threads: 2)
    _ = try await Invocation(line, reading: reading).run(on: LakeWarehouse(lake))
  }

  func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  /// The nodes as the page has them.
  func nodes(_ page: String) throws -> [String: [String: Any]] {
    let start = try #require(page.range(of: "id=\"data\">")).upperBound
    let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
    let document = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
    let entries = try #require(document as? [String: Any])["nodes"]
    return try #require(entries as? [String: [String: Any]])
  }

  func status(_ id: String) throws -> String? {
    let node = try #require(try nodes(text("target/index.html"))[id])
    return (node["result"] as? [String: Any])?["status"] as? String
  }
}
