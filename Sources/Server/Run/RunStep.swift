import Orchestration

/// A step of a run: what it is, what comes before it, and how it is done.
struct RunStep: Sendable {
  /// What it is.
  var node: RunNode
  /// The steps that come before, by their names.
  var upstream: [String]
  /// Does it and reports to the log how it ended.
  var perform: @Sendable (RunLog) async -> TaskOutcome

  /// The task of the graph that stands for the step.
  var task: TaskGraph.Task {
    TaskGraph.Task(TaskID(node.id), after: upstream.map { TaskID($0) })
  }
}
