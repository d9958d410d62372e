public import Columnar

/// A Parquet file in a table's storage.
public struct ParquetFile: Sendable {
  /// The storage.
  public let store: any ObjectStore
  /// The path in the storage.
  public let path: String

  /// Names a file.
  public init(store: any ObjectStore, path: String) {
    self.store = store
    self.path = path
  }

  /// Where the file is, as a query engine would name it.
  public var location: String { FilePath.location(path, root: store.root) }
}

/// Which rows of a file are read.
public enum RowCondition: Sendable, Hashable {
  /// Those in which this column is not null.
  case notNull([String])
  /// Those in which all of these columns are null; every row if there are none.
  case allNull([[String]])
}

/// What this library needs of a Parquet engine, and nothing more.
///
/// Data files are written and read by the host itself; an engine is asked only for the log's own
/// Parquet files. It may read a file at its ``ParquetFile/location`` or through its store.
public protocol Engine: Sendable {
  /// The columns of a file. Those that are known to be null in every row, and the members of
  /// structs that are, may be left out: nothing is lost by not reading them.
  func schema(of file: ParquetFile) async throws -> Schema

  /// Rows of a file: for each path in `columns` one column, in that order and of any name.
  ///
  /// - Parameters:
  ///   - file: a file that has all of the columns.
  ///   - columns: paths into the file's schema: a column, or a member of a struct in it, which is
  ///     null where the struct is.
  ///   - condition: which rows; its columns are in the file too.
  /// - Returns: the rows, in batches of any size.
  /// - Throws: whatever went wrong; a ``DeltaError`` goes through as it is.
  func read(
    _ file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> [ColumnBatch]

  /// The rows of ``read(_:columns:where:)`` one batch after the other, so that one is worked on while
  /// the next is read.
  func batches(
    of file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> AsyncThrowingStream<ColumnBatch, any Error>

  /// A Parquet file, compressed with Zstandard or Snappy, that holds the batches' rows.
  func encode(_ batches: [ColumnBatch]) async throws -> [UInt8]
}

extension Engine {
  /// All of them at once, for engines that read no other way.
  public func batches(
    of file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> AsyncThrowingStream<ColumnBatch, any Error> {
    let read = try await read(file, columns: columns, where: condition)
    return AsyncThrowingStream { stream in
      for batch in read { stream.yield(batch) }
      stream.finish()
    }
  }
}
