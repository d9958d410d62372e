/// The sets of row numbers in deletion vectors: 64-bit Roaring bitmaps behind Delta's magic
/// number, in the portable format or, for reading, in the older one of Delta's own.
enum RoaringBitmap {
  private static let magic: UInt32 = 1_681_511_377
  /// Written with the most significant byte first, as the counts behind it are.
  private static let olderMagic: UInt32 = 1_681_511_376
  private static let cookieWithRuns: UInt32 = 12_347
  private static let cookieWithoutRuns: UInt32 = 12_346
  /// From so many containers on their offsets are written though there are runs.
  private static let offsetThreshold = 4
  private static let arrayLimit = 4096

  // MARK: Decoding

  /// The numbers in ascending order.
  ///
  /// - Parameters:
  ///   - bytes: the serialized set.
  ///   - count: how many numbers there must be.
  /// - Returns: the numbers.
  /// - Throws: ``DeltaError`` if the bytes are no such set.
  static func decode(_ bytes: [UInt8], count: Int) throws -> [Int] {
    var input = Input(bytes: bytes)
    let mark = try input.uint32()
    var rows: [Int] = []
    rows.reserveCapacity(min(max(count, 0), bytes.count * 8))
    switch mark {
    case magic: try portable(&input, limit: count, into: &rows)
    case olderMagic.byteSwapped:
      for key in 0..<(try input.uint32().byteSwapped) {
        _ = try input.uint32()
        try bitmap(&input, base: Int(key) << 32, limit: count, into: &rows)
      }
    default: throw invalid("it does not begin with its mark")
    }
    guard rows.count == count else {
      throw invalid("it holds \(rows.count) rows where the log says \(count)")
    }
    for index in rows.indices.dropFirst() where rows[index - 1] >= rows[index] {
      throw invalid("its rows are not in order")
    }
    return rows
  }

  private static func portable(
    _ input: inout Input, limit: Int, into rows: inout [Int]
  ) throws {
    var previous: UInt32?
    for _ in 0..<(try input.uint64()) {
      let key = try input.uint32()
      guard previous.map({ $0 < key }) ?? true, key <= UInt32(Int32.max) else {
        throw invalid("its parts are not in order")
      }
      previous = key
      try bitmap(&input, base: Int(key) << 32, limit: limit, into: &rows)
    }
  }

  private static func invalid(_ what: String) -> DeltaError {
    DeltaError(.corruptLog, "the deletion vector is damaged: \(what)")
  }

  private struct Input {
    let bytes: [UInt8]
    var position = 0

    mutating func take(_ count: Int) throws -> Range<Int> {
      guard count <= bytes.count - position else { throw RoaringBitmap.invalid("it ends early") }
      defer { position += count }
      return position..<(position + count)
    }

