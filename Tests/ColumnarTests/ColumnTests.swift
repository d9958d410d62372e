import Columnar
import Testing

/// Building, cutting, joining and choosing rows, for every type.
struct ColumnTests {
  @Test(arguments: Sample.all)
  func valuesComeBack(_ sample: Sample) throws {
    let column = try sample.column()
    #expect(column.values == sample.values.flatMap { [$0, .null] })
    #expect(column.nullCount == sample.values.count)
  }

  @Test(arguments: Sample.all)
  func slicesOfSlicesAreCutFromTheValues(_ sample: Sample) throws {
    let column = try Column.concatenating(
      Array(repeating: sample.column(), count: 9), type: sample.type)
    let values = column.values
    #expect(values.count == sample.values.count * 18)
    for start in [0, 1, 7, 8, 9] {
      let slice = column.slice(start..<column.count)
      #expect(slice.values == Array(values[start...]))
      let inner = slice.slice(1..<slice.count - 2)
      #expect(inner.values == Array(values[(start + 1)..<(values.count - 2)]))
      #expect(inner.nullCount == inner.values.count { $0.isNull })
    }
  }

  @Test(arguments: Sample.all)
  func slicesAreJoined(_ sample: Sample) throws {
    let column = try sample.column()
    let parts = [column.slice(1..<column.count), column.slice(0..<1), column.slice(0..<0)]
    let joined = try Column.concatenating(parts, type: sample.type)
    #expect(joined.values == Array(column.values[1...]) + [column.values[0]])
  }

  @Test(arguments: Sample.all)
  func rowsAreTakenInAnyOrder(_ sample: Sample) throws {
    let column = try sample.column()
    let cut = column.slice(1..<column.count)
    let rows = [cut.count - 1, -1, 0, 0, cut.count - 1]
    let expected = rows.map { $0 < 0 ? Value.null : cut.value(at: $0) }
    #expect(cut.taking(rows).values == expected)
    #expect(cut.taking([]).count == 0)
  }

  @Test func joiningAsksForOneType() throws {
    let column = try Sample(.int8, [.integer(1)]).column()
    let error = #expect(throws: ColumnarError.self) {
      try Column.concatenating([column], type: .int16)
    }
    #expect(error?.kind == .typeMismatch)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var value: Value
    var type: LogicalType
    var kind: ColumnarError.Kind
    var testDescription: String { "\(value) as \(type)" }
  }

  static let refusals: [Refusal] = [
    Refusal(value: .integer(128), type: .int8, kind: .outOfRange),
    Refusal(value: .integer(-1), type: .uint64, kind: .outOfRange),
    Refusal(value: .hugeInteger(1 << 64), type: .int64, kind: .outOfRange),
    Refusal(value: .string("1"), type: .int64, kind: .typeMismatch),
    Refusal(value: .boolean(true), type: .int8, kind: .typeMismatch),
    Refusal(value: .integer(1), type: .null, kind: .typeMismatch),
    Refusal(value: .string("c"), type: .enumeration(["a", "b"]), kind: .outOfRange),
    Refusal(
      value: .decimal(Decimal128(unscaled: 12345, scale: 2)),
      type: .decimal(precision: 4, scale: 2), kind: .outOfRange),
    Refusal(
      value: .decimal(Decimal128(unscaled: 15, scale: 1)), type: .int32, kind: .outOfRange),
    Refusal(
      value: .timestamp(1, .seconds, isAdjustedToUTC: false),
      type: .timestamp(.milliseconds, isAdjustedToUTC: false), kind: .typeMismatch),
    Refusal(
      value: .list([.integer(1)]), type: .array(Field("element", .int8), count: 2),
      kind: .outOfRange),
    Refusal(value: .structure([]), type: .structure([Field("a", .int8)]), kind: .typeMismatch),
    Refusal(
      value: .union(.init("z", .null)), type: .union([Field("a", .int8)]), kind: .typeMismatch),
  ]

  @Test(arguments: refusals)
  func valuesThatDoNotFitAreRefused(_ refusal: Refusal) {
    let error = #expect(throws: ColumnarError.self) {
      try ColumnBuilder(refusal.type).append(refusal.value)
    }
    #expect(error?.kind == refusal.kind)
    #expect(error?.message.contains("12345") == false)
  }

  @Test func numbersGoIntoEveryTypeThatHoldsThem() throws {
    let builder = ColumnBuilder(.decimal(precision: 5, scale: 2))
    try builder.append(.integer(7))
    try builder.append(.decimal(Decimal128(unscaled: 15, scale: 1)))
    #expect(builder.finish().values.map(\.description) == ["7.00", "1.50"])
    let floats = ColumnBuilder(.float64)
    try floats.append(.decimal(Decimal128(unscaled: 15, scale: 1)))
    try floats.append(.unsigned(3))
    #expect(floats.finish().values == [.double(1.5), .double(3)])
  }
}

struct ColumnBatchTests {
  private let schema = Schema([Field("Id", .int64), Field("name", .string), Field("id", .int8)])

  private func batch() throws -> ColumnBatch {
    try ColumnBatch(
      schema: schema,
      rows: [
        [.integer(1), .string("a"), .integer(7)], [.null, .null, .integer(8)],
        [.integer(3), .string("c"), .null],
      ])
  }

  @Test func namesPreferTheirExactSpelling() throws {
    let batch = try batch()
    #expect(batch["id"]?.value(at: 0) == .integer(7))
    #expect(batch["ID"]?.value(at: 0) == .integer(1))
    #expect(batch["nobody"] == nil)
  }

  @Test func rowsAreCutAndColumnsChosen() throws {
    let batch = try batch()
    #expect(batch.slice(1..<3).rows == Array(batch.rows[1...]))
    let chosen = batch.slice(1..<3).selecting([1])
    #expect(chosen.schema.names == ["name"])
    #expect(chosen.rows == [[.null], [.string("c")]])
    #expect(batch.selecting([]).count == 3)
  }

  @Test func batchesAreJoined() throws {
    let batch = try batch()
    let joined = try ColumnBatch.concatenating(
      [batch.slice(2..<3), batch.slice(0..<2)], schema: schema)
    #expect(joined.rows == [batch.rows[2], batch.rows[0], batch.rows[1]])
    #expect(try ColumnBatch.concatenating([], schema: schema).count == 0)
  }

  @Test func shapesMustAgree() throws {
    let batch = try batch()
    let short = batch.columns[0].slice(0..<1)
    let cases: [([Column], ColumnarError.Kind)] = [
      ([batch.columns[0]], .shapeMismatch),
      ([short, batch.columns[1], batch.columns[2]], .shapeMismatch),
      ([batch.columns[1], batch.columns[1], batch.columns[2]], .typeMismatch),
    ]
    for (columns, kind) in cases {
      let error = #expect(throws: ColumnarError.self) {
        try ColumnBatch(schema: schema, columns: columns)
      }
      #expect(error?.kind == kind)
    }
    let error = #expect(throws: ColumnarError.self) {
      try ColumnBatch(schema: schema, rows: [[.null]])
    }
    #expect(error?.kind == .shapeMismatch)
  }
}
