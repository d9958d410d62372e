import Crypto
import CryptoExtras
import FoundationEssentials

/// What is kept of a password: `scrypt$ROUNDS$BLOCK$SALT$KEY`, RFC 7914.
struct PasswordHash: Sendable, Hashable {
  /// How much work one try is: N and r of the RFC. The default takes 32 MiB.
  struct Cost: Sendable, Hashable {
    var rounds = 32_768
    var blockSize = 8
  }

  /// The most work that is done for what is kept.
  private static let mostRounds = 1 << 20
  private static let keyBytes = 32
  private static let saltBytes = 16

  private let cost: Cost
  private let salt: [UInt8]
  private let key: [UInt8]

  /// Hashes a password with a new salt.
  ///
  /// - Throws: the library's error where there is no memory for the work.
  init(of password: String, cost: Cost = Cost()) throws {
    self.cost = cost
    salt = SymmetricKey(size: .init(bitCount: Self.saltBytes * 8)).withUnsafeBytes { [UInt8]($0) }
    key = try Self.derive(password, salt, cost)
  }

  /// The hash of no password: it takes as much work, and none matches.
  init(ofNobody cost: Cost) {
    self.cost = cost
    salt = Array(repeating: 0, count: Self.saltBytes)
    key = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
  }

  /// Reads what was kept; `nil` for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "$").map(String.init)
    guard parts.count == 5, parts[0] == "scrypt", let rounds = Int(parts[1]),
      let blockSize = Int(parts[2]), let salt = Data(base64Encoded: parts[3]),
      let key = Data(base64Encoded: parts[4]), (2...Self.mostRounds).contains(rounds),
      (1...32).contains(blockSize), key.count == Self.keyBytes
    else { return nil }
    cost = Cost(rounds: rounds, blockSize: blockSize)
    self.salt = [UInt8](salt)
    self.key = [UInt8](key)
  }

  /// What is kept.
  var text: String {
    let parts = [
      "scrypt", "\(cost.rounds)", "\(cost.blockSize)", Data(salt).base64EncodedString(),
      Data(key).base64EncodedString(),
    ]
    return parts.joined(separator: "$")
  }

  /// Whether this is the password, in a time that says nothing about how much of it is right.
  func matches(_ password: String) -> Bool {
    guard let derived = try? Self.derive(password, salt, cost) else { return false }
    return SymmetricKey(data: derived) == SymmetricKey(data: key)
  }

  private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
    try KDF.Scrypt.deriveKey(
      from: Array(password.utf8), salt: salt, outputByteCount: keyBytes, rounds: cost.rounds,
      blockSize: cost.blockSize, parallelism: 1
    ).withUnsafeBytes { [UInt8]($0) }
  }
}

/// Checks passwords one after the other, so that many who log in at once take no more memory than
/// one does.
actor PasswordCheck {
  /// The one of the process.
  static let shared = PasswordCheck()

  /// Whether a password is the one of a hash.
  func matches(_ password: String, _ hash: PasswordHash) -> Bool { hash.matches(password) }
}
