import Orchestration
import TestSupport
import Testing

/// A random graph of up to 60 tasks, each waiting for up to three declared before it.
private func randomGraph(_ random: inout SeededGenerator) throws -> TaskGraph {
  let count = Int.random(in: 0...60, using: &random)
  return try TaskGraph(
    (0..<count).map { position in
      let parents = position == 0 ? 0 : Int.random(in: 0...3, using: &random)
      return TaskGraph.Task(
        TaskID("t\(position)"),
        after: (0..<parents).map { _ in
          TaskID("t\(Int.random(in: 0..<position, using: &random))")
        })
    })
}

/// Runs a random graph with random outcomes and checks, at each step, what has to hold always.
@Test(arguments: UInt64(0)..<300)
func randomRunsKeepTheirInvariants(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let graph = try randomGraph(&random)
  let concurrency = Int.random(in: 1...5, using: &random)
  let failsFast = Bool.random(using: &random)
  var state = RunState(graph, concurrency: concurrency, failsFast: failsFast)
  var running: [TaskID] = []
  var started: Set<TaskID> = []
  var hasFinished = false
  var isEnding = false

  func perform(_ actions: [RunState.Action]) {
    for action in actions {
      #expect(!hasFinished, "nothing follows the end")
      switch action {
      case .start(let task):
        #expect(!isEnding, "nothing starts once the run is being ended")
        #expect(started.insert(task).inserted, "\(task) started twice")
        for parent in graph.upstream(of: task) {
          #expect(state[parent] == .ended(.succeeded), "\(task) started before \(parent) was done")
        }
        running.append(task)
      case .skip(let task, let cause):
        #expect(!started.contains(task))
        #expect(state[cause]?.isFinal == true && state[cause] != .ended(.succeeded))
      case .cancel(let task):
        isEnding = true
        #expect(!started.contains(task))
      case .interruptRunning:
        isEnding = true
      case .finish:
        hasFinished = true
      }
    }
    #expect(running.count <= concurrency)
  }

  perform(state.handle(.begin))
  while let task = running.randomElement(using: &random) {
    if Int.random(in: 0..<40, using: &random) == 0 { perform(state.handle(.cancel)) }
    running.removeAll { $0 == task }
    let outcomes: [TaskOutcome] = [
      .succeeded, .succeeded, .succeeded, .succeeded, .failed, .skipped,
    ]
    perform(state.handle(.ended(task, outcomes.randomElement(using: &random) ?? .failed)))
  }
  #expect(hasFinished, "every run ends")
  for (task, end) in state.tasks { #expect(end.isFinal, "\(task) is left \(end)") }
}
