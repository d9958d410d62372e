import Catalog
import Columnar
import DeltaLake
import SQLAnalysis

/// A lake as a ``Warehouse``. Each connection is a ``Session`` of its own.
public struct LakeWarehouse: Warehouse {
  /// The lake.
  public let lake: Lake

  /// Makes a warehouse of a lake.
  public init(_ lake: Lake) {
    self.lake = lake
  }

  /// `duckdb`: the dialect is DuckDB's.
  public var adapterType: String { "duckdb" }

  /// Opens a session.
  ///
  /// - Throws: ``QueryError``.
  public func connect() async throws -> any WarehouseConnection {
    LakeConnection(session: try await lake.session())
  }

  /// The records of the lake's catalogue.
  public var records: (any WarehouseRecords)? { LakeRecords(catalog: lake.catalog) }
}

/// The records of a lake's catalogue.
private struct LakeRecords: WarehouseRecords {
  let catalog: LakeCatalog

  func records(_ kind: String) async throws -> [String: [UInt8]] {
    do {
      return try await catalog.records(kind)
    } catch {
      throw QueryError(error)
    }
  }

  func setRecords(_ kind: String, _ changes: [String: [UInt8]?]) async throws {
    do {
      try await catalog.setRecords(kind, changes)
    } catch {
      throw QueryError(error)
    }
  }
}

extension RelationInfo {
  fileprivate init(_ object: CatalogObject) {
    self.init(name: object.name.name, kind: object.isView ? .view : .table)
  }
}

/// A session of a lake as a connection of a warehouse.
struct LakeConnection: WarehouseConnection {
  let session: Session

  func execute(_ sql: String) async throws -> WarehouseResult {
    let result = try await session.execute(sql)
    let rows = try await result.rows()
    let message = result.tag == "SELECT" ? "SELECT \(rows.count)" : result.tag
    return WarehouseResult(
      schema: result.schema, rows: rows, rowsAffected: result.rowsAffected,
      message: message.isEmpty ? "OK" : message)
  }

  func schemas(in database: String) async throws -> [String] {
    guard Self.isLake(database) else { return [] }
    try await session.lake.adoptAll()
    return try await session.lake.catalog.schemas()
  }

  func relations(in schema: String, database: String) async throws -> [RelationInfo] {
    guard Self.isLake(database) else { return [] }
    try await session.lake.adoptAll()
    return try await session.lake.catalog.objects(in: schema).map(RelationInfo.init)
  }

  func relation(_ name: QualifiedName) async throws -> RelationInfo? {
    guard Self.isLake(name.catalog) else { return nil }
    return try await session.lake.listed(name).map(RelationInfo.init)
  }

  func columns(of relation: QualifiedName) async throws -> [Field] {
    try await session.fields(of: relation)
  }

  func load(
    _ source: LoadSource, into relation: QualifiedName, replace: Bool
  ) async throws -> Int {
    let options = WriteOptions(
      mode: replace ? .replace : .append, schemaPolicy: .byName, createsTable: true)
    switch source {
    case .csv(let path, let delimiter, let columns):
      let types = columns.map {
        "\(SQLQuoting.string($0.name)): \(SQLQuoting.string("\($0.type)"))"
      }
      let query =
        "SELECT * FROM read_csv(\(SQLQuoting.string(path)), header = true, auto_detect = false, "
        + "delim = \(SQLQuoting.string(delimiter)), quote = '\"', escape = '\"', "
        + "columns = {\(types.joined(separator: ", "))})"
      return try await session.write(query, to: relation, options: options).rows
    case .batches(let batches):
      return try await session.write(batches, to: relation, options: options).rows
    }
  }

  func version(of relation: QualifiedName) async throws -> Int? {
    guard Self.isLake(relation.catalog),
      case .table(let table)? = try await session.lake.object(relation)
    else { return nil }
    return table.snapshot.version
  }

  func publish(
    _ source: QualifiedName, as target: QualifiedName, at version: Int?, identifier: String
  ) async throws {
    try await session.publish(source, as: target, at: version, identifier: identifier)
  }

  func interrupt() { session.interrupt() }

  func close() async { await session.close() }

  private static func isLake(_ database: String) -> Bool {
    database.lowercased() == QualifiedName.lakeCatalog
  }
}
