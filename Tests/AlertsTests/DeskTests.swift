import Orchestration
import Settings
import Testing

@testable import Alerts

private func settings(_ rules: String, file: String = "millrace.yml") throws -> AlertSettings {
  let text = """
    channels:
      team: {kind: slack, url: "https://hooks.example.org/T/secret"}
      duty: {kind: webhook, url: "http://127.0.0.1:9093/api/v2/alerts", token: "${TOKEN}"}
    rules:
    \(rules.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
    """
  let source = ConfigurationSource(file: file, text: text, environment: ["TOKEN": "t0ken"])
  var settings = AlertSettings()
  if let root = try source.root() { try settings.read(root) }
  return settings
}

private func at(_ second: Int64) -> Timestamp { Timestamp(seconds: second) }

/// What the channels are told of groups of events, each with the run it is of.
private struct Desk {
  let desk: AlertDesk
  var firing: [FiringAlert.Key: FiringAlert] = [:]

  init(_ rules: String) throws {
    desk = AlertDesk(settings: try settings(rules), project: "shop")
  }

  mutating func take(
    _ run: String, dag: String = "daily", _ events: (AlertEvent.Kind, String?, Int64)...
  ) -> [String] {
    let id = RunID(dag: dag, name: run)
    let list = events.map { kind, task, second in
      AlertEvent(
        kind, run: id, task: task.map { TaskID($0) }, attempt: task == nil ? 0 : 1,
        at: at(second))
    }
    let decision = desk.decide(list, of: id, firing: firing, now: at(events.last?.2 ?? 0))
    for (key, alert) in decision.firing { firing[key] = alert }
    return decision.messages.map { "\($0.channel): \($0.message.title)" }
  }
}

@Suite struct DeskTests {
  @Test func groupsWhatHappensInOneRun() throws {
    var desk = try Desk("- {channels: [team]}")
    #expect(
      desk.take("r1", (.failure, "a", 1), (.failure, "b", 2), (.failure, nil, 3))
        == ["team: daily: 2 tasks failed"])
  }

  @Test func tellsTheSameOnceWhileItLastsAndAgainAfterTheInterval() throws {
    var desk = try Desk("- {channels: team, interval: 1h}")
    #expect(desk.take("r1", (.failure, "a", 0)) == ["team: daily: a failed"])
    #expect(desk.take("r2", (.failure, "a", 600)) == [])
    #expect(desk.take("r2", (.failure, "b", 700)) == ["team: daily: b failed"])
    #expect(desk.take("r3", (.failure, "a", 3600)) == ["team: daily: a failed"])
    #expect(desk.take("r4", (.recovered, nil, 4000)) == ["team: daily: recovered"])
    #expect(desk.take("r5", (.recovered, nil, 4100)) == [])
    #expect(desk.take("r6", (.failure, "a", 4200)) == ["team: daily: a failed"])
  }

  @Test func whatFailedForGoodIsNotSaidToBeTriedAgain() throws {
    var desk = try Desk("- {channels: team, events: [failure, retry]}")
    #expect(
      desk.take("r1", (.retry, "a", 0), (.retry, "b", 1), (.failure, "a", 2))
        == ["team: daily: a failed, b will be tried again"])
  }

  @Test func tellsOnlyWhatRulesCover() throws {
    var desk = try Desk(
      """
      - {channels: team, dags: ["da*", "?x"], events: [failure]}
      - {channels: duty, events: [retry, recovered]}
      """)
    #expect(desk.take("r1", (.failure, "a", 0)) == ["team: daily: a failed"])
    #expect(desk.take("r1", dag: "weekly", (.failure, "a", 0)) == [])
    #expect(desk.take("r1", dag: "ax", (.failure, "a", 0)) == ["team: ax: a failed"])
    #expect(desk.take("r1", (.retry, "a", 0)) == ["duty: daily: a will be tried again"])
    // Nobody who was told of the failure wants to hear that it is over.
    #expect(desk.take("r2", (.recovered, nil, 10)) == [])
  }

  @Test func aRunDoesNotMendItsOwnData() throws {
    var desk = try Desk("- {channels: team}")
    #expect(
      desk.take("r1", (.quality, "dbt", 0), (.recovered, nil, 1))
        == ["team: daily: tests did not pass"])
    #expect(desk.take("r2", (.quality, "dbt", 60), (.recovered, nil, 61)) == [])
    #expect(desk.take("r3", (.recovered, nil, 120)) == ["team: daily: recovered"])
    #expect(
      desk.take("r4", (.missedDeadline, nil, 200)) == ["team: daily: a deadline was missed"])
    #expect(desk.take("r4", (.recovered, nil, 210)) == [])
    #expect(desk.take("r5", (.recovered, nil, 220)) == ["team: daily: recovered"])
  }

  @Test(arguments: [
    ("daily", "daily", true), ("d*", "daily", true), ("*", "", true), ("d?ily", "daily", true),
    ("d?", "daily", false), ("*ly", "daily", true), ("*a*y*", "daily", true), ("", "x", false),
    ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false),
  ])
  func patterns(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(NamePattern(pattern).matches(name) == matches)
  }
}

