import Catalog
import Columnar
import DeltaLake
import DuckDB
import FoundationEssentials
import SQLAnalysis
import Spelling

extension Session {
  /// `CREATE SCHEMA`.
  func createSchema(
    _ reference: ObjectReference, ifNotExists: Bool
  ) async throws -> StatementResult {
    try requireWritable()
    var parts = reference.parts
    if parts.count == 2, parts[0].lowercased() == QualifiedName.lakeCatalog { parts.removeFirst() }
    guard parts.count == 1 else {
      throw StatementFailure(
        QueryError(.schemaNotFound, "schemas are made in the catalogue \"lake\""),
        at: reference.range.lowerBound)
    }
    try await lake.catalog.createSchema(parts[0], ifNotExists: ifNotExists)
    try makeSchema(parts[0])
    return StatementResult(tag: "CREATE SCHEMA")
  }

  /// `CREATE TABLE`, of columns or of a query.
  func createTable(
    _ create: CreateTable, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(create.name)
    if let existing = try await lake.objectToReplace(name), !create.replaces {
      if create.ifNotExists { return StatementResult(tag: "CREATE TABLE", rowsAffected: 0) }
      throw alreadyExists(existing, create.name)
    }
    var definition = TableDefinition(
      schema: Schema([]), partitionColumns: create.partitionColumns,
      properties: create.properties, description: create.comment)
    definition.clusteringColumns = create.clusterColumns.map {
      $0.split(separator: ".").map(String.init)
    }
    for (name, range) in create.checks {
      definition.properties["delta.constraints.\(name.lowercased())"] = source[range]
    }
    var options = WriteOptions(
      mode: .replace, createsTable: true, partitionColumns: create.partitionColumns)
    if !create.replaces { options.mode = .append }
    let rows: RowSource
    var names: [String] = []
    switch create.content {
    case .columns(let columns):
      definition.schema = Schema(try columns.map { try field($0, source) })
      rows = emptyRows(of: definition.schema)
    case .query(let range, let columns, let withData):
      names = columns
      var prepared = try await rowSource(source, [range], parameters: parameters)
      if !withData { prepared.query = Self.withoutRows(prepared.query) }
      rows = prepared
    }
    let report = try await locating(create.name) {
      try await self.store(
        rows, in: name, options, listed: names, definition: definition,
        location: create.location)
    }
    return StatementResult(
      tag: "CREATE TABLE", rowsAffected: report.rows, committedVersion: report.version)
  }

  private static func withoutRows(_ query: MappedSQL) -> MappedSQL {
    var empty = MappedSQL()
    empty.append("SELECT * FROM (")
    empty.append(query)
    empty.append("\n) LIMIT 0")
    return empty
  }

  private func emptyRows(of schema: Schema) -> RowSource {
    let columns = schema.fields.map {
      "CAST(NULL AS \($0.type)) AS \(SQLQuoting.name($0.name))"
    }
    var query = MappedSQL()
    query.append("SELECT \(columns.joined(separator: ", ")) WHERE false")
    return RowSource(query: query, fields: schema.fields)
  }

  private func alreadyExists(_ object: LakeObject, _ reference: ObjectReference) -> StatementFailure
  {
    let kind =
      switch object {
      case .table: "table"
      case .view: "view"
      }
    let name = reference.parts.joined(separator: ".")
    return StatementFailure(
      QueryError(
        .alreadyExists, "the \(kind) \"\(name)\" already exists",
        hint: "use CREATE OR REPLACE, or IF NOT EXISTS"), at: reference.range.lowerBound)
  }

  /// A declared column as Delta keeps it.
  func field(_ column: ColumnDefinition, _ source: SQLText) throws -> Field {
    var field = Field(column.name, try type(column.type, source))
    field.isNullable = !column.isRequired
    field.setDeltaText("comment", column.comment)
    if let range = column.defaultValue {
      try checkDefault(source[range], at: range.lowerBound)
      field.setDeltaText("CURRENT_DEFAULT", source[range])
    }
    if let range = column.generation {
      field.setDeltaText("delta.generationExpression", source[range])
    }
    if let identity = column.identity {
      guard field.type == .int64 else {
        throw StatementFailure(
          QueryError(.unsupported, "an identity column is a BIGINT"), at: column.type.lowerBound)
      }
      field.identity = IdentityNumbers(
        start: identity.start, step: identity.step, allowsExplicit: identity.allowsExplicit)
    }
    return field
  }

  /// The type that stands in a range of a statement, as Delta keeps it.
  func type(_ range: Range<Int>, _ source: SQLText) throws -> LogicalType {
    var sql = MappedSQL()
    sql.append("SELECT CAST(NULL AS ")
    sql.append(source, range)
    sql.append(") AS c")
    do {
      guard let declared = try prepared(sql).fields.first else {
        throw QueryError(.internal, "a type without a column")
      }
      return try ColumnMatching.storable(declared).type
    } catch {
      throw StatementFailure(QueryError(error), at: range.lowerBound)
    }
  }

  /// Refuses a default that is no expression, or needs a row.
  func checkDefault(_ expression: String, at position: Int) throws {
    do {
      _ = try connection.prepare("SELECT (\(expression))")
    } catch {
      throw StatementFailure(QueryError(error), at: position)
    }
  }

