public import Columnar
import FoundationEssentials
import QueryEngine
import SQLAnalysis

/// The lake of a project with one session on it; without a project, a session that can query
/// Delta tables by their path.
public struct Workspace: Sendable {
  /// A table or view.
  public struct Relation: Sendable, Hashable {
    /// The schema it is in.
    public var schema: String
    /// Its name there.
    public var name: String
    /// `table` or `view`.
    public var kind: String
  }

  /// The project's name, `nil` without one.
  public let name: String?
  private let session: Session
  private let lake: Lake

  /// Opens the lake of `project`.
  ///
  /// - Throws: a ``Diagnostic``.
  public init(_ project: Project?) async throws(Diagnostic) {
    name = project?.name
    do {
      lake = try await Lake(
        project?.lakeConfiguration
          ?? LakeConfiguration(
            root: nil, extensionDirectories: InstalledFiles.extensionDirectories))
      session = try await lake.session()
    } catch {
      throw Diagnostic(error)
    }
  }

  /// What a statement gave.
  public struct Answer: Sendable {
    private let result: StatementResult

    fileprivate init(_ result: StatementResult) {
      self.result = result
    }

    /// The columns of the rows; none for a statement without rows.
    public var schema: Schema { result.schema }
    /// What was done, as PostgreSQL tags it: `SELECT`, `INSERT 0 5`.
    public var tag: String { result.tag }
    /// A line for each table that was read: its version, its files, and how many were pruned.
    public var scan: [String] { result.scan.tables.map(\.description) }

    /// The next rows, `nil` after the last.
    ///
    /// - Throws: what the query engine throws.
    public func next() async throws -> ColumnBatch? {
      try await result.next()
    }
  }

  /// Runs one statement.
  ///
  /// - Throws: what the query engine throws; its place counts from the beginning of `statement`.
  public func execute(_ statement: String) async throws -> Answer {
    Answer(try await session.execute(statement))
  }

  /// Runs `body` to its end or its error, then ends the session, which waits for what is done
  /// behind its statements.
  public func closing(after body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      await session.close()
      throw error
    }
    await session.close()
  }

  /// Whether a statement is a query and nothing else.
  public static func isQuery(_ statement: String) -> Bool {
    guard let text = try? SQLText(statement), case .query? = try? StatementParser.parse(text) else {
      return false
    }
    return true
  }

  /// Writes the rows of a query to a Parquet file, which appears once it is complete.
  ///
  /// - Returns: the number of rows.
  /// - Throws: what the query engine throws.
  public func exportParquet(_ query: String, to path: String) async throws -> Int {
    let opening = "COPY ("
    let part = path + ".part"
    defer { try? FileManager.default.removeItem(atPath: part) }
    do {
      let result = try await session.execute(
        "\(opening)\(query)\n) TO \(SQLQuoting.string(part)) (FORMAT parquet)")
      let rows = try await result.rows()
      try Self.rename(part, path)
      guard case .integer(let count)? = rows.first?.first else { return result.rowsAffected ?? 0 }
      return Int(count)
    } catch var error as QueryError {
      if var location = error.location {
        location.offset -= opening.utf8.count
        error.location = location
      }
      throw error
    }
  }

  private static func rename(_ part: String, _ path: String) throws(Diagnostic) {
    do {
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.moveItem(atPath: part, toPath: path)
    } catch {
      throw Diagnostic(.failure, "\(path) cannot be written", cause: "\(error)")
    }
  }

  /// The schemas, in alphabetical order.
  ///
  /// - Throws: what the query engine throws.
  public func schemas() async throws -> [String] {
    try await withConnection { connection in
      try await connection.schemas(in: QualifiedName.lakeCatalog)
    }
  }

  /// Every table and view, by schema and name.
  ///
  /// - Throws: what the query engine throws.
  public func relations() async throws -> [Relation] {
    try await withConnection { connection in
      var relations: [Relation] = []
      for schema in try await connection.schemas(in: QualifiedName.lakeCatalog) {
        let found = try await connection.relations(in: schema, database: QualifiedName.lakeCatalog)
        relations += found.map { Relation(schema: schema, name: $0.name, kind: $0.kind.rawValue) }
      }
      return relations
    }
  }

  /// The columns of a table or view, by the name SQL would use.
  ///
  /// - Throws: what the query engine throws.
  public func columns(of name: String) async throws -> [Field] {
    try await execute("SELECT * FROM \(name) LIMIT 0").schema.fields
  }

  private func withConnection<Result>(
    _ body: (any WarehouseConnection) async throws -> Result
  ) async throws -> Result {
    let connection = try await LakeWarehouse(lake).connect()
    do {
      let result = try await body(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }
}
