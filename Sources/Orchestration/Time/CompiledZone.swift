/// A zone as `zic` compiles it: the TZif format of RFC 9636.
struct CompiledZone {
  private let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private struct Header {
    var version: UInt8
    var isUTCount: Int
    var isStandardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var characterCount: Int

    func dataLength(timeSize: Int) -> Int {
      timeCount * timeSize + timeCount + typeCount * 6 + characterCount
        + leapCount * (timeSize + 4) + isStandardCount + isUTCount
    }
  }

  /// The rules in it; `nil` if the bytes are no zone, or are cut off.
  func rules(named name: String) -> TimeZoneRules? {
    guard let first = header(at: 0) else { return nil }
    // From version 2 on the data stands twice, the second time with 64 bits.
    guard first.version >= UInt8(ascii: "2") else {
      return rules(named: name, header: first, at: 44, timeSize: 4)
    }
    let second = 44 + first.dataLength(timeSize: 4)
    guard let header = header(at: second) else { return nil }
    return rules(named: name, header: header, at: second + 44, timeSize: 8)
  }

  private func header(at position: Int) -> Header? {
    guard bytes.count >= position + 44, Array(bytes[position..<position + 4]) == Array("TZif".utf8)
    else { return nil }
    let counts = (0..<6).map { Int(integer(at: position + 20 + $0 * 4, size: 4)) }
    guard counts.allSatisfy({ (0..<1_000_000).contains($0) }) else { return nil }
    return Header(
      version: bytes[position + 4], isUTCount: counts[0], isStandardCount: counts[1],
      leapCount: counts[2], timeCount: counts[3], typeCount: counts[4], characterCount: counts[5])
  }

  private func rules(
    named name: String, header: Header, at start: Int, timeSize: Int
  ) -> TimeZoneRules? {
    let end = start + header.dataLength(timeSize: timeSize)
    guard bytes.count >= end, header.typeCount > 0 else { return nil }
    let types = start + header.timeCount * timeSize
    let records = types + header.timeCount
    let offsets = (0..<header.typeCount).map { Int(integer(at: records + $0 * 6, size: 4)) }
    var transitions: [TimeZoneRules.Transition] = []
    transitions.reserveCapacity(header.timeCount)
    for index in 0..<header.timeCount {
      let type = Int(bytes[types + index])
      guard type < offsets.count else { return nil }
      let moment = integer(at: start + index * timeSize, size: timeSize)
      transitions.append(.init(at: moment, offset: offsets[type]))
    }
    let footer = bytes[end...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
    let recurrence = RecurringOffsets(String(decoding: footer, as: UTF8.self))
    return TimeZoneRules(
      name: name, initialOffset: offsets[0], transitions: transitions, recurrence: recurrence)
  }

  /// A signed big-endian integer.
  private func integer(at position: Int, size: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[position..<position + size] { value = value << 8 | UInt64(byte) }
    return size == 4
      ? Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: value))) : Int64(bitPattern: value)
  }
}
