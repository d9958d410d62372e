import Catalog
import Columnar
import DeltaLake
import SQLAnalysis
import Spelling

extension Session {
  /// `DESCRIBE`, with DuckDB's columns. Nullability is the table's own.
  func describe(
    _ reference: ObjectReference, _ source: SQLText, parameters: [Value]
  ) async throws -> StatementResult {
    let name = try await name(reference.parts, schema: schema)
    guard try await !isTemporary(reference, false), let name,
      case .table(let table)? = try await lake.object(name)
    else { return try await query(source, parameters: parameters) }
    let partitions = Set(table.snapshot.partitionColumns)
    let rows = table.snapshot.schema.fields.map { field in
      let values = [
        SQLQuoting.string(field.name), SQLQuoting.string("\(field.type)"),
        field.isNullable ? "'YES'" : "'NO'", partitions.contains(field.name) ? "'PAR'" : "NULL",
        field.defaultExpression.map { SQLQuoting.string($0) } ?? "NULL",
        field.deltaText("comment").map { SQLQuoting.string($0) } ?? "NULL",
      ]
      return "(\(values.joined(separator: ", ")))"
    }
    return try self.table(
      ["column_name", "column_type", "null", "key", "default", "extra"], values: rows,
      tag: "DESCRIBE")
  }

  /// `SHOW TABLES`: the names in a schema; of all schemas, with kind and columns.
  func showTables(in schema: ObjectReference?, all: Bool) async throws -> StatementResult {
    try await lake.adoptAll()
    guard all else {
      let schema = schema?.name ?? self.schema
      let objects = try await lake.catalog.objects(in: schema)
      let temporary = try rows(
        """
        SELECT table_name FROM duckdb_tables() WHERE temporary
        UNION ALL SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal
        """
      ).compactMap { $0.first?.text }
      let names = Set(objects.map(\.name.name) + (schema == self.schema ? temporary : []))
      return try table(
        ["name"], values: names.sorted().map { "(\(SQLQuoting.string($0)))" }, tag: "SHOW")
    }
    var lines: [String] = []
    for object in try await lake.catalog.objects() {
      let columns = try await columns(of: object)
      let names = columns.map { SQLQuoting.string($0.name) }.joined(separator: ", ")
      let types = columns.map { SQLQuoting.string("\($0.type)") }.joined(separator: ", ")
      lines.append(
        "('lake', \(SQLQuoting.string(object.name.schema)), "
          + "\(SQLQuoting.string(object.name.name)), [\(names)]::VARCHAR[], "
          + "[\(types)]::VARCHAR[], \(object.isView ? "'view'" : "'table'"))")
    }
    return try table(
      ["database", "schema", "name", "column_names", "column_types", "kind"],
      types: ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR[]", "VARCHAR[]", "VARCHAR"],
      values: lines, tag: "SHOW")
  }

  /// `SHOW SCHEMAS`.
  func showSchemas() async throws -> StatementResult {
    try await lake.adoptAll()
    let names = try await lake.catalog.schemas()
    return try table(
      ["database_name", "schema_name"],
      values: names.map { "('lake', \(SQLQuoting.string($0)))" }, tag: "SHOW")
  }

  /// The columns of an object; none for a view that no longer works.
  private func columns(of object: CatalogObject) async throws -> [Field] {
    let name = QualifiedName(schema: object.name.schema, name: object.name.name)
    return (try? await columns(of: name)) ?? []
  }

  /// The columns of a table or view.
  ///
  /// - Throws: ``QueryError``; of kind ``QueryError/Kind/tableNotFound`` if there is none.
  func columns(of name: QualifiedName) async throws -> [Field] {
    switch try await lake.object(name) {
    case .table(let table)?: return table.snapshot.schema.fields
    case .view?:
      let text = try SQLText("SELECT * FROM \(SQLQuoting.name(name.parts))")
      var scope = StatementScope()
      let (edits, _) = try await gather(text, schema: schema, into: &scope)
      _ = try await register(scope)
      return try prepared(MappedSQL(text, edits: edits)).fields
    case nil: throw try await lake.notFound(name)
    }
  }

  /// `USE`: the schema of names without one.
  func use(_ reference: ObjectReference) async throws -> StatementResult {
    var parts = reference.parts
    if parts.count == 2, parts[0].lowercased() == QualifiedName.lakeCatalog { parts.removeFirst() }
    if parts.count == 1, parts[0].lowercased() == QualifiedName.lakeCatalog {
      parts = [lake.configuration.defaultSchema]
    }
    try await lake.adoptAll()
    let name = parts[0]
    guard parts.count == 1, let schema = try await knownSchema(name) else {
      let nearest = NearestName.of(name, among: try await lake.catalog.schemas())
      throw StatementFailure(
        QueryError(
          .schemaNotFound, "there is no schema \"\(parts.joined(separator: "."))\"",
          hint: nearest.map { "did you mean \"\($0)\"?" }), at: reference.range.lowerBound)
    }
    try useSchema(schema)
    return StatementResult(tag: "USE")
  }

  private func knownSchema(_ name: String) async throws -> String? {
    if let schema = try await lake.catalog.schema(name) { return schema }
    let isDefault = name.lowercased() == lake.configuration.defaultSchema.lowercased()
    return isDefault ? lake.configuration.defaultSchema : nil
  }

  /// `COMMENT ON`.
  func comment(
    on reference: ObjectReference, column: String?, _ text: String?
  ) async throws -> StatementResult {
    try requireWritable()
    let name = try await target(reference)
    guard try await lake.object(name) != nil else { throw try await lake.notFound(name) }
    let key = ObjectName(schema: name.schema, name: name.name)
    if let column {
      try await lake.catalog.annotate(key, columns: [column: text ?? ""])
    } else {
      try await lake.catalog.annotate(key, description: text ?? "")
    }
    return StatementResult(tag: "COMMENT")
  }
}

extension QualifiedName {
  /// Catalogue, schema and name.
  var parts: [String] { [catalog, schema, name] }
}

extension Session {
  /// The columns of a table or view, one statement at a time.
  func fields(of name: QualifiedName) async throws -> [Field] {
    await begin()
    defer { end() }
    do {
      return try await columns(of: name)
    } catch {
      throw QueryError((error as? StatementFailure)?.error ?? error)
    }
  }
}
