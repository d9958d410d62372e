import Foundation
import QueryEngine
import Synchronization
import Testing

@testable import Transform

/// Tests of one relation, looked at together and each by itself: whatever the rows and the tests
/// are, both have to say the same.
@Suite struct FusionTests {
  @Test(arguments: 1...12)
  func saysTheSame(seed: Int) async throws {
    var random = Splits(state: UInt64(seed))
    let project = try EditedProject(files: RandomTests(&random).files)
    defer { project.remove() }
    let lake = try await Lake(LakeConfiguration(root: project.root + "/lake"))
    let built = try await run(project, "run", fuses: false, on: lake)
    #expect(built.outcomes.allSatisfy { $0.hasPrefix("success") }, "\(built.outcomes)")
    let alone = try await run(project, "test", fuses: false, on: lake)
    let fused = try await run(project, "test", fuses: true, on: lake)
    #expect(fused.outcomes == alone.outcomes)
    #expect(alone.looks.isEmpty)
    #expect(fused.looks.contains { !$0.hasSuffix(" 0 are known") }, "\(fused.looks)")
  }

  private func run(
    _ project: EditedProject, _ command: String, fuses: Bool, on lake: Lake
  ) async throws -> (outcomes: [String], looks: [String]) {
    let line = try Transform.CommandLine(
      [command, fuses ? "--test-fusion" : "--no-test-fusion"], environment: [:])
    let looks = Mutex<[String]>([])
    let outcome = try await Invocation(line, reading: project.options).run(
      on: LakeWarehouse(lake)
    ) { line in
      if line.text.hasPrefix("Looked at") { looks.withLock { $0.append(line.text) } }
    }
    let outcomes = outcome.results.map { result in
      "\(result.status.rawValue) \(result.failures ?? -1) \(result.uniqueID) "
        + "\(result.message ?? "")\n\(result.compiledCode ?? "")"
    }
    return (outcomes.sorted(), looks.withLock { $0 })
  }
}

/// Numbers that come again for the same seed.
private struct Splits: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A project with a table, a view of it, a view that computes, and tests of all of them.
private struct RandomTests {
  let files: [String: String]

  private static let macros = """
    {% test expression(model, expression, column_name=none) %}
    select {{ column_name or 1 }} from {{ model }} where not({{ expression }})
    {% endtest %}
    {% test range_of(model, column_name, low, high) %}
    with meet as (select * from {{ model }}),
    errors as (
      select * from meet where {{ column_name }} < {{ low }} or {{ column_name }} > {{ high }}
    )
    select * from errors order by 1
    {% endtest %}
    {% test combination(model, columns) %}
    with errors as (
      select {{ columns | join(', ') }} from {{ model }}
      group by {{ range(1, columns | length + 1) | join(', ') }} having count(*) > 1
    )
    select * from errors
    {% endtest %}
    {% test listed(model, column_name, values) %}
    with found as (select distinct {{ column_name }} as item from {{ model }} as m)
    select * from found f where f.item not in ({{ values | join(', ') }})
    {% endtest %}
    {% test counted(model, column_name) %}
    with counts as (select {{ column_name }} as item, count(*) as n from {{ model }} group by 1)
    select * from counts where n > 3
    {% endtest %}
    {% test has_rows(model) %}
    select count(*) as n from {{ model }} having count(*) = 0
    {% endtest %}
    {% test few(model, column_name) %}
    select {{ column_name }} from {{ model }} where {{ column_name }} is null limit 2
    {% endtest %}
    """

