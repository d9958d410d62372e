import Columnar
import DeltaLake
import FoundationEssentials
import Parquet

extension FileWriter {
  /// A data file that was made in memory, and what the commit says of it.
  struct KnownFile {
    var bytes: [UInt8]
    var file: AddFile
    var rows: Int
  }

  /// Larger files are worth compressing.
  private static let largestKnownFile = 1 << 20

  /// The file of few rows that are known, made without a query.
  ///
  /// - Returns: `nil` where only a query can do it: the table has rules or partitions, a column is
  ///   nested or has to be cast, or the rows are many.
  /// - Throws: ``QueryError`` where a value is missing.
  func knownFile(
    _ rows: KnownRows, _ columns: [WrittenColumn], now: Int64
  ) throws -> KnownFile? {
    guard metadata.partitionColumns.isEmpty, !columns.isEmpty,
      rows.areFew(columns: columns.count),
      RowRules(metadata: metadata, condition: condition).isEmpty,
      columns.allSatisfy({ ParquetWriter.writes($0.field.type) })
    else { return nil }
    var written: [ParquetColumn] = []
    for column in columns {
      let field = Field(metadata.physicalName(of: column.field), column.field.type)
      let id = metadata.fieldId(of: column.field).flatMap { Int32(exactly: $0) }
      if let index = column.index {
        guard let values = rows.values(index, as: column.field) else { return nil }
        written.append(ParquetColumn(field, id: id, values))
      } else {
        guard column.field.defaultExpression == nil else { return nil }
        let nulls = [Value](repeating: .null, count: rows.count)
        written.append(ParquetColumn(field, id: id, nulls))
      }
    }
    guard let parquet = ParquetWriter(written, creator: "Millrace"),
      parquet.bytes.count <= Self.largestKnownFile
    else { return nil }
    let statistics = zip(columns, parquet.figures).map { column, figures in
      ColumnStatistics(
        path: [column.field.name], minimum: Self.bound(figures.minimum, column.field.type),
        maximum: Self.bound(figures.maximum, column.field.type), nullCount: figures.nullCount)
    }
    try checkNulls(statistics, [:])
    let file = AddFile(
      path: "\(prefix)-\(UUID().uuidString.lowercased()).parquet", partitionValues: [:],
      size: parquet.bytes.count, modificationTime: now,
      statistics: metadata.statisticsJSON(rowCount: rows.count, columns: statistics))
    return KnownFile(bytes: parquet.bytes, file: file, rows: rows.count)
  }

  /// A bound from a value, the same as from DuckDB's text for it.
  private static func bound(_ value: Value?, _ type: LogicalType) -> Literal? {
    switch value {
    case .integer(let number)?: .integer(number)
    case .float(let number)?: bound("\(number)", type)
    case .double(let number)?: .double(number)
    case .decimal(let number)?: .decimal(unscaled: number.unscaled, scale: number.scale)
    case .string(let text)?: .string(text)
    case .date(let days)?: .date(days)
    case .timestamp(let time, .microseconds, _)?: .timestamp(microseconds: time)
    default: nil
    }
  }
}
