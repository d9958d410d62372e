import Logging
public import Orchestration
public import Store
import Synchronization

/// Tells channels of what happens, beside the scheduler and never in its way.
///
/// Events come in by ``keep(_:in:)`` with the changes they follow from, or by ``add(_:)``;
/// ``run()`` groups them by their runs, decides who is told, and delivers. Each channel is served
/// by itself, so that one that does not answer keeps no other waiting.
public final class AlertService: Sendable {
  /// What a service works with.
  public struct Configuration: Sendable {
    /// The project's name.
    public var project: String
    /// Who is told of what.
    public var settings: AlertSettings
    /// The folder of task logs; `nil` if there is none.
    public var logs: String?
    /// Texts that must not show, beside the channels' own.
    public var secrets: [String] = []
    /// How often a delivery is tried, and how long it rests in between: for about three hours.
    public var retry = RetryPolicy(
      retries: 24, delay: .seconds(5), factor: 2, longestDelay: .seconds(600))
    /// The path of the page of a run, or of a task of it, within the server.
    public var path: @Sendable (RunID, TaskInstanceID?) -> String = { _, _ in "" }
    /// The clock.
    public var now: @Sendable () -> Timestamp = { .now }

    /// Makes a configuration.
    public init(project: String, settings: AlertSettings) {
      self.project = project
      self.settings = settings
    }
  }

  let configuration: Configuration
  let state: AlertState
  private let logger = Logger(label: "millrace.alerts")
  private let address: Mutex<String?>
  private let bell = Bell()
  private let channelBells: [String: Bell]

  /// How long anything waits at most before it looks again.
  private static let longestWait = Duration.seconds(30)

  /// Makes a service; ``run()`` sets it going.
  public init(_ configuration: Configuration, state: AlertState) {
    self.configuration = configuration
    self.state = state
    address = Mutex(configuration.settings.url)
    channelBells = Dictionary(
      configuration.settings.channels.map { ($0.name, Bell()) }, uniquingKeysWith: { $1 })
  }

  /// Says where pages are served, for links, unless the settings say so.
  public func serve(at address: String) {
    guard configuration.settings.url == nil else { return }
    self.address.withLock { $0 = address }
  }

  /// Keeps what changes mean, in the transaction that keeps them.
  ///
  /// - Throws: `StoreError`.
  public func keep(_ changes: [Change], in transaction: StoreTransaction) throws {
    _ = try AlertState.add(
      changes, for: configuration.settings, now: configuration.now(), in: transaction)
  }

  /// Takes note of what an orchestrator reports once it is kept.
  public func note(_ report: Orchestrator.Report) {
    switch report {
    case .run(let run) where run.state.isFinished: bell.ring()
    case .instance(_, let instance)
    where instance.state == .failed || instance.state == .upForRetry:
      bell.ring()
    case .callback(let callback):
      if case .deadlineMissed = callback.occasion { bell.ring() }
    default: break
    }
  }

  /// Adds something that happened, if anybody is to be told of it. A state that cannot be written
  /// is said in the log.
  public func add(_ event: AlertEvent) async {
    guard configuration.settings.concerns(event.kind, of: event.run.dag) else { return }
    do {
      try await state.add(event)
      bell.ring()
    } catch {
      logger.error("an alert is lost: \(error)")
    }
  }

