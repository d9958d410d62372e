import PostgreSQL

/// A transaction on a PostgreSQL database.
struct PostgreSQLSession: StoreSession {
  let connection: PostgreSQLConnection
  let statements: StatementCache

  func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int {
    try checked {
      () throws(PostgreSQLError) in
      try connection.run(statements[sql], arguments.map(\.sent)).count
    }
  }

  func execute(_ sql: String, each sets: [[StoreValue]]) throws {
    try checked {
      () throws(PostgreSQLError) in
      try connection.run(statements[sql], each: sets.map { $0.map(\.sent) })
    }
  }

  func rows(_ sql: String, _ arguments: [StoreValue]) throws -> [StoreRow] {
    let result = try checked {
      () throws(PostgreSQLError) in
      try connection.run(statements[sql], arguments.map(\.sent))
    }
    return result.rows.map { row in
      StoreRow(
        values: Dictionary(
          zip(result.columns, row.map { StoreValue($0) }), uniquingKeysWith: { first, _ in first }))
    }
  }

  func clock() throws -> Int64 {
    let row = try rows(
      "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS INTEGER) AS at", []
    ).first
    guard let row else { throw StoreError(.statement, "the server has no clock") }
    return try row.integer("at")
  }

  /// What may be mended by doing the transaction again goes past whoever runs it.
  private func checked<T>(_ body: () throws(PostgreSQLError) -> T) throws -> T {
    do {
      return try body()
    } catch {
      if error.isConflict || error.kind == .unreachable { throw SessionFailure(cause: error) }
      if error.kind == .cancelled { throw error }
      throw StoreError(error, at: nil)
    }
  }
}

extension StoreValue {
  fileprivate var sent: PostgreSQLValue {
    switch self {
    case .null: .null
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .text(let value): .text(value)
    case .binary(let value): .binary(value)
    }
  }

  fileprivate init(_ value: PostgreSQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .text(value)
    case .binary(let value): self = .binary(value)
    }
  }
}

extension StoreError {
  init(_ error: PostgreSQLError, at address: PostgreSQLAddress?) {
    let kind: Kind
    switch error.kind {
    case .missingLibrary, .address, .refused: kind = .cannotOpen
    case .unreachable: kind = .unavailable
    case .cancelled: kind = .busy
    case .statement:
      switch error.sqlState {
      case "53100": kind = .cannotWrite
      case "25006", "42501": kind = .cannotWrite
      case "55P03": kind = .busy
      case "40001", "40P01": kind = .conflict
      case let state? where state.hasPrefix("23"): kind = .constraint
      default: kind = .statement
      }
    }
    var hint = error.hint
    var message = error.message
    if kind == .unavailable, let address {
      if !message.hasPrefix("cannot connect") { message = "\(address) is gone: \(message)" }
      message = "the state database: \(message)"
      hint = hint ?? "see whether its server runs"
    } else if kind == .busy {
      hint = hint ?? "another process keeps the state database locked"
    }
    self.init(kind, message, hint: hint)
  }
}
