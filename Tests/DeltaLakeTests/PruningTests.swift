import Columnar
import DeltaLake
import TestSupport
import Testing

/// Which files a predicate leaves: never one fewer than hold a row that is wanted.
@Suite struct PruningTests {
  static let schema = Schema([
    Field("day", .date), Field("i", .int64), Field("s", .string), Field("f", .float64),
    Field("d", .decimal(precision: 10, scale: 2)),
    Field("t", .timestamp(.microseconds, isAdjustedToUTC: true)),
    Field("n", .structure([Field("x", .int32), Field("y", .string)])),
  ])

  static func snapshot(_ files: [AddFile]) async throws -> Snapshot {
    let definition = TableDefinition(schema: schema, partitionColumns: ["day"])
    let created = try await Transaction(
      creating: Table(store: MemoryStore()), definition
    ).commit().snapshot
    var append = Transaction(on: created, .write(.append))
    for file in files { append.add(file) }
    return try await append.commit().snapshot
  }

  static func file(_ name: String, day: String?, _ statistics: String?) -> AddFile {
    AddFile(
      path: name, partitionValues: ["day": day], size: 1, modificationTime: 0,
      statistics: statistics)
  }

  static let files = [
    file(
      "a", day: "2024-01-01",
      #"""
      {"numRecords":10,"minValues":{"i":1,"s":"apple","f":-1.5,"d":1.10,"t":"2024-01-01T10:00:00.000Z","n":{"x":1}},
      "maxValues":{"i":5,"s":"cherry","f":2.5,"d":9.99,"t":"2024-01-01T11:00:00.123Z","n":{"x":3}},
      "nullCount":{"i":0,"s":0,"f":0,"d":2,"t":0,"n":{"x":0,"y":10}}}
      """#),
    file(
      "b", day: "2024-01-02",
      #"{"numRecords":4,"minValues":{"i":6},"maxValues":{"i":6},"nullCount":{"i":0,"s":4}}"#),
    file("c", day: nil, nil),
    file("d", day: "2024-01-03", #"{"numRecords":3,"minValues":{"i":"#),
  ]

  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var predicate: Predicate
    var expected: String

    init(_ description: String, _ predicate: Predicate, _ expected: String) {
      self.description = description
      self.predicate = predicate
      self.expected = expected
    }
  }

  static func date(_ text: String) -> Literal { Literal(text, type: .date) ?? .boolean(false) }
  static func time(_ text: String) -> Literal {
    Literal(text, type: .timestamp(.microseconds, isAdjustedToUTC: true)) ?? .boolean(false)
  }

  static let cases: [Case] = [
    Case("everything", .always(true), "abcd"),
    Case("nothing", .always(false), ""),
    Case("unknown", .unknown, "abcd"),
    Case("not unknown", .not(.unknown), "abcd"),
    Case("a partition", .compare(["day"], .equal, date("2024-01-01")), "a"),
    Case("other partitions", .compare(["day"], .notEqual, date("2024-01-01")), "bd"),
    Case("a partition in another case", .compare(["DAY"], .equal, date("2024-01-01")), "a"),
    Case("later partitions", .compare(["day"], .greater, date("2024-01-01")), "bd"),
    Case("the null partition", .isNull(["day"]), "c"),
    Case("no null partition", .isNotNull(["day"]), "abd"),
    Case("i = 3", .compare(["i"], .equal, .integer(3)), "acd"),
    Case("i = 6", .compare(["i"], .equal, .integer(6)), "bcd"),
    Case("i <> 6", .compare(["i"], .notEqual, .integer(6)), "acd"),
    Case("not i = 6", .not(.compare(["i"], .equal, .integer(6))), "acd"),
    Case("i > 5", .compare(["i"], .greater, .integer(5)), "bcd"),
    Case("i >= 5", .compare(["i"], .greaterOrEqual, .integer(5)), "abcd"),
    Case("i < 1", .compare(["i"], .less, .integer(1)), "cd"),
    Case("i <= 1", .compare(["i"], .lessOrEqual, .integer(1)), "acd"),
    Case("not i >= 6", .not(.compare(["i"], .greaterOrEqual, .integer(6))), "acd"),
    Case("i in (0, 6)", .isIn(["i"], [.integer(0), .integer(6)]), "bcd"),
    Case("i not in (6)", .not(.isIn(["i"], [.integer(6)])), "acd"),
    Case("i in ()", .isIn(["i"], []), ""),
    Case("i = 5.5", .compare(["i"], .equal, .decimal(unscaled: 55, scale: 1)), "cd"),
    Case("i = text", .compare(["i"], .equal, .string("5")), "abcd"),
    Case("i is null", .isNull(["i"]), "cd"),
    Case("s is not null", .isNotNull(["s"]), "acd"),
    Case("s = 'x': all null", .compare(["s"], .equal, .string("x")), "cd"),
    Case("not s = 'x'", .not(.compare(["s"], .equal, .string("x"))), "acd"),
    Case("s like 'b%'", .hasPrefix(["s"], "b"), "acd"),
    Case("s like 'd%'", .hasPrefix(["s"], "d"), "cd"),
    Case("s like 'cherry pie%'", .hasPrefix(["s"], "cherry pie"), "cd"),
    Case("f > 100: NaN is greater", .compare(["f"], .greater, .double(100)), "abcd"),
    Case("f < -2", .compare(["f"], .less, .double(-2)), "bcd"),
    Case("d = 10", .compare(["d"], .equal, .decimal(unscaled: 10, scale: 0)), "bcd"),
    Case(
      "d >= 9.990", .compare(["d"], .greaterOrEqual, .decimal(unscaled: 9990, scale: 3)), "abcd"),
    Case(
      "t in the cut millisecond", .compare(["t"], .greater, time("2024-01-01 11:00:00.1235")),
      "abcd"),
    Case("t behind it", .compare(["t"], .greater, time("2024-01-01 11:00:00.125")), "bcd"),
    Case("t with an offset", .compare(["t"], .less, time("2024-01-01T11:00:00+01:00")), "bcd"),
    Case("n.x = 4", .compare(["n", "x"], .equal, .integer(4)), "bcd"),
    Case("n.y is not null", .isNotNull(["n", "y"]), "bcd"),
    Case("a column that is not there", .compare(["nope"], .equal, .integer(1)), "abcd"),
    Case("and", .and([.compare(["i"], .greater, .integer(5)), .unknown]), "bcd"),
    Case("or", .or([.compare(["i"], .greater, .integer(5)), .isNull(["day"])]), "bcd"),
    Case("or unknown", .or([.compare(["i"], .greater, .integer(5)), .unknown]), "abcd"),
    Case(
      "not (a and b)",
      .not(.and([.compare(["i"], .equal, .integer(6)), .compare(["i"], .less, .integer(9))])), "acd"
    ),
    Case(
      "not (a or b)",
      .not(.or([.compare(["i"], .less, .integer(6)), .compare(["i"], .greater, .integer(6))])),
      "bcd"),
  ]

  @Test(arguments: cases)
  func theRightFilesAreLeft(_ each: Case) async throws {
    let plan = try await Self.snapshot(Self.files).scan(each.predicate)
    #expect(plan.files.map(\.path).sorted().joined() == each.expected)
    #expect(plan.totalFiles == 4)
    #expect(plan.prunedByPartition + plan.prunedByStatistics + plan.files.count == 4)
  }

  @Test func whatPrunedIsSaid() async throws {
    let snapshot = try await Self.snapshot(Self.files)
    let plan = snapshot.scan(
      .and([
        .compare(["day"], .lessOrEqual, Self.date("2024-01-02")),
        .compare(["i"], .greater, .integer(5)),
      ]))
    #expect(plan.files.map(\.path) == ["b"])
    #expect(plan.prunedByPartition == 2)
    #expect(plan.prunedByStatistics == 1)
  }

  /// Random numbers, bounds and comparisons against what really is in the files.
  @Test(arguments: 0..<50)
  func noFileWithAMatchIsEverPruned(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var contents: [String: [Int64?]] = [:]
    var files: [AddFile] = []
    for index in 0..<12 {
      let values = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Bool.random(using: &random) ? nil : Int64.random(in: 0...9, using: &random)
      }
      let present = values.compactMap(\.self)
      let metadata = Metadata(id: "", schema: Self.schema)
      let column = ColumnStatistics(
        path: ["i"], minimum: present.min().map { .integer($0) },
        maximum: present.max().map { .integer($0) }, nullCount: values.count - present.count)
      contents["f\(index)"] = values
      files.append(
        Self.file(
          "f\(index)", day: nil,
          metadata.statisticsJSON(rowCount: values.count, columns: [column])))
    }
    let snapshot = try await Self.snapshot(files)
    for _ in 0..<40 {
      let (predicate, holds) = Self.predicate(depth: 3, &random)
      let left = Set(snapshot.scan(predicate).files.map(\.path))
      for (path, values) in contents where values.contains(where: { holds($0) == true }) {
        #expect(left.contains(path), "\(predicate) on \(values)")
      }
    }
  }

  /// A random predicate on `i` and what SQL says of a value: true, false or null.
  static func predicate(
    depth: Int, _ random: inout SeededGenerator
  ) -> (Predicate, (Int64?) -> Bool?) {
    let number = Int64.random(in: 0...9, using: &random)
    switch Int.random(in: depth > 0 ? 0..<12 : 0..<8, using: &random) {
    case 0: return (.compare(["i"], .equal, .integer(number)), { $0.map { $0 == number } })
    case 1: return (.compare(["i"], .notEqual, .integer(number)), { $0.map { $0 != number } })
    case 2: return (.compare(["i"], .less, .integer(number)), { $0.map { $0 < number } })
    case 3: return (.compare(["i"], .lessOrEqual, .integer(number)), { $0.map { $0 <= number } })
    case 4: return (.compare(["i"], .greater, .integer(number)), { $0.map { $0 > number } })
    case 5:
      return (.compare(["i"], .greaterOrEqual, .integer(number)), { $0.map { $0 >= number } })
    case 6: return (.isNull(["i"]), { $0 == nil })
    case 7: return (.isNotNull(["i"]), { $0 != nil })
    case 8, 9:
      let (part, holds) = predicate(depth: depth - 1, &random)
      return (.not(part), { holds($0).map { !$0 } })
    case 10:
      let (left, first) = predicate(depth: depth - 1, &random)
      let (right, second) = predicate(depth: depth - 1, &random)
      return (
        .and([left, right]),
        { value in
          let results = [first(value), second(value)]
          return results.contains(false) ? false : results.contains(nil) ? nil : true
        }
      )
    default:
      let (left, first) = predicate(depth: depth - 1, &random)
      let (right, second) = predicate(depth: depth - 1, &random)
      return (
        .or([left, right]),
        { value in
          let results = [first(value), second(value)]
          return results.contains(true) ? true : results.contains(nil) ? nil : false
        }
      )
    }
  }
}
