/// Who is told of what, and how: `alerts` in `millrace.yml`.
///
/// ```yaml
/// alerts:
///   url: https://millrace.example.org   # where links lead; the address of the pages unless given
///   group_wait: 10s                     # how long what belongs together is collected
///   log_lines: 20                       # how many of a task's last lines are told; 0 for none
///   channels:
///     team:  {kind: slack, url: "${SLACK_WEBHOOK_URL}"}
///     duty:  {kind: webhook, url: "http://alertmanager:9093/api/v2/alerts", per_minute: 60}
///     mail:
///       kind: email
///       host: smtp.example.org
///       port: 587
///       security: starttls              # or tls, or none on this machine
///       user: millrace
///       password: ${SMTP_PASSWORD}
///       from: millrace@example.org
///       to: [data@example.org]
///   rules:
///     - channels: [team, duty]
///     - channels: mail
///       events: [failure, retry, missed_deadline, recovered, quality]
///       dags: ["shop_*"]
///       interval: 1d                    # how much later the same is told again
/// ```
public struct AlertSettings: Sendable, Hashable {
  /// Where the pages are that links lead to; `nil` for where they are served.
  public var url: String?
  /// How long what belongs together is collected.
  public var groupWait: Duration = .seconds(10)
  /// How many of the last lines of a task's log are told.
  public var logLines = 20
  /// Where alerts go.
  public var channels: [AlertChannel] = []
  /// Who is told of what.
  public var rules: [AlertRule] = []

  /// Makes settings by which nobody is told of anything.
  public init() {}

  /// The channel of a name; `nil` if there is none.
  public subscript(channel: String) -> AlertChannel? { channels.first { $0.name == channel } }

  /// The texts that must not show anywhere.
  public var secrets: [String] { channels.flatMap(\.secrets) }

  /// How much later a channel is told the same again; `nil` if it is not told at all.
  func interval(_ kind: AlertEvent.Kind, of dag: String, for channel: String) -> Duration? {
    rules.filter { $0.covers(kind, of: dag, for: channel) }.map(\.interval).min()
  }

  /// Whether anybody may be told of an event of this kind of a DAG.
  func concerns(_ kind: AlertEvent.Kind, of dag: String) -> Bool {
    rules.contains { rule in
      rule.channels.contains { rule.covers(kind, of: dag, for: $0) }
    }
  }
}
