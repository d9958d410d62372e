public import Columnar
import Synchronization

/// What a statement gave: rows, read one batch at a time, or an account of what it changed.
///
/// Rows are computed as they are read: a reader that stops holds up nothing but its own
/// session. Starting another statement on the session ends the rows of the one before; read
/// them to the end first, or use ``collect()``.
public final class StatementResult: Sendable {
  /// The columns of the rows; empty for a statement without rows.
  public let schema: Schema
  /// What was done, in the words of PostgreSQL's command tags: `SELECT`, `INSERT 0 5`,
  /// `CREATE TABLE`.
  public let tag: String
  /// How many rows were written, changed or deleted; `nil` for statements that have no such
  /// count.
  public let rowsAffected: Int?
  /// The version of the table that the statement committed, if it did.
  public let committedVersion: Int?
  /// What was read of the lake's tables.
  public let scan: ScanReport

  private let pull: @Sendable () async throws -> ColumnBatch?

  init(
    schema: Schema = Schema([]), tag: String, rowsAffected: Int? = nil,
    committedVersion: Int? = nil, scan: ScanReport = ScanReport(),
    pull: @escaping @Sendable () async throws -> ColumnBatch? = { nil }
  ) {
    self.schema = schema
    self.tag = tag
    self.rowsAffected = rowsAffected
    self.committedVersion = committedVersion
    self.scan = scan
    self.pull = pull
  }

  /// A result whose rows are there already.
  convenience init(
    schema: Schema, tag: String, rowsAffected: Int?, committedVersion: Int?, scan: ScanReport,
    batches: [ColumnBatch]
  ) {
    let rest = Mutex(batches[...])
    self.init(
      schema: schema, tag: tag, rowsAffected: rowsAffected, committedVersion: committedVersion,
      scan: scan
    ) {
      rest.withLock { $0.popFirst() }
    }
  }

  /// The next rows, `nil` after the last.
  ///
  /// - Throws: ``QueryError``; of kind ``QueryError/Kind/interrupted`` if the session went on to
  ///   another statement or the task was cancelled.
  public func next() async throws -> ColumnBatch? {
    try await pull()
  }

  /// All rows that were not read yet.
  ///
  /// - Throws: ``QueryError``, as ``next()`` does.
  public func collect() async throws -> [ColumnBatch] {
    var batches: [ColumnBatch] = []
    while let batch = try await next() { batches.append(batch) }
    return batches
  }

  /// All rows that were not read yet, value by value.
  ///
  /// - Throws: ``QueryError``, as ``next()`` does.
  public func rows() async throws -> [[Value]] {
    var rows: [[Value]] = []
    while let batch = try await next() {
      for index in 0..<batch.count {
        rows.append(batch.columns.map { $0.value(at: index) })
      }
    }
    return rows
  }
}
