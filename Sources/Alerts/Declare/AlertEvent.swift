public import Orchestration

/// Something that went wrong, or is well again, that somebody may want to be told of.
public struct AlertEvent: Sendable, Hashable {
  /// What happened, in the words of `millrace.yml`.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A task failed for good, or a run failed.
    case failure
    /// A task failed and will be tried again.
    case retry
    /// A run was not over in time.
    case missedDeadline = "missed_deadline"
    /// A DAG of which something was told has had a run that succeeded.
    case recovered
    /// A dbt test warned or failed in a run.
    case quality
    /// Nothing: somebody wants to see whether a channel works.
    case test

    /// What rules may name.
    static let told = allCases.filter { $0 != .test }
  }

  /// What happened.
  public var kind: Kind
  /// In which run.
  public var run: RunID
  /// To which task; `nil` where the run as a whole is meant.
  public var task: TaskID?
  /// Which of the instances, where the task is repeated.
  public var mapIndex: Int?
  /// In which try, from 1; zero where the run as a whole is meant.
  public var attempt: Int
  /// When.
  public var at: Timestamp
  /// What else there is to say, never a row's values.
  public var detail: String

  /// Describes something that happened.
  public init(
    _ kind: Kind, run: RunID, task: TaskID? = nil, mapIndex: Int? = nil, attempt: Int = 0,
    at: Timestamp, detail: String = ""
  ) {
    self.kind = kind
    self.run = run
    self.task = task
    self.mapIndex = mapIndex
    self.attempt = attempt
    self.at = at
    self.detail = detail
  }

  /// What a change means to whoever is to be told; `nil` for most changes.
  ///
  /// - Parameters:
  ///   - change: what has changed.
  ///   - now: the present moment.
  init?(_ change: Change, now: Timestamp) {
    switch change {
    // A run that failed before it began was ended by somebody who knows.
    case .run(let run) where run.state == .failed && run.startedAt != nil:
      self.init(.failure, run: run.id, at: now)
    case .run(let run) where run.state == .success:
      self.init(.recovered, run: run.id, at: now)
    case .instance(let id, let instance) where instance.state == .failed:
      self.init(.failure, id, instance, now)
    case .instance(let id, let instance) where instance.state == .upForRetry:
      self.init(.retry, id, instance, now)
    case .deadline(let run, let deadline) where deadline.missed != nil:
      let name = deadline.name.map { "\"\($0)\", " } ?? ""
      self.init(.missedDeadline, run: run, at: now, detail: "\(name)due at \(deadline.due)")
    default: return nil
    }
  }

  private init(_ kind: Kind, _ id: TaskInstanceID, _ instance: TaskInstance, _ now: Timestamp) {
    self.init(
      kind, run: id.run, task: id.task, mapIndex: id.mapIndex, attempt: instance.attempt, at: now)
  }
}
