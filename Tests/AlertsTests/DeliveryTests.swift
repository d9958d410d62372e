import Foundation
import Orchestration
import StateSupport
import Store
import Synchronization
import Testing

@testable import Alerts

/// A state in a folder, and services that tell channels of it.
private struct Place {
  let folder: URL
  let store: StateStore
  var state: AlertState { AlertState(store) }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    store = try StateKind.chosen.store(
      path: folder.appending(path: "state.sqlite").path,
      migrations: SchedulerState.migrations + AlertState.migrations)
  }

  func service(_ channels: [AlertChannel]) -> AlertService {
    var settings = AlertSettings()
    settings.groupWait = .milliseconds(300)
    settings.url = "http://pages.test/"
    settings.channels = channels
    settings.rules = [AlertRule(channels.map(\.name))]
    var configuration = AlertService.Configuration(project: "shop", settings: settings)
    configuration.logs = folder.appending(path: "logs").path
    configuration.secrets = ["hunter22"]
    configuration.retry = RetryPolicy(retries: 3, delay: .milliseconds(100))
    configuration.path = { run, id in
      "/dags/\(run.dag)/runs/\(run.name)" + (id.map { "/tasks/\($0.task)" } ?? "")
    }
    return AlertService(configuration, state: state)
  }

  /// Runs a service until all messages are at their ends, or two minutes are over.
  func run(_ service: AlertService, until count: Int) async throws -> [RecordedAlert] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await service.run() }
      defer { group.cancelAll() }
      for _ in 0..<2400 {
        let messages = try await state.messages(limit: 100).elements
        if messages.count >= count, messages.allSatisfy({ $0.state != .waiting }) {
          return messages
        }
        try await Task.sleep(for: .milliseconds(50))
      }
      return try await state.messages(limit: 100).elements
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

private let message = AlertMessage(
  project: "shöp", dag: "daily", run: "r1", at: 1_767_225_600_000_000,
  url: "http://pages.test/dags/daily/runs/r1",
  items: [
    .init(
      kind: .failure, task: "load", attempt: 2, since: 1_767_225_600_000_000,
      url: "http://pages.test/load", lines: ["<error> & so on", ".", "last"])
  ])

private func mail(_ port: Int, _ security: MailSettings.Security, user: String?) -> MailSettings {
  MailSettings(
    host: "127.0.0.1", port: port, security: security, user: user,
    password: user.map { _ in Secret("secret") }, from: "m@example.org",
    to: ["a@example.org", "b@example.org"])
}

