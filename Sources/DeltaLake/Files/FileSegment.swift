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

  /// The unique id of the deletion vector.
  func vector(in extras: [FileExtras]) -> String? {
    self.extras == 0 ? nil : extras[Int(self.extras) - 1].deletionVector?.uniqueId
  }
}

/// An immutable set of files with an index by path and deletion vector.
final class FileSegment: Sendable {
  let arena: [UInt8]
  let entries: [FileEntry]
  let partitions: [PartitionValues]
  let extras: [FileExtras]
  /// The index, as ``FileIndex`` has it.
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
    let vector = other.entries[row].vector(in: other.extras)
    return FileIndex.find(
      FileIndex.Key(other.arena, other.pathRange(row), vector), slots: slots, arena: arena,
      entries: entries, extras: extras)
  }

  /// The bytes of memory that the segment holds, without its statistics and what few files have.
  var footprint: Int {
    let statistics = entries.reduce(0) { $0 + Int($1.statisticsLength) }
    return arena.capacity - statistics + entries.capacity * MemoryLayout<FileEntry>.stride
      + slots.capacity * MemoryLayout<UInt32>.stride
  }
}
