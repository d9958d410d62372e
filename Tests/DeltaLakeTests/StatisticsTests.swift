import Columnar
import DeltaLake
import Testing

@Suite struct StatisticsTests {
  @Test func boundsAreWrittenAsDeltaWritesThem() throws {
    let metadata = Metadata(id: "", schema: PruningTests.schema, partitionColumns: ["day"])
    let long = String(repeating: "ä", count: 40)
    let text = metadata.statisticsJSON(
      rowCount: 3,
      columns: [
        ColumnStatistics(path: ["day"], minimum: .date(0), maximum: .date(0), nullCount: 0),
        ColumnStatistics(path: ["i"], minimum: .integer(-1), maximum: .integer(7), nullCount: 1),
        ColumnStatistics(path: ["s"], minimum: .string(long), maximum: .string(long), nullCount: 0),
        ColumnStatistics(path: ["f"], minimum: .double(0.5), maximum: .double(.nan), nullCount: 0),
        ColumnStatistics(
          path: ["d"], minimum: .decimal(unscaled: -105, scale: 2),
          maximum: .decimal(unscaled: 5, scale: 2)),
        ColumnStatistics(
          path: ["t"], minimum: .timestamp(microseconds: -1),
          maximum: .timestamp(microseconds: 1_700_000_000_000_001)),
        ColumnStatistics(
          path: ["n", "x"], minimum: .integer(1), maximum: .integer(2), nullCount: 0),
        ColumnStatistics(path: ["n", "y"], nullCount: 3),
      ])
    let cut = String(repeating: "ä", count: 32)
    let expected =
      #"{"numRecords":3,"minValues":{"i":-1,"s":"\#(cut)","f":0.5,"d":-1.05,"#
      + #""t":"1969-12-31T23:59:59.999Z","n":{"x":1}},"#
      + #""maxValues":{"i":7,"s":"\#(cut)\#u{10FFFF}","d":0.05,"#
      + #""t":"2023-11-14T22:13:20.001Z","n":{"x":2}},"#
      + #""nullCount":{"i":1,"s":0,"f":0,"n":{"x":0,"y":3}}}"#
    #expect(text == expected)
  }

  @Test func onlySoManyColumnsHaveStatistics() {
    let fields = (0..<40).map { Field("c\($0)", .int64) }
    var metadata = Metadata(id: "", schema: Schema(fields))
    #expect(metadata.statisticsColumns.count == 32)
    metadata.configuration["delta.dataSkippingNumIndexedCols"] = "-1"
    #expect(metadata.statisticsColumns.count == 40)
    metadata.configuration["delta.dataSkippingNumIndexedCols"] = "2"
    #expect(metadata.statisticsColumns == [["c0"], ["c1"]])
    metadata.configuration["delta.dataSkippingStatsColumns"] = "c39, `c3`"
    #expect(metadata.statisticsColumns == [["c3"], ["c39"]])
  }

  @Test(arguments: [
    ("2024-02-29", 19_782), ("1970-01-01", 0), ("1969-12-31", -1), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896), ("2000-03-01", 11_017), ("1900-02-28", -25_509),
  ])
  func datesAreDaysAndBack(_ text: String, _ days: Int32) {
    #expect(Literal(text, type: .date) == .date(days))
    #expect(Literal.date(days).partitionText == text)
  }

  @Test(arguments: ["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-1", "", "2024-01-01x"])
  func whatIsNoDateIsNone(_ text: String) {
    #expect(Literal(text, type: .date) == nil)
  }

  @Test(arguments: [
    ("2024-01-01 00:00:00", 1_704_067_200_000_000), ("1969-12-31T23:59:59.999999Z", -1),
    ("2024-01-01T01:00:00+01:00", 1_704_067_200_000_000), ("1970-01-01", 0),
    ("1970-01-01 00:00:00.1", 100_000), ("1970-01-01 00:00:00.123456789", 123_456),
  ])
  func timesAreMicroseconds(_ text: String, _ micros: Int64) {
    let type = LogicalType.timestamp(.microseconds, isAdjustedToUTC: true)
    #expect(Literal(text, type: type) == .timestamp(microseconds: micros))
  }
}
