import Catalog
public import Columnar
import DeltaLake
import DuckDB
import FoundationEssentials
import SQLAnalysis

/// Where rows go.
struct WriteTarget {
  var name: QualifiedName
  /// The table as it is, `nil` if it is to be made.
  var table: LakeTable?
  /// The table's folder.
  var location: String
  /// Whether the name is a view's, which the new table stands for.
  var replacesView: Bool
}

extension Session {
  /// Writes the rows of a query to a table, in one commit.
  ///
  /// - Parameters:
  ///   - query: A query, as ``execute(_:parameters:)`` takes it.
  ///   - name: The table.
  ///   - options: What happens to the rows that are there, and how columns find each other.
  /// - Returns: What was written. Nothing is committed where there are no rows and nothing else
  ///   to record.
  /// - Throws: ``QueryError``; the table is then as it was.
  @discardableResult
  public func write(
    _ query: String, to name: QualifiedName, options: WriteOptions = WriteOptions()
  ) async throws -> WriteReport {
    await begin()
    defer { end() }
    deletedRowsInUse = []
    return try await withTaskCancellationHandler {
      do {
        try requireWritable()
        let text = try SQLText(query)
        let source = try await rowSource(text, [0..<text.count], parameters: [])
        return try await store(source, in: name, options)
      } catch {
        throw QueryError(error, offset: 0, in: query)
      }
    } onCancel: {
      interruption.interrupt()
    }
  }

  /// Prepares the query in parts of a statement for writing its rows. Of a list of values that go
  /// into columns `byPosition`, only the number matters: it is not prepared, and each of its
  /// columns is cast.
  func rowSource(
    _ source: SQLText, _ ranges: [Range<Int>], parameters: [Value], byPosition: Bool = false
  ) async throws -> RowSource {
    var scope = StatementScope()
    let (edits, _) = try await gather(source, ranges, schema: schema, into: &scope)
    _ = try await register(scope)
    var query = MappedSQL()
    for range in ranges {
      query.append(source, range, edits: edits)
      query.append(" ")
    }
    if byPosition, ranges.count == 1, let width = source.valuesWidth(in: ranges[0]) {
      let unknown = (0..<width).map { Field(RowSource.column($0), .null) }
      return RowSource(
        query: query, fields: unknown, parameters: parameters,
        rows: source.literalRows(in: ranges[0]).map(KnownRows.literals))
    }
    let fields = try await locating(query, scope) { try self.prepared(query).fields }
    return RowSource(query: query, fields: fields, parameters: parameters)
  }

  /// Where rows for a name go.
  func writeTarget(_ name: QualifiedName, location: String? = nil) async throws -> WriteTarget {
    switch try await lake.objectToReplace(name) {
    case .table(let table)?:
      return WriteTarget(
        name: table.name, table: table, location: table.location, replacesView: false)
    case .view(let view)?:
      let found = QualifiedName(schema: view.name.schema, name: view.name.name)
      let place = try await lake.newLocation(found, location)
      let known = try await lake.tableWithoutName(at: place, named: found)
      return WriteTarget(name: found, table: known, location: place, replacesView: true)
    case nil:
      let place = try await lake.newLocation(name, location)
      return WriteTarget(name: name, table: nil, location: place, replacesView: false)
    }
  }

  /// Writes rows and commits them. Where they go is looked up, unless it is `known`.
  func store(
    _ source: RowSource, in name: QualifiedName, _ options: WriteOptions,
    listed: [String]? = nil, definition: TableDefinition? = nil, location: String? = nil,
    known: WriteTarget? = nil
  ) async throws -> WriteReport {
    let target: WriteTarget
    if let known {
      target = known
    } else {
      target = try await writeTarget(name, location: location)
    }
    let isNew = options.mode == .replace || target.table == nil
    guard options.mode == .replace || !target.replacesView else {
      throw QueryError(
        .unsupported, "\"\(name.schema).\(name.name)\" is a view: rows go into tables",
        hint: "write into the table that the view reads")
    }
    guard isNew == false || options.mode == .replace || options.createsTable else {
      throw try await lake.notFound(name)
    }
    try checkProgress(options, target)
    if isNew {
      return try await storeNew(
        source, in: target, options, definition: definition, names: listed ?? [])
    }
    guard let table = target.table else { throw try await lake.notFound(name) }
    let matching = ColumnMatching(
      source: source, schema: table.snapshot.schema, table: table.displayName)
    let outcome =
      switch options.schemaPolicy {
      case .byPosition: try matching.byPosition(listed)
      case .byName: try matching.byName(adding: false)
      case .addColumns: try matching.byName(adding: true)
      }
    var metadata = table.snapshot.metadata
    metadata.schema = outcome.schema
    let writer = FileWriter(metadata: metadata, root: table.location)
    let report = try await publish(writer, source, outcome.columns) { written in
      let result = try await self.commit(written, to: table, options) { transaction in
        if outcome.addsColumns { transaction.setMetadata(metadata) }
        if let numbered = RowRules(metadata: metadata).numbering(written.rows) {
          transaction.setMetadata(numbered)
        }
        switch options.mode {
        case .overwrite: transaction.removeAll()
        case .overwritePartitions:
          transaction.removePartitions(written.files.map { metadata.logicalPartitions(of: $0) })
        case .append, .replace: break
        }
      }
      guard let result, outcome.addsColumns else { return result?.version }
      try await self.record(target, result.snapshot)
      return result.version
    }
    await compactAfterWrite(table)
    return report
  }

