import Orchestration

/// What a channel is told at once: everything of one run that belongs together.
public struct AlertMessage: Sendable, Hashable, Codable {
  /// One thing that is told.
  public struct Item: Sendable, Hashable, Codable {
    /// What happened.
    public var kind: AlertEvent.Kind
    /// To which task; `nil` where the run as a whole is meant.
    public var task: String?
    /// Which of the instances, where the task is repeated.
    public var mapIndex: Int?
    /// What is over, where something is well again.
    public var over: AlertEvent.Kind?
    /// To how many instances of it, or how often.
    public var count = 1
    /// The number of the try; zero where the run as a whole is meant.
    public var attempt = 0
    /// Since when, in microseconds since 1970.
    public var since: Int64
    /// What else there is to say.
    public var detail = ""
    /// Where more of it is to be seen.
    public var url: String?
    /// The last lines that the task wrote, without secrets.
    public var lines: [String] = []
  }

  /// The project.
  public var project: String
  /// The DAG.
  public var dag: String
  /// The run's name.
  public var run: String
  /// When it was made, in microseconds since 1970.
  public var at: Int64
  /// Where the run is to be seen.
  public var url: String?
  /// What is told, in the order in which it happened.
  public var items: [Item]

  /// The most things that one message names; of the rest it says how many there are.
  static let mostItems = 20

  /// Whether all is well again.
  public var isRecovery: Bool { items.allSatisfy { $0.kind == .recovered } }

  /// What it is about, in one line.
  public var title: String {
    let kinds = AlertEvent.Kind.allCases.filter { kind in items.contains { $0.kind == kind } }
    return "\(dag): " + kinds.map(summary).joined(separator: ", ")
  }

  private func summary(_ kind: AlertEvent.Kind) -> String {
    let items = items.filter { $0.kind == kind }
    let tasks = items.compactMap(\.task)
    let named = tasks.count == 1 ? tasks[0] : "\(tasks.count) tasks"
    switch kind {
    case .failure: return tasks.isEmpty ? "the run failed" : "\(named) failed"
    case .retry: return "\(named) will be tried again"
    case .missedDeadline: return "a deadline was missed"
    case .recovered: return "recovered"
    case .quality: return "tests did not pass"
    case .test: return "a test of the channel"
    }
  }
}

extension AlertMessage.Item {
  /// The thing in one line.
  public var line: String {
    let subject = (task ?? "the run") + (count > 1 ? " (\(count) times)" : "")
    let what =
      switch kind {
      case .failure: attempt > 1 ? "\(subject) failed in try \(attempt)" : "\(subject) failed"
      case .retry: "\(subject) failed in try \(attempt) and will be tried again"
      case .missedDeadline: "\(subject) missed its deadline"
      case .recovered: "\(subject) is well again"
      case .quality: "\(subject): tests did not pass"
      case .test: "the channel works"
      }
    return detail.isEmpty ? what : "\(what): \(detail)"
  }
}
