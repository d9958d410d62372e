/// Where alerts go.
public struct AlertChannel: Sendable, Hashable {
  /// How a channel is reached.
  public enum Kind: Sendable, Hashable {
    /// An incoming webhook of Slack, or of what understands the same.
    case slack(url: Secret)
    /// Alertmanager's API, version 2, or what understands the same.
    case webhook(url: Secret, token: Secret?)
    /// A mail server.
    case email(MailSettings)

    /// The word for it in `millrace.yml`.
    public var word: String {
      switch self {
      case .slack: "slack"
      case .webhook: "webhook"
      case .email: "email"
      }
    }
  }

  /// The name by which rules speak of it.
  public var name: String
  /// How it is reached.
  public var kind: Kind
  /// How many messages it takes within a minute; what is more waits.
  public var perMinute = 20
  /// How long one delivery may take.
  public var timeout: Duration = .seconds(10)

  /// Makes a channel.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The texts that must not show anywhere.
  public var secrets: [String] {
    switch kind {
    case .slack(let url): url.parts
    case .webhook(let url, let token): url.parts + [token?.text].compactMap { $0 }
    case .email(let mail): [mail.password?.text].compactMap { $0 }
    }
  }
}

/// How mail is sent, and to whom.
public struct MailSettings: Sendable, Hashable {
  /// How a session is kept from being read.
  public enum Security: String, Sendable, Hashable, CaseIterable {
    /// It begins in the open and is encrypted before anything is said (RFC 3207).
    case startTLS = "starttls"
    /// It is encrypted from the beginning (RFC 8314).
    case tls
    /// Not at all, which is possible on this machine only.
    case none
  }

  /// The mail server.
  public var host: String
  /// Its port.
  public var port: Int
  /// How the session is kept from being read.
  public var security: Security
  /// Who sends, for servers that want to know; goes with the password.
  public var user: String?
  /// With which password.
  public var password: Secret?
  /// The sender's address.
  public var from: String
  /// The addresses of those who are told.
  public var to: [String]
  /// A file of certificates to trust in place of the system's.
  public var certificates: String?

  /// Describes how mail is sent.
  public init(
    host: String, port: Int, security: Security, user: String? = nil, password: Secret? = nil,
    from: String, to: [String], certificates: String? = nil
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.from = from
    self.to = to
    self.certificates = certificates
  }
}
