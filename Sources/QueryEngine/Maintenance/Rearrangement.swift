import DeltaLake

/// Which files of a table are to be written anew, together with which others.
struct Rearrangement {
  /// Files of one partition that become one file, or several with all their rows in order.
  struct Group {
    var files: [DataFile]
    /// Whether the rows have to be put into an order.
    var isOrdered: Bool
  }

  /// A file of this share of the target size is large enough.
  private static let enough = 0.75
  /// A file is written anew when deletion vectors delete this share of its rows.
  private static let sparse = 0.05

  var groups: [Group] = []

  /// Files to put together by size alone: neighbours in the order they were written, as many as
  /// fit into a file of the target size.
  static func packing(_ files: [DataFile], targetSize: Int64) -> Rearrangement {
    var result = Rearrangement()
    for partition in byPartition(files) {
      let small = partition.filter { file in
        Double(file.size) < Double(targetSize) * enough || isSparse(file)
      }.sorted { ($0.modificationTime, $0.path) < ($1.modificationTime, $1.path) }
      for bin in bins(small.map { Int64($0.size) }, capacity: targetSize) {
        let files = bin.map { small[$0] }
        guard files.count > 1 || files.contains(where: isSparse) else { continue }
        result.groups.append(Group(files: files, isOrdered: false))
      }
    }
    return result
  }

  /// All files of each partition, to be put into an order.
  static func ordering(_ files: [DataFile]) -> Rearrangement {
    Rearrangement(groups: byPartition(files).map { Group(files: $0, isOrdered: true) })
  }

  /// The files with rows that are deleted only by deletion vectors.
  static func purging(_ files: [DataFile]) -> Rearrangement {
    Rearrangement(
      groups: byPartition(files.filter { $0.deletionVector != nil }).flatMap { partition in
        partition.map { Group(files: [$0], isOrdered: false) }
      })
  }

  /// Neighbours together as long as they fit.
  static func bins(_ sizes: [Int64], capacity: Int64) -> [Range<Int>] {
    var bins: [Range<Int>] = []
    var start = 0
    var sum: Int64 = 0
    for (index, size) in sizes.enumerated() {
      if index > start, sum + size > capacity {
        bins.append(start..<index)
        start = index
        sum = 0
      }
      sum += size
    }
    if start < sizes.count { bins.append(start..<sizes.count) }
    return bins
  }

  private static func isSparse(_ file: DataFile) -> Bool {
    guard let deleted = file.deletionVector?.cardinality, let rows = file.physicalRowCount else {
      return false
    }
    return Double(deleted) > Double(rows) * sparse
  }

  private static func byPartition(_ files: [DataFile]) -> [[DataFile]] {
    var order: [[String: String?]] = []
    var groups: [[String: String?]: [DataFile]] = [:]
    for file in files {
      let key = file.partitionValues
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(file)
    }
    return order.compactMap { groups[$0] }
  }
}
