/// Collects files and removals, newest first: what is known already is not taken again.
struct FileSegmentBuilder {
  private var arena: [UInt8] = []
  private(set) var entries: [FileEntry] = []
  private var partitions: [PartitionValues] = []
  private var extras: [FileExtras] = []
  private var slots = [UInt64](repeating: 0, count: 64)
  /// The hash of the path that was taken last.
  private var lastHash: UInt64 = 0
  private var partitionIndex: [PartitionValues: UInt32] = [:]
  /// Partition values by the bytes they were read from; most files repeat another's.
  private var partitionTexts: [[UInt8]: UInt32] = [:]
  /// The partition values of the file before, as ``partitionTexts`` has them: files of one
  /// partition often stand together.
  private var lastPartition: (text: [UInt8], index: UInt32)?
  private var partitionText: [UInt8] = []
  private var tombstoneCount = 0

  /// A file whose path and statistics are still parts of a log line.
  struct Line {
    var path: (range: Range<Int>, hasEscapes: Bool)
    var statistics: (range: Range<Int>, hasEscapes: Bool)?
    var partitionValues: Range<Int>?
    var size: Int64
    var modificationTime: Int64
    var extras: FileExtras
    var isTombstone: Bool
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Takes a file or removal off a log line; `false` if a newer action on it is known.
  @discardableResult
  mutating func insert(_ line: Line, from reader: JSONReader) throws -> Bool {
    let start = arena.count
    try reader.append(line.path.range, hasEscapes: line.path.hasEscapes, to: &arena)
    FilePath.decode(&arena, from: start)
    guard let entry = begin(at: start, line.extras, isTombstone: line.isTombstone) else {
      return false
    }
    var finished = entry
    if !line.isTombstone {
      if let (range, hasEscapes) = line.statistics {
        try reader.append(range, hasEscapes: hasEscapes, to: &arena)
      }
      finished.partition = try partition(line.partitionValues, of: reader)
    }
    finished.size = line.size
    finished.modificationTime = line.modificationTime
    finish(finished)
    return true
  }

  /// Takes a file; `false` if a newer action on it is known.
  @discardableResult
  mutating func insert(_ file: AddFile) -> Bool {
    let start = arena.count
    arena.append(contentsOf: file.path.utf8)
    let extras = FileExtras(
      deletionVector: file.deletionVector, baseRowId: file.baseRowId,
      defaultRowCommitVersion: file.defaultRowCommitVersion,
      clusteringProvider: file.clusteringProvider, tags: file.tags)
    guard var entry = begin(at: start, extras, isTombstone: false) else { return false }
    if let statistics = file.statistics { arena.append(contentsOf: statistics.utf8) }
    entry.partition = partition(PartitionValues(file.partitionValues))
    entry.size = Int64(file.size)
    entry.modificationTime = file.modificationTime
    finish(entry)
    return true
  }

  /// Takes a removal; `false` if a newer action on the file is known.
  @discardableResult
  mutating func insert(_ file: RemoveFile) -> Bool {
    let start = arena.count
    arena.append(contentsOf: file.path.utf8)
    let extras = FileExtras(deletionVector: file.deletionVector)
    guard let entry = begin(at: start, extras, isTombstone: true) else { return false }
    finish(entry)
    return true
  }

  /// Makes room for as many files more, whose paths and statistics have so many bytes.
  mutating func reserve(files: Int, bytes: Int) {
    arena.reserveCapacity(arena.count + bytes)
    entries.reserveCapacity(entries.count + files)
    let needed = FileIndex.slotCount(for: entries.count + files)
    if needed > slots.count { slots = FileIndex.resized(slots, to: needed) }
  }

  /// Takes a file of a checkpoint, unless an action on it is known here or to the builder of what
  /// is newer.
  mutating func insert(
    _ row: Int, of files: CheckpointFiles, behind newer: FileSegmentBuilder
  ) throws {
    let start = arena.count
    guard files.appendPath(row, to: &arena) else { return }
    FilePath.decode(&arena, from: start)
    let extras = try files.extras(row)
    guard var entry = begin(at: start, extras, isTombstone: false, behind: newer) else { return }
    files.appendStatistics(row, to: &arena)
    entry.partition = partition(row, of: files)
    entry.size = files.size(row)
    entry.modificationTime = files.modificationTime(row)
    finish(entry)
  }

