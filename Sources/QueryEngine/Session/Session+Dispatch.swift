import Columnar
import DuckDB
import SQLAnalysis

extension Session {
  /// Carries out one statement.
  func dispatch(_ source: SQLText, parameters: [Value]) async throws -> StatementResult {
    let statement = try StatementParser.parse(source)
    try await prepareRemoteFiles(for: source)
    switch statement {
    case .query: return try await query(source, parameters: parameters)
    case .explain(let analyzes, let inner, let body):
      return try await explain(source, analyzes: analyzes, inner, body, parameters: parameters)
    case .createSchema(let name, let ifNotExists):
      return try await createSchema(name, ifNotExists: ifNotExists)
    case .createTable(let table):
      if try await isTemporary(table.name, table.isTemporary) {
        return try await native(source, parameters: parameters, tag: "CREATE TABLE")
      }
      return try await createTable(table, source, parameters: parameters)
    case .createView(let view):
      if try await isTemporary(view.name, view.isTemporary) {
        return try await native(source, parameters: parameters, tag: "CREATE VIEW")
      }
      return try await createView(view, source)
    case .insert(let insert):
      if try await isTemporary(insert.target, false) {
        return try await native(source, parameters: parameters, tag: "INSERT")
      }
      return try await self.insert(insert, source, parameters: parameters)
    case .change(let change):
      if try await isTemporary(change.target, false) {
        return try await native(source, parameters: parameters, tag: change.verb.tag)
      }
      return try await self.change(change, source, parameters: parameters)
    case .copyInto(let copy): return try await copyInto(copy)
    case .truncate(let name): return try await truncate(name, source)
    case .drop(let drop):
      if drop.kind != .schema, try await isTemporary(drop.name, false) {
        return try await native(source, parameters: parameters, tag: "DROP")
      }
      return try await self.drop(drop)
    case .rename(let name, let newName, _):
      if try await isTemporary(name, false) {
        return try await native(source, parameters: parameters, tag: "ALTER TABLE")
      }
      return try await rename(name, to: newName)
    case .alter(let name, let alteration):
      if try await isTemporary(name, false) {
        return try await native(source, parameters: parameters, tag: "ALTER TABLE")
      }
      return try await alter(name, alteration, source)
    case .maintenance(let statement): return try await maintain(statement, source)
    case .describe(let name): return try await describe(name, source, parameters: parameters)
    case .showTables(let schema, let all): return try await showTables(in: schema, all: all)
    case .showSchemas: return try await showSchemas()
    case .use(let name): return try await use(name)
    case .comment(let name, let column, let text):
      return try await comment(on: name, column: column, text)
    case .transaction: return StatementResult(tag: source.tokens.first?.value ?? "")
    case .native:
      return try await native(source, parameters: parameters, tag: source.tokens.first?.value ?? "")
    }
  }

  /// Whether a name is that of a temporary table or view of this session, or is to be.
  func isTemporary(_ name: ObjectReference, _ isDeclared: Bool) async throws -> Bool {
    if isDeclared { return true }
    if name.parts.count > 1 { return name.parts[0].lowercased() == "temp" }
    return try knownTemporaryNames().contains(name.name.lowercased())
  }

  private func knownTemporaryNames() throws -> Set<String> {
    if let temporaryNames { return temporaryNames }
    let found = try rows(
      """
      SELECT lower(table_name) FROM duckdb_tables() WHERE temporary
      UNION ALL
      SELECT lower(view_name) FROM duckdb_views() WHERE temporary
      """)
    let names = Set(found.compactMap { $0.first?.text })
    temporaryNames = names
    return names
  }

  /// The lake's object that a statement names as its target.
  func target(_ reference: ObjectReference) async throws -> QualifiedName {
    let name = try await name(reference.parts, schema: schema)
    guard let name, name.schema != InformationSchema.workspaceSchema else {
      throw StatementFailure(
        QueryError(
          .schemaNotFound, "\"\(reference.parts.joined(separator: "."))\" is not in the lake",
          hint: "names in the lake are schema.name or lake.schema.name"),
        at: reference.range.lowerBound)
    }
    return name
  }

  /// Refuses to change a lake that may only be read.
  func requireWritable() throws {
    if lake.configuration.isReadOnly {
      throw QueryError(
        .readOnly, "the lake is open for reading only", hint: "open it without the read-only flag")
    }
  }

  /// Runs a statement that changes nothing in the lake.
  func native(
    _ source: SQLText, parameters: [Value], tag: String
  ) async throws -> StatementResult {
    temporaryNames = nil
    var scope = StatementScope()
    let (edits, _) = try await gather(source, schema: schema, into: &scope)
    let report = try await register(scope)
    let sql = MappedSQL(source, edits: edits)
    if source.tokens.contains(where: { $0.value.uppercased() == "TIMEZONE" }) {
      changesTimeZone = true
    }
    let result = try await run(sql, parameters: parameters, scope: scope)
    let returnsRows = result.kind == .rows
    guard returnsRows else {
      return StatementResult(tag: tag, rowsAffected: result.rowsChanged, scan: report)
    }
    return streaming(result, tag: tag, scan: report, query: sql)
  }
}

extension Change.Verb {
  /// The command tag.
  var tag: String {
    switch self {
    case .delete: "DELETE"
    case .update: "UPDATE"
    case .merge: "MERGE"
    }
  }
}
