public import Orchestration

/// The paths of pages, for whoever leads somebody there from outside.
public enum PagePath {
  /// The page of a run.
  public static func run(_ run: RunID) -> String { Link.run(run).address }

  /// The page of a task instance.
  public static func instance(_ id: TaskInstanceID) -> String { Link.instance(id).address }
}
