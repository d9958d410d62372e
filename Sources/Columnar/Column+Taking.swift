extension Column {
  /// The rows at the given positions, in their order and in memory of their own; a negative
  /// position makes a row without a value.
  ///
  /// - Precondition: the positions are below ``count``.
  public func taking(_ rows: [Int]) -> Column {
    precondition(rows.allSatisfy { $0 < count }, "a position is beyond the rows")
    let hasNulls = nullCount > 0 || rows.contains { $0 < 0 }
    let validity =
      hasNulls ? Buffer(bitCount: rows.count) { rows[$0] >= 0 && !isNull(at: rows[$0]) } : nil
    return Column(
      type: type, count: rows.count, validity: validity, storage: storage(taking: rows))
  }

  private func storage(taking rows: [Int]) -> Storage {
    switch storage {
    case .none: return .none
    case .bits(let bits):
      return .bits(
        Buffer(bitCount: rows.count) { rows[$0] >= 0 && bits.bit(at: offset + rows[$0]) })
    case .fixed(let buffer):
      return .fixed(values(buffer, width: Self.fixedWidth(of: type) ?? 0, taking: rows))
    case .dictionary(let indices, let names):
      return .dictionary(indices: values(indices, width: 4, taking: rows), values: names)
    case .bytes(let offsets, let data):
      let (ranges, ends) = ranges(offsets, taking: rows)
      return .bytes(offsets: ends, data: Self.joined(data, ranges))
    case .list(let offsets, let elements):
      let (ranges, ends) = ranges(offsets, taking: rows)
      return .list(offsets: ends, elements: elements.taking(ranges.flatMap { $0 }))
    case .map(let offsets, let keys, let values):
      let (ranges, ends) = ranges(offsets, taking: rows)
      let positions = ranges.flatMap { $0 }
      return .map(
        offsets: ends, keys: keys.taking(positions), values: values.taking(positions))
    case .array(let elements):
      let width = Self.width(of: type)
      let positions = rows.flatMap { row in
        row < 0 ? Array(repeating: -1, count: width) : Array(row * width..<(row + 1) * width)
      }
      return .array(elements: elements.taking(positions))
    case .structure(let members): return .structure(members.map { $0.taking(rows) })
    case .union(let tags, let members):
      return .union(
        tags: values(tags, width: 1, taking: rows), members: members.map { $0.taking(rows) })
    }
  }

  /// How many elements each row of an array has.
  static func width(of type: LogicalType) -> Int {
    if case .array(_, let width) = type { width } else { 0 }
  }

  private func values(_ buffer: Buffer, width: Int, taking rows: [Int]) -> Buffer {
    Buffer(byteCount: rows.count * width) { target in
      guard let start = target.baseAddress else { return }
      buffer.withBytes { source in
        guard let first = source.baseAddress else { return }
        for (position, row) in rows.enumerated() where row >= 0 {
          (start + position * width).copyMemory(
            from: first + (offset + row) * width, byteCount: width)
        }
      }
    }
  }

  private func ranges(_ offsets: Buffer, taking rows: [Int]) -> ([Range<Int>], Buffer) {
    var ranges: [Range<Int>] = []
    var ends: [Int64] = [0]
    ends.reserveCapacity(rows.count + 1)
    for row in rows {
      let range = row < 0 || isNull(at: row) ? 0..<0 : elementRange(offsets, row)
      ranges.append(range)
      ends.append((ends.last ?? 0) + Int64(range.count))
    }
    return (ranges, Buffer(ends))
  }

  private static func joined(_ data: Buffer, _ ranges: [Range<Int>]) -> Buffer {
    Buffer(byteCount: ranges.reduce(0) { $0 + $1.count }) { target in
      var position = 0
      data.withBytes { source in
        for range in ranges where !range.isEmpty {
          UnsafeMutableRawBufferPointer(rebasing: target[position..<position + range.count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
          position += range.count
        }
      }
    }
  }
}
