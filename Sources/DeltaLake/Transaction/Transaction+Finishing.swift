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
    if self.protocol?.has(.rowTracking) == true, metadata?.suspendsRowTracking != true {
      try result.assignRowIds(behind: base, version: version)
    }
    return result
  }
}
