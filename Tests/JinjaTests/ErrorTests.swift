import Jinja
import Testing

/// What errors say.
@Suite struct ErrorTests {
  private func failure(_ template: String, _ others: [String: String] = [:]) -> TemplateError? {
    var environment = Environment()
    environment.loader = DictionaryLoader(others)
    do {
      let variables: Variables = ["orders": 1, "row": ["status": "open"]]
      _ = try environment.compile(template, name: "model.sql").render(variables)
      return nil
    } catch {
      return error as? TemplateError
    }
  }

  @Test(
    "names what was meant",
    arguments: [
      ("{{ ordres + 1 }}", "did you mean 'orders'?"),
      ("{{ row.statsu.x }}", "did you mean 'status'?"),
      ("{{ 'a'|uper }}", "did you mean 'upper'?"),
      ("{{ 1 is evn }}", "did you mean 'even'?"),
      ("{% fitler upper %}", "did you mean 'filter'?"),
      ("{% macro m(column) %}{% endmacro %}{{ m(colum=1) }}", "did you mean 'column'?"),
      ("{{ 'a' + 1 }}", "'~' concatenates values of any type"),
    ])
  func suggests(_ template: String, _ hint: String) {
    #expect(failure(template)?.hint == hint)
  }

  @Test func showsThePlace() {
    let error = failure("select\n  {{ orders.x.y }}")
    #expect(
      error?.description == """
        model.sql:2:15: 'int object' has no attribute 'x'
          2 |   {{ orders.x.y }}
                            ^
        """)
  }

  @Test func namesTheCalls() {
    let error = failure(
      "{% from 'lib' import outer %}\n{{ outer() }}",
      [
        "lib":
          "{% macro inner() %}{{ 1 / 0 }}{% endmacro %}\n{% macro outer() %}{{ inner() }}{% endmacro %}"
      ])
    #expect(error?.location?.description == "lib:1:25")
    #expect(error?.callers.map(\.name) == ["macro 'inner'", "macro 'outer'"])
    #expect(error?.callers.map(\.location.description) == ["lib:2:23", "model.sql:2:4"])
  }

  @Test func failsWhenCompiled() throws {
    #expect(throws: TemplateError.self) { try Environment().compile("{{ x|nosuch }}") }
    #expect(throws: TemplateError.self) { try Environment().compile("{{ x is nosuch }}") }
    let branch = try Environment().compile("{% if no %}{{ x|nosuch }}{% endif %}ok")
    #expect(try branch.render() == "ok")
  }

  @Test func choosesTheSameAfterTheSameSeed() throws {
    var environment = Environment()
    environment.randomSeed = 7
    let template = try environment.compile("{{ range(1000)|random }} {{ lipsum(1) }}")
    let first = try template.render()
    #expect(try template.render() == first)
    environment.randomSeed = 8
    #expect(try environment.compile("{{ range(1000)|random }} {{ lipsum(1) }}").render() != first)
  }

  @Test func finalizesAndReportsVariables() throws {
    var environment = Environment()
    environment.finalize = { $0.isNone ? "" : $0 }
    environment.tags["debug"] = .debug
    #expect(try environment.compile("[{{ none }}{{ 1 }}]").render() == "[1]")
    let report = try environment.compile("{% set own = 5 %}{% debug %}").render()
    #expect(report.contains("'own': 5"))
    #expect(report.contains("'upper'"))
  }
}
