public import Columnar

/// The values of a column of a file.
public struct ParquetColumn: Sendable {
  /// Its name in the file, its type and whether it may be null.
  public var field: Field
  /// The id that the file gives to it; `nil` for none.
  public var id: Int32?
  /// One for each row.
  public var values: [Value]

  /// Joins a column's name and type and its values.
  public init(_ field: Field, id: Int32? = nil, _ values: [Value]) {
    self.field = field
    self.id = id
    self.values = values
  }
}

/// What a writer learns of a column on its way.
public struct ColumnFigures: Sendable, Hashable {
  /// How many values are null.
  public internal(set) var nullCount = 0
  /// The least value; `nil` if there is none, or no order.
  public internal(set) var minimum: Value?
  /// The greatest value.
  public internal(set) var maximum: Value?
}

/// A Parquet file of few rows, made in memory: one row group, one page a column, without
/// compression. A query engine takes longer to begin such a file than this takes to finish it; for
/// many rows it is the other way round.
///
/// Follows the Parquet format 2.10 with data pages of version 1 and plain encoding, which every
/// reader knows.
public struct ParquetWriter: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// For each column what its values are like.
  public let figures: [ColumnFigures]

  private static let magic = Array("PAR1".utf8)

  /// Whether columns of a type can be written: numbers, text, bytes, truth values, dates and
  /// timestamps in microseconds; nothing nested, and no decimal of more than 18 digits.
  public static func writes(_ type: LogicalType) -> Bool { ColumnType(type) != nil }

  /// Writes a file; `nil` where a column is of a type that is not written here, a value is not of
  /// its column's type, or one is missing in a column that must not be null.
  ///
  /// - Parameters:
  ///   - columns: at least one, all of the same number of rows.
  ///   - creator: what the file says of who wrote it.
  public init?(_ columns: [ParquetColumn], creator: String) {
    guard let rowCount = columns.first?.values.count else { return nil }
    var bytes = Self.magic
    var chunks: [Chunk] = []
    for column in columns {
      guard column.values.count == rowCount, let type = ColumnType(column.field.type),
        let encoding = ColumnEncoding(column, type),
        column.field.isNullable || encoding.figures.nullCount == 0
      else { return nil }
      let page = Self.page(column, encoding)
      let header = Self.pageHeader(rowCount, page.count)
      chunks.append(
        Chunk(
          column: column, type: type, encoding: encoding, offset: bytes.count,
          size: header.count + page.count))
      bytes += header
      bytes += page
    }
    let footer = Self.footer(chunks, rowCount, creator)
    bytes += footer
    bytes.appendLittleEndian(UInt32(footer.count))
    bytes += Self.magic
    self.bytes = bytes
    figures = chunks.map(\.encoding.figures)
  }

  private struct Chunk {
    var column: ParquetColumn
    var type: ColumnType
    var encoding: ColumnEncoding
    /// Where the page begins, and its size with its header, in bytes.
    var offset: Int
    var size: Int
  }

  // MARK: Pages

  /// The definition levels of a column that may be null, and the values.
  private static func page(_ column: ParquetColumn, _ encoding: ColumnEncoding) -> [UInt8] {
    guard column.field.isNullable else { return encoding.values }
    var levels: [UInt8] = []
    if encoding.figures.nullCount == 0 || encoding.figures.nullCount == column.values.count {
      // A run of one level.
      levels.appendVarint(UInt64(column.values.count) << 1)
      levels.append(encoding.figures.nullCount == 0 ? 1 : 0)
    } else {
      // Groups of eight levels, a bit each.
      levels.appendVarint(UInt64((column.values.count + 7) / 8) << 1 | 1)
      var bits = BitPacking()
      for value in column.values { bits.append(!value.isNull) }
      levels += bits.bytes
    }
    var page: [UInt8] = []
    page.appendLittleEndian(UInt32(levels.count))
    return page + levels + encoding.values
  }

  private enum Encoding {
    static let plain = 0
    static let runLength = 3
  }

  private static func pageHeader(_ rowCount: Int, _ size: Int) -> [UInt8] {
    var thrift = ThriftWriter()
    thrift.structure { header in
      header.field(1, int32: 0)
      header.field(2, int32: size)
      header.field(3, int32: size)
      header.field(5) { page in
        page.field(1, int32: rowCount)
        page.field(2, int32: Encoding.plain)
        page.field(3, int32: Encoding.runLength)
        page.field(4, int32: Encoding.runLength)
      }
    }
    return thrift.bytes
  }

  // MARK: Footer

  private static func footer(_ chunks: [Chunk], _ rowCount: Int, _ creator: String) -> [UInt8] {
    var thrift = ThriftWriter()
    thrift.structure { file in
      file.field(1, int32: 1)
      file.field(2, structures: [nil] + chunks.map(Optional.some)) { element, chunk in
        if let chunk {
          chunk.type.write(
            name: chunk.column.field.name, isNullable: chunk.column.field.isNullable,
            id: chunk.column.id, to: &element)
        } else {
          element.field(4, "schema")
          element.field(5, int32: chunks.count)
        }
      }
      file.field(3, int64: Int64(rowCount))
      file.field(4, structures: [chunks]) { rowGroup, chunks in
        rowGroup.field(1, structures: chunks) { write($1, rowCount, to: &$0) }
        rowGroup.field(2, int64: Int64(chunks.reduce(0) { $0 + $1.size }))
        rowGroup.field(3, int64: Int64(rowCount))
      }
      file.field(6, creator)
      // The order of each column is that of its type.
      file.field(7, structures: chunks) { order, _ in order.field(1) { _ in } }
    }
    return thrift.bytes
  }

  /// Writes a `ColumnChunk`.
  private static func write(_ chunk: Chunk, _ rowCount: Int, to column: inout ThriftWriter) {
    column.field(2, int64: Int64(chunk.offset))
    column.field(3) { metadata in
      metadata.field(1, int32: chunk.type.physical.rawValue)
      metadata.field(2, int32s: [Encoding.plain, Encoding.runLength])
      metadata.field(3, texts: [chunk.column.field.name])
      metadata.field(4, int32: 0)
      metadata.field(5, int64: Int64(rowCount))
      metadata.field(6, int64: Int64(chunk.size))
      metadata.field(7, int64: Int64(chunk.size))
      metadata.field(9, int64: Int64(chunk.offset))
      metadata.field(12) { statistics in
        statistics.field(3, int64: Int64(chunk.encoding.figures.nullCount))
        guard let bounds = chunk.encoding.bounds else { return }
        statistics.field(5, bounds.maximum)
        statistics.field(6, bounds.minimum)
      }
    }
  }
}
