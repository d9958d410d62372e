/// The index of a segment: functions over its parts, for the finished and the growing one.
enum FileIndex {
  /// Of the path, eight bytes at a time. Files of one path and several deletion vectors share a
  /// chain.
  static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var hash = UInt64(range.count)
      var index = range.lowerBound
      while index + 8 <= range.upperBound {
        hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < range.upperBound {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      return mixed(hash, rest)
    }
  }

  /// Both halves of a product with the golden ratio, so that every bit reaches the low ones, which
  /// choose the slot.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high &+ product.low &+ word
  }

  static func find(
    _ bytes: [UInt8], _ path: Range<Int>, _ vector: String?, slots: [UInt32], arena: [UInt8],
    entries: [FileEntry], extras: [FileExtras]
  ) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(bytes, path)) & mask
    while slots[slot] != 0 {
      let row = Int(slots[slot]) - 1
      let entry = entries[row]
      if Int(entry.pathLength) == path.count,
        equal(bytes, path.lowerBound, arena, entry.start, path.count)
      {
        let found =
          entry.extras == 0 ? nil : extras[Int(entry.extras) - 1].deletionVector?.uniqueId
        if found == vector { return row }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static func equal(
    _ left: [UInt8], _ leftStart: Int, _ right: [UInt8], _ rightStart: Int, _ count: Int
  ) -> Bool {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        var offset = 0
        while offset + 8 <= count {
          let one = left.loadUnaligned(fromByteOffset: leftStart + offset, as: UInt64.self)
          let other = right.loadUnaligned(fromByteOffset: rightStart + offset, as: UInt64.self)
          if one != other { return false }
          offset += 8
        }
        return (offset..<count).allSatisfy { left[leftStart + $0] == right[rightStart + $0] }
      }
    }
  }

  /// The slots for these entries, three quarters full at most, or a third while entries are
  /// still to come: looking for what is not there is slow in a full table.
  static func slots(
    for entries: [FileEntry], in arena: [UInt8], isGrowing: Bool = false
  ) -> [UInt32] {
    Self.slots(
      for: entries, in: arena, count: slotCount(for: entries.count, isGrowing: isGrowing))
  }

  static func slotCount(for entryCount: Int, isGrowing: Bool) -> Int {
    var count = 8
    while count * 3 < entryCount * (isGrowing ? 12 : 4) { count *= 2 }
    return count
  }

  static func slots(for entries: [FileEntry], in arena: [UInt8], count: Int) -> [UInt32] {
    var slots = [UInt32](repeating: 0, count: count)
    for row in entries.indices { insert(row, entries[row], arena, &slots) }
    return slots
  }

  static func insert(_ row: Int, _ entry: FileEntry, _ arena: [UInt8], _ slots: inout [UInt32]) {
    let mask = slots.count - 1
    let path = entry.start..<(entry.start + Int(entry.pathLength))
    var slot = Int(truncatingIfNeeded: hash(arena, path)) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(row + 1)
  }
}
