import Foundation
import Jinja
import Testing

/// What a template cannot do to the process that renders it, on a thread of a small stack.
@Suite struct LimitTests {
  /// Runs a body on a thread whose stack has 512 KiB, as those of a task's threads have.
  private func onSmallStack(_ body: @escaping @Sendable () -> String) async -> String {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: body()) }
      thread.stackSize = 512 << 10
      thread.start()
    }
  }

  private static func outcome(
    _ template: String, _ variables: [String: Value] = [:], limits: Environment.Limits? = nil
  ) -> String {
    do {
      var environment = Environment()
      if let limits { environment.limits = limits }
      return try environment.compile(template, name: "deep").render(Variables(variables))
    } catch let error as TemplateError {
      return error.kind.rawValue
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "nests no deeper than the stack",
    arguments: [
      ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
      ("{% macro m(n) %}{{ m(n + 1) ~ 'x' }}{% endmacro %}{{ m(0)|upper }}", "recursion"),
      ("{% for x in [[1]] recursive %}{{ loop([x]) }}{% endfor %}", "recursion"),
      ("{% block a %}{{ self.a() }}{% endblock %}", "recursion"),
      (
        "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}",
        "recursion"
      ),
      (
        "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l|tojson }}",
        "recursion"
      ),
    ])
  func nesting(_ template: String, _ expected: String) async {
    let result = await onSmallStack { LimitTests.outcome(template) }
    #expect(result == expected)
  }

  @Test(
    "refuses deep sources",
    arguments: ["(", "[", "-", "not ", "{'a': ", "x[", "x(", "1 if 1 else "])
  func deepSources(_ piece: String) async {
    let source = "{{ " + String(repeating: piece, count: 20_000) + "1 }}"
    let result = await onSmallStack { LimitTests.outcome(source) }
    #expect(result == "syntax")
  }

  @Test func longChains() async {
    let source = "{{ x" + String(repeating: "|upper", count: 20_000) + " }}"
    #expect(await onSmallStack { LimitTests.outcome(source) } == "syntax")
    let blocks = String(repeating: "{% if 1 %}", count: 20_000)
    #expect(await onSmallStack { LimitTests.outcome(blocks) } == "syntax")
  }

  @Test func boundsOutput() {
    var limits = Environment.Limits()
    limits.outputBytes = 1000
    #expect(
      LimitTests.outcome("{% for i in range(2000) %}x{% endfor %}", limits: limits) == "limit")
    #expect(
      LimitTests.outcome("{% for i in range(900) %}x{% endfor %}", limits: limits).count == 900)
    limits.iterations = 10
    #expect(LimitTests.outcome("{% for i in range(11) %}{% endfor %}", limits: limits) == "limit")
  }

  @Test(
    "makes no giants of little",
    arguments: [
      "{{ 'x' * 10 ** 12 }}", "{{ [1] * 10 ** 12 }}", "{{ 9 ** (9 ** 9) }}",
      "{{ 'a'.ljust(10 ** 10) }}",
      "{{ '%*d' % (10 ** 9, 1) }}", "{{ '{:999999999}'.format(1) }}", "{{ 'a'|center(10 ** 9) }}",
      "{{ ('a' * 100000).replace('', 'b' * 100000) }}", "{{ range(10 ** 18)|list }}",
      "{{ 'a'|indent(10 ** 9, true) }}", "{{ [1]|batch(10 ** 9, 0)|list }}",
    ])
  func giants(_ template: String) {
    let result = LimitTests.outcome(template)
    #expect(["overflow", "limit", "value", "type"].contains(result), "\(result.prefix(40))")
  }
}
