import Crypto

/// A text that is a secret by itself: the identifier of a session, or a token.
///
/// 256 bits of the system's random numbers; only its digest is kept, so that who reads the
/// database can be nobody by it.
struct SecretText: Sendable, Hashable {
  /// The secret, in hexadecimal digits.
  let text: String

  /// Makes a new one.
  init() {
    text = Self.hexadecimal(SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) })
  }

  /// Takes one that a client sent; `nil` for what cannot be one.
  init?(_ text: String) {
    guard text.utf8.count == 64, text.utf8.allSatisfy({ Self.digits.contains($0) }) else {
      return nil
    }
    self.text = text
  }

  /// What is kept of it.
  var digest: String { Self.hexadecimal(Array(SHA256.hash(data: Array(text.utf8)))) }

  private static let digits = Array("0123456789abcdef".utf8)

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// What a form has to send back, so that nobody else's page can send it: a keyed digest of the
/// visitor's cookie, which no other site can read. The key lives as long as the process.
struct FormTokens: Sendable {
  private let key = SymmetricKey(size: .bits256)

  /// The token for the visitor with this cookie.
  func token(for visitor: String) -> String {
    SecretText.hexadecimal(
      Array(HMAC<SHA256>.authenticationCode(for: Array(visitor.utf8), using: key)))
  }

  /// Whether a token is this visitor's.
  func isValid(_ token: String, for visitor: String) -> Bool {
    SymmetricKey(data: Array(token.utf8))
      == SymmetricKey(data: Array(self.token(for: visitor).utf8))
  }
}
