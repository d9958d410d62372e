import Orchestration
import Testing

@Suite struct SchedulingTests {
  @Test(arguments: try SchedulingCase.all())
  func events(_ example: SchedulingCase) throws {
    var run = SchedulingRun(example)
    for step in example.steps {
      let actions = try run.play(step.event)
      if let expected = step.actions { #expect(actions == expected, "after \(step.event)") }
    }
    for (name, expected) in example.states {
      #expect(try run.state(of: name) == expected, "the state of \(name) among \(run.states)")
    }
  }
}
