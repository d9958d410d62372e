/// Why tasks and their dependencies do not form a graph that can run.
public struct GraphError: Error, Sendable, Hashable {
  /// What is wrong with the graph.
  public enum Kind: Sendable, Hashable {
    /// Two tasks have this name.
    case duplicateTask(TaskID)
    /// `task` depends on `upstream`, which is not in the graph.
    case unknownUpstream(task: TaskID, upstream: TaskID)
    /// The tasks depend on each other in a circle: each on the one after it, the last on the
    /// first.
    case cycle([TaskID])
  }

  /// What is wrong.
  public let kind: Kind

  init(_ kind: Kind) {
    self.kind = kind
  }
}

extension GraphError: CustomStringConvertible {
  /// One sentence that names the tasks concerned.
  public var description: String {
    switch kind {
    case .duplicateTask(let task):
      "two tasks are called \"\(task)\""
    case .unknownUpstream(let task, let upstream):
      "task \"\(task)\" depends on \"\(upstream)\", which does not exist"
    case .cycle(let path):
      "tasks depend on each other in a circle: "
        + (path + path.prefix(1)).map(\.name).joined(separator: " → ")
    }
  }
}
