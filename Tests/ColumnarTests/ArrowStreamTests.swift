import CArrow
import Columnar
import Testing

struct ArrowStreamTests {
  private let schema = Schema([Field("n", .int64), Field("s", .string)])

  private func batch(_ numbers: Range<Int64>) throws -> ColumnBatch {
    try ColumnBatch(schema: schema, rows: numbers.map { [.integer($0), .string("number \($0)")] })
  }

  @Test func batchesArriveInOrder() throws {
    var waiting = [try batch(0..<3), try batch(3..<3), try batch(3..<10)][...]
    var stream = ArrowArrayStream()
    schema.exportArrowStream(to: &stream) { waiting.popFirst() }
    let reader = try ArrowStreamReader(consuming: &stream)
    #expect(stream.release == nil)
    #expect(reader.schema == schema)
    var rows: [[Value]] = []
    while let batch = try reader.next() { rows += batch.rows }
    #expect(rows == (try batch(0..<10)).rows)
    #expect(try reader.next()?.count == nil)
  }

  @Test func anErrorOfTheProducerIsTold() throws {
    struct Broken: Error, CustomStringConvertible { let description = "the source is gone" }
    var stream = ArrowArrayStream()
    schema.exportArrowStream(to: &stream) { throw Broken() }
    let reader = try ArrowStreamReader(consuming: &stream)
    let error = #expect(throws: ColumnarError.self) { try reader.next() }
    #expect(error?.kind == .producerFailed)
    #expect(error?.message == "the source is gone")
  }

  @Test func aBatchOfOtherColumnsIsRefused() throws {
    let other = try ColumnBatch(schema: Schema([Field("n", .int32)]), rows: [])
    var stream = ArrowArrayStream()
    schema.exportArrowStream(to: &stream) { other }
    let reader = try ArrowStreamReader(consuming: &stream)
    #expect(throws: ColumnarError.self) { try reader.next() }
  }

  @Test func aStreamIsReadOnce() {
    var stream = ArrowArrayStream()
    let error = #expect(throws: ColumnarError.self) { try ArrowStreamReader(consuming: &stream) }
    #expect(error?.kind == .malformedArrow)
  }
}
