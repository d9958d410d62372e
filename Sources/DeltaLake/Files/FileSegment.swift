/// What few files have.
struct FileExtras: Sendable, Hashable {
  var deletionVector: DeletionVectorDescriptor?
  var baseRowId: Int64?
  var defaultRowCommitVersion: Int64?
  var clusteringProvider: String?
  var tags: [String: String]?

  var isEmpty: Bool {
    deletionVector == nil && baseRowId == nil && defaultRowCommitVersion == nil
      && clusteringProvider == nil && tags == nil
  }
}

/// A file in its segment's arena: forty bytes, so that a table of a million files fits in memory.
struct FileEntry: Sendable {
  /// Where the path begins in the arena; the statistics follow it.
  var start: Int
  var pathLength: UInt32
  var statisticsLength: UInt32
  var size: Int64
  var modificationTime: Int64
  /// The position in the segment's partition values, or ``tombstone``.
  var partition: UInt32
  /// The position in the segment's extras plus one; 0 for none.
  var extras: UInt32

  /// In ``partition``: the entry is a removal, which hides older additions.
  static let tombstone = UInt32.max

  var isTombstone: Bool { partition == Self.tombstone }
}

/// An immutable set of files with an index by path and deletion vector.
final class FileSegment: Sendable {
  let arena: [UInt8]
  let entries: [FileEntry]
  let partitions: [PartitionValues]
  let extras: [FileExtras]
  /// Open addressing: the row plus one, 0 where free. The count is a power of two.
  let slots: [UInt32]

  init(
    arena: [UInt8], entries: [FileEntry], partitions: [PartitionValues], extras: [FileExtras],
    slots: [UInt32]
  ) {
    self.arena = arena
    self.entries = entries
    self.partitions = partitions
    self.extras = extras
    self.slots = slots
  }

  func pathRange(_ row: Int) -> Range<Int> {
    let entry = entries[row]
    return entry.start..<(entry.start + Int(entry.pathLength))
  }

  func statisticsRange(_ row: Int) -> Range<Int> {
    let entry = entries[row]
    let start = entry.start + Int(entry.pathLength)
    return start..<(start + Int(entry.statisticsLength))
  }

  func path(_ row: Int) -> String { String(decoding: arena[pathRange(row)], as: UTF8.self) }

  func extras(_ row: Int) -> FileExtras? {
    let index = entries[row].extras
    return index == 0 ? nil : extras[Int(index) - 1]
  }

  /// The row of the file with the path of `row` in `other` and the same deletion vector.
  func find(_ row: Int, of other: FileSegment) -> Int? {
    FileIndex.find(
      other.arena, other.pathRange(row), other.extras(row)?.deletionVector?.uniqueId,
      slots: slots, arena: arena, entries: entries, extras: extras)
  }

  /// The bytes of memory that the segment holds, without its statistics and what few files have.
  var footprint: Int {
    let statistics = entries.reduce(0) { $0 + Int($1.statisticsLength) }
    return arena.count - statistics + entries.count * MemoryLayout<FileEntry>.stride
      + slots.count * MemoryLayout<UInt32>.stride
  }
}

/// The index of a segment: functions over its parts, for the finished and the growing one.
enum FileIndex {
  /// FNV-1a over the path. Files of one path and several deletion vectors share a chain.
  static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
    }
    // The low bits choose the slot; FNV leaves them the weakest.
    return hash ^ (hash >> 32)
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
    // From the middle, where the UUIDs are: the paths of a table begin and end alike.
    for offset in (count / 2)..<count
    where left[leftStart + offset] != right[rightStart + offset] {
      return false
    }
    for offset in 0..<(count / 2)
    where left[leftStart + offset] != right[rightStart + offset] {
      return false
    }
    return true
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
