import FoundationEssentials
import Orchestration

/// An alert as Alertmanager's API, version 2, takes it.
///
/// Labels say what an alert is, and are the same when it is over; what differs from run to run
/// stands in the annotations.
struct AlertmanagerAlert: Encodable {
  var labels: [String: String]
  var annotations: [String: String]
  var startsAt: String
  var endsAt: String
  var generatorURL: String?

  /// How long an alert counts that nobody takes back.
  private static let longest = Duration.seconds(86_400)

  /// What a message tells, each thing by itself.
  static func alerts(_ message: AlertMessage) -> [AlertmanagerAlert] {
    message.items.map { AlertmanagerAlert($0, of: message) }
  }

  private static func name(_ kind: AlertEvent.Kind) -> String {
    switch kind {
    case .failure, .recovered: "MillraceFailure"
    case .retry: "MillraceRetry"
    case .missedDeadline: "MillraceMissedDeadline"
    case .quality: "MillraceQuality"
    case .test: "MillraceTest"
    }
  }

  private init(_ item: AlertMessage.Item, of message: AlertMessage) {
    let kind = item.over ?? item.kind
    labels = [
      "alertname": Self.name(kind), "project": message.project, "dag": message.dag,
      "severity": kind == .failure ? "critical" : "warning",
    ]
    labels["task"] = item.task
    annotations = ["summary": message.title, "description": item.line, "run": message.run]
    if !item.lines.isEmpty { annotations["log"] = item.lines.joined(separator: "\n") }
    startsAt = Timestamp(microseconds: item.since).description
    let now = Timestamp(microseconds: message.at)
    endsAt = (item.kind == .recovered || kind == .test ? now : now + Self.longest).description
    generatorURL = item.url ?? message.url
  }
}
