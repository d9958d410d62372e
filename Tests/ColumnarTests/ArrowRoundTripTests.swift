import CArrow
import Columnar
import Testing

/// What leaves through the C data interface comes back as it was.
struct ArrowRoundTripTests {
  /// Sends a batch out and takes it in again.
  static func passed(_ batch: ColumnBatch) throws -> ColumnBatch {
    var schema = ArrowSchema()
    var array = ArrowArray()
    batch.schema.exportArrow(to: &schema)
    try batch.exportArrow(to: &array)
    let result = try ArrowLayout(consuming: &schema).batch(consuming: &array)
    #expect(schema.release == nil)
    #expect(array.release == nil)
    return result
  }

  @Test(arguments: Sample.all)
  func everyType(_ sample: Sample) throws {
    let column = try sample.column()
    let batch = try ColumnBatch(schema: Schema([Field("x", sample.type)]), columns: [column])
    let back = try Self.passed(batch)
    #expect(back.schema.fields[0].type == sample.returned ?? sample.type)
    #expect(back.columns[0].values == column.values)
  }

  /// Slices begin within a byte of the bitmaps and behind the first offset.
  @Test(arguments: Sample.all)
  func everySlice(_ sample: Sample) throws {
    let values = Array(repeating: try sample.column(), count: 20)
    let column = try Column.concatenating(values, type: sample.type)
    let batch = try ColumnBatch(schema: Schema([Field("x", sample.type)]), columns: [column])
    for range in [0..<0, 1..<2, 3..<column.count, 9..<column.count - 1, 0..<column.count] {
      guard range.upperBound <= column.count, !range.isEmpty || range.lowerBound == 0 else {
        continue
      }
      let slice = batch.slice(range)
      let back = try Self.passed(slice)
      #expect(back.columns[0].values == slice.columns[0].values)
      // A slice of what came back goes out once more.
      let part = back.slice(range.count / 3..<range.count)
      #expect(try Self.passed(part).columns[0].values == part.columns[0].values)
    }
  }

  @Test func unionsKeepTheirValuesAndForgetTheirNulls() throws {
    let type = LogicalType.union([Field("a", .int32), Field("b", .string)])
    let builder = ColumnBuilder(type)
    try builder.append(.union(.init("b", .string("x"))))
    builder.appendNull()
    try builder.append(.union(.init("a", .integer(7))))
    let batch = try ColumnBatch(schema: Schema([Field("u", type)]), columns: [builder.finish()])
    let back = try Self.passed(batch)
    #expect(
      back.columns[0].values == [
        .union(.init("b", .string("x"))), .union(.init("a", .null)),
        .union(.init("a", .integer(7))),
      ])
    #expect(try Self.passed(batch.slice(2..<3)).columns[0].values == [batch.row(at: 2)[0]])
  }

  @Test func namesNullabilityAndMetadataAreKept() throws {
    let fields = [
      Field("", .int32, isNullable: false, metadata: ["comment": "ünï", "empty": ""]),
      Field("b", .list(Field("item", .json, isNullable: false, metadata: ["k": "v"]))),
    ]
    var schema = ArrowSchema()
    Schema(fields).exportArrow(to: &schema)
    #expect(try ArrowLayout(consuming: &schema).schema == Schema(fields))
  }

  @Test func aBatchOutlivesItsProducer() throws {
    var back: ColumnBatch?
    do {
      let batch = try ColumnBatch(
        schema: Schema([Field("s", .string)]), rows: [[.string("a text longer than twelve bytes")]])
      back = try Self.passed(batch)
    }
    #expect(back?.row(at: 0) == [.string("a text longer than twelve bytes")])
  }

  @Test func aReceiverMayKeepAChildAlone() throws {
    let batch = try ColumnBatch(
      schema: Schema([Field("a", .int64), Field("b", .int64)]), rows: [[.integer(1), .integer(2)]])
    var array = ArrowArray()
    try batch.exportArrow(to: &array)
    let children = try #require(array.children)
    let second = try #require(children[1])
    var moved = second.pointee
    second.pointee.release = nil
    array.release?(&array)
    let values = try #require(moved.buffers?[1])
    #expect(values.load(as: Int64.self) == 2)
    moved.release?(&moved)
    #expect(moved.release == nil)
  }

  @Test func valuesWithoutRoomAreRefused() throws {
    let tooLong = Value.interval(Interval(microseconds: .max))
    let batch = try ColumnBatch(schema: Schema([Field("i", .interval)]), rows: [[tooLong]])
    var array = ArrowArray()
    let error = #expect(throws: ColumnarError.self) { try batch.exportArrow(to: &array) }
    #expect(error?.kind == .outOfRange)
    #expect(array.release == nil)
  }
}
