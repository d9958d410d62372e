import Orchestration

/// What a channel was told that has not ended yet.
struct FiringAlert: Sendable, Hashable {
  /// By which two tellings of the same are known.
  struct Key: Sendable, Hashable {
    var channel: String
    var dag: String
    /// The task; empty where the run as a whole is meant.
    var task: String
    var kind: AlertEvent.Kind
  }

  /// When it began.
  var since: Timestamp
  /// When it was told last.
  var told: Timestamp
  /// The run in which it happened last.
  var run: String
}

/// Decides who is told what of the things that happened in a run.
///
/// A value without clock or I/O. What lasts is told once, and again only after the interval of the
/// rule; that it is over is told to those who were told of it.
struct AlertDesk: Sendable {
  /// What follows from a group of events.
  struct Decision: Sendable, Hashable {
    /// What each channel is told.
    var messages: [(channel: String, message: AlertMessage)] = []
    /// What is firing then, of the keys that were changed; `nil` for what is over.
    var firing: [FiringAlert.Key: FiringAlert?] = [:]

    static func == (left: Decision, right: Decision) -> Bool {
      left.firing == right.firing && left.messages.count == right.messages.count
        && zip(left.messages, right.messages).allSatisfy { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(firing) }
  }

  let settings: AlertSettings
  let project: String

  /// Decides on the events of one run.
  ///
  /// - Parameters:
  ///   - events: what happened, in order.
  ///   - run: the run.
  ///   - firing: what the channels were told of its DAG and has not ended.
  ///   - now: the present moment.
  /// - Returns: what follows.
  func decide(
    _ events: [AlertEvent], of run: RunID, firing: [FiringAlert.Key: FiringAlert], now: Timestamp
  ) -> Decision {
    var decision = Decision()
    for channel in settings.channels {
      var standing = firing.filter { $0.key.channel == channel.name }
      let before = Set(standing.keys)
      var items: [AlertMessage.Item] = []
      for event in events {
        if event.kind == .recovered {
          recover(event, for: channel.name, &standing, &items)
        } else {
          tell(event, channel.name, &standing, &items)
        }
      }
      for (key, alert) in standing { decision.firing[key] = .some(alert) }
      for key in before where standing[key] == nil { decision.firing[key] = .some(nil) }
      // That something was to be tried again is no news once it was.
      let failed = Set(items.filter { $0.kind == .failure }.map(\.task))
      items.removeAll { $0.kind == .retry && failed.contains($0.task) }
      guard !items.isEmpty else { continue }
      decision.messages.append(
        (
          channel.name,
          AlertMessage(
            project: project, dag: run.dag, run: run.name, at: now.microseconds, items: items)
        ))
    }
    return decision
  }

  private func tell(
    _ event: AlertEvent, _ channel: String, _ standing: inout [FiringAlert.Key: FiringAlert],
    _ items: inout [AlertMessage.Item]
  ) {
    guard let interval = settings.interval(event.kind, of: event.run.dag, for: channel) else {
      return
    }
    let key = FiringAlert.Key(
      channel: channel, dag: event.run.dag, task: event.task?.name ?? "", kind: event.kind)
    // What is told already in this message counts there.
    if let place = items.firstIndex(where: { $0.isOf(key) }) {
      items[place].count += 1
      items[place].add(event.detail)
      items[place].attempt = max(items[place].attempt, event.attempt)
      standing[key]?.run = event.run.name
      return
    }
    if let alert = standing[key], event.at - alert.told < interval {
      standing[key]?.run = event.run.name
      return
    }
    let since = standing[key]?.since ?? event.at
    standing[key] = FiringAlert(since: since, told: event.at, run: event.run.name)
    items.append(
      AlertMessage.Item(
        kind: event.kind, task: event.task?.name, mapIndex: event.mapIndex,
        attempt: event.attempt, since: since.microseconds, detail: event.detail))
  }

  /// Ends what a run that succeeded shows to be over.
  private func recover(
    _ event: AlertEvent, for channel: String,
    _ standing: inout [FiringAlert.Key: FiringAlert], _ items: inout [AlertMessage.Item]
  ) {
    let isTold = settings.interval(.recovered, of: event.run.dag, for: channel) != nil
    for (key, alert) in standing.sorted(by: { $0.key.task < $1.key.task }) {
      switch key.kind {
      case .failure: break
      case .retry, .recovered, .test:
        standing[key] = nil
        continue
      // A run that was late, or whose data is bad, does not mend that by its success.
      case .missedDeadline, .quality: guard alert.run != event.run.name else { continue }
      }
      standing[key] = nil
      guard isTold else { continue }
      items.append(
        AlertMessage.Item(
          kind: .recovered, task: key.task.isEmpty ? nil : key.task, over: key.kind,
          since: alert.since.microseconds))
    }
  }
}

extension AlertMessage.Item {
  /// The most letters that are said of one thing.
  private static let mostLetters = 500

  /// Says more of the same thing.
  fileprivate mutating func add(_ detail: String) {
    guard !detail.isEmpty, !self.detail.contains(detail),
      self.detail.count + detail.count <= Self.mostLetters
    else { return }
    self.detail += self.detail.isEmpty ? detail : "; " + detail
  }

  fileprivate func isOf(_ key: FiringAlert.Key) -> Bool {
    kind == key.kind && (task ?? "") == key.task
  }
}
