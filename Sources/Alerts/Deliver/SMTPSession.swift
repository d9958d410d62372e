import FoundationEssentials

/// The client's side of a session in which a mail server is handed one message: SMTP (RFC 5321),
/// with STARTTLS (RFC 3207) and AUTH PLAIN or LOGIN (RFC 4954).
///
/// A value without I/O: it is told of the server's lines and answers what to do.
struct SMTPSession: Sendable {
  /// What is to be done.
  enum Action: Sendable, Hashable {
    /// Send this line; what comes after it ends the line.
    case send(String)
    /// Encrypt the connection; ``SMTPSession/secured()`` is called when that is done.
    case startTLS
    /// The server has taken the message, if not for all who were to get it; nothing more is
    /// needed of the connection.
    case finish(refused: [String])
    /// The session has come to nothing.
    case fail(DeliveryFailure)
  }

  private enum State: Sendable, Hashable {
    case greeting, hello, startTLS, handshake, helloSecured
    case authPlain, authLogin, authUser, authPassword
    case sender, recipient(Int), data, text, over
  }

  /// The most lines of one answer, so that a server cannot go on for ever.
  private static let mostLines = 200

  private let mail: MailSettings
  private let lines: [String]
  private var state: State
  private var extensions: [String] = []
  private var linesOfAnswer = 0
  private var refused: [String] = []

  /// Begins a session on a connection that stands, encrypted if the settings say so.
  ///
  /// - Parameters:
  ///   - mail: who sends to whom.
  ///   - lines: the message.
  init(_ mail: MailSettings, sending lines: [String]) {
    self.mail = mail
    self.lines = lines
    state = .greeting
  }

  /// Takes a line of the server.
  mutating func receive(_ line: String) -> [Action] {
    guard state != .over else { return [] }
    // Whoever speaks before the connection is encrypted is not the server.
    guard state != .handshake, let code = Int(line.prefix(3)), line.utf8.count >= 3 else {
      return fail("does not speak as a mail server does", isFinal: false)
    }
    linesOfAnswer += 1
    guard linesOfAnswer <= Self.mostLines else {
      return fail("answers without end", isFinal: false)
    }
    if state == .hello || state == .helloSecured {
      extensions.append(line.dropFirst(4).uppercased())
    }
    // All lines of an answer but the last have a dash behind the number.
    guard line.dropFirst(3).first != "-" else { return [] }
    linesOfAnswer = 0
    return answer(code)
  }

  /// The connection is encrypted.
  mutating func secured() -> [Action] {
    guard state == .handshake else { return [] }
    state = .helloSecured
    extensions = []
    return [.send(Self.hello)]
  }

  /// The server has closed the connection.
  mutating func closed() -> [Action] {
    state == .over ? [] : fail("closed the connection", isFinal: false)
  }

  private static let hello = "EHLO [127.0.0.1]"

  private mutating func answer(_ code: Int) -> [Action] {
    switch (state, code) {
    case (.greeting, 220):
      state = mail.security == .startTLS ? .hello : .helloSecured
      return [.send(Self.hello)]
    case (.hello, 250):
      guard extensions.contains("STARTTLS") else {
        return fail("offers no STARTTLS", isFinal: true)
      }
      state = .startTLS
      return [.send("STARTTLS")]
    case (.startTLS, 220):
      state = .handshake
      return [.startTLS]
    case (.helloSecured, 250): return authenticate()
    case (.authLogin, 334):
      state = .authUser
      return [.send(Self.encoded(mail.user ?? ""))]
    case (.authUser, 334):
      state = .authPassword
      return [.send(Self.encoded(mail.password?.text ?? ""))]
    case (.authPlain, 235), (.authPassword, 235): return begin()
    case (.sender, 250): return recipient(0)
    case (.recipient(let index), 250...251): return recipient(index + 1)
    case (.recipient(let index), 500...599):
      // The others are told all the same.
      refused.append(mail.to[index])
      return recipient(index + 1)
    case (.data, 354):
      state = .text
      // A line that begins with a dot gets another, as a dot by itself ends the text.
      let text = lines.map { $0.hasPrefix(".") ? "." + $0 : $0 }
      return [.send((text + ["."]).joined(separator: "\r\n"))]
    case (.text, 250):
      state = .over
      return [.send("QUIT"), .finish(refused: refused)]
    default: return refuse(code)
    }
  }

  private mutating func authenticate() -> [Action] {
    guard let user = mail.user, let password = mail.password else { return begin() }
    let ways = extensions.first { $0.hasPrefix("AUTH") }?.split { " =".contains($0) } ?? []
    if ways.contains("PLAIN") {
      state = .authPlain
      return [.send("AUTH PLAIN " + Self.encoded("\0\(user)\0\(password.text)"))]
    }
    if ways.contains("LOGIN") {
      state = .authLogin
      return [.send("AUTH LOGIN")]
    }
    return fail("offers neither AUTH PLAIN nor AUTH LOGIN", isFinal: true)
  }

  private mutating func begin() -> [Action] {
    state = .sender
    return [.send("MAIL FROM:<\(mail.from)>")]
  }

  private mutating func recipient(_ index: Int) -> [Action] {
    guard mail.to.indices.contains(index) else {
      guard refused.count < mail.to.count else {
        return fail("refuses every recipient", isFinal: true)
      }
      state = .data
      return [.send("DATA")]
    }
    state = .recipient(index)
    return [.send("RCPT TO:<\(mail.to[index])>")]
  }

  /// What the server says in its own words is left out, as it may repeat what it was told.
  private mutating func refuse(_ code: Int) -> [Action] {
    let what =
      switch state {
      case .authPlain, .authLogin, .authUser, .authPassword: "refuses user and password"
      case .sender: "refuses the sender"
      case .recipient(let index): "refuses the recipient \(mail.to[index])"
      default: "refuses the message"
      }
    return fail("\(what) (\(code))", isFinal: code >= 500)
  }

  private mutating func fail(_ what: String, isFinal: Bool) -> [Action] {
    state = .over
    return [.fail(DeliveryFailure("\(mail.host) \(what)", isFinal: isFinal))]
  }

  private static func encoded(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
  }
}
