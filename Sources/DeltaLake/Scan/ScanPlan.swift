import Columnar
import FoundationEssentials

/// Which files of a snapshot have to be read, and why the others need not be.
public struct ScanPlan: Sendable {
  /// The files that may hold rows that are wanted.
  public internal(set) var files: [DataFile] = []
  /// How many files the snapshot has.
  public internal(set) var totalFiles = 0
  /// How many are left out because of their partition.
  public internal(set) var prunedByPartition = 0
  /// How many are left out because of their statistics.
  public internal(set) var prunedByStatistics = 0

  /// The bytes of the files to read.
  public var sizeInBytes: Int64 { files.reduce(0) { $0 + Int64($1.size) } }
}

extension Snapshot {
  /// The files that may hold rows for which `predicate` is true.
  ///
  /// Always on the safe side: a file is left out only if its partition values or its statistics
  /// prove that it holds no such row. Columns that the table does not have prove nothing.
  public func scan(_ predicate: Predicate = .always(true)) -> ScanPlan {
    guard case .always(true) = predicate else { return scan(predicate, share: 0, of: 1) }
    var plan = ScanPlan()
    plan.totalFiles = fileCount
    plan.files = files
    return plan
  }
}

extension Snapshot {
  /// As ``scan(_:)``, with the files of large tables judged on all processors.
  public func parallelScan(_ predicate: Predicate = .always(true)) async -> ScanPlan {
    let shares = min(ProcessInfo.processInfo.activeProcessorCount, fileCount / 16_384)
    guard shares > 1, predicate != .always(true) else { return scan(predicate) }
    return await withTaskGroup(of: (Int, ScanPlan).self) { group in
      for share in 0..<shares {
        group.addTask { (share, scan(predicate, share: share, of: shares)) }
      }
      var plans: [(Int, ScanPlan)] = []
      for await plan in group { plans.append(plan) }
      return plans.sorted { $0.0 < $1.0 }.reduce(into: ScanPlan()) { $0.append($1.1) }
    }
  }

  private func scan(_ predicate: Predicate, share: Int, of shares: Int) -> ScanPlan {
    var plan = ScanPlan()
    var judge = FileJudge(predicate, context)
    fileList.forEach(share: share, of: shares) { segment, row in
      plan.take(DataFile(segment: segment, row: row, context: context), by: &judge)
    }
    return plan
  }
}

extension ScanPlan {
  fileprivate mutating func take(_ file: DataFile, by judge: inout FileJudge) {
    totalFiles += 1
    switch judge.verdict(on: file) {
    case .mayMatch: files.append(file)
    case .excludedByPartition: prunedByPartition += 1
    case .excludedByStatistics: prunedByStatistics += 1
    }
  }

  fileprivate mutating func append(_ other: ScanPlan) {
    files += other.files
    totalFiles += other.totalFiles
    prunedByPartition += other.prunedByPartition
    prunedByStatistics += other.prunedByStatistics
  }
}

extension DataFile {
  /// Whether the file may hold rows for which `predicate` is true; `false` if its partition values
  /// or its statistics prove that it holds none.
  public func mayHold(_ predicate: Predicate) -> Bool {
    var judge = FileJudge(predicate, context)
    return judge.verdict(on: self) == .mayMatch
  }
}

/// Judges files by a predicate.
struct FileJudge {
  enum Verdict {
    case mayMatch, excludedByPartition, excludedByStatistics
  }

  private let predicate: Predicate
  /// The partition columns that the predicate names, by its paths.
  private var partitions: [(path: [String], physicalName: String, type: LogicalType)] = []
  /// The others, by its paths, as ``statistics`` has them.
  private let columns: [[String]]
  /// Those of the file that is judged.
  private var statistics: FileStatistics
  /// Whether a partition may match, by segment and number: many files share one.
  private var cache: [PartitionKey: Bool] = [:]

  private struct PartitionKey: Hashable {
    var segment: ObjectIdentifier
    var index: Int
  }

  init(_ predicate: Predicate, _ context: FileContext) {
    self.predicate = predicate
    var columns: [(path: [String], column: StatisticsProjection.Column)] = []
    for path in predicate.columns {
      guard let (physical, field) = context.metadata.resolve(path) else { continue }
      if path.count == 1, context.metadata.partitionColumns.contains(field.name) {
        partitions.append((path, physical[0], field.type))
      } else {
        columns.append((path, StatisticsProjection.Column(path: physical, type: field.type)))
      }
    }
    // In the projection's own order.
    columns.sort { $0.column.path.lexicographicallyPrecedes($1.column.path) }
    self.columns = columns.map(\.path)
    statistics = FileStatistics(StatisticsProjection(columns.map(\.column)))
  }

  mutating func verdict(on file: DataFile) -> Verdict {
    if !partitions.isEmpty {
      let key = PartitionKey(
        segment: ObjectIdentifier(file.segment), index: file.partitionIndex)
      let mayMatch = cache[key] ?? mayMatch(partitionOf: file)
      cache[key] = mayMatch
      if !mayMatch { return .excludedByPartition }
    }
    if columns.isEmpty { return mayMatch(partitionOf: file) ? .mayMatch : .excludedByStatistics }
    statistics.take(file.segment.arena, in: file.segment.statisticsRange(file.row))
    return mayMatch(partitionOf: file, statistics) ? .mayMatch : .excludedByStatistics
  }

  private func mayMatch(partitionOf file: DataFile, _ statistics: FileStatistics? = nil) -> Bool {
    // The paths are few, and comparing them costs less than hashing them.
    let (columns, partitions) = (columns, partitions)
    return predicate.mayHold { path in
      if let statistics, let index = columns.firstIndex(of: path) {
        return statistics.bounds(index)
      }
      guard let partition = partitions.first(where: { $0.path == path }) else {
        return ColumnBounds()
      }
      return Self.bounds(
        file.partitionValue(physicalName: partition.physicalName), partition.type)
    }
  }

  /// What a partition value says: it is the value of every row.
  private static func bounds(_ text: String?, _ type: LogicalType) -> ColumnBounds {
    guard let text else { return ColumnBounds(isAllNull: true) }
    let literal = Literal(text, type: type)
    return ColumnBounds(minimum: literal, maximum: literal, hasNoNulls: true)
  }
}

extension Metadata {
  /// The physical names and the field of a column by its logical path, without regard to case
  /// where no exact name matches; `nil` if there is none.
  func resolve(_ path: [String]) -> (physical: [String], field: Field)? {
    var fields = schema.fields
    var physical: [String] = []
    var found: Field?
    for name in path {
      if let found {
        guard case .structure(let members) = found.type else { return nil }
        fields = members
      }
      guard let field = Schema(fields)[name] else { return nil }
      physical.append(physicalName(of: field))
      found = field
    }
    return found.map { (physical, $0) }
  }
}
