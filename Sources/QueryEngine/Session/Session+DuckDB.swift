import Columnar
import DuckDB
import FoundationEssentials
import SQLAnalysis

/// The session's conversation with DuckDB.
extension Session {
  /// Runs a statement of our own.
  @discardableResult
  func run(_ sql: String) throws -> QueryResult {
    try connection.execute(sql)
  }

  /// The rows of a query of our own.
  func rows(_ sql: String) throws -> [[Value]] {
    try connection.rows(sql)
  }

  /// Runs what became of a user's statement. An error has its place in the statement.
  func run(
    _ sql: MappedSQL, parameters: [Value], scope: StatementScope? = nil
  ) async throws -> QueryResult {
    try await locating(sql, scope) {
      try self.connection.execute(sql.text, parameters: parameters)
    }
  }

  /// The columns a query gives, without running it.
  func prepared(_ sql: MappedSQL) throws -> Schema {
    try connection.prepare(sql.text).schema
  }

  /// DuckDB's parse tree of a query as JSON.
  func serialize(_ text: String) throws -> String {
    let statement =
      try serialization ?? connection.prepare("SELECT json_serialize_sql($1::VARCHAR)")
    serialization = statement
    try statement.bind(.string(text), at: 0)
    return try statement.execute().rows().first?.first?.content ?? ""
  }

  /// The instant a text stands for, as DuckDB reads it.
  func instant(_ text: String) throws -> Date {
    let literal = SQLQuoting.string(text)
    let rows = try rows("SELECT epoch_ms(CAST(\(literal) AS TIMESTAMPTZ))")
    guard let milliseconds = rows.first?.first?.count else {
      throw QueryError(.conversion, "\(literal) is not a time")
    }
    return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
  }

  /// Runs `body`, whose errors of DuckDB speak of `sql`.
  func locating<T>(
    _ sql: MappedSQL, _ scope: StatementScope?, _ body: () throws -> T
  ) async throws -> T {
    do {
      return try body()
    } catch let error as DuckDBError {
      let position = error.position.map {
        sql.sourcePosition(of: sql.text.prefix($0).utf8.count)
      }
      // DuckDB did not find a name either: the lake knows the nearest one.
      if error.kind == .catalog, let scope {
        let unknown = scope.unknown.first { $0.position == position }
        if let unknown {
          throw StatementFailure(try await lake.notFound(unknown.name), at: unknown.position)
        }
      }
      var failure = QueryError(error)
      failure.message = plain(failure.message)
      throw StatementFailure(failure, at: position)
    }
  }

  /// Runs `body`, whose errors without a place are about a name in the statement.
  func locating<T>(
    _ reference: ObjectReference, _ body: () async throws -> T
  ) async throws -> T {
    do {
      return try await body()
    } catch let error as StatementFailure {
      throw error
    } catch {
      let failure = QueryError(error)
      let places: Set<QueryError.Kind> = [
        .tableNotFound, .schemaNotFound, .alreadyExists, .unsupported, .binding,
      ]
      throw StatementFailure(
        failure, at: places.contains(failure.kind) ? reference.range.lowerBound : nil)
    }
  }

  /// A message without the name of the session's workspace.
  private func plain(_ message: String) -> String {
    message.replacing("\"\(workspace)\".", with: "").replacing("\(workspace).", with: "")
  }
}

extension QueryResult {
  /// All rows, in the batches they come in.
  func allBatches() throws -> [ColumnBatch] {
    var batches: [ColumnBatch] = []
    while let batch = try nextBatch() { batches.append(batch) }
    return batches
  }
}

extension ColumnBatch {
  /// The text in a column, empty where it is null.
  func text(_ column: Int, _ row: Int) -> String {
    columns[column].value(at: row).content ?? ""
  }
}

extension Value {
  /// The text of a string or a JSON document.
  var content: String? {
    switch self {
    case .string(let text), .json(let text): text
    default: nil
    }
  }
}
