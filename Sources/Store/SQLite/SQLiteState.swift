import FoundationEssentials
import GRDB

/// Opening SQLite databases.
enum SQLiteState {
  /// Opens the database at `path`, or one in memory, and brings its schema up to date.
  static func open(_ path: String?, _ migrations: [Migration]) throws -> any DatabaseWriter {
    let database: any DatabaseWriter
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.label = "millrace.state"
      if let path {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if !folder.isEmpty {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        }
        configuration.maximumReaderCount = 4
        database = try DatabasePool(path: path, configuration: configuration)
      } else {
        database = try DatabaseQueue(configuration: configuration)
      }
    } catch {
      throw StoreError(opening: path ?? "memory", error)
    }
    do {
      try database.write {
        try Migration.bring(migrations, in: StoreTransaction(SQLiteSession($0)))
      }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
    return database
  }
}

/// A transaction on a SQLite database.
struct SQLiteSession: StoreSession {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int {
    do {
      let statement = try database.cachedStatement(sql: sql)
      try statement.execute(arguments: StatementArguments(arguments.map(\.stored)))
      return database.changesCount
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  func execute(_ sql: String, each sets: [[StoreValue]]) throws {
    do {
      let statement = try database.cachedStatement(sql: sql)
      for set in sets {
        try statement.execute(arguments: StatementArguments(set.map(\.stored)))
      }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  func rows(_ sql: String, _ arguments: [StoreValue]) throws -> [StoreRow] {
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

  func clock() throws -> Int64 {
    Int64((Date().timeIntervalSince1970 * 1_000_000).rounded())
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
