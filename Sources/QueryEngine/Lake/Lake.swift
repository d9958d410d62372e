public import Catalog
import DeltaLake
import DuckDB
import FoundationEssentials
import S3
import Store
import Synchronization

/// A folder of Delta tables with a catalogue, and the engine that queries it.
///
/// The tables of schema `silver` are folders `<root>/silver/<table>`, plain Delta tables that
/// other programs may read and write. A folder that appears there is a table of the lake from
/// then on. Views live in the catalogue. All sessions share one in-memory DuckDB database, its
/// memory limit and its threads.
public final class Lake: Sendable {
  /// Where the lake is and what it may use.
  public let configuration: LakeConfiguration
  /// The schemas, tables and views.
  public let catalog: LakeCatalog

  let database: Database
  let engine: DuckDBEngine
  let snapshots = SnapshotCache()
  let fileSchemas = FileSchemaCache()
  let deletedRows = DeletedRows.Registry()
  let variantAssembly = VariantAssembly()
  let remote: RemoteStorage
  /// Checkpoints and compaction, behind the statements that call for them.
  let background = BackgroundWork()
  private let sessionCount = Atomic<Int>(0)

  /// Opens a lake. Nothing is written but the catalogue's own file.
  ///
  /// - Throws: ``QueryError`` if the catalogue cannot be opened or a setting is not valid.
  public init(_ configuration: LakeConfiguration) async throws {
    var configuration = configuration
    configuration.root = configuration.root.map(Self.normalized)
    self.configuration = configuration
    do {
      let place = configuration.catalog ?? configuration.state.map { .file($0) } ?? .memory
      let store = try StateStore(place, migrations: LakeCatalog.migrations)
      catalog = LakeCatalog(store: store)
      database = try Self.openDatabase(configuration)
      engine = try DuckDBEngine(database: database)
      remote = RemoteStorage(configuration, engine: engine)
    } catch {
      throw QueryError(error)
    }
  }

  /// Opens a session: a connection with its own temporary tables and default schema.
  ///
  /// - Parameter schema: The schema of names without one; the lake's default if `nil`.
  /// - Returns: The session.
  /// - Throws: ``QueryError``.
  public func session(schema: String? = nil) async throws -> Session {
    let number = sessionCount.wrappingAdd(1, ordering: .relaxed).newValue
    let session = try Session(lake: self, number: number, schema: schema)
    try await session.prepare()
    return session
  }

  /// The newest version of a table.
  ///
  /// - Throws: ``QueryError``: of kind ``QueryError/Kind/tableNotFound`` if the name is no
  ///   table's.
  public func table(_ name: QualifiedName) async throws -> LakeTable {
    guard case .table(let table)? = try await object(name) else {
      throw try await notFound(name)
    }
    return table
  }

  /// Waits for what is done behind statements: checkpoints, and compaction where tables ask for it.
  /// Closing a session does so as well.
  public func finishBackgroundWork() async {
    await background.finish()
  }

  static func normalized(_ root: String) -> String {
    if let place = S3Location(root) { return place.url }
    var root = root
    if !root.contains("://"), !root.hasPrefix("/") {
      root = FileManager.default.currentDirectoryPath + "/" + root
    }
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    return root
  }

  /// Where queries spill to, if anywhere.
  static func temporaryDirectory(of configuration: LakeConfiguration) -> String? {
    if let directory = configuration.temporaryDirectory { return directory }
    guard let state = configuration.state, let slash = state.lastIndex(of: "/") else { return nil }
    return state[..<slash] + "/spill"
  }
}
