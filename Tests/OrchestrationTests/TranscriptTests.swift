import Foundation
import Orchestration
import Testing
import Yams

/// A graph, the events of a run, and the actions each has to lead to.
struct Transcript: Sendable, CustomTestStringConvertible {
  var name: String
  var tasks: [TaskGraph.Task]
  var concurrency: Int
  var failsFast: Bool
  var steps: [(event: String, actions: [String])]
  var states: [String: String]

  var testDescription: String { name }

  static let all: [Transcript] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.path < $1.path }.flatMap { file -> [Transcript] in
      guard let text = try? String(contentsOf: file, encoding: .utf8),
        let cases = try? Yams.compose(yaml: text)?.mapping
      else { return [] }
      return cases.compactMap { Transcript(name: $0.key.string ?? "", $0.value) }
    }
  }()

  init?(name: String, _ node: Node) {
    guard let graph = node["graph"]?.mapping, let events = node["events"]?.sequence else {
      return nil
    }
    self.name = name
    tasks = graph.map { key, value in
      TaskGraph.Task(
        TaskID(key.string ?? ""), after: value.array().compactMap(\.string).map { TaskID($0) })
    }
    concurrency = node["concurrency"]?.int ?? 1
    failsFast = node["fail_fast"]?.bool ?? false
    steps = events.compactMap { step in
      guard let (key, value) = step.mapping?.first.map({ ($0.key, $0.value) }) else { return nil }
      return (key.string ?? "", value.array().compactMap(\.string))
    }
    states = [:]
    for (key, value) in node["states"]?.mapping ?? [:] {
      states[key.string ?? ""] = value.string
    }
  }
}

@Test func everyCaseFileIsRead() {
  #expect(Transcript.all.count >= 13)
}

@Test(arguments: Transcript.all)
func transcript(_ transcript: Transcript) throws {
  var state = RunState(
    try TaskGraph(transcript.tasks), concurrency: transcript.concurrency,
    failsFast: transcript.failsFast)
  for step in transcript.steps {
    let event = try #require(parseEvent(step.event), "unknown event \(step.event)")
    #expect(state.handle(event).map(spelling) == step.actions, "after \(step.event)")
  }
  for (task, expected) in transcript.states {
    #expect(state[TaskID(task)].map(spelling) == expected, "state of \(task)")
  }
}

private func parseEvent(_ text: String) -> RunState.Event? {
  switch text {
  case "begin": return .begin
  case "cancel": return .cancel
  default:
    let words = text.split(separator: " ").map(String.init)
    let outcomes: [String: TaskOutcome] = [
      "succeeded": .succeeded, "failed": .failed, "skipped": .skipped, "cancelled": .cancelled,
    ]
    guard words.count == 2, let outcome = outcomes[words[1]] else { return nil }
    return .ended(TaskID(words[0]), outcome)
  }
}

private func spelling(_ action: RunState.Action) -> String {
  switch action {
  case .start(let task): "start \(task)"
  case .skip(let task, let cause): "skip \(task) because \(cause)"
  case .cancel(let task): "cancel \(task)"
  case .interruptRunning: "interrupt"
  case .finish: "finish"
  }
}

private func spelling(_ state: TaskState) -> String {
  switch state {
  case .waiting: "waiting"
  case .running: "running"
  case .ended(let outcome): "\(outcome)"
  case .skipped(let cause): "skipped because \(cause)"
  case .cancelled: "cancelled"
  }
}