@Suite struct DeliveryTests {
  @Test func tellsOfARunThatFailsWithWhatItsTasksWrote() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use { listener, port in
      let url = Secret("http://127.0.0.1:\(port)/T/secret")
      let service = place.service([AlertChannel("team", .slack(url: url))])
      let executor = FailingExecutor()
      var configuration = Orchestrator.Configuration()
      configuration.logs = place.folder.appending(path: "logs").path
      configuration.alongside = { try service.keep($0, in: $1) }
      let ended = Atomic(false)
      let orchestrator = Orchestrator(
        SchedulerState(place.store), executors: ["failing": executor],
        configuration: configuration
      ) { report in
        service.note(report)
        if case .run(let run) = report, run.state.isFinished {
          ended.store(true, ordering: .relaxed)
        }
      }
      var tasks = [DAGTask("load"), DAGTask("count"), DAGTask("after", after: ["load"])]
      for place in tasks.indices { tasks[place].work = TaskWork(kind: "failing", settings: [:]) }
      let dag = try DAG(id: "daily", tasks: tasks)
      _ = orchestrator.request(.trigger(dag: "daily", name: "r1"))
      try await orchestrator.run([dag]) { _ in ended.load(ordering: .relaxed) }
      let messages = try await place.run(service, until: 1)
      #expect(messages.map(\.state) == [.delivered])
      #expect(messages.first?.title == "daily: 2 tasks failed")
      let body = listener.requests.first?.body ?? ""
      #expect(listener.requests.count == 1)
      #expect(body.contains("http://pages.test/dags/daily/runs/r1/tasks/load"))
      #expect(body.contains("could not log in with ***"))
      #expect(!body.contains("hunter22"))
      #expect(!body.contains("after failed"))
    }
  }

  @Test func triesAgainUntilItIsTaken() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use(answering: [503, 429]) { listener, port in
      let url = Secret("http://127.0.0.1:\(port)/api/v2/alerts")
      let service = place.service([
        AlertChannel("duty", .webhook(url: url, token: Secret("t0ken")))
      ])
      await service.add(failure())
      let messages = try await place.run(service, until: 1)
      #expect(messages.map(\.state) == [.delivered])
      #expect(messages.map(\.attempts) == [3])
      #expect(messages.map(\.error) == [nil])
      #expect(listener.requests.map(\.body.count).allSatisfy { $0 > 0 })
      #expect(listener.requests.first?.headers["authorization"] == "Bearer t0ken")
    }
  }

  @Test func givesUpWhatIsRefusedForGoodAndNamesNoSecret() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use(answering: [404]) { _, port in
      let url = Secret("http://127.0.0.1:\(port)/T/secret")
      let service = place.service([AlertChannel("team", .slack(url: url))])
      await service.add(failure())
      let messages = try await place.run(service, until: 1)
      #expect(messages.map(\.state) == [.failed])
      #expect(messages.map(\.attempts) == [1])
      #expect(messages.map(\.error) == ["127.0.0.1 answered 404"])
    }
  }

  @Test func whoNeverAnswersKeepsNoOtherWaiting() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use(answering: Array(repeating: nil, count: 9)) { _, deaf in
      try await HTTPListener.use { listener, port in
        var mute = AlertChannel("mute", .slack(url: Secret("http://127.0.0.1:\(deaf)/")))
        mute.timeout = .seconds(1)
        let team = AlertChannel("team", .slack(url: Secret("http://127.0.0.1:\(port)/")))
        let service = place.service([mute, team])
        await service.add(failure())
        let messages = try await place.run(service, until: 2)
        let ended = Dictionary(uniqueKeysWithValues: messages.map { ($0.channel, $0) })
        #expect(ended["team"]?.state == .delivered)
        #expect(ended["mute"]?.state == .failed)
        #expect(ended["mute"]?.attempts == 4)
        #expect(ended["mute"]?.error == "no answer within 1 seconds")
        let first = try #require(ended["team"]?.endedAt)
        let last = try #require(ended["mute"]?.endedAt)
        #expect(last - first > .seconds(2))
      }
    }
  }

  @Test func whatWasNotDeliveredIsDeliveredByTheNext() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use { listener, port in
      let team = AlertChannel("team", .slack(url: Secret("http://127.0.0.1:\(port)/")))
      // The first ends before it has looked at anything.
      await place.service([team]).add(failure())
      #expect(listener.requests.isEmpty)
      let messages = try await place.run(place.service([team]), until: 1)
      #expect(messages.map(\.state) == [.delivered])
      #expect(listener.requests.count == 1)
    }
  }

  @Test func waitsWhereAChannelTakesNoMore() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use { listener, port in
      var team = AlertChannel("team", .slack(url: Secret("http://127.0.0.1:\(port)/")))
      team.perMinute = 2
      let service = place.service([team])
      for run in ["r1", "r2", "r3"] { await service.add(failure(run, dag: "dag of \(run)")) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await service.run() }
        // Taken by the channel and known here to be.
        for _ in 0..<2400 {
          let messages = try await place.state.messages(limit: 9).elements
          if messages.count(where: { $0.state == .delivered }) == 2 { break }
          try await Task.sleep(for: .milliseconds(50))
        }
        // Time enough for a third that must not come.
        try await Task.sleep(for: .seconds(1))
        group.cancelAll()
      }
      #expect(listener.requests.count == 2)
      let messages = try await place.state.messages(limit: 9).elements
      #expect(messages.filter { $0.state == .waiting }.count == 1)
    }
  }

  @Test func givesUpWhatWaitsForAChannelThatIsGone() async throws {
    let place = try Place()
    defer { place.remove() }
    try await HTTPListener.use { _, port in
      var decision = AlertDesk.Decision()
      decision.messages = [("gone", message), ("team", message)]
      try await place.state.keep(decision, on: [], now: .now)
      let team = AlertChannel("team", .slack(url: Secret("http://127.0.0.1:\(port)/")))
      let messages = try await place.run(place.service([team]), until: 2)
      let gone = messages.first { $0.channel == "gone" }
      #expect(gone?.state == .failed && gone?.error == "the channel is gone")
      #expect(messages.first { $0.channel == "team" }?.state == .delivered)
    }
  }

  @Test func refusesMoreThanMayWait() async throws {
    let place = try Place()
    defer { place.remove() }
    var decision = AlertDesk.Decision()
    decision.messages = Array(
      repeating: ("team", message), count: AlertState.mostWaiting + 1)
    try await place.state.keep(decision, on: [], now: .now)
    let messages = try await place.state.messages(limit: 2).elements
    #expect(messages.map(\.state) == [.failed, .waiting])
  }

  @Test(arguments: [true, false])
  func sendsMail(hasPlain: Bool) async throws {
    try await MailListener.use(offering: hasPlain ? .plain : .login) { listener, port in
      let channel = AlertChannel("mail", .email(mail(port, .none, user: "me")))
      let left = try await AlertSender().deliver(message, 7, to: channel)
      #expect(left.isEmpty)
      let lines = listener.lines
      #expect(lines.contains("RCPT TO:<b@example.org>"))
      #expect(lines.contains("Date: Thu, 1 Jan 2026 00:00:00 +0000"))
      #expect(lines.contains { $0.hasPrefix("Subject: =?utf-8?B?") })
      let start = try #require(lines.firstIndex(of: "Content-Transfer-Encoding: base64"))
      let end = try #require(lines.lastIndex(of: "."))
      let text = lines[(start + 2)..<end].joined()
      let decoded = String(decoding: try #require(Data(base64Encoded: text)), as: UTF8.self)
      #expect(decoded.contains("- load failed in try 2\r\n  http://pages.test/load\r\n"))
      #expect(decoded.contains("  | <error> & so on\r\n  | .\r\n"))
      let login = hasPlain ? "AUTH PLAIN AG1lAHNlY3JldA==" : "c2VjcmV0"
      #expect(lines.contains(login))
    }
  }

  @Test func sendsMailEncrypted() async throws {
    guard let certificate = try TestCertificate() else { return }
    defer { certificate.remove() }
    try await MailListener.use(offering: .startTLS(certificate.server)) { listener, port in
      var settings = mail(port, .startTLS, user: "me")
      settings.certificates = certificate.path
      let channel = AlertChannel("mail", .email(settings))
      let left = try await AlertSender().deliver(message, 7, to: channel)
      #expect(left.isEmpty)
      #expect(listener.lines.filter { $0.hasPrefix("EHLO") }.count == 2)
      #expect(listener.lines.contains("AUTH PLAIN AG1lAHNlY3JldA=="))
      // A certificate that nobody vouches for gets no password.
      settings.certificates = nil
      await #expect(throws: DeliveryFailure.self) {
        _ = try await AlertSender().deliver(
          message, 7, to: AlertChannel("mail", .email(settings)))
      }
      #expect(listener.lines.filter { $0.hasPrefix("AUTH") }.count == 1)
    }
  }

  @Test func tellsAlertmanagerWhatIsOver() throws {
    var over = message
    over.items[0].kind = .recovered
    over.items[0].over = .failure
    let (told, ended) = (AlertmanagerAlert.alerts(message), AlertmanagerAlert.alerts(over))
    #expect(told.map(\.labels) == ended.map(\.labels))
    #expect(told.first?.labels["alertname"] == "MillraceFailure")
    #expect(ended.first?.endsAt == "2026-01-01T00:00:00+00:00")
    #expect(told.first?.endsAt == "2026-01-02T00:00:00+00:00")
  }

  private func failure(_ run: String = "r1", dag: String = "daily") -> AlertEvent {
    AlertEvent(.failure, run: RunID(dag: dag, name: run), task: "load", attempt: 1, at: .now)
  }
}

/// Writes a secret, and fails.
private struct FailingExecutor: TaskExecutor {
  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    log.write("could not log in with hunter22")
    return .failed
  }
}
