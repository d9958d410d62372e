import Calendar
import FoundationEssentials
import Orchestration

/// A message as a mail (RFC 5322): a head, and a text in UTF-8 whose lines are encoded, so that
/// nothing in it can be taken for more than text.
struct MailText {
  /// The lines, without their ends.
  var lines: [String]

  init(_ message: AlertMessage, number: Int64, from: String, to: [String]) {
    let moment = Timestamp(microseconds: message.at)
    let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
    lines = [
      "From: Millrace <\(from)>",
      "To: " + to.joined(separator: ",\r\n "),
      "Subject: " + Self.word("[\(message.project)] \(message.title)"),
      "Date: " + Self.date(moment),
      "Message-ID: <millrace.\(number).\(message.at)@\(domain)>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
    ]
    lines += Self.wrapped(Data(Self.text(message).utf8).base64EncodedString(), 76)
  }

  private static func text(_ message: AlertMessage) -> String {
    var lines = [message.title, "", "project  \(message.project)", "run      \(message.run)"]
    if let url = message.url { lines.append("page     \(url)") }
    for item in message.items.prefix(AlertMessage.mostItems) {
      lines += ["", "- " + item.line]
      if let url = item.url { lines.append("  " + url) }
      lines += item.lines.map { "  | " + $0 }
    }
    let rest = message.items.count - AlertMessage.mostItems
    if rest > 0 { lines += ["", "and \(rest) more"] }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// Words of a head that are more than ASCII are encoded (RFC 2047), a part in each line.
  static func word(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { (32..<127).contains($0.value) }
    if isPlain, text.utf8.count <= 200 { return text }
    var parts: [String] = []
    var part = ""
    for letter in text.prefix(200) {
      // An encoded word has 75 letters at most, of which 12 are not the text's.
      if (part + String(letter)).utf8.count > 45 {
        parts.append(part)
        part = ""
      }
      part.append(letter)
    }
    return (parts + [part]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
      .joined(separator: "\r\n ")
  }

  static func date(_ moment: Timestamp) -> String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let day = Int(moment.seconds / 86_400) - (moment.seconds % 86_400 < 0 ? 1 : 0)
    let second = Int(moment.seconds) - day * 86_400
    let date = CivilDate(daysSinceEpoch: day)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(days[date.weekday]), \(date.day) \(months[date.month - 1]) \(date.year) "
      + clock.joined(separator: ":") + " +0000"
  }

  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(width)))
      rest = rest.dropFirst(width)
    }
    return lines
  }
}
