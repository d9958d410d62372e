import FoundationEssentials
import Orchestration
public import Settings
import Spelling

extension AlertSettings {
  private static let keys = ["url", "group_wait", "log_lines", "channels", "rules"]
  /// The most log lines that a message holds.
  private static let mostLines = 200

  /// Reads `alerts` of `millrace.yml`, over what was read before: channels join those there are,
  /// and rules take the place of those there were.
  ///
  /// - Parameter node: what stands there.
  /// - Throws: ``ConfigurationError`` at the place that cannot mean anything.
  public mutating func read(_ node: ConfigurationNode) throws(ConfigurationError) {
    let entries = try node.entries(Self.keys)
    if let node = entries["url"] { url = try Self.address(node) }
    if let node = entries["group_wait"] { groupWait = try node.duration() }
    if let node = entries["log_lines"] {
      logLines = min(try node.integer(atLeast: 0), Self.mostLines)
    }
    if let node = entries["channels"] { try readChannels(node) }
    guard let declared = entries["rules"] else { return }
    rules = []
    for node in try declared.members() { rules.append(try rule(node)) }
  }

  mutating func readChannels(_ node: ConfigurationNode) throws(ConfigurationError) {
    for name in try node.entries(nil).keys.sorted() where name.isEmpty {
      throw node.error("a channel needs a name")
    }
    for (name, node) in node.pairs {
      let channel = try Self.channel(name, node)
      channels.removeAll { $0.name == name }
      channels.append(channel)
    }
  }

  private func rule(_ node: ConfigurationNode) throws(ConfigurationError) -> AlertRule {
    let entries = try node.entries(["channels", "events", "dags", "interval"])
    guard let told = entries["channels"] else {
      throw node.error("a rule needs the channels that are told")
    }
    let names = channels.map(\.name)
    var rule = AlertRule(try told.texts())
    for name in rule.channels where !names.contains(name) {
      throw told.error(
        "there is no channel \"\(name)\"", hint: NearestName.hint(for: name, among: names))
    }
    if let events = entries["events"] {
      rule.events = []
      let words = AlertEvent.Kind.told.map(\.rawValue)
      for word in try events.texts() {
        guard let kind = AlertEvent.Kind.told.first(where: { $0.rawValue == word }) else {
          throw events.error(
            "nothing that happens is called \"\(word)\"",
            hint: NearestName.hint(for: word, among: words))
        }
        rule.events.insert(kind)
      }
    }
    if let node = entries["dags"] { rule.dags = try node.texts() }
    if let node = entries["interval"] { rule.interval = try node.duration() }
    return rule
  }

  private static func channel(
    _ name: String, _ node: ConfigurationNode
  ) throws(ConfigurationError) -> AlertChannel {
    guard let kind = try node.entries(nil)["kind"] else {
      throw node.error("a channel needs its kind", hint: "slack, webhook or email")
    }
    let common = ["kind", "per_minute", "timeout"]
    let entries: [String: ConfigurationNode]
    var channel: AlertChannel
    switch try kind.choice(of: ["slack", "webhook", "email"]) {
    case "slack":
      entries = try node.entries(common + ["url"])
      channel = AlertChannel(name, .slack(url: Secret(try address(required("url", node)))))
    case "webhook":
      entries = try node.entries(common + ["url", "token"])
      let url = try address(required("url", node))
      let token = try entries["token"]?.text()
      channel = AlertChannel(name, .webhook(url: Secret(url), token: token.map { Secret($0) }))
    default:
      entries = try node.entries(
        common + [
          "host", "port", "security", "user", "password", "from", "to", "certificates",
        ])
      channel = AlertChannel(name, .email(try mail(node, entries)))
    }
    if let node = entries["per_minute"] { channel.perMinute = try node.integer(atLeast: 1) }
    if let node = entries["timeout"] {
      channel.timeout = try node.duration()
      guard channel.timeout > .zero else { throw node.error("a delivery takes some time") }
    }
    return channel
  }

  private static func mail(
    _ node: ConfigurationNode, _ entries: [String: ConfigurationNode]
  ) throws(ConfigurationError) -> MailSettings {
    let words = MailSettings.Security.allCases.map(\.rawValue)
    let security =
      try entries["security"].flatMap { (node) throws(ConfigurationError) in
        MailSettings.Security(rawValue: try node.choice(of: words))
      } ?? .startTLS
    let usual = [MailSettings.Security.startTLS: 587, .tls: 465, .none: 25]
    let host = try required("host", node).text()
    if security == .none, !["localhost", "127.0.0.1", "::1"].contains(host) {
      throw (entries["security"] ?? node).error(
        "mail is sent in the open to this machine only, not to \(host)",
        hint: "write security: starttls, or tls")
    }
    let user = try entries["user"]?.text()
    let password = try entries["password"]?.text()
    guard (user == nil) == (password == nil) else {
      throw node.error("a mail server wants user and password, or neither")
    }
    let port = try entries["port"]?.integer(atLeast: 1) ?? usual[security] ?? 25
    let sender = try required("from", node)
    let receivers = try required("to", node)
    let from = try sender.text()
    let to = try receivers.texts()
    try checkMail(from, sender)
    guard !to.isEmpty else { throw receivers.error("mail needs somebody to go to") }
    for address in to { try checkMail(address, receivers) }
    return MailSettings(
      host: host, port: port, security: security, user: user,
      password: password.map { Secret($0) }, from: from, to: to,
      certificates: try entries["certificates"]?.text())
  }

  /// Whether a text can be the address of a mailbox: nothing in it may end the line it is sent in.
  private static func checkMail(
    _ text: String, _ node: ConfigurationNode
  ) throws(ConfigurationError) {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.value > 32 && $0.value < 127 && !"<>,;\"".unicodeScalars.contains($0)
    }
    let sides = text.split(separator: "@", omittingEmptySubsequences: false)
    guard isPlain, sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
      throw node.error(
        "\"\(text)\" is no address of a mailbox", hint: "write it like data@example.org")
    }
  }

  private static func required(
    _ key: String, _ node: ConfigurationNode
  ) throws(ConfigurationError) -> ConfigurationNode {
    if let found = try node.entries(nil)[key] { return found }
    throw node.error("the channel needs \"\(key)\"")
  }

  /// The address of a page or an API. It may be a secret, so that no message shows it.
  private static func address(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> String {
    let text = try node.text()
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.count > scheme.count, URL(string: text)?.host() != nil else {
      throw node.error(
        "\"\(node.path)\" is no address", hint: "it begins with https:// or http://")
    }
    return text
  }
}