  /// `CREATE VIEW`: the query is checked, and kept with its tables named in full.
  func createView(_ create: CreateView, _ source: SQLText) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(create.name)
    let existing = try await lake.object(name)
    if let existing, !create.replaces {
      if create.ifNotExists { return StatementResult(tag: "CREATE VIEW") }
      throw alreadyExists(existing, create.name)
    }
    let schemaName = try await locating(create.name) {
      try await self.lake.schemaForWriting(name.schema)
    }
    let prepared = try await rowSource(source, [create.query], parameters: [])
    let columns = try ColumnMatching.newTable(prepared, names: create.columns).columns
    var sql = try await qualified(source, create.query)
    if !create.columns.isEmpty {
      let list = create.columns.map { SQLQuoting.name($0) }.joined(separator: ", ")
      sql = "SELECT * FROM (\(sql)\n) AS \(SQLQuoting.name(name.name))(\(list))"
    }
    let fields = zip(columns, prepared.fields).map { column, field in
      CatalogColumn(name: column.field.name, type: "\(field.type)")
    }
    let object = CatalogObject(
      name: ObjectName(schema: schemaName, name: name.name), kind: .view(sql: sql),
      columns: fields)
    try await lake.catalog.put(object, policy: create.replaces ? .replace : .create)
    if case .table(let table)? = existing { try await removeManaged(table) }
    return StatementResult(tag: "CREATE VIEW")
  }

  /// `DROP`.
  func drop(_ drop: Drop) async throws -> StatementResult {
    try requireWritable()
    if drop.kind == .schema { return try await dropSchema(drop) }
    let name = try await target(drop.name)
    let tag = drop.kind == .view ? "DROP VIEW" : "DROP TABLE"
    guard let object = try await lake.object(name) else {
      if drop.ifExists { return StatementResult(tag: tag) }
      throw StatementFailure(try await lake.notFound(name), at: drop.name.range.lowerBound)
    }
    let key = ObjectName(schema: name.schema, name: name.name)
    switch (object, drop.kind) {
    case (.view, .view): try await lake.catalog.remove(key)
    case (.table(let table), .table):
      guard !table.isPath else {
        throw QueryError(
          .unsupported, "a table that is named by its path is not the lake's to drop",
          hint: "delete its folder")
      }
      try await removeManaged(table)
      try await lake.catalog.remove(key)
    case (let object, _):
      let isView = if case .view = object { true } else { false }
      throw StatementFailure(
        QueryError(
          .binding, "\"\(key)\" is a \(isView ? "view" : "table")",
          hint: "use \(isView ? "DROP VIEW" : "DROP TABLE")"), at: drop.name.range.lowerBound)
    }
    try unregister(schema: name.schema, name: name.name)
    return StatementResult(tag: tag)
  }

  /// Takes the folder of a managed table away; one elsewhere stays.
  private func removeManaged(_ table: LakeTable) async throws {
    let name = ObjectName(schema: table.name.schema, name: table.name.name)
    let location = lake.catalogLocation(table.location)
    guard location.lowercased() == Lake.conventionalLocation(name).lowercased() else { return }
    try await lake.removeFolder(table.location)
  }

  private func dropSchema(_ drop: Drop) async throws -> StatementResult {
    guard let name = drop.name.parts.last else { return StatementResult(tag: "DROP SCHEMA") }
    try await lake.adoptAll()
    guard let schema = try await lake.catalog.schema(name) else {
      if drop.ifExists { return StatementResult(tag: "DROP SCHEMA") }
      let nearest = NearestName.of(name, among: try await lake.catalog.schemas())
      throw StatementFailure(
        QueryError(
          .schemaNotFound, "there is no schema \"\(name)\"",
          hint: nearest.map { "did you mean \"\($0)\"?" }), at: drop.name.range.lowerBound)
    }
    if drop.cascades {
      for object in try await lake.catalog.objects(in: schema) {
        if case .table(let location, _, _) = object.kind,
          location.lowercased() == Lake.conventionalLocation(object.name).lowercased()
        {
          try await lake.removeFolder(lake.absolute(location))
        }
        try await lake.catalog.remove(object.name)
        try unregister(schema: schema, name: object.name.name)
      }
    }
    try await lake.catalog.dropSchema(schema)
    lake.removeEmptyFolder(schema)
    return StatementResult(tag: "DROP SCHEMA")
  }

  /// `ALTER … RENAME TO`: a managed table's folder is renamed with it.
  func rename(_ reference: ObjectReference, to newName: String) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(reference)
    guard let object = try await lake.object(name) else {
      throw StatementFailure(try await lake.notFound(name), at: reference.range.lowerBound)
    }
    let old = ObjectName(schema: name.schema, name: name.name)
    let new = ObjectName(schema: name.schema, name: newName)
    if let taken = try await lake.object(QualifiedName(schema: new.schema, name: new.name)) {
      throw alreadyExists(taken, ObjectReference(parts: [new.name], range: reference.range))
    }
    var location: String?
    if case .table(let table) = object,
      lake.catalogLocation(table.location).lowercased()
        == Lake.conventionalLocation(old).lowercased()
    {
      guard !table.location.contains("://") else {
        throw StatementFailure(
          QueryError(
            .unsupported, "a table in S3 cannot be renamed: its objects would have to be copied",
            hint: "make it anew with CREATE TABLE \(newName) AS SELECT, then drop the old one"),
          at: reference.range.lowerBound)
      }
      let folder = table.name.schema + "/" + newName
      await lake.finishBackgroundWork()
      do {
        try FileManager.default.moveItem(
          atPath: table.location, toPath: lake.absolute(folder))
      } catch {
        throw QueryError(
          .readOnly, "the folder \(table.location) cannot be renamed", cause: error)
      }
      lake.snapshots.forget(table.location)
      location = folder
    }
    try await lake.catalog.rename(old, to: new, location: location)
    try unregister(schema: name.schema, name: name.name)
    return StatementResult(tag: "ALTER TABLE")
  }
}
