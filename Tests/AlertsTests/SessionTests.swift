import Foundation
import Testing

@testable import Alerts

/// A session with a mail server: what the server says (`S:`) or that the connection is encrypted
/// (`TLS`), and what the client does of it. The first lines are settings. `UPDATE_GOLDEN=1` records
/// what the client does.
struct RecordedSession: Sendable, CustomTestStringConvertible {
  let file: URL
  let text: String

  var testDescription: String { file.lastPathComponent }

  static let all: [RecordedSession] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Sessions")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.path < $1.path }.compactMap { file in
      (try? String(contentsOf: file, encoding: .utf8)).map { RecordedSession(file: file, text: $0) }
    }
  }()

  /// The text as it comes out now.
  func played() -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let settings = lines.filter { $0.hasPrefix("# ") }
    var mail = MailSettings(
      host: "mail.test", port: 25, security: .none, from: "m@example.org",
      to: ["a@example.org", "b@example.org"])
    for line in settings {
      let words = line.split(separator: " ").map(String.init)
      switch words[1] {
      case "security": mail.security = .init(rawValue: words[2]) ?? .none
      case "user":
        mail.user = words[2]
        mail.password = Secret(words[3])
      default: Issue.record("\(line) means nothing")
      }
    }
    var session = SMTPSession(mail, sending: ["Subject: hello", "", ".dots", "text"])
    var played = settings
    for line in lines where line.hasPrefix("S: ") || line == "TLS" || line == "CLOSED" {
      played.append(line)
      let actions =
        line == "TLS"
        ? session.secured()
        : line == "CLOSED" ? session.closed() : session.receive(String(line.dropFirst(3)))
      for action in actions {
        switch action {
        case .send(let text):
          played += text.split(separator: "\r\n", omittingEmptySubsequences: false).map {
            "C: " + $0
          }
        case .startTLS: played.append("C encrypts")
        case .finish(let refused):
          played.append("delivered" + refused.map { ", but not to " + $0 }.joined())
        case .fail(let failure):
          played.append("failed\(failure.isFinal ? " for good" : ""): \(failure.message)")
        }
      }
    }
    return played.joined(separator: "\n") + "\n"
  }
}

@Test func everySessionIsRead() { #expect(RecordedSession.all.count >= 9) }

@Test(arguments: RecordedSession.all)
func session(_ session: RecordedSession) throws {
  let played = session.played()
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil, played != session.text {
    try played.write(to: session.file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(session.file.lastPathComponent): look at it")
    return
  }
  #expect(played == session.text)
}
