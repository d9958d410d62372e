import CLibPQ

/// A session with a server, used by one thread at a time. Its calls block.
public final class PostgreSQLConnection {
  let library: LibPQ
  private let connection: LibPQ.Connection
  /// By statement and types of arguments, the name under which the server knows the plan.
  private var prepared: [Plan: String] = [:]
  private var preparedCount = 0

  private struct Plan: Hashable {
    var sql: String
    var types: [UInt32]
  }

  /// How many prepared statements a session keeps; beyond, all are forgotten.
  private static let mostPrepared = 256
  /// How many statements are under way at once; what the server answers to so many fits into the
  /// buffers of the socket, so that neither side waits for the other to read.
  private static let mostUnderWay = 128
  /// Seconds that connecting may take.
  private static let connectTimeout = 10

  /// Connects.
  ///
  /// - Parameters:
  ///   - address: where to.
  ///   - name: what the server's list of sessions calls this one.
  /// - Throws: ``PostgreSQLError`` if the server cannot be reached or does not let us in.
  public init(_ address: PostgreSQLAddress, name: String) throws(PostgreSQLError) {
    let library = try LibPQ.shared()
    self.library = library
    guard library.parts(of: address.uri) != nil else {
      throw PostgreSQLError(
        .address, "the address of the PostgreSQL database cannot be read",
        hint: "write it like postgresql://user@host:5432/database, special characters of the "
          + "password as %40 and its like, or keep the password in PGPASSWORD")
    }
    // What comes later counts, so that the address can say otherwise.
    let settings = [
      ("application_name", name), ("connect_timeout", "\(Self.connectTimeout)"),
      ("client_encoding", "UTF8"), ("dbname", address.uri),
    ]
    let opened = CStrings(settings.map(\.0)).withPointers { keywords in
      CStrings(settings.map(\.1)).withPointers { values in library.connect(keywords, values, 1) }
    }
    guard let opened else {
      throw PostgreSQLError(.unreachable, "there is no memory for a connection")
    }
    guard library.status(opened) == CONNECTION_OK else {
      defer { library.finish(opened) }
      throw Self.refusal(library, opened, address)
    }
    connection = opened
    _ = library.setNoticeReceiver(opened, { _, _ in }, nil)
  }

  deinit { library.finish(connection) }

  /// The version of the server: 150004 is 15.4.
  public var serverVersion: Int { Int(library.serverVersion(connection)) }

  /// Whether the connection has broken.
  public var isBroken: Bool { library.status(connection) != CONNECTION_OK }

  /// Whether a transaction has begun and not ended.
  public var isInTransaction: Bool { library.transactionStatus(connection) != PQTRANS_IDLE }

  /// Whether a statement of the transaction failed, so that it can only be undone.
  public var hasFailed: Bool { library.transactionStatus(connection) == PQTRANS_INERROR }

  /// What cancels the statement under way, from any thread; `nil` if there is no memory for it.
  func canceller() -> Canceller? {
    library.makeCancel(connection).map { Canceller(library, $0) }
  }

  /// Runs statements without arguments, separated by semicolons.
  ///
  /// - Returns: what the last one came to.
  /// - Throws: ``PostgreSQLError``.
  @discardableResult
  public func run(_ statements: String) throws(PostgreSQLError) -> PostgreSQLResult {
    try take(library.execute(connection, statements))
  }

  /// Runs one statement, with `$1`, `$2` … for its arguments.
  ///
  /// - Throws: ``PostgreSQLError``.
  @discardableResult
  public func run(
    _ statement: String, _ arguments: [PostgreSQLValue]
  ) throws(PostgreSQLError) -> PostgreSQLResult {
    let name = try plan(statement, arguments)
    do {
      return try take(
        Arguments(arguments).withPointers { count, values, lengths, formats in
          library.executePrepared(connection, name, count, values, lengths, formats, 0)
        })
    } catch {
      // The plan may be what is wrong, where tables have changed since it was made.
      prepared[Plan(sql: statement, types: arguments.map(\.typeNumber))] = nil
      throw error
    }
  }

