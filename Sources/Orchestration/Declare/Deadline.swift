/// By when a run has to have succeeded: so long after a moment that each run has.
public struct Deadline: Sendable, Hashable {
  /// From which moment the time counts, as Airflow names them.
  public enum Reference: Sendable, Hashable {
    /// When the run was made.
    case queuedAt
    /// The moment the run is about.
    case logicalDate
    /// The same for all runs.
    case fixed(Timestamp)
    /// When the run will have taken as long as others did: the mean of the last runs that are over,
    /// if there are enough of them.
    case averageRuntime(of: Int, atLeast: Int)
  }

  /// What it is called, if anything.
  public var name: String?
  /// From which moment the time counts.
  public var reference: Reference
  /// How much later the run has to have succeeded; may be negative.
  public var interval: Duration

  /// Makes a deadline.
  public init(_ reference: Reference, _ interval: Duration, name: String? = nil) {
    self.reference = reference
    self.interval = interval
    self.name = name
  }
}

/// A deadline of a run.
public struct RunDeadline: Sendable, Hashable {
  /// Which of the DAG's deadlines it is, from 0.
  public var position: Int
  /// What it is called, if anything.
  public var name: String?
  /// By when the run has to have succeeded.
  public var due: Timestamp
  /// When it was found missed; `nil` as long as it is not.
  public var missed: Timestamp?

  /// Describes a deadline of a run.
  public init(position: Int, name: String? = nil, due: Timestamp, missed: Timestamp? = nil) {
    self.position = position
    self.name = name
    self.due = due
    self.missed = missed
  }
}
