import Crypto
import FoundationEssentials
import Store

/// Connections and variables: what tasks need to know and nobody else may see.
///
/// Kept sealed (AES-256-GCM, bound to kind and name, so that one cannot be put in the place of
/// another) with a key that lies outside the database. What the environment says comes first, under
/// Airflow's names: `AIRFLOW_CONN_WAREHOUSE` and `AIRFLOW_VAR_REGION`.
public struct Vault: Sendable {
  /// What is kept.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// How to reach a system: a URI, or a JSON object of its parts.
    case connection
    /// A text.
    case variable

    fileprivate var prefix: String {
      switch self {
      case .connection: "AIRFLOW_CONN_"
      case .variable: "AIRFLOW_VAR_"
      }
    }
  }

  private let state: SchedulerState
  private let key: SymmetricKey
  private let environment: [String: String]

  /// Opens the vault of a state.
  ///
  /// - Parameters:
  ///   - state: where it is kept.
  ///   - keyPath: the file of the key, made with a new one if it is missing and readable by its
  ///     owner alone.
  ///   - environment: the variables of the process.
  /// - Throws: ``VaultError`` if the key can neither be read nor made.
  public init(
    _ state: SchedulerState, keyPath: String, environment: [String: String]
  ) throws(VaultError) {
    self.state = state
    self.environment = environment
    key = SymmetricKey(data: try Self.key(at: keyPath))
  }

  /// The text of a connection or variable, from the environment or as it was put.
  ///
  /// - Returns: the text; `nil` if there is none of this name.
  /// - Throws: ``VaultError`` if it was sealed with another key, and `StoreError`.
  public func text(_ kind: Kind, _ name: String) async throws -> String? {
    if let text = environment[kind.prefix + name.uppercased()] { return text }
    let sealed = try await state.sealed(kind.rawValue, name)
    return try sealed.map { try open($0, kind, name) }
  }

  /// Keeps a connection or variable, in the place of the one of this name.
  ///
  /// - Throws: `StoreError`.
  public func put(_ kind: Kind, _ name: String, _ text: String) async throws {
    let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: label(kind, name))
    guard let combined = box.combined else { throw VaultError.wrongKey(name: name) }
    try await state.keepSealed(kind.rawValue, name, [UInt8](combined))
  }

  /// Forgets a connection or variable. What the environment says stays.
  ///
  /// - Throws: `StoreError`.
  public func remove(_ kind: Kind, _ name: String) async throws {
    try await state.keepSealed(kind.rawValue, name, nil)
  }

  /// The names there are, those of the environment among them, in alphabetical order.
  ///
  /// - Throws: `StoreError`.
  public func names(_ kind: Kind) async throws -> [String] {
    let named = environment.keys.filter { $0.hasPrefix(kind.prefix) }
      .map { $0.dropFirst(kind.prefix.count).lowercased() }
    return Set(named + (try await keptNames(kind))).sorted()
  }

  /// The names of what was put, the environment's not among them.
  ///
  /// - Throws: `StoreError`.
  public func keptNames(_ kind: Kind) async throws -> [String] {
    try await state.sealedNames(kind.rawValue)
  }

  /// What was put, by name; what the environment says is not among it.
  ///
  /// - Throws: ``VaultError`` if something was sealed with another key, and `StoreError`.
  public func kept(_ kind: Kind) async throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in try await keptNames(kind) {
      guard let sealed = try await state.sealed(kind.rawValue, name) else { continue }
      texts[name] = try open(sealed, kind, name)
    }
    return texts
  }

  /// The texts that must not show in a log: variables whose names speak of secrets, and the
  /// passwords of connections.
  ///
  /// - Throws: ``VaultError`` and `StoreError`.
  public func secrets() async throws -> [String] {
    var secrets: [String] = []
    for name in try await names(.variable) where Self.isSecret(name) {
      if let text = try await text(.variable, name) { secrets.append(text) }
    }
    for name in try await names(.connection) {
      guard let text = try await text(.connection, name) else { continue }
      if let password = Connection(text)?.password { secrets.append(password) }
    }
    return secrets
  }

  /// Whether a name says that its value is to be hidden: Airflow's words.
  public static func isSecret(_ name: String) -> Bool {
    let words = [
      "access_token", "api_key", "apikey", "authorization", "passphrase", "passwd", "password",
      "private_key", "secret", "token", "keyfile_dict", "service_account",
    ]
    let lower = name.lowercased()
    return words.contains { lower.contains($0) }
  }

  private func label(_ kind: Kind, _ name: String) -> [UInt8] {
    Array("\(kind.rawValue)\0\(name)".utf8)
  }

  private func open(_ sealed: [UInt8], _ kind: Kind, _ name: String) throws(VaultError) -> String {
    do {
      let box = try AES.GCM.SealedBox(combined: sealed)
      let bytes = try AES.GCM.open(box, using: key, authenticating: label(kind, name))
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw VaultError.wrongKey(name: name)
    }
  }

  private static func key(at path: String) throws(VaultError) -> [UInt8] {
    if let data = FileManager.default.contents(atPath: path) {
      guard data.count == 32 else { throw VaultError.unusableKey(path: path) }
      return [UInt8](data)
    }
    let key = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let isMade = FileManager.default.createFile(
      atPath: path, contents: Data(key), attributes: [.posixPermissions: 0o600])
    guard isMade else { throw VaultError.unusableKey(path: path) }
    return key
  }
}

/// Why a vault does not open.
public enum VaultError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file of the key can neither be read nor made, or holds no key.
  case unusableKey(path: String)
  /// What is kept under the name was sealed with another key, or has been changed.
  case wrongKey(name: String)

  /// What is wrong and what to do, without any secret.
  public var description: String {
    switch self {
    case .unusableKey(let path): "the key \(path) cannot be used; it has to hold 32 bytes"
    case .wrongKey(let name):
      "\"\(name)\" was kept with another key; put it again, or bring back the key's file"
    }
  }
}

extension SchedulerState {
  fileprivate func sealed(_ kind: String, _ name: String) async throws -> [UInt8]? {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT sealed FROM orchestration_secrets WHERE kind = ? AND name = ?",
        [.text(kind), .text(name)])
      guard case .binary(let bytes)? = rows.first?["sealed"] else { return nil }
      return bytes
    }
  }

  fileprivate func keepSealed(_ kind: String, _ name: String, _ sealed: [UInt8]?) async throws {
    try await store.write { transaction in
      try transaction.execute(
        "DELETE FROM orchestration_secrets WHERE kind = ? AND name = ?",
        [.text(kind), .text(name)])
      guard let sealed else { return }
      try transaction.execute(
        "INSERT INTO orchestration_secrets (kind, name, sealed) VALUES (?, ?, ?)",
        [.text(kind), .text(name), .binary(sealed)])
    }
  }

  fileprivate func sealedNames(_ kind: String) async throws -> [String] {
    try await store.read { transaction in
      try transaction.rows(
        "SELECT name FROM orchestration_secrets WHERE kind = ?", [.text(kind)]
      ).map { try $0.text("name") }
    }
  }
}
