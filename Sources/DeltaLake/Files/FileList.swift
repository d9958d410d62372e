/// The active files of a version: segments of growing age and size, and which of their rows are
/// gone. A commit adds a small segment and shares the others with the version before, and small
/// segments are merged as they pile up, so that a commit costs by its own size.
struct FileList: Sendable {
  private struct Part: Sendable {
    var segment: FileSegment
    /// A bit for each row that is gone; empty if none is.
    var removed: [UInt64] = []
    var live: Int

    init(_ segment: FileSegment) {
      self.segment = segment
      live = segment.entries.count
    }

    func isLive(_ row: Int) -> Bool {
      removed.isEmpty || removed[row >> 6] & (1 << UInt64(row & 63)) == 0
    }

    mutating func remove(_ row: Int) {
      if removed.isEmpty {
        removed = [UInt64](repeating: 0, count: (segment.entries.count + 63) / 64)
      }
      removed[row >> 6] |= 1 << UInt64(row & 63)
      live -= 1
    }
  }

  private var parts: [Part] = []
  /// How many files there are.
  private(set) var count = 0
  /// Their bytes, all together.
  private(set) var sizeInBytes: Int64 = 0

  init() {}

  /// - Parameter segments: files of which none is in two of them, oldest first.
  init(_ segments: [FileSegment]) {
    for segment in segments { append(segment) }
  }

  /// Every file as its segment and row, oldest segments first.
  func forEach(_ body: (FileSegment, Int) throws -> Void) rethrows {
    for part in parts {
      for row in part.segment.entries.indices where part.isLive(row) {
        try body(part.segment, row)
      }
    }
  }

  /// The files of one of several shares of about equal size; in the order of the shares all have
  /// their order in the list.
  func forEach(share: Int, of shares: Int, _ body: (FileSegment, Int) throws -> Void) rethrows {
    let total = parts.reduce(0) { $0 + $1.segment.entries.count }
    let wanted = total * share / shares..<total * (share + 1) / shares
    var start = 0
    for part in parts {
      let rows = start..<start + part.segment.entries.count
      start = rows.upperBound
      for row in rows.clamped(to: wanted) where part.isLive(row - rows.lowerBound) {
        try body(part.segment, row - rows.lowerBound)
      }
    }
  }

  /// The list after the actions in `changes`, which are those of newer versions.
  func applying(_ changes: FileSegmentBuilder) -> FileList {
    var result = self
    let all = changes.segment()
    for row in all.entries.indices { result.remove(row, of: all) }
    result.append(changes.compactSegment())
    result.compact()
    return result
  }

  private mutating func remove(_ row: Int, of changes: FileSegment) {
    for index in parts.indices.reversed() {
      guard let found = parts[index].segment.find(row, of: changes), parts[index].isLive(found)
      else { continue }
      sizeInBytes -= parts[index].segment.entries[found].size
      count -= 1
      parts[index].remove(found)
      return
    }
  }

  private mutating func append(_ segment: FileSegment) {
    guard !segment.entries.isEmpty else { return }
    parts.append(Part(segment))
    count += segment.entries.count
    sizeInBytes += segment.entries.reduce(0) { $0 + $1.size }
  }

  private mutating func compact() {
    // Every part at least twice the next: a logarithmic number of parts, and each file is moved
    // a logarithmic number of times over its life.
    while parts.count >= 2, parts[parts.count - 2].live < 2 * parts[parts.count - 1].live {
      let last = parts.removeLast()
      let previous = parts.removeLast()
      parts.append(Part(Self.merge([previous, last])))
    }
    for index in parts.indices where parts[index].live * 2 < parts[index].segment.entries.count {
      parts[index] = Part(Self.merge([parts[index]]))
    }
    parts.removeAll { $0.live == 0 }
  }

  private static func merge(_ parts: [Part]) -> FileSegment {
    var files = FileSegmentBuilder()
    for part in parts {
      for row in part.segment.entries.indices where part.isLive(row) {
        files.insert(row, of: part.segment)
      }
    }
    return files.compactSegment()
  }

  /// The bytes of memory that the list holds for each file, without statistics.
  var bytesPerFile: Int {
    count == 0 ? 0 : parts.reduce(0) { $0 + $1.segment.footprint } / count
  }
}
