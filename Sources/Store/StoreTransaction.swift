import FoundationEssentials
import GRDB

/// A transaction on the durable state, valid inside the closure it is given to.
public struct StoreTransaction {
  let database: Database

  /// Runs one statement.
  ///
  /// - Parameters:
  ///   - sql: The statement, in SQL that SQLite and PostgreSQL both accept, with `?` for each
  ///     argument.
  ///   - arguments: The values of the parameters, in order.
  /// - Returns: The number of rows it changed.
  /// - Throws: ``StoreError``.
  @discardableResult
  public func execute(_ sql: String, _ arguments: [StoreValue] = []) throws -> Int {
    do {
      let statement = try database.cachedStatement(sql: sql)
      try statement.execute(arguments: StatementArguments(arguments.map(\.stored)))
      return database.changesCount
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  /// The rows of a query, all of them.
  ///
  /// - Parameters:
  ///   - sql: The query, with `?` for each argument.
  ///   - arguments: The values of the parameters, in order.
  /// - Returns: The rows.
  /// - Throws: ``StoreError``.
  public func rows(_ sql: String, _ arguments: [StoreValue] = []) throws -> [StoreRow] {
    do {
      let statement = try database.cachedStatement(sql: sql)
      let arguments = StatementArguments(arguments.map(\.stored))
      return try Row.fetchAll(statement, arguments: arguments).map { row in
        var values: [String: StoreValue] = [:]
        for (name, value) in row { values[name] = StoreValue(value) }
        return StoreRow(values: values)
      }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }
}

extension StoreValue {
  fileprivate var stored: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .binary(let value): Data(value).databaseValue
    }
  }

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let integer): self = .integer(integer)
    case .double(let real): self = .real(real)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .binary([UInt8](data))
    }
  }
}

extension StoreError {
  init(_ error: DatabaseError) {
    let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .busy, "the state database is in use by another process",
        hint: "wait for the other run to end, or stop it")
    case .SQLITE_FULL:
      self.init(.cannotWrite, "the disk of the state database is full", hint: "free some space")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR:
      self.init(.cannotWrite, "the state database cannot be written: \(message)")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(
        .damaged, "the state database is damaged: \(message)",
        hint: "restore it from a backup, or delete it: tables of the lake are found again, "
          + "views are made again by the next run")
    case .SQLITE_CANTOPEN: self.init(.cannotOpen, "the state database cannot be opened: \(message)")
    case .SQLITE_CONSTRAINT: self.init(.constraint, message)
    default: self.init(.statement, message)
    }
  }

  init(opening path: String, _ error: any Error) {
    if let error = error as? DatabaseError, error.resultCode != .SQLITE_CANTOPEN {
      self.init(error)
    } else {
      self.init(
        .cannotOpen, "the state database \(path) cannot be opened",
        hint: "check that its folder exists and may be written")
    }
  }
}
