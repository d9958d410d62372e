import Columnar
import FoundationEssentials
import Testing

/// A type, values of it, and whether Arrow gives back the same type.
struct Sample: Sendable, CustomTestStringConvertible {
  var type: LogicalType
  var values: [Value]
  /// What the type comes back as, where that is another.
  var returned: LogicalType?
  var testDescription: String { type.description }

  /// The column of all values, each followed by a null.
  func column() throws -> Column {
    let builder = ColumnBuilder(type)
    for value in values {
      try builder.append(value)
      builder.appendNull()
    }
    return builder.finish()
  }

  init(_ type: LogicalType, _ values: [Value], returned: LogicalType? = nil) {
    self.type = type
    self.values = values
    self.returned = returned
  }

  static let numbers: [Sample] = [
    Sample(.boolean, [.boolean(true), .boolean(false)]),
    Sample(.int8, [.integer(-128), .integer(127)]),
    Sample(.int16, [.integer(-32768), .integer(32767)]),
    Sample(.int32, [.integer(-2_147_483_648), .integer(2_147_483_647)]),
    Sample(.int64, [.integer(.min), .integer(.max), .integer(0)]),
    Sample(.int128, [.hugeInteger(.min), .hugeInteger(.max), .hugeInteger(-1)]),
    Sample(.uint8, [.unsigned(0), .unsigned(255)]),
    Sample(.uint16, [.unsigned(65535)]),
    Sample(.uint32, [.unsigned(4_294_967_295)]),
    Sample(.uint64, [.unsigned(.max)]),
    Sample(.uint128, [.unsignedHuge(.max), .unsignedHuge(0)]),
    Sample(.float32, [.float(1.5), .float(-.infinity), .float(.leastNonzeroMagnitude)]),
    Sample(.float64, [.double(0.1), .double(.infinity), .double(-0.0)]),
    Sample(.decimal(precision: 4, scale: 2), [.decimal(Decimal128(unscaled: -9999, scale: 2))]),
    Sample(
      .decimal(precision: 38, scale: 10), [.decimal(Decimal128(unscaled: limit, scale: 10))]),
    Sample(.decimal(precision: 38, scale: 0), [.decimal(Decimal128(unscaled: -limit, scale: 0))]),
  ]

  private static let limit: Int128 = {
    var power: Int128 = 1
    for _ in 0..<38 { power *= 10 }
    return power - 1
  }()

  static let texts: [Sample] = [
    Sample(.string, [.string(""), .string("é"), .string("longer than twelve bytes, 日本")]),
    Sample(
      .binary, [.binary([]), .binary([0, 255, 39]), .binary(Array(repeating: 7, count: 40))]),
    Sample(.json, [.json("{\"a\": [1, null]}"), .json("null")]),
    Sample(.bits, [.bits("1"), .bits("010110011"), .bits("00000000")]),
    Sample(
      .uuid, UUID(uuidString: "00112233-4455-6677-8899-aabbccddeeff").map { [.uuid($0)] } ?? []),
    Sample(.enumeration(["a", "b b", "é"]), [.string("é"), .string("a")], returned: .string),
  ]

  static let temporal: [Sample] =
    [
      Sample(.date, [.date(0), .date(-1), .date(2_932_896)]),
      Sample(.time(.seconds), [.time(86_399, .seconds)]),
      Sample(.time(.milliseconds), [.time(86_399_999, .milliseconds)]),
      Sample(.time(.microseconds), [.time(86_399_999_999, .microseconds)]),
      Sample(.time(.nanoseconds), [.time(86_399_999_999_999, .nanoseconds)]),
      Sample(
        .timeWithZone,
        [
          .timeWithZone(TimeWithZone(microseconds: 1, offset: -7200)),
          .timeWithZone(TimeWithZone(microseconds: 86_399_999_999, offset: 57_599)),
        ]),
      Sample(
        .interval,
        [
          .interval(Interval(months: -13, days: 400, microseconds: -1)),
          .interval(Interval(months: 0, days: 0, microseconds: 9_223_372_036_854_775)),
        ]),
    ]
    + LogicalType.TimeUnit.allCases.flatMap { unit in
      [true, false].map { zoned in
        Sample(
          .timestamp(unit, isAdjustedToUTC: zoned),
          [
            .timestamp(-1, unit, isAdjustedToUTC: zoned),
            .timestamp(.max, unit, isAdjustedToUTC: zoned),
          ])
      }
    }

  private static let people = LogicalType.structure([
    Field("name", .string), Field("ages", .list(Field("element", .int32))),
  ])

  private static func person(_ name: Value, _ ages: Value) -> Value {
    .structure([.init("name", name), .init("ages", ages)])
  }

  private static let key = Field("key", .string, isNullable: false)

  static let nested: [Sample] = [
    Sample(
      .list(Field("element", .int32)),
      [.list([.integer(1), .null]), .list([]), .list([.integer(3)])]),
    Sample(
      .list(Field("item", .list(Field("item", .string)))),
      [.list([.list([.string("a")]), .null, .list([])])]),
    Sample(.array(Field("element", .boolean), count: 2), [.list([.boolean(true), .null])]),
    Sample(.array(Field("element", .int8), count: 0), [.list([])]),
    Sample(people, [person(.string("x"), .list([.integer(1)])), person(.null, .null)]),
    Sample(.structure([]), [.structure([])]),
    Sample(
      .map(key: key, value: Field("value", .interval)),
      [
        .map([.init(.string("k"), .interval(Interval(days: 1))), .init(.string("l"), .null)]),
        .map([]),
      ]),
    Sample(
      .map(key: key, value: Field("value", people)),
      [.map([.init(.string("k"), person(.string("y"), .list([])))])]),
  ]

  static let all: [Sample] = numbers + texts + temporal + nested
}