  init(_ random: inout Splits) {
    let rows = [0, 1, 7, 60, 25_000].randomElement(using: &random) ?? 60
    let nulls = [0, 0, 3].randomElement(using: &random) ?? 0
    let missing = nulls == 0 ? "false" : "i % \(nulls) = 1"
    let step = [1, 1, -1, 2, 0].randomElement(using: &random) ?? 1
    let parents = [0, 5, 30, 26_000].randomElement(using: &random) ?? 30
    let gap = [1, 1, 2].randomElement(using: &random) ?? 1
    var files = [
      "dbt_project.yml": "name: p\nprofile: p\n", "macros/tests.sql": Self.macros,
      "models/base.sql": """
      {{ config(materialized='table') }}
      select i as id, i * \(step) as key, case when not (\(missing)) then i % 7 end as part,
        case when not (\(missing)) then ['new', 'paid', 'sent', ''][1 + i % 4] end as state,
        i % 30 as parent, cast(i as double) / 3 - 1 as amount, cast(i % 30 as varchar) as code,
        date '2025-01-01' + cast(i % 90 as integer) as day
      from range(\(rows)) as r(i)
      """,
      "models/parents.sql": """
      {{ config(materialized='table') }}
      select i * \(gap) as id, cast(i as varchar) as code from range(\(parents)) as r(i)
      """,
      "models/plain.sql": "select *, id + 1 as next_id from {{ ref('base') }} where id >= 0",
      "models/computed.sql": """
      select b.*, p.id as found from {{ ref('base') }} b left join {{ ref('parents') }} p
      on p.id = b.parent
      """,
    ]
    var text = "models:\n"
    for model in ["base", "plain", "computed"] {
      text += "  - name: \(model)\n    data_tests:\n"
      for index in 0..<14 { text += Self.test("t\(index)_\(model)", &random) }
    }
    files["models/schema.yml"] = text
    self.files = files
  }

  private static func test(_ name: String, _ random: inout Splits) -> String {
    let column =
      ["id", "key", "part", "state", "parent", "amount", "day", "code"]
      .randomElement(using: &random) ?? "id"
    let number = ["id", "key", "part", "amount"].randomElement(using: &random) ?? "id"
    let bodies = [
      "not_null: {column_name: \(column)", "unique: {column_name: \(column)",
      "unique: {column_name: \(column)",
      "accepted_values: {column_name: state, values: [new, paid, sent, '']",
      "accepted_values: {column_name: part, values: [0, 1, 2, 3, 4], quote: false",
      "relationships: {column_name: parent, to: ref('parents'), field: id",
      "relationships: {column_name: code, to: ref('parents'), field: code",
      "relationships: {column_name: \(number), to: ref('parents'), field: id",
      "expression: {expression: \"length(state) > 0\"",
      "expression: {expression: \"amount + key >= -1\", column_name: amount",
      "expression: {expression: \"cast(state as integer) > 0\"",
      "expression: {expression: \"nothing > 0\"",
      "expression: {expression: \"id in (select id from \(random.next() % 2 == 0 ? "p" : "q"))\"",
      "range_of: {column_name: \(number), low: 0, high: 50",
      "range_of: {column_name: \(number), low: -100000, high: 100000",
      "combination: {columns: [\(number), state]", "combination: {columns: [id, day]",
      "combination: {columns: [part]", "listed: {column_name: part, values: [0, 1, 2, 3, 4, 5, 6]",
      "counted: {column_name: \(column)", "has_rows: {", "few: {column_name: \(column)",
    ]
    let body = bodies.randomElement(using: &random) ?? bodies[0]
    let configs = [
      "", "", "", "", "severity: warn", "error_if: '> 2', warn_if: '> 0'", "error_if: '= 0'",
      "limit: 1", "where: \"id > 3\"", "where: \"day < date '2025-02-01'\"",
      "where: \"length(state) < 5\"", "fail_calc: 'count(*) + 1'", "fail_calc: 'max(id)'",
      "fail_calc: 'sum(n_records)'", "store_failures: true",
    ]
    let config = configs.randomElement(using: &random) ?? ""
    let separator = body.hasSuffix("{") ? "" : ", "
    return "      - \(body)\(separator)name: \(name)"
      + (config.isEmpty ? "}\n" : ", config: {\(config)}}\n")
  }
}