  /// Decides and delivers until cancelled. What waits for channels that there are no longer is
  /// given up.
  public func run() async {
    do {
      try await state.giveUp(
        except: configuration.settings.channels.map(\.name), now: configuration.now())
    } catch {
      logger.error("alerts cannot be told: \(error)")
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.repeatedly(self.bell) { try await self.decide() } }
      for channel in configuration.settings.channels {
        guard let bell = channelBells[channel.name] else { continue }
        group.addTask {
          var recent: [Timestamp] = []
          await self.repeatedly(bell) { try await self.deliver(to: channel, &recent) }
        }
      }
      await group.waitForAll()
    }
  }

  /// Does something again and again, with the rests that it asks for.
  private nonisolated(nonsending) func repeatedly(
    _ bell: Bell, _ step: () async throws -> Duration
  ) async {
    while !Task.isCancelled {
      do {
        await bell.wait(for: min(try await step(), Self.longestWait))
      } catch {
        guard !Task.isCancelled else { return }
        logger.error("alerts cannot be told: \(error)")
        try? await Task.sleep(for: Self.longestWait)
      }
    }
  }

  /// Makes messages of what has been collected for long enough.
  ///
  /// - Returns: when to look again.
  private func decide() async throws -> Duration {
    let settings = configuration.settings
    let now = configuration.now()
    var groups: [RunID: [(number: Int64, event: AlertEvent)]] = [:]
    for entry in try await state.events() { groups[entry.event.run, default: []].append(entry) }
    var wait = Self.longestWait
    let desk = AlertDesk(settings: settings, project: configuration.project)
    let runs = groups.sorted { ($0.value.first?.number ?? 0) < ($1.value.first?.number ?? 0) }
    for (run, entries) in runs {
      guard let first = entries.first?.event.at else { continue }
      let rest = first + settings.groupWait - now
      guard rest <= .zero else {
        wait = min(wait, rest)
        continue
      }
      var decision = desk.decide(
        entries.map(\.event), of: run, firing: try await state.firing(of: run.dag), now: now)
      for place in decision.messages.indices { complete(&decision.messages[place].message) }
      try await state.keep(decision, on: entries.map(\.number), now: now)
      for (channel, _) in decision.messages { channelBells[channel]?.ring() }
    }
    return wait
  }

  /// Adds where things are to be seen, and the last lines that tasks wrote.
  private func complete(_ message: inout AlertMessage) {
    let run = RunID(dag: message.dag, name: message.run)
    var base = address.withLock { $0 } ?? ""
    while base.hasSuffix("/") { base.removeLast() }
    if !base.isEmpty { message.url = base + configuration.path(run, nil) }
    for place in message.items.indices {
      let item = message.items[place]
      guard let task = item.task, item.attempt > 0 else { continue }
      let id = TaskInstanceID(run: run, task: TaskID(task), mapIndex: item.mapIndex)
      if !base.isEmpty { message.items[place].url = base + configuration.path(run, id) }
      guard let logs = configuration.logs, place < AlertMessage.mostItems else { continue }
      message.items[place].lines = TaskLog.lastLines(
        configuration.settings.logLines,
        of: TaskLog.path(in: logs, of: id, attempt: item.attempt),
        masking: configuration.secrets + configuration.settings.secrets)
    }
  }

  /// Delivers the next message of a channel, if there is one and the channel takes it now.
  ///
  /// - Returns: when to look again.
  private func deliver(
    to channel: AlertChannel, _ recent: inout [Timestamp]
  ) async throws -> Duration {
    guard let (found, message) = try await state.next(for: channel.name) else {
      return Self.longestWait
    }
    var record = found
    let now = configuration.now()
    guard record.dueAt <= now else { return record.dueAt - now }
    recent.removeAll { now - $0 >= .seconds(60) }
    if recent.count >= channel.perMinute, let first = recent.first {
      return first + .seconds(60) - now
    }
    recent.append(now)
    record.attempts += 1
    do {
      let left = try await AlertSender().deliver(message, record.number, to: channel)
      record.state = .delivered
      record.error = Self.left(left)
      record.endedAt = configuration.now()
    } catch let failure as DeliveryFailure {
      record.error = failure.message
      let retry = configuration.retry
      if failure.isFinal || record.attempts > retry.retries {
        record.state = .failed
        record.endedAt = configuration.now()
      } else {
        let rest = retry.rest(
          after: record.attempts, dag: channel.name, task: "\(record.number)", logicalDate: nil)
        record.dueAt = configuration.now() + max(rest, failure.pause ?? .zero)
      }
    }
    try await state.keep(record)
    return .zero
  }

  private static func left(_ recipients: [String]) -> String? {
    recipients.isEmpty
      ? nil : "the server refuses the recipients " + recipients.joined(separator: ", ")
  }

  /// Tells a channel that somebody wants to see whether it works, once and now.
  ///
  /// - Returns: why it did not take that, or not for all; `nil` if it did.
  /// - Throws: `StoreError` if what came of it cannot be recorded.
  public func test(_ channel: AlertChannel) async throws -> String? {
    let now = configuration.now()
    let item = AlertMessage.Item(
      kind: .test, since: now.microseconds, detail: "sent by millrace alerts test")
    let message = AlertMessage(
      project: configuration.project, dag: configuration.project, run: "test",
      at: now.microseconds, items: [item])
    var error: String?
    do {
      error = Self.left(try await AlertSender().deliver(message, 0, to: channel))
    } catch let failure as DeliveryFailure {
      error = failure.message
    }
    try await state.add(
      message, to: channel.name, error: error, now: configuration.now())
    return error
  }
}
