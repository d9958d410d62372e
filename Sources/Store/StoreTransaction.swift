/// A transaction on the durable state, valid inside the closure it is given to.
public struct StoreTransaction {
  private let session: any StoreSession

  init(_ session: any StoreSession) {
    self.session = session
  }

  /// Runs one statement.
  ///
  /// - Parameters:
  ///   - sql: The statement, in SQL that SQLite and PostgreSQL both accept, with `?` for each
  ///     argument.
  ///   - arguments: The values of the parameters, in order.
  /// - Returns: The number of rows it changed.
  /// - Throws: ``StoreError``, after which nothing else may be done in the transaction.
  @discardableResult
  public func execute(_ sql: String, _ arguments: [StoreValue] = []) throws -> Int {
    try session.execute(sql, arguments)
  }

  /// Runs one statement with each of many sets of arguments, in order; faster than one by one where
  /// the database is at the other end of a line.
  ///
  /// - Throws: ``StoreError``, after which nothing else may be done in the transaction.
  public func execute(_ sql: String, each sets: [[StoreValue]]) throws {
    try session.execute(sql, each: sets)
  }

  /// The rows of a query, all of them.
  ///
  /// - Parameters:
  ///   - sql: The query, with `?` for each argument.
  ///   - arguments: The values of the parameters, in order.
  /// - Returns: The rows.
  /// - Throws: ``StoreError``, after which nothing else may be done in the transaction.
  public func rows(_ sql: String, _ arguments: [StoreValue] = []) throws -> [StoreRow] {
    try session.rows(sql, arguments)
  }
}

extension StoreTransaction {
  /// The present moment by the clock that all who use the state have in common, in microseconds
  /// since 1970: the server's, where there is one.
  ///
  /// - Throws: ``StoreError``.
  public func clock() throws -> Int64 { try session.clock() }
}

/// What a transaction is made of in one of the databases.
protocol StoreSession {
  func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int
  func execute(_ sql: String, each sets: [[StoreValue]]) throws
  func rows(_ sql: String, _ arguments: [StoreValue]) throws -> [StoreRow]
  func clock() throws -> Int64
}
