import Columnar
import QueryEngine

/// The rows of a batch, as SQL that makes them.
///
/// Reading leaves two temporary tables: `ingest_rows` with the columns of the table and
/// `ingest_rejects` with the records that have no place in it. Each record of each file is in
/// exactly one of them.
protocol BatchReader {
  /// Reads the files of the batch into `ingest_rows` and `ingest_rejects`.
  ///
  /// - Throws: ``IngestError`` that names the file, if a file as a whole cannot be loaded.
  func read(_ files: [ListedFile]) async throws
}

/// What the readers of all formats need.
struct ReadContext {
  let table: SourceTable
  let session: Session
  /// The columns of the table as it is, without Millrace's own; `nil` if it is to be made.
  let known: [Field]?
  /// When the batch is loaded, in microseconds since 1970-01-01 UTC.
  let now: Int64

  /// The columns that Millrace adds to each row, where `f` is the row's file in `ingest_files`.
  var metadataColumns: String {
    """
    f.key AS _source_file, f.modified_at AS _source_modified_at,
      make_timestamptz(\(now)) AS _ingested_at
    """
  }

  /// The columns of `ingest_rejects`.
  static let rejectColumns = """
    _source_file VARCHAR, line_number BIGINT, byte_offset BIGINT, column_name VARCHAR,
    reason VARCHAR, raw_text VARCHAR
    """

  /// The name of Millrace's own column for what is rescued.
  static let rescued = "_rescued"

  /// Runs a statement and drops its rows.
  func run(_ sql: String) async throws {
    let result = try await session.execute(sql)
    while try await result.next() != nil {}
  }

  /// The first column of the rows of a query.
  func values(_ sql: String) async throws -> [Value] {
    try await session.execute(sql).rows().compactMap(\.first)
  }

  /// The rows of a query that counts.
  func count(_ sql: String) async throws -> Int {
    guard case .integer(let count)? = try await values(sql).first else { return 0 }
    return Int(count)
  }
}
