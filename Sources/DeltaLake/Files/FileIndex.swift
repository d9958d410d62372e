/// The index of a segment: functions over its parts, for the finished and the growing one.
///
/// Open addressing with a power of two of slots. A slot is 0 where it is free; else its lower half
/// is the row plus one, and its upper half that of the path's hash, from which its place follows.
/// A finished segment keeps the lower halves, in the same places.
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

  /// Both halves of a product with the golden ratio, so that every bit reaches the upper ones, which
  /// choose the slot.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high &+ product.low &+ word
  }

  /// A file that is looked for: where its path stands, the path's ``hash(_:_:)``, and the unique id
  /// of its deletion vector.
  struct Key {
    var bytes: [UInt8]
    var path: Range<Int>
    var hash: UInt64
    var vector: String?

    init(_ bytes: [UInt8], _ path: Range<Int>, _ vector: String?) {
      self.bytes = bytes
      self.path = path
      self.vector = vector
      hash = FileIndex.hash(bytes, path)
    }

    func matches(_ entry: FileEntry, in arena: [UInt8], _ extras: [FileExtras]) -> Bool {
      Int(entry.pathLength) == path.count
        && FileIndex.equal(bytes, path.lowerBound, arena, entry.start, path.count)
        && entry.vector(in: extras) == vector
    }
  }

  /// The row of a file in a growing segment; `nil` if it is not there.
  static func find(
    _ key: Key, slots: [UInt64], arena: [UInt8], entries: [FileEntry], extras: [FileExtras]
  ) -> Int? {
    let mask = slots.count - 1
    var position = Int(key.hash >> 32) & mask
    while slots[position] != 0 {
      // Most that are not meant are told by the hash, which saves looking them up.
      if (slots[position] ^ key.hash) >> 32 == 0 {
        let row = Int(slots[position] & 0xFFFF_FFFF) - 1
        if key.matches(entries[row], in: arena, extras) { return row }
      }
      position = (position + 1) & mask
    }
    return nil
  }

  /// The row of a file in a finished segment; `nil` if it is not there.
  static func find(
    _ key: Key, slots: [UInt32], arena: [UInt8], entries: [FileEntry], extras: [FileExtras]
  ) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var position = Int(key.hash >> 32) & mask
    while slots[position] != 0 {
      let row = Int(slots[position]) - 1
      if key.matches(entries[row], in: arena, extras) { return row }
      position = (position + 1) & mask
    }
    return nil
  }

  fileprivate static func equal(
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

  /// How many slots there are for so many entries, which fill three quarters of them at most.
  static func slotCount(for entryCount: Int) -> Int {
    var count = 8
    while count * 3 < entryCount * 4 { count *= 2 }
    return count
  }

  /// The same index in another number of slots.
  static func resized(_ slots: [UInt64], to count: Int) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: count)
    for slot in slots where slot != 0 { place(slot, in: &result) }
    return result
  }

  /// The index of a finished segment of so many entries.
  static func finished(_ slots: [UInt64], entryCount: Int) -> [UInt32] {
    let count = slotCount(for: entryCount)
    let fitting = slots.count == count ? slots : resized(slots, to: count)
    return fitting.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Takes the entry `row`, whose path has the hash.
  static func insert(_ row: Int, _ hash: UInt64, _ slots: inout [UInt64]) {
    place(hash & ~0xFFFF_FFFF | UInt64(row + 1), in: &slots)
  }

  private static func place(_ slot: UInt64, in slots: inout [UInt64]) {
    let mask = slots.count - 1
    var position = Int(slot >> 32) & mask
    while slots[position] != 0 { position = (position + 1) & mask }
    slots[position] = slot
  }
}
