import Catalog
import Columnar
import DeltaLake
import SQLAnalysis

extension Session {
  /// How often a write that needs nothing of what it replaces is put behind other writers.
  private static let replaceAttempts = 20

  /// Refuses to write again what the table says was written, and to write what does not follow
  /// on it.
  func checkProgress(_ options: WriteOptions, _ target: WriteTarget) throws {
    for (application, expected) in options.expectedTransactions {
      let known = target.table?.snapshot.transactionVersion(of: application)
      guard known != expected else { continue }
      throw QueryError(
        .conflict,
        "\"\(application)\" has written version \(known.map(String.init) ?? "none") meanwhile, "
          + "not \(expected.map(String.init) ?? "none")",
        hint: "another run loads the same table; run again")
    }
    for transaction in options.transactions {
      guard let known = target.table?.snapshot.transactionVersion(of: transaction.appId),
        known >= transaction.version
      else { continue }
      throw QueryError(
        .conflict,
        "version \(transaction.version) of \"\(transaction.appId)\" was written before: "
          + "the table has version \(known)", hint: "there is nothing left to do")
    }
  }

  /// Adds written files to a table; `nil` if there was nothing to commit.
  func commit(
    _ written: WrittenFiles, to table: LakeTable, _ options: WriteOptions,
    preparing change: (inout Transaction) -> Void
  ) async throws -> CommitResult? {
    var snapshot = table.snapshot
    var attempt = 0
    while true {
      var transaction = Transaction(on: snapshot, Self.operation(options, snapshot))
      change(&transaction)
      let isEmpty =
        written.files.isEmpty && options.mode == .append
        && transaction.metadata == snapshot.metadata
      if isEmpty, options.transactions.isEmpty, options.domains.isEmpty { return nil }
      fill(&transaction, written, options)
      do {
        let result = try await transaction.commit()
        lake.snapshots.keep(result.snapshot)
        return result
      } catch let error as DeltaError
        where error.isConflict && options.mode != .append && attempt < Self.replaceAttempts
      {
        // What is overwritten was not looked at: the write may as well come after the other.
        attempt += 1
        snapshot = try await lake.snapshots.latest(of: snapshot.table)
      }
    }
  }

  /// Makes a table of written files, or replaces all of one.
  func commitNew(
    _ written: WrittenFiles, _ definition: TableDefinition, to table: Table,
    _ target: WriteTarget, _ options: WriteOptions
  ) async throws -> CommitResult {
    let partitions = definition.partitionColumns
    var base = target.table?.snapshot
    var attempt = 0
    while true {
      var transaction: Transaction
      if let base {
        transaction = Transaction(
          on: base, .replaceTable(asSelect: true, partitionedBy: partitions))
        try transaction.replace(with: definition)
      } else {
        transaction = try Transaction(
          creating: table, definition, .createTable(asSelect: true, partitionedBy: partitions))
      }
      if let metadata = transaction.metadata,
        let numbered = RowRules(metadata: metadata).numbering(written.rows)
      {
        transaction.setMetadata(numbered)
      }
      fill(&transaction, written, options)
      do {
        let result = try await transaction.commit()
        lake.snapshots.forget(target.location)
        lake.snapshots.keep(result.snapshot)
        return result
      } catch let error as DeltaError
        where (error.isConflict || error.kind == .alreadyExists) && options.mode == .replace
        && attempt < Self.replaceAttempts
      {
        attempt += 1
        base = try await table.snapshot()
      }
    }
  }

  private func fill(
    _ transaction: inout Transaction, _ written: WrittenFiles, _ options: WriteOptions
  ) {
    for file in written.files { transaction.add(file) }
    transaction.unsecuredFiles = written.unsecured
    for progress in options.transactions {
      transaction.setTransactionIdentifier(appId: progress.appId, version: progress.version)
    }
    for domain in options.domains { transaction.setDomainMetadata(domain) }
    transaction.metrics = [
      "numFiles": "\(written.files.count)", "numOutputRows": "\(written.rows)",
      "numOutputBytes": "\(written.bytes)",
    ]
  }

  private static func operation(_ options: WriteOptions, _ snapshot: Snapshot) -> Operation {
    if options.operation != "WRITE" { return Operation(options.operation) }
    return .write(
      options.mode == .append ? .append : .overwrite, partitionedBy: snapshot.partitionColumns)
  }

  /// Tells the catalogue of a table that was made or got another schema.
  func record(_ target: WriteTarget, _ snapshot: Snapshot) async throws {
    guard target.name.schema != LakeTable.pathSchema else { return }
    let name = ObjectName(schema: target.name.schema, name: target.name.name)
    let columns = snapshot.schema.fields.map { field in
      CatalogColumn(
        name: field.name, type: "\(field.type)", isNullable: field.isNullable,
        description: field.deltaText("comment"))
    }
    let location = lake.catalogLocation(target.location)
    let isManaged = location == Lake.conventionalLocation(name)
    let object = CatalogObject(
      name: name, kind: .table(location: location, format: .delta, isManaged: isManaged),
      columns: columns, description: snapshot.metadata.description)
    try await lake.catalog.put(object, policy: .replace)
  }
}
