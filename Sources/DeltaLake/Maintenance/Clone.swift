extension Snapshot {
  /// A transaction that makes a new table of this version without copying its files: the new
  /// log names them where they are (a shallow clone). What is written to either table afterwards
  /// is not seen by the other; a vacuum of this one may delete files that the clone needs.
  ///
  /// - Parameters:
  ///   - target: the table to make; there must be none.
  ///   - properties: table properties that replace those of this table.
  /// - Returns: the transaction, to be committed.
  /// - Throws: ``DeltaError``.
  public func cloning(
    to target: Table, properties: [String: String] = [:]
  ) throws -> Transaction {
    let definition = TableDefinition(
      schema: schema, partitionColumns: partitionColumns,
      properties: metadata.configuration.merging(properties) { $1 }, name: metadata.name,
      description: metadata.description)
    var transaction = try Transaction(
      creating: target, definition, .clone(of: table.store.root, version: version))
    // Files are found by the names and ids that this table has given.
    if var cloned = transaction.metadata {
      cloned.schema = schema
      cloned.configuration = definition.properties
      transaction.setMetadata(cloned)
    }
    transaction.setProtocol(self.protocol)
    for domain in domainMetadata.values { transaction.setDomainMetadata(domain) }
    for file in files {
      var add = file.addFile
      add.path = Self.url(file.location)
      add.deletionVector = try add.deletionVector.map { vector in
        guard vector.storage == .relative else { return vector }
        var vector = vector
        let location = FilePath.location(try vector.filePath(), root: table.store.root)
        vector.storage = .absolute
        vector.pathOrInlineData = FilePath.encode(Self.url(location))
        return vector
      }
      transaction.add(add)
    }
    transaction.metrics = [
      "sourceTableSize": "\(sizeInBytes)", "sourceNumOfFiles": "\(fileCount)",
    ]
    return transaction
  }

  /// A location as a URL, which every reader takes for absolute.
  private static func url(_ location: String) -> String {
    location.hasPrefix("/") ? "file://" + location : location
  }
}
