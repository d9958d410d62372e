public import Orchestration

/// Something that happens to a node of a run.
public enum NodeEvent: Sendable {
  /// What will run, and the steps of others that come before.
  case planned([Node], preceding: [TaskID])
  case started(Node)
  /// A node ended, or was skipped.
  case ended(Node, NodeResult)
}