  /// Takes a row of another segment, which holds nothing that is known here.
  mutating func insert(_ row: Int, of segment: FileSegment) {
    let start = arena.count
    arena.append(contentsOf: segment.arena[segment.pathRange(row)])
    let extras = segment.extras(row) ?? FileExtras()
    guard var entry = begin(at: start, extras, isTombstone: false) else { return }
    arena.append(contentsOf: segment.arena[segment.statisticsRange(row)])
    let other = segment.entries[row]
    entry.partition = partition(segment.partitions[Int(other.partition)])
    entry.size = other.size
    entry.modificationTime = other.modificationTime
    finish(entry)
  }

  /// An entry for the path at the end of the arena, unless it is known.
  private mutating func begin(
    at start: Int, _ extras: FileExtras, isTombstone: Bool, behind newer: FileSegmentBuilder? = nil
  ) -> FileEntry? {
    let path = start..<arena.count
    let found = look(path, extras.deletionVector?.uniqueId, behind: newer)
    lastHash = found.hash
    if found.isKnown {
      arena.removeLast(path.count)
      return nil
    }
    var extrasIndex: UInt32 = 0
    if !extras.isEmpty {
      self.extras.append(extras)
      extrasIndex = UInt32(self.extras.count)
    }
    if isTombstone { tombstoneCount += 1 }
    return FileEntry(
      start: start, pathLength: UInt32(path.count), statisticsLength: 0, size: 0,
      modificationTime: 0, partition: isTombstone ? FileEntry.tombstone : 0, extras: extrasIndex)
  }

  /// The hash of a path in the arena, and whether the file is known here or to what is newer. The key
  /// ends with the call: while it lives, the arena cannot grow without a copy.
  private func look(
    _ path: Range<Int>, _ vector: String?, behind newer: FileSegmentBuilder?
  ) -> (hash: UInt64, isKnown: Bool) {
    let key = FileIndex.Key(arena, path, vector)
    return (key.hash, has(key) || newer?.has(key) == true)
  }

  private func has(_ key: FileIndex.Key) -> Bool {
    !isEmpty
      && FileIndex.find(key, slots: slots, arena: arena, entries: entries, extras: extras) != nil
  }

  private mutating func finish(_ entry: FileEntry) {
    var entry = entry
    entry.statisticsLength = UInt32(arena.count - entry.start - Int(entry.pathLength))
    entries.append(entry)
    let needed = FileIndex.slotCount(for: entries.count)
    if needed > slots.count { slots = FileIndex.resized(slots, to: needed) }
    FileIndex.insert(entries.count - 1, lastHash, &slots)
  }

  private mutating func partition(_ text: Range<Int>?, of reader: JSONReader) throws -> UInt32 {
    let bytes = text.map { Array(reader.bytes[$0]) } ?? []
    if let known = partitionTexts[bytes] { return known }
    var values: [String: String?] = [:]
    if let text {
      var reader = JSONReader(reader.bytes, in: text)
      values = ActionDecoding.partitionValues(try reader.value()) ?? [:]
    }
    let index = partition(PartitionValues(values))
    partitionTexts[bytes] = index
    return index
  }

  private mutating func partition(_ row: Int, of files: CheckpointFiles) -> UInt32 {
    files.takePartitionKey(row, into: &partitionText)
    if let lastPartition, lastPartition.text == partitionText { return lastPartition.index }
    let index: UInt32
    if let known = partitionTexts[partitionText] {
      index = known
    } else {
      index = partition(PartitionValues(files.partitionValues(row)))
      partitionTexts[partitionText] = index
    }
    lastPartition = (partitionText, index)
    return index
  }

  private mutating func partition(_ values: PartitionValues) -> UInt32 {
    if let known = partitionIndex[values] { return known }
    let index = UInt32(partitions.count)
    partitions.append(values)
    partitionIndex[values] = index
    return index
  }

  /// All that was taken, removals among it.
  func segment() -> FileSegment {
    FileSegment(
      arena: arena, entries: entries, partitions: partitions, extras: extras,
      slots: FileIndex.finished(slots, entryCount: entries.count))
  }

  /// The files that were taken, in as little memory as they need.
  func compactSegment() -> FileSegment {
    guard tombstoneCount > 0 else {
      return FileSegment(
        arena: arena.trimmed, entries: entries.trimmed, partitions: partitions, extras: extras,
        slots: FileIndex.finished(slots, entryCount: entries.count))
    }
    let all = segment()
    var files = FileSegmentBuilder()
    for row in entries.indices where !entries[row].isTombstone { files.insert(row, of: all) }
    return files.compactSegment()
  }
}

extension Array {
  /// The elements without room for more; a copy where much room is left.
  fileprivate var trimmed: [Element] {
    guard capacity > count + count / 16 else { return self }
    var copy: [Element] = []
    copy.reserveCapacity(count)
    copy.append(contentsOf: self)
    return copy
  }
}
