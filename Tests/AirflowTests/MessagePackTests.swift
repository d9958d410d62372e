import Orchestration
import TestSupport
import Testing

@testable import Airflow

@Suite struct MessagePackTests {
  /// Values with their bytes, from the examples of the specification and from Python's `msgspec`.
  private static let vectors: [(value: WireValue, bytes: [UInt8])] = [
    (nil, [0xc0]), (true, [0xc3]), (false, [0xc2]), (0, [0x00]), (127, [0x7f]),
    (-1, [0xff]), (-32, [0xe0]), ("", [0xa0]), ("abc", [0xa3, 0x61, 0x62, 0x63]),
    (.double(1.5), [0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]),
    (.unsigned(.max), [0xcf] + Array(repeating: 0xff, count: 8)),
    (.binary([1, 2]), [0xc4, 2, 1, 2]), ([], [0x90]), ([1, nil], [0x92, 0x01, 0xc0]),
    (["a": 1], [0x81, 0xa1, 0x61, 0x01]),
    (
      .moment(Timestamp(seconds: 1)),
      [0xc7, 12, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    ),
  ]

  @Test(arguments: vectors.indices)
  func writesAndReads(_ index: Int) throws {
    let vector = Self.vectors[index]
    #expect(MessagePack.encode(vector.value) == vector.bytes)
    #expect(try MessagePack.decode(vector.bytes) == vector.value)
  }

  @Test(
    arguments: [
      ([0xcc, 0xff], WireValue.integer(255)), ([0xcd, 1, 0], .integer(256)),
      ([0xce, 0, 1, 0, 0], .integer(65_536)), ([0xd0, 0x80], .integer(-128)),
      ([0xd1, 0xff, 0], .integer(-256)), ([0xca, 0x3f, 0x80, 0, 0], .double(1)),
      ([0xd9, 1, 0x61], "a"), ([0xdc, 0, 1, 0xc0], [nil]), ([0xde, 0, 1, 0xa1, 0x61, 2], ["a": 2]),
      ([0x81, 0x05, 0x06], ["5": 6]), ([0xd6, 0xff, 0, 0, 0, 2], .moment(Timestamp(seconds: 2))),
      (
        [0xd7, 0xff, 0x00, 0x00, 0x0f, 0xa0, 0, 0, 0, 3],
        .moment(Timestamp(microseconds: 3_000_001))
      ),
    ] as [([UInt8], WireValue)])
  func readsOtherForms(_ bytes: [UInt8], _ value: WireValue) throws {
    #expect(try MessagePack.decode(bytes) == value)
  }

  @Test func whatIsWrittenIsRead() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let value = WireValue.random(depth: 4, &random)
      #expect(try MessagePack.decode(MessagePack.encode(value)) == value)
      #expect(try WireValue(json: value.json).json == value.json)
    }
  }

  @Test func arbitraryBytesAreReadOrRefused() {
    var random = SeededGenerator(seed: 11)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = MessagePack.encode(WireValue.random(depth: 3, &random))
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        bytes[position] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes.removeLast() }
      do {
        _ = try MessagePack.decode(bytes)
      } catch {
        refused += 1
        #expect(error.kind == .wire)
      }
    }
    #expect(refused > 1000)
  }

  @Test func depthAndLengthAreBounded() {
    #expect(throws: AirflowError.self) {
      try MessagePack.decode(Array(repeating: 0x91, count: 10_000) + [0xc0])
    }
    #expect(throws: AirflowError.self) { try MessagePack.decode([0xdd, 0xff, 0xff, 0xff, 0xff]) }
    #expect(throws: AirflowError.self) { try MessagePack.decode([0xc0, 0xc0]) }
    #expect(throws: AirflowError.self) {
      try WireValue(json: String(repeating: "[", count: 10_000))
    }
  }
}

@Suite struct WireValueTests {
  @Test(arguments: [
    #"{"a": [1, -2.5, true, null], "b": "x\ny"}"#, #""\u00e9\ud83d\ude00 \"\\""#, "NaN",
    "-Infinity",
    "18446744073709551615", "[]", "{}",
  ])
  func jsonIsReadAsWritten(_ text: String) throws {
    let value = try WireValue(json: text)
    #expect(try WireValue(json: value.json).json == value.json)
  }

  @Test func jsonKeepsOrderAndKinds() throws {
    #expect(
      try WireValue(json: #"{"z": 1, "a": 1.0, "m": "\u0041"}"#)
        == ["z": 1, "a": .double(1), "m": "A"])
  }

  @Test(arguments: ["", "{", "[1,]", "nul", "\"a", "{\"a\" 1}", "1 2", "--1", "\"\\x\""])
  func whatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: AirflowError.self) { try WireValue(json: text) }
  }

  @Test(arguments: [
    ("PT1.5S", 1.5), ("P1DT2H30M", 95_400), ("-PT60S", -60), ("P2W", 1_209_600), ("PT0S", 0),
  ])
  func durationsAreRead(_ text: String, _ seconds: Double) {
    #expect(WireValue.text(text).duration == .seconds(seconds))
  }

  @Test(arguments: ["", "P", "1S", "PT1X", "PTT1S", "P1S"])
  func whatIsNoDurationIsRefused(_ text: String) {
    #expect(WireValue.text(text).duration == nil)
  }
}

extension WireValue {
  /// A value of any kind.
  static func random(depth: Int, _ random: inout SeededGenerator) -> WireValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2:
      let bits = Int.random(in: 0..<63, using: &random)
      return .integer(Int64.random(in: -(1 << bits)...(1 << bits), using: &random))
    case 3: return .double(Double.random(in: -1e9...1e9, using: &random))
    case 4:
      let count = [0, 3, 40, 300, 70_000][Int.random(in: 0..<5, using: &random)]
      return .text(String(repeating: "é", count: depth > 2 ? count : count % 300))
    case 5: return .unsigned(UInt64.random(in: UInt64(Int64.max) + 1...UInt64.max, using: &random))
    case 6: return .text("\u{1}\"\\\n")
    case 7:
      let count = Int.random(in: 0..<20, using: &random)
      return .list((0..<count).map { _ in .random(depth: depth - 1, &random) })
    default:
      let count = Int.random(in: 0..<20, using: &random)
      return .map(
        (0..<count).map { WireEntry("k\($0)", .random(depth: depth - 1, &random)) })
    }
  }
}
