import Orchestration
import TestSupport
import Testing

@Suite struct SchedulingTests {
  @Test(arguments: try SchedulingCase.all(in: "Scheduling"))
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

  /// Random DAGs come to the states that Airflow's scheduler brings them to.
  ///
  /// Where a task is both skipped and failed for different tasks before it, what it comes to
  /// depends on which of them is heard of first. So Airflow's states have to be those of some order.
  @Test(arguments: try SchedulingCase.all(in: "Airflow"))
  func endsAsUnderAirflow(_ example: SchedulingCase) throws {
    var seen: [[String: String]] = []
    for seed in UInt64(0)..<40 {
      let states = try play(example, seed: seed)
      if states == example.states { return }
      seen.append(states)
    }
    #expect(seen.first == example.states)
  }

  /// Ends tasks as the case says, in the order in which they began, or in a random one.
  private func play(_ example: SchedulingCase, seed: UInt64) throws -> [String: String] {
    var random = SeededGenerator(seed: seed)
    var run = SchedulingRun(example)
    var waiting = try run.play("trigger")
    var executing: [String] = []
    while true {
      executing += waiting.filter { $0.hasPrefix("execute ") }.map { String($0.dropFirst(8)) }
      guard !executing.isEmpty else { return run.states }
      let next = seed == 0 ? 0 : Int.random(in: executing.indices, using: &random)
      let task = executing.remove(at: next)
      waiting = try run.play("\(task) \(example.outcomes[task] ?? "success")")
    }
  }
}
