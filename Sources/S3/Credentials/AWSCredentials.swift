public import struct FoundationEssentials.Date

/// What requests are signed with. Its description tells where it came from, never what it is.
public struct AWSCredentials: Sendable, Hashable {
  /// The access key's id.
  public var keyID: String
  /// The secret of the key.
  public var secret: String
  /// The token that goes with a key that was lent.
  public var sessionToken: String?
  /// When the key is of no use any more, if ever.
  public var expiration: Date?
  /// Where it came from, for messages.
  public var source: String

  /// Makes credentials.
  public init(
    keyID: String, secret: String, sessionToken: String? = nil, expiration: Date? = nil,
    source: String
  ) {
    self.keyID = keyID
    self.secret = secret
    self.sessionToken = sessionToken
    self.expiration = expiration
    self.source = source
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Where the credentials came from.
  public var description: String { "credentials of \(source)" }
  /// Where the credentials came from.
  public var debugDescription: String { description }
  /// Nothing but where the credentials came from: what prints values by their members prints this.
  public var customMirror: Mirror { Mirror(self, children: ["source": source]) }
}
