public import PostgreSQL

/// Where durable state is kept.
public enum StateLocation: Sendable, Hashable {
  /// In memory, for as long as the store is open.
  case memory
  /// In a SQLite database, a file that is made if it is missing.
  case file(String)
  /// In a PostgreSQL database, which several processes on several machines may use at once.
  case postgreSQL(PostgreSQLAddress)
}
