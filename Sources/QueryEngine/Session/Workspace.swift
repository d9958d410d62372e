import SQLAnalysis

/// The name of something in a session's workspace.
struct WorkspaceName: Hashable {
  let schema: String
  let name: String

  init(schema: String, name: String) {
    self.schema = schema.lowercased()
    self.name = name.lowercased()
  }
}

/// What stands in a session's workspace under a name.
struct Registration {
  /// What the view was made from; the same again needs no new view.
  var identity: String
  /// The session's generation when it was made.
  var generation: Int
  /// The deletion vectors that the view may name.
  var deletedRows: [DeletedRows]
}

/// The workspace is an in-memory DuckDB catalogue of the session's own. Before a statement runs,
/// it gets a view for each table and view of the lake that the statement names, under the same
/// schema and name, so that DuckDB resolves names, scopes and aliases by its own rules and no
/// session sees the versions another reads.
extension Session {
  /// A name in the workspace, quoted.
  func workspaceName(_ schema: String, _ name: String) -> String {
    SQLQuoting.name([workspace, schema, name])
  }

  func makeSchema(_ schema: String) throws {
    guard workspaceSchemas.insert(schema.lowercased()).inserted else { return }
    try run("CREATE SCHEMA IF NOT EXISTS \(SQLQuoting.name([workspace, schema]))")
  }

  /// Makes `schema` the one of names without one.
  func useSchema(_ schema: String) throws {
    try makeSchema(schema)
    try run("USE \(SQLQuoting.name([workspace, schema]))")
    self.schema = schema
  }

  /// Puts a view into the workspace unless the same stands there.
  func register(
    schema: String, name: String, identity: String, dependsOn newest: Int = 0, sql: () -> String
  ) throws {
    let key = WorkspaceName(schema: schema, name: name)
    if let known = registrations[key], known.identity == identity, known.generation >= newest {
      return
    }
    try makeSchema(schema)
    registrations[key] = nil
    try run("CREATE OR REPLACE VIEW \(workspaceName(schema, name)) AS \(sql())")
    generation += 1
    registrations[key] = Registration(
      identity: identity, generation: generation, deletedRows: deletedRowsInUse)
  }

  /// Takes a view out of the workspace.
  func unregister(schema: String, name: String) throws {
    let key = WorkspaceName(schema: schema, name: name)
    guard registrations.removeValue(forKey: key) != nil else { return }
    generation += 1
    try run("DROP VIEW IF EXISTS \(workspaceName(schema, name))")
  }
}
