public import Store
import FoundationEssentials
public import Orchestration
import Spelling

/// Who may use the pages and the API of a project: users, their sessions and their tokens.
///
/// As long as there is no user, whoever is on the machine may do everything, and nobody else can
/// reach it. From the first user on nobody may do anything without saying who they are.
public struct Accounts: Sendable {
  /// A user.
  public struct User: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What the user may do.
    public var role: Role
    /// When the user was added.
    public var addedAt: Timestamp
  }

  /// The shortest password that is taken, in characters.
  public static let shortestPassword = 8
  /// The longest password that is taken, in bytes.
  private static let longestPassword = 1024
  /// How long a session lasts.
  static let sessionDuration: Duration = .seconds(12 * 3600)

  let store: StateStore
  let cost: PasswordHash.Cost

  /// Keeps accounts in a store that was opened with ``WebState/migrations``.
  public init(_ store: StateStore) {
    self.init(store, cost: PasswordHash.Cost())
  }

  init(_ store: StateStore, cost: PasswordHash.Cost) {
    self.store = store
    self.cost = cost
  }

  /// Adds a user.
  ///
  /// - Parameters:
  ///   - name: the name, of letters, digits and `.`, `_`, `-`, `@`.
  ///   - role: what the user may do.
  ///   - password: the password.
  ///   - now: the present moment.
  /// - Throws: ``WebError`` if there is one of that name, or name or password cannot be taken, and
  ///   `StoreError`.
  public func add(_ name: String, role: Role, password: String, now: Timestamp) async throws {
    let marks: [Character] = [".", "_", "-", "@"]
    guard !name.isEmpty, name.count <= 100,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) })
    else {
      throw WebError(
        .invalid, "\"\(name)\" cannot be the name of a user",
        hint: "use letters, digits, and . _ - @")
    }
    guard password.count >= Self.shortestPassword, password.utf8.count <= Self.longestPassword
    else {
      throw WebError(
        .invalid, "the password is too short or too long",
        hint: "use at least \(Self.shortestPassword) characters")
    }
    let hash = try PasswordHash(of: password, cost: cost).text
    let isAdded = try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO web_users (name, role, password, added_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO NOTHING
        """, [.text(name), .text(role.rawValue), .text(hash), .integer(now.microseconds)]) > 0
    }
    guard isAdded else {
      throw WebError(.conflict, "there is a user \"\(name)\" already")
    }
  }

  /// Every user, by name.
  ///
  /// - Throws: `StoreError`.
  public func users() async throws -> [User] {
    try await store.read { transaction in
      try transaction.rows("SELECT * FROM web_users ORDER BY name").map { row in
        User(
          name: try row.text("name"), role: Role(rawValue: try row.text("role")) ?? .viewer,
          addedAt: Timestamp(microseconds: try row.integer("added_at")))
      }
    }
  }

  /// Removes a user, with all sessions and tokens.
  ///
  /// - Throws: ``WebError`` with the nearest name if there is none of this name, and `StoreError`.
  public func remove(_ name: String) async throws {
    try await require(name)
    try await store.write { transaction in
      for table in ["web_users WHERE name", "web_sessions WHERE user", "web_tokens WHERE user"] {
        try transaction.execute("DELETE FROM \(table) = ?", [.text(name)])
      }
    }
  }

  /// Makes a token by which programs are a user.
  ///
  /// - Parameters:
  ///   - name: the user.
  ///   - label: what the token is for.
  ///   - duration: how long it is valid; `nil` for ever.
  ///   - now: the present moment.
  /// - Returns: the token, which is shown this once: only its digest is kept.
  /// - Throws: ``WebError`` if there is no such user, and `StoreError`.
  public func makeToken(
    for name: String, label: String, lasting duration: Duration?, now: Timestamp
  ) async throws -> String {
    try await require(name)
    let secret = SecretText()
    try await store.write { transaction in
      try transaction.execute(
        "INSERT INTO web_tokens (digest, user, label, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        [
          .text(secret.digest), .text(name), .text(label), .integer(now.microseconds),
          duration.map { .integer((now + $0).microseconds) } ?? .null,
        ])
    }
    return secret.text
  }

  private func require(_ name: String) async throws {
    let names = try await users().map(\.name)
    guard !names.contains(name) else { return }
    throw WebError.missing("user", name, hint: NearestName.hint(for: name, among: names))
  }

  /// Whether there is any user.
  ///
  /// - Throws: `StoreError`.
  public func areThere() async throws -> Bool {
    try await store.read { transaction in
      try !transaction.rows("SELECT 1 AS one FROM web_users LIMIT 1").isEmpty
    }
  }

  /// The user of this name if the password is the right one. It takes as long where there is no
  /// such user.
  ///
  /// - Throws: `StoreError`.
  func user(_ name: String, password: String) async throws -> User? {
    let kept = try await store.read { transaction in
      try transaction.rows("SELECT * FROM web_users WHERE name = ?", [.text(name)]).first
    }
    let known = try kept.flatMap { PasswordHash(try $0.text("password")) }
    let hash = known ?? PasswordHash(ofNobody: cost)
    guard password.utf8.count <= Self.longestPassword,
      await PasswordCheck.shared.matches(password, hash)
    else { return nil }
    return try await users().first { $0.name == name }
  }

  /// Begins a session of a user.
  ///
  /// - Returns: its secret, for the browser's cookie.
  /// - Throws: `StoreError`.
  func beginSession(of name: String, now: Timestamp) async throws -> SecretText {
    let secret = SecretText()
    try await store.write { transaction in
      try transaction.execute(
        "DELETE FROM web_sessions WHERE expires_at <= ?", [.integer(now.microseconds)])
      try transaction.execute(
        "INSERT INTO web_sessions (digest, user, expires_at) VALUES (?, ?, ?)",
        [
          .text(secret.digest), .text(name),
          .integer((now + Self.sessionDuration).microseconds),
        ])
    }
    return secret
  }

  /// Ends a session.
  ///
  /// - Throws: `StoreError`.
  func endSession(_ secret: SecretText) async throws {
    try await store.write { transaction in
      try transaction.execute(
        "DELETE FROM web_sessions WHERE digest = ?", [.text(secret.digest)])
    }
  }

  /// Who holds a session or a token now; `nil` where nobody does.
  ///
  /// - Throws: `StoreError`.
  func holder(
    of secret: SecretText, _ means: Identity.Means, now: Timestamp
  ) async throws -> Identity? {
    let table = means == .session ? "web_sessions" : "web_tokens"
    let row = try await store.read { transaction in
      try transaction.rows(
        """
        SELECT u.name, u.role FROM \(table) s JOIN web_users u ON u.name = s.user
        WHERE s.digest = ? AND (s.expires_at IS NULL OR s.expires_at > ?)
        """, [.text(secret.digest), .integer(now.microseconds)]
      ).first
    }
    return try row.map { row in
      Identity(
        name: try row.text("name"), role: Role(rawValue: try row.text("role")), means: means)
    }
  }
}
