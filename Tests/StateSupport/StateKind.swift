import Foundation
import PostgreSQL
public import Store

/// The databases in which state is kept, so that a test can be run on each.
public enum StateKind: String, Sendable, CaseIterable {
  case sqlite
  case postgreSQL = "postgresql"

  /// Those that this machine has.
  public static var available: [StateKind] {
    PostgreSQLServer.isInstalled ? allCases : [.sqlite]
  }

  /// The one for tests that run on one only: what the variable `MILLRACE_TEST_STATE` says.
  public static let chosen =
    ProcessInfo.processInfo.environment["MILLRACE_TEST_STATE"].flatMap { StateKind(rawValue: $0) }
    ?? .sqlite

  /// A place for state that nothing else uses.
  ///
  /// - Parameter path: the file, where it is one; `nil` for memory.
  /// - Returns: the place.
  /// - Throws: what keeps the server from starting.
  public func location(path: String? = nil) throws -> StateLocation {
    switch self {
    case .sqlite: return path.map { .file($0) } ?? .memory
    case .postgreSQL:
      let server = try PostgreSQLServer.shared()
      let schema = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
      let connection = try PostgreSQLConnection(
        PostgreSQLAddress(server.address()), name: "millrace.tests")
      try connection.run("CREATE SCHEMA \(schema)")
      return .postgreSQL(PostgreSQLAddress(server.address(schema: schema)))
    }
  }

  /// A store that nothing else uses.
  public func store(path: String? = nil, migrations: [Migration]) throws -> StateStore {
    try StateStore(try location(path: path), migrations: migrations)
  }
}
