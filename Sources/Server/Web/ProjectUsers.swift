import Airflow
import Orchestration
import Spelling
import Web

/// Who may use the pages and the API of a project.
public struct ProjectUsers: Sendable {
  /// A user in a list.
  public struct Entry: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What the user may do.
    public var role: String
    /// When the user was added, in ISO 8601.
    public var added: String
  }

  /// The roles there are, that which may least coming first.
  public static var roles: [String] { Role.allCases.map(\.rawValue) }

  private let accounts: Accounts

  /// Opens the accounts of a project.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - variables: the environment of the process.
  /// - Throws: a ``Diagnostic`` if the state cannot be opened.
  public init(of project: Project, variables: [String: String]) throws(Diagnostic) {
    accounts = Accounts(try ProjectAirflow(of: project, variables: variables).store())
  }

  /// Adds a user.
  ///
  /// - Throws: a ``Diagnostic`` if there is one of that name, or name, role or password cannot be
  ///   taken.
  public func add(_ name: String, role: String, password: String) async throws(Diagnostic) {
    guard let known = Role(rawValue: role) else {
      throw Diagnostic(
        .configuration, "there is no role \"\(role)\"",
        hint: NearestName.hint(for: role, among: Self.roles))
    }
    do {
      try await accounts.add(name, role: known, password: password, now: .now)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Every user, by name.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func list() async throws(Diagnostic) -> [Entry] {
    do {
      return try await accounts.users().map {
        Entry(name: $0.name, role: $0.role.rawValue, added: $0.addedAt.description)
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Removes a user, with all sessions and tokens.
  ///
  /// - Throws: a ``Diagnostic`` if there is none of this name.
  public func remove(_ name: String) async throws(Diagnostic) {
    do {
      try await accounts.remove(name)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Makes a token by which programs are a user.
  ///
  /// - Parameters:
  ///   - name: the user.
  ///   - label: what it is for.
  ///   - days: how long it is valid; `nil` for ever.
  /// - Returns: the token, which cannot be shown again.
  /// - Throws: a ``Diagnostic`` if there is no such user.
  public func token(
    for name: String, label: String, days: Int?
  ) async throws(Diagnostic) -> String {
    do {
      return try await accounts.makeToken(
        for: name, label: label, lasting: days.map { .seconds($0 * 86_400) }, now: .now)
    } catch {
      throw Diagnostic(error)
    }
  }
}
