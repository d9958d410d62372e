import Columnar
import DuckDB
import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct ParquetWriterTests {
  private static let types: [LogicalType] = [
    .boolean, .int8, .int16, .int32, .int64, .float32, .float64, .string, .binary, .date,
    .decimal(precision: 9, scale: 2), .decimal(precision: 18, scale: 6),
    .timestamp(.microseconds, isAdjustedToUTC: true),
    .timestamp(.microseconds, isAdjustedToUTC: false),
  ]

  private static func value(
    _ type: LogicalType, _ random: inout SeededGenerator
  ) -> Value {
    switch type {
    case .boolean: .boolean(.random(using: &random))
    case .int8: .integer(Int64(Int8.random(in: .min ... .max, using: &random)))
    case .int16: .integer(Int64(Int16.random(in: .min ... .max, using: &random)))
    case .int32: .integer(Int64(Int32.random(in: .min ... .max, using: &random)))
    case .int64: .integer(.random(in: .min ... .max, using: &random))
    case .float32: .float(.random(in: -1e6...1e6, using: &random))
    case .float64: .double(.random(in: -1e6...1e6, using: &random))
    case .string: .string(["", "a", "ü😀", "it's", "\\"].randomElement(using: &random) ?? "")
    case .binary:
      .binary((0..<Int.random(in: 0...5, using: &random)).map { _ in .random(in: 0...255) })
    case .date: .date(.random(in: -700_000...2_900_000, using: &random))
    case .decimal(let precision, let scale):
      .decimal(
        Decimal128(
          unscaled: precision == 9
            ? .random(in: -999_999_999...999_999_999, using: &random)
            : .random(in: -999_999_999_999_999_999...999_999_999_999_999_999, using: &random),
          scale: scale))
    case .timestamp(let unit, let isAdjusted):
      .timestamp(
        .random(in: -60_000_000_000_000_000...60_000_000_000_000_000, using: &random), unit,
        isAdjustedToUTC: isAdjusted)
    default: .null
    }
  }

  private static func columns(
    _ rowCount: Int, _ random: inout SeededGenerator
  ) -> [ParquetColumn] {
    types.enumerated().map { index, type in
      let nulls = [0, 0, 30, 100].randomElement(using: &random) ?? 0
      let isNullable = nulls > 0 || Bool.random(using: &random)
      let values = (0..<rowCount).map { _ in
        Int.random(in: 0..<100, using: &random) < nulls ? Value.null : value(type, &random)
      }
      return ParquetColumn(Field("column \(index)", type, isNullable: isNullable), values)
    }
  }

  /// Whatever is written DuckDB reads, with the same types, values and statistics.
  @Test(arguments: [1, 2, 7, 8, 9, 64, 700])
  func isReadAsItWasWritten(_ rowCount: Int) throws {
    var random = SeededGenerator(seed: UInt64(rowCount))
    let connection = try Database().connect()
    for _ in 0..<8 {
      let columns = Self.columns(rowCount, &random)
      let file = try #require(ParquetWriter(columns, creator: "tests"))
      let path = NSTemporaryDirectory() + "parquet-\(UUID().uuidString).parquet"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try Data(file.bytes).write(to: URL(filePath: path))

      let read = try connection.execute("SELECT * FROM '\(path)'").collect()
      #expect(read.count == rowCount)
      #expect(read.schema.fields.map(\.type) == columns.map(\.field.type))
      for (index, column) in columns.enumerated() {
        #expect((0..<read.count).map { read.columns[index].value(at: $0) } == column.values)
        #expect(file.figures[index].nullCount == column.values.count(where: \.isNull))
      }
      // What the footer says must hold for the rows: DuckDB skips row groups by it.
      for (index, figures) in file.figures.enumerated() {
        guard let minimum = figures.minimum, let maximum = figures.maximum else { continue }
        let name = "\"column \(index)\""
        for (bound, comparison) in [(minimum, "<="), (maximum, ">=")] {
          let found = try connection.rows(
            "SELECT count(*) FROM '\(path)' WHERE \(name) \(comparison) $1", parameters: [bound])
          #expect((found.first?.first).map { $0 != .integer(0) } == true)
        }
      }
    }
  }

  @Test func refusesWhatItCannotWrite() {
    let text = Field("a", .string)
    #expect(ParquetWriter([], creator: "") == nil)
    #expect(ParquetWriter([ParquetColumn(text, [.integer(1)])], creator: "") == nil)
    #expect(
      ParquetWriter(
        [ParquetColumn(Field("a", .string, isNullable: false), [.null])], creator: "") == nil)
    #expect(
      ParquetWriter([ParquetColumn(Field("a", .int8), [.integer(128)])], creator: "") == nil)
    #expect(ParquetWriter([ParquetColumn(Field("a", .date), [.date(.max)])], creator: "") == nil)
    #expect(
      ParquetWriter(
        [ParquetColumn(text, [.string("a")]), ParquetColumn(text, [])], creator: "") == nil)
    #expect(!ParquetWriter.writes(.list(text)))
    #expect(!ParquetWriter.writes(.decimal(precision: 19, scale: 0)))
  }

  /// Values without an order bound nothing, and zeros have both signs in the footer.
  @Test func boundsNumbersAsReadersCompareThem() throws {
    let field = Field("a", .float64)
    let file = try #require(
      ParquetWriter([ParquetColumn(field, [.double(1), .double(.nan)])], creator: ""))
    #expect(file.figures[0].minimum == nil)
    #expect(file.figures[0].maximum == nil)
    let zeros = try #require(
      ParquetWriter([ParquetColumn(field, [.double(0), .double(-0.0)])], creator: ""))
    let path = NSTemporaryDirectory() + "parquet-\(UUID().uuidString).parquet"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(zeros.bytes).write(to: URL(filePath: path))
    let bounds = try Database().connect().rows(
      "SELECT stats_min_value, stats_max_value FROM parquet_metadata('\(path)')")
    #expect(bounds == [[.string("-0.0"), .string("0.0")]])
  }
}