@Suite struct SettingsTests {
  @Test(arguments: [
    ("- {channels: [taem]}", "there is no channel \"taem\""),
    ("- {events: [failure]}", "a rule needs the channels that are told"),
    ("- {channels: team, events: [failures]}", "nothing that happens is called \"failures\""),
    ("- {channels: team, events: [test]}", "nothing that happens is called \"test\""),
    ("- {channels: team, every: 1h}", "unknown key \"every\" in rules[0]"),
    ("- {channels: team, interval: soon}", "\"soon\" is no length of time"),
  ])
  func whatCannotBeMeantIsSaid(_ rules: String, _ message: String) {
    #expect { try settings(rules) } throws: { error in
      (error as? ConfigurationError)?.message.hasPrefix(message) == true
    }
  }

  @Test(arguments: [
    ("{kind: slak, url: x}", "\"c.kind\" cannot be \"slak\""),
    ("{kind: slack}", "the channel needs \"url\""),
    ("{kind: slack, url: hooks.example.org/secret}", "\"c.url\" is no address"),
    ("{kind: email, from: a@b.c, to: d@e.f}", "the channel needs \"host\""),
    (
      "{kind: email, host: mail.example.org, security: none, from: a@b.c, to: d@e.f}",
      "mail is sent in the open to this machine only"
    ),
    ("{kind: email, host: m, from: a@b.c, to: \"d@e.f>\"}", "\"d@e.f>\" is no address of a"),
    ("{kind: email, host: m, from: a@b.c, to: d@e.f, user: u}", "a mail server wants user and"),
    ("{kind: email, host: m, from: a@b.c, to: d@e.f, password: \"${NO}\"}", "\"c.password\" needs"),
  ])
  func aChannelIsWhole(_ channel: String, _ message: String) {
    #expect {
      let source = ConfigurationSource(
        file: "millrace.yml", text: "c: \(channel)", environment: [:])
      var settings = AlertSettings()
      guard let root = try source.root() else { return }
      try settings.readChannels(root)
    } throws: { error in
      guard let error = error as? ConfigurationError else { return false }
      return error.message.hasPrefix(message) && !"\(error)".contains("secret")
    }
  }

  @Test func secretsDoNotShow() throws {
    let settings = try settings("- {channels: [team, duty]}")
    #expect(settings["duty"]?.secrets.contains("t0ken") == true)
    #expect(!"\(settings) \(String(reflecting: settings))".contains("t0ken"))
    #expect(!"\(settings)".contains("T/secret"))
    let url = Secret("https://me:pass@hooks.example.org/services/T012345678/abcdefghijklmnop")
    #expect(Set(["pass", "abcdefghijklmnop", url.text]).isSubset(of: url.parts))
    #expect(!url.parts.contains("services") && !url.parts.contains("hooks.example.org"))
  }
}
