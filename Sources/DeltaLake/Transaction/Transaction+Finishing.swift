/// What of a transaction depends on the version that it becomes.
extension Transaction {
  /// The transaction as the version behind `base`: rows have their ids, and a table that begins to
  /// keep the time in its commits says since when.
  ///
  /// - Parameters:
  ///   - base: the version before; `nil` if the table is new.
  ///   - time: the time of the commit, in milliseconds.
  /// - Returns: the transaction as it is written.
  /// - Throws: ``DeltaError/Kind/invalidArgument`` for a file whose rows cannot be counted.
  func finished(behind base: Snapshot?, at time: Int64) throws -> Transaction {
    var result = self
    let version = (base?.version ?? -1) + 1
    if let base, var metadata = newMetadata, metadata.hasInCommitTimestamps,
      !base.metadata.hasInCommitTimestamps
    {
      metadata.configuration["delta.inCommitTimestampEnablementVersion"] = "\(version)"
      metadata.configuration["delta.inCommitTimestampEnablementTimestamp"] = "\(time)"
      result.newMetadata = metadata
    }
    if self.protocol?.has(.rowTracking) == true {
      try result.assignRowIds(behind: base, version: version)
    }
    return result
  }

  /// Gives the rows of added files ids that no row of the table has had.
  private mutating func assignRowIds(behind base: Snapshot?, version: Int) throws {
    let known = base?.domainMetadata[RowTracking.domain].flatMap(RowTracking.highWaterMark)
    var next = (known ?? -1) + 1
    let first = next
    for index in adds.indices where adds[index].baseRowId == nil {
      guard let statistics = adds[index].statistics.map({ Array($0.utf8) }),
        let count = FileStatistics.rowCount(statistics, in: 0..<statistics.count)
      else {
        throw DeltaError(
          .invalidArgument, "the table tracks its rows, and the file does not say how many it has",
          path: adds[index].path)
      }
      adds[index].baseRowId = next
      adds[index].defaultRowCommitVersion = adds[index].defaultRowCommitVersion ?? Int64(version)
      next += Int64(count)
    }
    guard next > first else { return }
    domains.append(RowTracking.domainMetadata(highWaterMark: next - 1))
  }
}

/// How far the ids of a table's rows have got, as the domain `delta.rowTracking` keeps it.
enum RowTracking {
  static let domain = "delta.rowTracking"

  static func domainMetadata(highWaterMark: Int64) -> DomainMetadata {
    DomainMetadata(
      domain: domain,
      configuration: JSONValue.object(["rowIdHighWaterMark": .integer(highWaterMark)]).rendered)
  }

  static func highWaterMark(_ setting: DomainMetadata) -> Int64? {
    (try? JSONValue(parsing: setting.configuration))?["rowIdHighWaterMark"]?.integerValue
  }
}