    private mutating func integer(_ count: Int) throws -> UInt64 {
      try take(count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    mutating func uint16() throws -> Int { Int(try integer(2)) }
    mutating func uint32() throws -> UInt32 { UInt32(truncatingIfNeeded: try integer(4)) }
    mutating func uint64() throws -> UInt64 { try integer(8) }
  }

  private static func bitmap(
    _ input: inout Input, base: Int, limit: Int, into rows: inout [Int]
  ) throws {
    let cookie = try input.uint32()
    let hasRuns = cookie & 0xFFFF == cookieWithRuns
    guard hasRuns || cookie == cookieWithoutRuns else { throw invalid("its form is not known") }
    let containers = hasRuns ? Int(cookie >> 16) + 1 : Int(try input.uint32())
    guard containers <= 1 << 16 else { throw invalid("it has too many parts") }
    let runFlags = hasRuns ? try input.take((containers + 7) / 8) : 0..<0
    var headers: [(key: Int, cardinality: Int)] = []
    for _ in 0..<containers {
      headers.append((try input.uint16(), try input.uint16() + 1))
    }
    if !hasRuns || containers >= offsetThreshold { _ = try input.take(4 * containers) }
    for (index, header) in headers.enumerated() {
      if index > 0, headers[index - 1].key >= header.key {
        throw invalid("its parts are not in order")
      }
      let isRun =
        hasRuns && input.bytes[runFlags.lowerBound + index / 8] & (1 << UInt8(index % 8)) != 0
      let start = base + header.key << 16
      let before = rows.count
      if isRun {
        try runs(&input, start, limit: limit, into: &rows)
      } else if header.cardinality <= arrayLimit {
        for _ in 0..<header.cardinality { rows.append(start + (try input.uint16())) }
      } else {
        bits(input.bytes, try input.take(8192), start, into: &rows)
      }
      guard rows.count - before == header.cardinality, rows.count <= limit else {
        throw invalid("a part does not hold as many rows as it says")
      }
    }
  }

  private static func runs(
    _ input: inout Input, _ start: Int, limit: Int, into rows: inout [Int]
  ) throws {
    for _ in 0..<(try input.uint16()) {
      let first = try input.uint16()
      let last = first + (try input.uint16())
      guard last <= 0xFFFF, rows.count + last - first < limit else {
        throw invalid("a run is too long")
      }
      for row in first...last { rows.append(start + row) }
    }
  }

  private static func bits(
    _ bytes: [UInt8], _ range: Range<Int>, _ start: Int, into rows: inout [Int]
  ) {
    for index in range {
      var byte = bytes[index]
      while byte != 0 {
        rows.append(start + (index - range.lowerBound) * 8 + byte.trailingZeroBitCount)
        byte &= byte - 1
      }
    }
  }

  // MARK: Encoding

  /// The serialized set of numbers that are in ascending order without duplicates.
  static func encode(_ rows: [Int]) -> [UInt8] {
    var output: [UInt8] = []
    append(magic, to: &output)
    let parts = rows.chunked { $0 >> 32 }
    append(UInt64(parts.count), to: &output)
    for part in parts {
      append(UInt32(truncatingIfNeeded: part.key), to: &output)
      encodeBitmap(part.rows, to: &output)
    }
    return output
  }

  private static func encodeBitmap(_ rows: ArraySlice<Int>, to output: inout [UInt8]) {
    let containers = rows.chunked { $0 >> 16 }
    append(cookieWithoutRuns, to: &output)
    append(UInt32(containers.count), to: &output)
    for container in containers {
      append(UInt16(truncatingIfNeeded: container.key), to: &output)
      append(UInt16(container.rows.count - 1), to: &output)
    }
    // Offsets count from the start of the 32-bit bitmap, its cookie included.
    var offset = 8 + 8 * containers.count
    for container in containers {
      append(UInt32(offset), to: &output)
      offset += container.rows.count <= arrayLimit ? 2 * container.rows.count : 8192
    }
    for container in containers {
      if container.rows.count <= arrayLimit {
        for row in container.rows { append(UInt16(truncatingIfNeeded: row), to: &output) }
      } else {
        var bits = [UInt8](repeating: 0, count: 8192)
        for row in container.rows { bits[(row & 0xFFFF) / 8] |= 1 << UInt8(row & 7) }
        output.append(contentsOf: bits)
      }
    }
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to output: inout [UInt8]) {
    for shift in stride(from: 0, to: T.bitWidth, by: 8) {
      output.append(UInt8(truncatingIfNeeded: value >> T(shift)))
    }
  }
}

extension RandomAccessCollection where Element == Int {
  /// The runs of neighbours that share a key.
  fileprivate func chunked(by key: (Int) -> Int) -> [(key: Int, rows: SubSequence)] {
    var chunks: [(key: Int, rows: SubSequence)] = []
    var start = startIndex
    while start < endIndex {
      let value = key(self[start])
      let end = self[start...].firstIndex { key($0) != value } ?? endIndex
      chunks.append((value, self[start..<end]))
      start = end
    }
    return chunks
  }
}