  /// Writes rows that make a table or replace all of one.
  private func storeNew(
    _ source: RowSource, in target: WriteTarget, _ options: WriteOptions,
    definition: TableDefinition?, names: [String]
  ) async throws -> WriteReport {
    let outcome: ColumnMatching.Outcome
    var definition = definition
    if let schema = definition?.schema, !schema.fields.isEmpty {
      let matching = ColumnMatching(
        source: source, schema: schema, table: "\(target.name.schema).\(target.name.name)")
      outcome = try matching.byPosition(nil)
    } else {
      outcome = try ColumnMatching.newTable(source, names: names)
      let clustering = definition?.clusteringColumns ?? []
      definition = TableDefinition(
        schema: outcome.schema, partitionColumns: options.partitionColumns,
        properties: definition?.properties ?? [:], description: definition?.description)
      definition?.clusteringColumns = clustering
    }
    var prepared = ColumnNaming.mapped(
      definition ?? TableDefinition(schema: outcome.schema))
    let table = try await lake.deltaTable(at: target.location)
    let metadata = try Transaction(creating: table, prepared).metadata
    guard let metadata else { throw QueryError(.internal, "the new table has no schema") }
    // The files are written under the names the columns have now: the commit keeps them.
    prepared.schema = metadata.schema
    prepared.properties = metadata.configuration
    let columns = zip(outcome.columns, metadata.schema.fields).map { column, field in
      var column = column
      column.field = field
      return column
    }
    let writer = FileWriter(metadata: metadata, root: target.location)
    return try await publish(writer, source, columns) { written in
      let result = try await self.commitNew(written, prepared, to: table, target, options)
      try await self.record(target, result.snapshot)
      return result.version
    }
  }

  /// Writes files, and calls `commit` with them. Whatever fails, they are gone again.
  func publish(
    _ writer: FileWriter, _ source: RowSource, _ columns: [WrittenColumn],
    commit: (WrittenFiles) async throws -> Int?
  ) async throws -> WriteReport {
    do {
      let written = try await writeFiles(writer, source, columns, areSecuredByCommit: true)
      let version = try await commit(written)
      return WriteReport(
        rows: written.rows, files: written.files.count, bytes: written.bytes, version: version)
    } catch {
      await removeFiles(of: [writer])
      throw error
    }
  }

  /// Writes the files of some rows. They are forced to the disk, unless the commit sees to that.
  func writeFiles(
    _ writer: FileWriter, _ source: RowSource, _ columns: [WrittenColumn],
    areSecuredByCommit: Bool = false
  ) async throws -> WrittenFiles {
    var written = WrittenFiles()
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    let store = try await lake.store(at: writer.root)
    if let rows = source.rows, rows.count > 0,
      let known = try writer.knownFile(rows, columns, now: now)
    {
      try await store.putUnseen(known.file.path, known.bytes)
      written.take(known.file, rows: known.rows)
    } else {
      try await copy(source, columns, with: writer) { row in
        let (file, rows) = try writer.file(row, now: now)
        written.take(file, rows: rows)
      }
    }
    // DuckDB leaves that to the operating system; a commit promises that its files are there.
    if areSecuredByCommit {
      written.unsecured = written.files.map(\.path)
    } else {
      try await store.secure(written.files.map(\.path))
    }
    return written
  }

  /// Has DuckDB write the files, and hears of each.
  private func copy(
    _ source: RowSource, _ columns: [WrittenColumn], with writer: FileWriter,
    take: ([Value]) throws -> Void
  ) async throws {
    let staging = try source.staged(on: connection)
    defer { staging?.drop() }
    let statement = try writer.statement(source, columns)
    try Self.makeFolder(writer.root)
    for row in try await run(statement, parameters: source.parameters).rows() { try take(row) }
  }
}

extension Session {
  /// Makes a folder for files; in S3 there are none to make.
  private static func makeFolder(_ folder: String) throws {
    guard !folder.contains("://") else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw QueryError(
        .readOnly, "the folder \(folder) cannot be made",
        hint: "check who may write to the lake's folder", cause: error)
    }
  }

  /// Deletes the files of writes that failed, also where they failed because of a cancellation.
  /// What cannot be deleted is left to `VACUUM`.
  func removeFiles(of writers: [FileWriter]) async {
    let lake = lake
    await Task {
      for writer in writers {
        guard let store = try? await lake.store(at: writer.root) else { continue }
        await writer.removeFiles(in: store)
      }
    }.value
  }

  /// Writes rows that are in memory to a table, in one commit.
  ///
  /// - Parameters:
  ///   - batches: The rows, all with the same columns.
  ///   - name: The table.
  ///   - options: As for ``write(_:to:options:)-(String,_,_)``.
  /// - Returns: What was written.
  /// - Throws: ``QueryError``; the table is then as it was.
  @discardableResult
  public func write(
    _ batches: [ColumnBatch], to name: QualifiedName, options: WriteOptions = WriteOptions()
  ) async throws -> WriteReport {
    guard let schema = batches.first?.schema else {
      throw QueryError(.invalidArgument, "there is no batch to take the columns from")
    }
    await begin()
    defer { end() }
    do {
      try requireWritable()
      return try await store(RowSource(batches, schema), in: name, options)
    } catch {
      throw QueryError((error as? StatementFailure)?.error ?? error)
    }
  }
}
