import FoundationEssentials

/// Files that are loaded in one commit.
struct Batch: Sendable {
  /// The number under which it is committed: microseconds since 1970, or one more than the batch
  /// before where the clock says less.
  var number: Int64
  /// The batch it comes behind.
  var previous: Int64?
  var files: [ListedFile]

  init(_ files: [ListedFile], after previous: Int64?, now: Date = Date()) {
    self.files = files
    self.previous = previous
    let clock = Int64(now.timeIntervalSince1970 * 1_000_000)
    number = max(clock, (previous ?? 0) + 1)
  }

  /// Parts the files into groups of at most `count` files and `bytes` bytes, in order.
  static func groups(_ files: [ListedFile], count: Int, bytes: Int64) -> [[ListedFile]] {
    var groups: [[ListedFile]] = []
    var group: [ListedFile] = []
    var size: Int64 = 0
    for file in files {
      if !group.isEmpty, group.count >= count || size + file.size > bytes {
        groups.append(group)
        group = []
        size = 0
      }
      group.append(file)
      size += file.size
    }
    if !group.isEmpty { groups.append(group) }
    return groups
  }
}