  /// Runs one statement with many sets of arguments, without waiting for one before the next is
  /// sent. Outside of a transaction all of them are one.
  ///
  /// - Throws: ``PostgreSQLError`` of the first that the server does not take.
  public func run(
    _ statement: String, each sets: [[PostgreSQLValue]]
  ) throws(PostgreSQLError) {
    var rest = sets[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(Self.mostUnderWay))
      rest = rest.dropFirst(part.count)
      var names: [String] = []
      for arguments in part { names.append(try plan(statement, arguments)) }
      try pipeline(zip(names, part))
    }
  }

  private func pipeline(
    _ calls: some Sequence<(String, [PostgreSQLValue])>
  ) throws(PostgreSQLError) {
    guard library.enterPipeline(connection) == 1 else { throw failure(nil) }
    defer { _ = library.exitPipeline(connection) }
    for (name, arguments) in calls {
      let isSent = Arguments(arguments).withPointers { count, values, lengths, formats in
        library.sendPrepared(connection, name, count, values, lengths, formats, 0)
      }
      guard isSent == 1 else { throw failure(nil) }
    }
    guard library.synchronize(connection) == 1 else { throw failure(nil) }
    var first: PostgreSQLError?
    var isAtEnd = false
    while !isAtEnd {
      guard let result = library.nextResult(connection) else {
        // Between two statements there is nothing once; a connection that broke has no more.
        if isBroken { throw first ?? failure(nil) }
        continue
      }
      defer { library.clear(result) }
      switch library.resultStatus(result) {
      case PGRES_PIPELINE_SYNC: isAtEnd = true
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED: break
      default: first = first ?? failure(result)
      }
    }
    if let first { throw first }
  }

  /// The name of the prepared statement.
  private func plan(
    _ sql: String, _ arguments: [PostgreSQLValue]
  ) throws(PostgreSQLError) -> String {
    let plan = Plan(sql: sql, types: arguments.map(\.typeNumber))
    if let name = prepared[plan] { return name }
    if prepared.count >= Self.mostPrepared { try forgetPlans() }
    preparedCount += 1
    let name = "s\(preparedCount)"
    try take(
      plan.types.withUnsafeBufferPointer {
        library.prepare(connection, name, sql, CInt($0.count), $0.baseAddress)
      })
    prepared[plan] = name
    return name
  }

  /// Lets the server forget every prepared statement, as it has to where tables have changed.
  ///
  /// - Throws: ``PostgreSQLError``.
  public func forgetPlans() throws(PostgreSQLError) {
    prepared = [:]
    try run("DEALLOCATE ALL")
  }

  @discardableResult
  private func take(_ result: LibPQ.Result?) throws(PostgreSQLError) -> PostgreSQLResult {
    guard let result else { throw failure(nil) }
    defer { library.clear(result) }
    switch library.resultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
    case PGRES_TUPLES_OK: return rows(result)
    default: throw failure(result)
    }
    return PostgreSQLResult(
      count: library.changedRows(result).flatMap { Int(String(cString: $0)) } ?? 0)
  }

  private func rows(_ result: LibPQ.Result) -> PostgreSQLResult {
    let columns = 0..<library.columnCount(result)
    let types = columns.map { library.columnType(result, $0) }
    let rows = (0..<library.rowCount(result)).map { row in
      columns.map { column in
        guard library.isNull(result, row, column) == 0,
          let text = library.value(result, row, column)
        else { return PostgreSQLValue.null }
        let length = Int(library.valueLength(result, row, column))
        return text.withMemoryRebound(to: UInt8.self, capacity: length) {
          PostgreSQLValue(
            UnsafeBufferPointer(start: $0, count: length), type: types[Int(column)])
        }
      }
    }
    return PostgreSQLResult(
      columns: columns.map { library.columnName(result, $0).map { String(cString: $0) } ?? "" },
      rows: rows, count: rows.count)
  }

  /// The error that a result tells of, or the connection where there is none.
  private func failure(_ result: LibPQ.Result?) -> PostgreSQLError {
    func field(_ code: Character) -> String? {
      guard let result, let ascii = code.asciiValue else { return nil }
      return library.errorField(result, CInt(ascii)).map { String(cString: $0) }
    }
    if let sqlState = field("C") {
      return PostgreSQLError(sqlState: sqlState, primary: field("M") ?? "an error")
    }
    let message = library.errorMessage(connection).map { String(cString: $0) } ?? ""
    let line = message.split(separator: "\n").first.map(String.init)
    return PostgreSQLError(.unreachable, line ?? "the connection to the server has broken")
  }

  /// Why there is no connection.
  private static func refusal(
    _ library: LibPQ, _ connection: LibPQ.Connection, _ address: PostgreSQLAddress
  ) -> PostgreSQLError {
    let message = library.errorMessage(connection).map { String(cString: $0) } ?? ""
    let line = message.split(separator: "\n").first.map(String.init)
    // The state does not come with it, so that the words have to tell.
    let isRefusal = ["authentication", "password", "does not exist", "pg_hba"].contains {
      message.contains($0)
    }
    return PostgreSQLError(
      isRefusal ? .refused : .unreachable,
      "cannot connect to \(address): \(line ?? "no reason was given")",
      hint: isRefusal
        ? "check user, password (or PGPASSWORD) and database"
        : "check that the server runs there and can be reached")
  }
}

/// Cancels the statement that its connection has under way. It outlives the connection.
///
/// What it points to is never changed, and libpq lets any thread use it.
final class Canceller: @unchecked Sendable {
  private let library: LibPQ
  private let handle: OpaquePointer

  init(_ library: LibPQ, _ handle: OpaquePointer) {
    self.library = library
    self.handle = handle
  }

  deinit { library.freeCancel(handle) }

  /// Asks the server to stop, and waits until it has been told.
  func cancel() {
    var message = [CChar](repeating: 0, count: 256)
    _ = library.cancel(handle, &message, CInt(message.count))
  }
}
