/// A version of one table on its way to become the next version of another.
///
/// The other table gets files of its own: each is carried into its folder first (on one disk a hard
/// link is enough), then ``transaction`` is committed. So neither table's vacuum touches what the
/// other needs. Files that a shallow clone has of the other table are there already.
public struct Publication: Sendable {
  /// A file that has to be in the other table's folder before the commit.
  public struct Carriage: Sendable, Hashable {
    /// Where it is: an absolute path, or a URL.
    public var source: String
    /// Where it is to be, relative to the other table's root.
    public var path: String
  }

  /// The files to carry.
  public var carriages: [Carriage]
  /// What is to be committed then.
  public var transaction: Transaction
}

extension Snapshot {
  /// What has to be done for this version to become the next one of another table: its rows, its
  /// columns and its properties. The other table keeps its identity and its history.
  ///
  /// - Parameters:
  ///   - target: the other table.
  ///   - current: its newest version; nil where it is yet to be made.
  ///   - identifier: the name under which the other table records this, so that it is done once.
  /// - Returns: the files to carry and the transaction, which conflicts with whatever is committed
  ///   to the other table meanwhile.
  /// - Throws: ``DeltaError`` where a file's place cannot be told.
  public func publication(
    as target: Table, over current: Snapshot?, identifier: String
  ) throws -> Publication {
    let operation = Operation(
      "REPLACE TABLE AS SELECT", parameters: ["source": table.store.root, "version": "\(version)"])
    var transaction: Transaction
    if let current {
      transaction = Transaction(on: current, operation)
      transaction.readWholeTable()
      var next = metadata
      (next.id, next.createdTime) = (current.metadata.id, current.metadata.createdTime)
      if next != current.metadata { transaction.setMetadata(next) }
      var needed = current.protocol
      for feature in TableFeature.allCases where self.protocol.has(feature) {
        needed = needed.adding(feature)
      }
      if needed != current.protocol { transaction.setProtocol(needed) }
    } else {
      let definition = TableDefinition(
        schema: schema, partitionColumns: partitionColumns, properties: metadata.configuration,
        name: metadata.name, description: metadata.description)
      transaction = try Transaction(creating: target, definition, operation)
      if var next = transaction.metadata {
        next.schema = schema
        next.configuration = metadata.configuration
        transaction.setMetadata(next)
      }
      transaction.setProtocol(self.protocol)
    }
    for domain in domainMetadata.values where domain.domain != RowTracking.domain {
      transaction.setDomainMetadata(domain)
    }
    transaction.setTransactionIdentifier(appId: identifier, version: 1)
    let carriages = try exchange(files: current?.files ?? [], of: target, &transaction)
    return Publication(carriages: carriages, transaction: transaction)
  }

  /// Puts this version's files in place of those the other table has.
  private func exchange(
    files present: some Sequence<DataFile>, of target: Table, _ transaction: inout Transaction
  ) throws -> [Publication.Carriage] {
    let root = target.store.root
    var stale: [String: DataFile] = [:]
    for file in present { stale[try Self.identity(file, root: root)] = file }
    var carriages: Set<Publication.Carriage> = []
    for file in files {
      if stale.removeValue(forKey: try Self.identity(file, root: table.store.root)) != nil {
        continue
      }
      var add = file.addFile
      let location = file.location
      let isOwn = location.hasPrefix(root + "/")
      add.path = isOwn ? String(location.dropFirst(root.count + 1)) : try place(of: file)
      if !isOwn {
        carriages.insert(Publication.Carriage(source: location, path: add.path))
        // The other table numbers rows itself.
        add.baseRowId = nil
        add.defaultRowCommitVersion = nil
      }
      if let vector = add.deletionVector, vector.storage == .relative {
        let path = try vector.filePath()
        carriages.insert(
          Publication.Carriage(
            source: FilePath.location(path, root: table.store.root), path: path))
      }
      transaction.add(add)
    }
    for file in stale.values.sorted(by: { $0.path < $1.path }) { transaction.remove(file) }
    transaction.metrics = [
      "numFiles": "\(carriages.count)", "numRemovedFiles": "\(stale.count)",
    ]
    return carriages.sorted { $0.path < $1.path }
  }

  /// The path that a file has in this table, or its name where it is another's.
  private func place(of file: DataFile) throws -> String {
    guard FilePath.isAbsolute(file.path) else { return file.path }
    guard let name = file.location.split(separator: "/").last else {
      throw DeltaError(.corruptLog, "a file without a name", path: file.path)
    }
    return String(name)
  }

  /// What tells states of files apart whichever table names them.
  private static func identity(_ file: DataFile, root: String) throws -> String {
    var identity = file.location
    if let vector = file.deletionVector {
      identity += "\u{0}"
      identity +=
        vector.storage == .inline
        ? vector.pathOrInlineData : FilePath.location(try vector.filePath(), root: root)
      identity += "\u{0}\(vector.offset ?? 0)"
    }
    return identity
  }
}
