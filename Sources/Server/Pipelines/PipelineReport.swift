import Orchestration

/// Something that happened to a pipeline, worth telling whoever watches.
public enum PipelineReport: Sendable, Hashable {
  /// A run or a task, by name, came to a state.
  case event(subject: String, state: String)
  /// A task printed a line.
  case line(task: String, text: String)

  /// What of a report of the orchestrator is worth telling; `nil` for what is only on the way.
  init?(_ report: Orchestrator.Report) {
    switch report {
    case .started(let id, let attempt):
      self = .event(
        subject: Self.name(id), state: attempt > 1 ? "started, try \(attempt)" : "started")
    case .instance(let id, let instance):
      guard instance.state.isFinished || instance.state == .upForRetry else { return nil }
      self = .event(subject: Self.name(id), state: instance.state.rawValue)
    case .run(let run):
      guard run.state.isFinished else { return nil }
      self = .event(subject: "\(run.id)", state: run.state.rawValue)
    case .line(let id, let text): self = .line(task: Self.name(id), text: text)
    case .callback: return nil
    }
  }

  private static func name(_ id: TaskInstanceID) -> String {
    "\(id.run.dag).\(id.task)" + (id.mapIndex.map { "[\($0)]" } ?? "")
  }
}

/// A pipeline and where it stands.
public struct PipelineOverview: Sendable, Hashable {
  /// The name.
  public var name: String
  /// How many tasks it has.
  public var tasks: Int
  /// When it ran last, and what came of it; `nil` if it never ran.
  public var last: String?
  /// When it runs next; `nil` if nothing but a request runs it.
  public var next: String?
}
