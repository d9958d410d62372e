/// Something that happens to a node of a run.
public enum NodeEvent: Sendable {
  /// What will run.
  case planned([Node])
  case started(Node)
  /// A node ended, or was skipped.
  case ended(Node, NodeResult)
}
