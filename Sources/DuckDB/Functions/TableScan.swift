public import Columnar
import Synchronization

/// Rows that DuckDB reads from Swift, as often as a statement asks for them.
public struct TableScan: Sendable {
  /// Hands out the next rows; `nil` after the last.
  public typealias Next = @Sendable () throws -> ColumnBatch?

  /// Names and types of the columns.
  public let schema: Schema
  /// The number of rows, where it is known.
  public let rowCount: Int?
  /// How many threads may ask for rows at once.
  public let maximumThreads: Int
  let open: @Sendable (_ columns: [Int]) throws -> Next

  /// Makes a scan of rows that are computed as they are read.
  ///
  /// - Parameters:
  ///   - schema: names and types of the columns.
  ///   - rowCount: the number of rows, where it is known: the planner goes by it.
  ///   - maximumThreads: how many threads may ask for rows at once.
  ///   - open: starts reading the columns at the given positions. What it returns hands out
  ///     batches of just these, in that order, of any number of rows; several threads call it at
  ///     once if `maximumThreads` says so, and one at a time otherwise. What either throws fails
  ///     the statement.
  public init(
    schema: Schema, rowCount: Int? = nil, maximumThreads: Int = 1,
    open: @escaping @Sendable (_ columns: [Int]) throws -> Next
  ) {
    self.schema = schema
    self.rowCount = rowCount
    self.maximumThreads = max(1, maximumThreads)
    self.open = open
  }

  /// Makes a scan of rows in memory, read in parallel.
  ///
  /// - Throws: ``DuckDBError`` of kind `invalidInput` if a batch has other column types than the
  ///   schema.
  public init(_ batches: [ColumnBatch], schema: Schema) throws(DuckDBError) {
    let types = schema.fields.map(\.type)
    for batch in batches where batch.schema.fields.map(\.type) != types {
      throw DuckDBError(.invalidInput, "a batch has other columns than the schema")
    }
    let morsels = batches.flatMap { batch in
      stride(from: 0, to: batch.count, by: Self.morsel).map {
        batch.slice($0..<min($0 + Self.morsel, batch.count))
      }
    }
    self.init(
      schema: schema, rowCount: batches.reduce(0) { $0 + $1.count }, maximumThreads: morsels.count
    ) { columns in
      let waiting = Mutex(morsels[...])
      return { waiting.withLock { $0.popFirst() }?.selecting(columns) }
    }
  }

  /// Makes a scan of a stream, which can be read once.
  public init(consuming stream: sending ArrowStreamReader) {
    let schema = stream.schema
    let source = Mutex(OneScan(stream))
    self.init(schema: schema) { columns in
      try source.withLock { try $0.begin() }
      return { try source.withLock { try $0.next() }?.selecting(columns) }
    }
  }

  /// How many rows a thread takes at a time: as many as DuckDB's own tables hand out.
  private static let morsel = 122_880
}

/// A stream, and whether somebody reads it already.
private struct OneScan {
  private let stream: ArrowStreamReader
  private var hasBegun = false

  init(_ stream: sending ArrowStreamReader) { self.stream = stream }

  mutating func begin() throws(DuckDBError) {
    guard !hasBegun else {
      throw DuckDBError(
        .invalidInput, "the stream was read already",
        hint: "copy it to a table first: CREATE TABLE … AS FROM …")
    }
    hasBegun = true
  }

  func next() throws(ColumnarError) -> ColumnBatch? { try stream.next() }
}
