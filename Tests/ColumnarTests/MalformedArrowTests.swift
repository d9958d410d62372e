import CArrow
import Columnar
import Testing

/// Structures that break the specification are refused, with an error that names the column.
struct MalformedArrowTests {
  /// A well-formed schema and array of one column, and a change that spoils them.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var type: LogicalType = .int64
    var kind: ColumnarError.Kind = .malformedArrow
    var spoilSchema: @Sendable (UnsafeMutablePointer<ArrowSchema>) -> Void = { _ in }
    var spoilArray: @Sendable (UnsafeMutablePointer<ArrowArray>) -> Void = { _ in }
  }

  private static func format(
    _ name: String, _ format: StaticString, kind: ColumnarError.Kind = .unsupportedType
  ) -> Case {
    Case(testDescription: "format \(name)", kind: kind) { schema in
      schema.pointee.format = UnsafeRawPointer(format.utf8Start).assumingMemoryBound(to: CChar.self)
    }
  }

  static let schemas: [Case] = [
    format("empty", ""), format("unknown", "x"), format("duration", "tDs"),
    format("of a decimal without scale", "d:3"), format("of a large decimal", "d:40,2,256"),
    format("of a negative scale", "d:5,-2"), format("of a decimal of no digits", "d:0,0"),
    format("of bytes of negative width", "w:-1"), format("of bytes without width", "w:"),
    format("of a union with a number twice", "+us:1,1"),
    format("of a union without its members", "+us:0,1", kind: .malformedArrow),
    format("of a list without child", "+l", kind: .malformedArrow),
    format("of runs without children", "+r", kind: .malformedArrow),
    Case(testDescription: "no format") { $0.pointee.format = nil },
    Case(testDescription: "a schema that was released") { $0.pointee.release = nil },
    Case(testDescription: "too many children") { $0.pointee.n_children = 1 },
    Case(testDescription: "negative children") { $0.pointee.n_children = -1 },
    Case(testDescription: "children that are missing", type: .structure([Field("a", .int8)])) {
      $0.pointee.children[0] = nil
    },
    Case(
      testDescription: "a map without pairs",
      type: .map(key: Field("key", .int8, isNullable: false), value: Field("value", .int8))
    ) { $0.pointee.children[0]?.pointee.n_children = 1 },
    Case(testDescription: "a dictionary by numbers that are none", type: .enumeration(["a"])) {
      $0.pointee.format = UnsafeRawPointer(StaticString("g").utf8Start)
        .assumingMemoryBound(to: CChar.self)
    },
  ]

  private static func array(
    _ name: String, _ type: LogicalType = .int64,
    _ spoil: @escaping @Sendable (UnsafeMutablePointer<ArrowArray>) -> Void
  ) -> Case {
    Case(testDescription: name, type: type, spoilArray: spoil)
  }

  private static func write<T: BitwiseCopyable>(
    _ values: [T], _ buffer: Int, _ array: UnsafeMutablePointer<ArrowArray>
  ) {
    guard let base = array.pointee.buffers[buffer] else { return }
    for (index, value) in values.enumerated() {
      UnsafeMutableRawPointer(mutating: base).storeBytes(
        of: value, toByteOffset: index * MemoryLayout<T>.stride, as: T.self)
    }
  }

  static let arrays: [Case] = [
    array("a negative length") { $0.pointee.length = -1 },
    array("a length beyond memory") { $0.pointee.length = .max },
    array("a negative offset") { $0.pointee.offset = -1 },
    array("an offset beyond memory") { $0.pointee.offset = .max },
    array("more nulls than rows") { $0.pointee.null_count = 99 },
    array("fewer nulls than none") { $0.pointee.null_count = -2 },
    array("a buffer too few") { $0.pointee.n_buffers = 1 },
    array("negative buffers") { $0.pointee.n_buffers = -3 },
    array("no buffers") { $0.pointee.buffers = nil },
    array("no values") { $0.pointee.buffers[1] = nil },
    array("nulls without a bitmap") { $0.pointee.buffers[0] = nil },
    array("children where none belong") { $0.pointee.n_children = 2 },
    array("no dictionary", .enumeration(["a"])) { $0.pointee.dictionary = nil },
    array("an index beyond the dictionary", .enumeration(["a"])) { write([UInt32(9)], 1, $0) },
    array("offsets that go back", .string) { write([Int64(5), 2, 0], 1, $0) },
    array("offsets below zero", .string) { write([Int64(-5)], 1, $0) },
    array("text without bytes", .string) { $0.pointee.buffers[2] = nil },
    array("a list beyond its elements", .list(Field("element", .int8))) {
      write([Int64(0), 99, 99], 1, $0)
    },
    array("a list without elements", .list(Field("element", .int8))) {
      $0.pointee.children[0] = nil
    },
    array("an array with too few elements", .array(Field("element", .int8), count: 2)) {
      $0.pointee.children[0]?.pointee.length = 1
    },
    array("a member with too few rows", .structure([Field("a", .int8)])) {
      $0.pointee.children[0]?.pointee.length = 1
    },
    array("a type number that no member has", .union([Field("a", .int8)])) {
      write([Int8(3)], 0, $0)
    },
  ]

  private static func sample(_ type: LogicalType) -> [Value] {
    switch type {
    case .string, .enumeration: [.string("a"), .null]
    case .list: [.list([.integer(1)]), .null]
    case .array: [.list([.integer(1), .integer(2)]), .null]
    case .structure: [.structure([.init("a", .integer(1))]), .null]
    case .union: [.union(.init("a", .integer(1))), .null]
    case .map: [.map([.init(.integer(1), .integer(2))]), .null]
    default: [.integer(1), .null]
    }
  }

  @Test(arguments: schemas + arrays)
  func isRefused(_ testCase: Case) throws {
    let batch = try ColumnBatch(
      schema: Schema([Field("spoilt", testCase.type)]),
      rows: Self.sample(testCase.type).map { [$0] })
    var schema = ArrowSchema()
    var array = ArrowArray()
    batch.schema.exportArrow(to: &schema)
    try batch.exportArrow(to: &array)
    let column = try #require(schema.children[0])
    let rows = try #require(array.children[0])
    // Whatever a case takes away, the releases still find.
    let (kept, keptRows) = (column.pointee, rows.pointee)
    let child = kept.n_children > 0 ? kept.children[0] : nil
    let elements = keptRows.n_children > 0 ? keptRows.children[0] : nil
    testCase.spoilSchema(column)
    testCase.spoilArray(rows)
    let error = #expect(throws: ColumnarError.self) {
      var copy = schema
      copy.release = { $0?.pointee.release = nil }
      let layout = try ArrowLayout(consuming: &copy)
      var lent = array
      lent.release = { $0?.pointee.release = nil }
      _ = try layout.batch(consuming: &lent)
    }
    #expect(error?.kind == testCase.kind, "\(error?.message ?? "")")
    column.pointee = kept
    rows.pointee = keptRows
    if child != nil { kept.children[0] = child }
    if elements != nil { keptRows.children[0] = elements }
    schema.release?(&schema)
    array.release?(&array)
  }

  @Test func aSchemaNestedInItselfEnds() throws {
    var schema = ArrowSchema()
    Schema([Field("l", .list(Field("l", .int8)))]).exportArrow(to: &schema)
    let list = try #require(schema.children[0])
    let element = try #require(list.pointee.children[0])
    list.pointee.children[0] = list
    var copy = schema
    copy.release = { $0?.pointee.release = nil }
    let error = #expect(throws: ColumnarError.self) { try ArrowLayout(consuming: &copy) }
    #expect(error?.kind == .malformedArrow)
    list.pointee.children[0] = element
    schema.release?(&schema)
  }

  @Test func aBatchIsTakenOnce() throws {
    let batch = try ColumnBatch(schema: Schema([Field("a", .int8)]), rows: [[.integer(1)]])
    var (schema, array) = (ArrowSchema(), ArrowArray())
    batch.schema.exportArrow(to: &schema)
    try batch.exportArrow(to: &array)
    let layout = try ArrowLayout(consuming: &schema)
    _ = try layout.batch(consuming: &array)
    let error = #expect(throws: ColumnarError.self) { try layout.batch(consuming: &array) }
    #expect(error?.kind == .malformedArrow)
  }
}
