import FoundationEssentials

/// A message as Slack's incoming webhooks take it: a text for notifications, and blocks.
struct SlackText: Encodable {
  struct Block: Encodable {
    struct Text: Encodable {
      var type = "mrkdwn"
      var text: String
    }

    var type = "section"
    var text: Text
  }

  var text: String
  var blocks: [Block]

  /// The most letters of one block, below Slack's own bound of 3000.
  private static let mostLetters = 2800

  init(_ message: AlertMessage) {
    let title = Self.escaped(message.title)
    text = title
    let heading = message.url.map { "<\($0)|\(title)>" } ?? title
    let sign = message.isRecovery ? ":white_check_mark:" : ":rotating_light:"
    let run = Self.escaped("\(message.project) · \(message.run)")
    blocks = [Block(text: .init(text: "\(sign) *\(heading)*\n\(run)"))]
    for item in message.items.prefix(AlertMessage.mostItems) {
      let line = Self.escaped(item.line)
      blocks.append(Block(text: .init(text: item.url.map { "• <\($0)|\(line)>" } ?? "• \(line)")))
      guard !item.lines.isEmpty else { continue }
      // The end of a log says more than its beginning.
      let log = Self.escaped(
        String(item.lines.joined(separator: "\n").suffix(Self.mostLetters / 5 * 4))
          .replacing("```", with: "'''"))
      blocks.append(Block(text: .init(text: "```\(log.suffix(Self.mostLetters))```")))
    }
    let rest = message.items.count - AlertMessage.mostItems
    if rest > 0 { blocks.append(Block(text: .init(text: "and \(rest) more"))) }
  }

  /// The three letters that mean something to Slack are written out.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
